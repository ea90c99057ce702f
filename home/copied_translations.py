"""A page that was copied in all its languages at once: what was translated for it stays translated.

Works on the records of wagtail-localize only and knows no page model.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wagtail_localize.models import (
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)

#: Each page has an address of its own.
_NOT_TAKEN = ("slug",)


def take_along(old: Any, new: Any, translated: Iterable[Any], keys: Mapping[str, str]) -> None:
    """Let ``translated`` follow ``new`` as the translations of ``old`` follow that, with their words.

    :param old: the original page; without records of wagtail-localize nothing is done.
    :param translated: the copies of its translations, which have the words already.
    :param keys: the lasting names of the rows of ``old``, and those of the same rows of ``new``.
    """
    before = TranslationSource.objects.get_for_instance_or_none(old)
    if before is None:
        return
    followed = set(before.translations.filter(enabled=True).values_list("target_locale", flat=True))
    pages = [page for page in translated if page.locale_id in followed]
    if not pages:
        return
    source, _is_new = TranslationSource.update_or_create_from_instance(new)
    earlier = {new_key: old_key for old_key, new_key in keys.items()}
    for page in pages:
        Translation.objects.get_or_create(source=source, target_locale_id=page.locale_id)
        _take_words(source, before, page, earlier)
    _take_overrides(before, new, {page.locale_id for page in pages}, keys)


def _take_words(source: Any, before: Any, page: Any, earlier: Mapping[str, str]) -> None:
    known = StringTranslation.objects.filter(
        context__object_id=before.object_id, locale_id=page.locale_id, has_error=False
    ).select_related("context")
    words = {(each.translation_of_id, each.context.path): each for each in known}
    for segment in StringSegment.objects.filter(source=source).select_related("context"):
        said = words.get((segment.string_id, _renamed(segment.context.path, earlier)))
        data = page.title if segment.context.path == "title" else said.data if said else None
        if data is not None:
            StringTranslation.objects.update_or_create(
                translation_of_id=segment.string_id, context_id=segment.context_id, locale_id=page.locale_id,
                defaults={
                    "data": data,
                    "translation_type": said.translation_type if said else StringTranslation.TRANSLATION_TYPE_MANUAL,
                    "tool_name": said.tool_name if said else "",
                },
            )  # fmt: skip


def _take_overrides(before: Any, new: Any, locales: set[int], keys: Mapping[str, str]) -> None:
    made = SegmentOverride.objects.filter(context__object_id=before.object_id, locale__in=locales)
    for each in made.select_related("context").exclude(context__path__in=_NOT_TAKEN):
        context, _is_new = TranslationContext.objects.get_or_create(
            object_id=new.translation_key, path=_renamed(each.context.path, keys),
            defaults={"field_path": each.context.field_path},
        )  # fmt: skip
        SegmentOverride.objects.update_or_create(
            context=context, locale_id=each.locale_id, defaults={"data_json": each.data_json}
        )


def _renamed(path: str, keys: Mapping[str, str]) -> str:
    return ".".join(keys.get(part, part) for part in path.split("."))
