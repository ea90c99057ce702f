"""wagtail-localize made safe: what a translation lacks, and how it follows its original.

Works on the records of wagtail-localize only and knows no page model.
"""
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import blocks
from wagtail.coreutils import find_available_slug
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.models import (
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)

EARLIER = "earlier translation"
READY_MADE = "ready-made words"


def translation_of(translated: Any) -> Translation | None:
    """The record that keeps ``translated`` in step with its original; None for an original or a page of its own."""
    return (
        Translation.objects.filter(
            source__object_id=translated.translation_key, target_locale_id=translated.locale_id, enabled=True
        )
        .select_related("source", "target_locale")
        .first()
    )


def gaps_of(translated: Any) -> list[str]:
    """Why the words of ``translated`` may not go live, in whole sentences; empty when they may."""
    translation = translation_of(translated)
    return gaps_in(translation) if translation else []


def gaps_in(translation: Translation) -> list[str]:
    """The same for a translation record: texts missing, not yet read by a person, or too long."""
    segments = list(_segments(translation))
    language = translation.target_locale.get_display_name()
    missing = sum(segment.translation is None for segment in segments)
    unread = sum(segment.kind == StringTranslation.TRANSLATION_TYPE_MACHINE for segment in segments)
    reasons = []
    if missing:
        reasons.append(
            ngettext(
                "%(count)d text is not translated into %(language)s yet.",
                "%(count)d texts are not translated into %(language)s yet.",
                missing,
            )
            % {"count": missing, "language": language}
        )
    if unread:
        reasons.append(
            ngettext(
                "%(count)d text was translated by a machine and has not been checked by anyone yet.",
                "%(count)d texts were translated by a machine and have not been checked by anyone yet.",
                unread,
            )
            % {"count": unread}
        )
    return reasons + list(_too_long(translation, segments))


def _segments(translation: Translation) -> models.QuerySet[StringSegment]:
    found = StringTranslation.objects.filter(
        translation_of_id=models.OuterRef("string_id"),
        context_id=models.OuterRef("context_id"),
        locale_id=translation.target_locale_id,
        has_error=False,
    )
    return (
        StringSegment.objects.filter(source_id=translation.source_id)
        .annotate(
            translation=models.Subquery(found.values("data")[:1]),
            kind=models.Subquery(found.values("translation_type")[:1]),
        )
        .select_related("context")
        .order_by("order")
    )


def _too_long(translation: Translation, segments: list[StringSegment]) -> Iterator[str]:
    model: Any = translation.source.specific_content_type.model_class()
    for segment in segments:
        label, most = _room_for(model, segment.context.field_path.split("."))
        if most and len(segment.translation or "") > most:
            yield _("The translation of “%(field)s” is too long: %(length)d characters, at most %(most)d.") % {
                "field": label,
                "length": len(segment.translation),
                "most": most,
            }


def _room_for(model: type[models.Model], path: list[str]) -> tuple[Any, int | None]:
    """The label of the field at ``path`` and how many characters it holds (None: as many as you like)."""
    field = model._meta.get_field(path[0])
    if isinstance(field, StreamField):
        return _room_in_block(field.stream_block, path[1:])
    if field.related_model and len(path) > 1:
        related: Any = field.related_model
        return _room_for(related, path[1:])
    return getattr(field, "verbose_name", path[0]), getattr(field, "max_length", None)


def _room_in_block(block: blocks.Block, path: list[str]) -> tuple[Any, int | None]:
    for name in path:
        if isinstance(block, blocks.ListBlock):
            block = block.child_block
        elif name in getattr(block, "child_blocks", {}):
            block = block.child_blocks[name]
    return block.label or path[-1], getattr(getattr(block, "field", None), "max_length", None)


def fill_from_earlier(translation: Translation) -> int:
    """Take over what ready-made words say, and what was once translated the same way elsewhere; returns how many texts.

    Only where every earlier translation of the same text into the same language reads alike, or where
    one reading is the more common, is it taken; a text by a machine never is.
    """
    known = _known_words(translation)
    filled = 0
    for segment in _segments(translation).filter(translation=None).select_related("string"):
        if segment.string.data in known:
            _fill(translation, segment, known[segment.string.data], READY_MADE)
            filled += 1
            continue
        earlier = StringTranslation.objects.filter(
            translation_of_id=segment.string_id,
            locale_id=translation.target_locale_id,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            has_error=False,
        )
        readings = Counter(earlier.values_list("data", flat=True)).most_common(1)
        if readings:
            _fill(translation, segment, readings[0][0], EARLIER)
            filled += 1
    return filled


def _known_words(translation: Translation) -> dict[str, str]:
    """What the original itself knows in the language, for what it has from somebody who wrote it in several."""
    original = translation.source.get_source_instance()
    ask = getattr(original, "known_words", None)
    return ask(translation.target_locale.language_code) if ask else {}


def _fill(translation: Translation, segment: StringSegment, data: str, origin: str) -> None:
    StringTranslation.objects.update_or_create(
        translation_of_id=segment.string_id,
        locale_id=translation.target_locale_id,
        context_id=segment.context_id,
        defaults={
            "data": data,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "tool_name": origin,
            "has_error": False,
        },
    )


@transaction.atomic
def follow(original: Any) -> None:
    """After ``original`` was published: bring its translations up to date.

    The strings to translate are read anew; a live translation whose strings are all translated is
    published again, a draft is written anew, and a live one with gaps stays as it is.
    """
    source = TranslationSource.objects.get_for_instance_or_none(original)
    if source is None or source.locale_id != original.locale_id:
        return
    source.update_from_db()
    for translation in source.translations.filter(enabled=True).select_related("target_locale"):
        fill_from_earlier(translation)
        target = _target(translation)
        if target is None:
            continue
        if not target.live:
            translation.save_target(publish=False)
        elif not target.publishing_refusals():
            translation.save_target(publish=True)


def _target(translation: Translation) -> Any | None:
    model: Any = translation.source.specific_content_type.model_class()
    return model._base_manager.filter(
        translation_key=translation.source.object_id, locale_id=translation.target_locale_id
    ).first()


def give_own_slug(translated: Page) -> None:
    """Let a translation that goes live for the first time have an address in its own language, and keep it.

    The address is kept as an override: later changes of the original's never reach it.
    """
    translation = translation_of(translated)
    if translation is None or _has_own_slug(translated):
        return
    wanted = slugify(translated.title)
    if not wanted:
        return
    translated.slug = find_available_slug(
        translated.get_parent(), wanted, ignore_page_id=translated.pk
    )
    context, _created = TranslationContext.objects.get_or_create(
        object_id=translated.translation_key, path="slug", defaults={"field_path": "slug"}
    )
    SegmentOverride.objects.update_or_create(
        context=context, locale_id=translated.locale_id, defaults={"data_json": json.dumps(translated.slug)}
    )


def _has_own_slug(translated: Page) -> bool:
    return SegmentOverride.objects.filter(
        context__object_id=translated.translation_key, context__path="slug", locale_id=translated.locale_id
    ).exists()
