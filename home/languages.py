"""One page in several languages: which one the facts are read from, and how text is laid over them.

The canonical page of a translation group is the page in its source locale. Facts (dates, places,
questions, capacity) are always read from it; a translation gives text only, and a text that is
missing falls back to the original, marked with its language.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import Http404
from wagtail.models import Locale

LOCALES = "home.locales"
MINUTE = 60


class NotPublished(Http404):
    """The page in the original language is not live, so no translation of it is."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A text and its language; ``lang`` is empty when it is the language of the page it stands on."""

    value: Any
    lang: str = ""

    def __str__(self) -> str:
        return str(self.value)

    def __bool__(self) -> bool:
        return bool(self.value)


def locales() -> dict[int, str]:
    """The language code of each locale by its id, read once a minute."""
    return cache.get_or_set(LOCALES, _read_locales, MINUTE) or {}


def _read_locales() -> dict[int, str]:
    return dict(Locale.all_objects.values_list("pk", "language_code"))


def language_of(translatable: Any) -> str:
    """The language code of a page, a child of a page or a snippet."""
    locale_id = translatable.locale_id
    if locale_id not in locales():
        cache.delete(LOCALES)
    return locales()[locale_id]


def locale_id_of(language: str) -> int | None:
    """The id of the locale of ``language``, or None when the site has no such locale."""
    ids = {code: locale_id for locale_id, code in locales().items()}
    return ids.get(language)


def text_language(page: Any) -> str:
    """The language in which the page is written; an alias is written in that of its original."""
    return locales()[page.source_locale_id] if page.alias_of_id else language_of(page)


def canonical_of(page: Any) -> Any:
    """The page in the original language, live or not.

    :raises DoesNotExist: of the page's own model, when there is none.
    """
    if page.is_canonical:
        return page
    return type(page)._base_manager.get(
        translation_key=page.translation_key, locale_id=page.source_locale_id
    )


def facts_for(page: Any, *, preview: bool = False) -> Any:
    """The page from which the facts of ``page`` are read.

    The live canonical page; in a preview of the canonical page the draft in hand, and in a preview
    of a translation whose original is not live, the latest draft of the original.

    :raises NotPublished: outside previews, when the canonical page is not live.
    """
    canonical = canonical_of(page)
    if canonical.live or (preview and canonical is page):
        return canonical
    if preview:
        return canonical.get_latest_revision_as_object()
    raise NotPublished


def laid(field_name: str, source: Any, translated: Any | None, page_language: str) -> Laid:
    """The text of the translation; where it is blank or missing, that of the source with its language."""
    if translated is not None and translated is not source:
        text = getattr(translated, field_name)
        if not _is_blank(text):
            return Laid(text)
    language = language_of(source)
    return Laid(getattr(source, field_name), "" if language == page_language else language)


def _is_blank(text: Any) -> bool:
    return not (text.strip() if isinstance(text, str) else text)


def laid_children(
    page: Any, facts: Any, relation: str, fields: Iterable[str], key: str = "translation_key"
) -> list[tuple[Any, dict[str, Laid]]]:
    """The canonical page's children in their order, each with the text of its fields laid over it.

    ``relation`` names the children, ``key`` the attribute that the same child has in every language.
    """
    translated = {}
    if page is not facts:
        translated = {getattr(child, key): child for child in getattr(page, relation).all()}
    language = text_language(page)
    return [
        (child, {field: laid(field, child, translated.get(getattr(child, key)), language) for field in fields})
        for child in getattr(facts, relation).all()
    ]


def laid_snippets(
    snippets: Iterable[Any], fields: Iterable[str], page_language: str
) -> list[tuple[Any, dict[str, Laid]]]:
    """Snippets in their order, each with the text of its published translation laid over it.

    All are of one model; None among them is left out, and one that is published in no language too. The
    first part of each pair is the snippet whose facts hold. One query, or none.
    """
    chosen = [snippet for snippet in snippets if snippet is not None]
    unsure = [each for each in chosen if not each.live or language_of(each) != page_language]
    published: dict[Any, list[Any]] = {}
    if unsure:
        keys = [each.translation_key for each in unsure]
        for each in type(unsure[0])._default_manager.filter(translation_key__in=keys, live=True).order_by("pk"):
            published.setdefault(each.translation_key, []).append(each)
    pairs = []
    for snippet in chosen:
        versions = published.get(snippet.translation_key, [])
        facts = snippet if snippet.live else next(iter(versions), None)
        if facts is not None:
            spoken = next((each for each in versions if language_of(each) == page_language), None)
            pairs.append((facts, {field: laid(field, facts, spoken, page_language) for field in fields}))
    return pairs
