"""Where one is, where one can go, and in which languages.

What is the same on many pages is remembered for a minute, and read anew once any page or text of the
site was changed in this process.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from wagtail.models import Page

from home.languages import MINUTE, language_of, locale_id_of, locales, text_language
from privacy import generation

MEMORY = "home.memory"
#: How deep in the tree the start pages lie.
START = 2


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its words, where it leads, whether one is there, and ``lang`` when it is not the page's."""

    title: str
    url: str
    current: bool = False
    lang: str = ""


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A language by its own name; ``url`` is None when the page does not exist in it."""

    code: str
    name: str
    url: str | None
    current: bool = False


def forget() -> None:
    """Read everything that is remembered anew at the next page, in every process."""
    generation.begin()


def memory_key(name: str) -> str:
    """The key under which ``name`` is remembered until something is forgotten."""
    return f"{MEMORY}.{generation.current()}.{name}"


def remembered(name: str, build: Callable[[], Any], seconds: int = MINUTE) -> Any:
    """The value of ``build()``, kept for a minute (or as long as is said) or until something is forgotten."""
    return cache.get_or_set(memory_key(name), build, seconds)


def in_language(pages: Iterable[Page], language: str) -> list[Page]:
    """Each page in ``language`` where it is live in it, else itself if live, else left out. At most one query."""
    pages = list(pages)
    wanted = locale_id_of(language)
    foreign = [page.translation_key for page in pages if page.locale_id != wanted]
    found = {}
    if foreign:
        live = Page.objects.live().filter(translation_key__in=foreign, locale_id=wanted, alias_of=None)
        found = {page.translation_key: page for page in live}
    chosen = [found.get(page.translation_key, page) for page in pages]
    return [page for page in chosen if page.live]


def links_to(pages: Iterable[Page], language: str) -> Iterator[Link]:
    """Links to the pages in ``language``, and to the original, marked, where there is none. At most one query."""
    for page in in_language(pages, language):
        own = language_of(page)
        yield Link(page.title, page.url or "", lang="" if own == language else own)


def breadcrumbs(page: Any) -> list[Link]:
    """From the start page to this page, which is last and current; a draft above it is left out."""
    lang = text_language(page)
    own = "" if lang == language_of(page) else lang
    above = [Link(each.title, each.url) for each in page.line if each.live]
    return [*above, Link(page.title, page.url or "", current=True, lang=own)]


def versions(page: Any) -> dict[str, Page]:
    """The live pages of the group by language, aliases left out; empty while the original is not live.

    Those of a start page are remembered: every visitor begins there.
    """
    if page.depth == START and not page.has_unpublished_changes:
        found: dict[str, Page] = remembered(f"versions.{page.translation_key}", lambda: _versions(page))
        return found
    return _versions(page)


def _versions(page: Any) -> dict[str, Page]:
    live = Page.objects.live().filter(translation_key=page.translation_key, alias_of=None)
    by_locale = {each.locale_id: each for each in live}
    if page.source_locale_id not in by_locale:
        return {}
    return {code: by_locale[locale_id] for locale_id, code in locales().items() if locale_id in by_locale}


def language_links(page: Any, live: dict[str, Page] | None = None) -> list[LanguageLink]:
    """Every language of the site with the page's address in it, or None where it does not exist.

    ``live`` may hand over what ``versions(page)`` has found.
    """
    live = versions(page) if live is None else live
    current = text_language(page)
    return [
        LanguageLink(code, own_name(code), live[code].url if code in live else None, current=code == current)
        for code, _name in settings.LANGUAGES
    ]


def own_name(code: str) -> str:
    """A language in its own words: "suomi"."""
    return str(translation.get_language_info(code)["name_local"])


def alternates(page: Any, live: dict[str, Page]) -> list[tuple[str, str]]:
    """(hreflang, full address) of each live language, and "x-default" for the original; empty for an alias."""
    if page.alias_of_id or not live:
        return []
    original = locales()[page.source_locale_id]
    return [*((code, each.full_url) for code, each in live.items()), ("x-default", live[original].full_url)]


def canonical_url(page: Any, live: dict[str, Page]) -> str:
    """The one full address of the page's text: that of the original, for an alias."""
    original = live.get(text_language(page)) if page.alias_of_id else None
    return str((original or page).full_url or "")
