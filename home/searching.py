"""Finding pages by words, whichever database there is: Wagtail's index, asked in words alone.

Only letters and digits reach the index, so nothing that is typed can be a command of its query language.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.text import capfirst
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.search.backends import get_search_backend

from home.languages import locale_id_of
from home.models import BasePage
from home.navigation import START
from home.routing import root_path

MOST_WORDS, LONGEST_WORD = 10, 50
#: Nobody reads further down than this; the rest of the hits is not looked for.
MOST_HITS = 200
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that was found: of which kind, in its words, and the pages above it from the body down."""

    title: str
    url: str
    kind: str
    lead: str
    trail: tuple[str, ...]


def words_of(text: str) -> str:
    """The words of what somebody typed, at most ten; signs, and whatever else is no word, are left out."""
    words = _WORD.findall(normalize("NFC", text[:2000]))
    return " ".join(word[:LONGEST_WORD] for word in words[:MOST_WORDS])


def matching(pages: QuerySet, words: str) -> QuerySet:
    """Those of ``pages`` that have every one of the words, the likeliest first."""
    found: QuerySet = get_search_backend().search(words, pages, operator="and").get_queryset()
    return found


def find(words: str, site: Site, language: str) -> list[Page]:
    """The public pages of ``site`` in ``language`` that have every word, the likeliest first, at most ``MOST_HITS``.

    Drafts, aliases, pages for the few and pages whose original is not live are left out. Each knows its ``lead``.
    """
    root, locale_id = root_path(site, language), locale_id_of(language)
    if not words or root is None:
        return []
    live = matching(Page.objects.live().filter(locale_id=locale_id), words)
    shown = live.filter(url_path__startswith=root, alias_of=None)
    for closed in PageViewRestriction.objects.values_list("page__path", flat=True):
        shown = shown.exclude(path__startswith=closed)
    return _with_live_original(list(shown[:MOST_HITS]))


def hits(pages: Iterable[Page]) -> list[Hit]:
    """What a list of hits says of these pages; one query for all the pages above them."""
    pages = list(pages)
    titles = _titles_above(pages)
    return [
        Hit(
            title=page.title,
            url=page.url or "",
            kind=capfirst(str(page.specific_class._meta.verbose_name)),
            lead=page.lead,
            trail=tuple(titles[path] for path in _paths_above(page) if path in titles),
        )
        for page in pages
    ]


def _with_live_original(pages: list[Page]) -> list[Page]:
    """The pages of our own kinds whose original is live, with their leads; two queries."""
    rows = _rows_of(pages)
    ours = [page for page in pages if page.pk in rows]
    foreign = [page.translation_key for page in ours if rows[page.pk][1] != page.locale_id]
    live = set(Page.objects.live().filter(translation_key__in=foreign).values_list("translation_key", "locale_id"))
    found = []
    for page in ours:
        page.lead, source = rows[page.pk]
        if source == page.locale_id or (page.translation_key, source) in live:
            found.append(page)
    return found


def _rows_of(pages: list[Page]) -> dict[int, tuple[str, int]]:
    """Lead and original language of the pages of our own kinds by their number, in one query for all kinds."""
    by_type: dict[int, list[int]] = {}
    for page in pages:
        by_type.setdefault(page.content_type_id, []).append(page.pk)
    queries = []
    for content_type_id, numbers in by_type.items():
        model: Any = ContentType.objects.get_for_id(content_type_id).model_class()
        if issubclass(model, BasePage):
            rows = model.objects.order_by().filter(pk__in=numbers)
            queries.append(rows.values_list("pk", "lead", "source_locale_id"))
    if not queries:
        return {}
    first, *others = queries
    return {number: (lead, source) for number, lead, source in first.union(*others, all=True)}


def _paths_above(page: Page) -> list[str]:
    """The paths of the pages above, from below the start page down."""
    step = page.steplen
    return [page.path[: step * depth] for depth in range(START + 1, page.depth)]


def _titles_above(pages: list[Page]) -> dict[str, str]:
    paths = {path for page in pages for path in _paths_above(page)}
    return dict(Page.objects.live().filter(path__in=paths).values_list("path", "title"))
