"""Every live public page of every language, with its other languages."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import Page, PageViewRestriction, Site

from home.languages import locales
from home.routing import root_paths


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the sitemap; ``alternates`` are (language, full address), its own and "x-default" among them."""

    url: str
    changed_at: datetime | None
    alternates: tuple[tuple[str, str], ...]


def entries(site: Site) -> Iterator[Entry]:
    """The live pages of ``site`` that everybody may read and whose original is live; aliases are left out."""
    groups: dict[Any, list[Page]] = defaultdict(list)
    for page in _public_pages(site):
        groups[page.translation_key].append(page)
    sources = _sources(groups)
    codes = locales()
    for key, pages in groups.items():
        if sources.get(key) not in {page.locale_id for page in pages}:
            continue
        addresses = {page.locale_id: str(page.full_url) for page in pages}
        alternates = [(codes[locale_id], address) for locale_id, address in addresses.items()]
        alternates.append(("x-default", addresses[sources[key]]))
        for page in pages:
            yield Entry(addresses[page.locale_id], page.last_published_at, tuple(alternates))


def _public_pages(site: Site) -> list[Page]:
    roots = tuple(root_paths(site).values())
    closed = [
        restriction.page.path for restriction in PageViewRestriction.objects.select_related("page")
    ]
    live = Page.objects.live().filter(alias_of=None).order_by("path")
    return [
        page
        for page in live
        if page.url_path.startswith(roots) and not page.path.startswith(tuple(closed))
    ]


def _sources(groups: dict[Any, list[Page]]) -> dict[Any, int]:
    """The source locale of each group, one query for each type of page."""
    models = {page.specific_class for pages in groups.values() for page in pages}
    found: dict[Any, int] = {}
    for model in models:
        if hasattr(model, "is_canonical"):
            found.update(model.objects.live().values_list("translation_key", "source_locale_id"))
    return found
