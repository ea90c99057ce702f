"""From an address to its page with one look at the tree, however deep the page lies."""
from __future__ import annotations

import re
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.http import Http404, HttpRequest
from django.utils import translation
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from home.languages import MINUTE
from home.navigation import remembered, versions


def site_for(request: HttpRequest) -> Site | None:
    """The site of the request, read once a minute for each host."""
    known: Any = request  # Wagtail looks for it under the same name
    if not hasattr(known, "_wagtail_site"):
        key = f"home.site.{request.get_host()}.{request.get_port()}"
        known._wagtail_site = cache.get_or_set(key, lambda: Site.find_for_request(request), MINUTE)
    site: Site | None = known._wagtail_site
    return site


def root_paths(site: Site) -> dict[str, str]:
    """The paths in the tree of the site's start pages by their language."""
    roots = Site.get_site_root_paths()
    return {root.language_code: str(root.root_path) for root in roots if root.site_id == site.pk}


def root_path(site: Site, language: str) -> str | None:
    """The path in the tree of the site's start page in ``language``, or None when there is none."""
    return root_paths(site).get(language)


def route(request: HttpRequest, path: str) -> RouteResult | None:
    """The page at ``path`` in the language of the request, with its arguments; None when there is none.

    A language without a start page has no pages: nobody is shown another language instead. The answer is
    kept where Wagtail looks for it. The page knows the pages above it (``line``), so that nobody asks again.
    """
    try:
        found = _route(request, path)
    except Http404:
        found = None
    known: Any = request  # as above
    known._wagtail_route_for_request = found
    return found


def elsewhere(request: HttpRequest, path: str) -> list[tuple[str, Any]]:
    """The live pages in other languages that somebody who asked for ``path`` may have meant, by language.

    Those of a page that is there but not published in this language, else those at the same path in the
    tree of another language. Four queries at most, and none for what can be no page's path.
    """
    if not re.fullmatch(r"(?:[\w\-]+/)*", path):
        return []
    site, current = site_for(request), translation.get_language() or ""
    roots = root_paths(site) if site else {}
    meant = Page.objects.filter(url_path__in=[f"{root}{path}" for root in roots.values()]).order_by("pk")
    own = roots.get(current)
    found: list[Page] = sorted(meant, key=lambda page: page.url_path != f"{own}{path}")
    if not found or not hasattr(found[0].specific_class, "source_locale"):
        return []
    live = versions(found[0].specific)
    return [(code, page) for code, page in live.items() if code != current]


def _start_page(root: str) -> Any | None:
    """The start page at ``root``; where and of which type it is, is remembered."""

    def look() -> tuple[int, int] | None:
        return Page.objects.filter(url_path=root).values_list("content_type_id", "pk").first()

    known = remembered(f"start.{root}", look)
    if known is None:
        return None
    model: Any = ContentType.objects.get_for_id(known[0]).model_class()
    page = model.objects.filter(pk=known[1], url_path=root).first()
    if page is not None:
        page.line = []
    return page


def _route(request: HttpRequest, path: str) -> RouteResult | None:
    site = site_for(request)
    root = root_path(site, translation.get_language() or "") if site else None
    if root is None:
        return None
    segments = [segment for segment in path.split("/") if segment]
    if not segments and (start := _start_page(root)):
        return start.route(request, [])
    addresses = [root]
    for segment in segments:
        addresses.append(f"{addresses[-1]}{segment}/")
    # Whoever posts is seldom shown where the page stands.
    line = _pages_at(addresses[-1:]) if request.method == "POST" else []
    line = line or _pages_at(addresses)
    if not line:
        return None
    page: Any = line[-1].specific
    if len(line) > 1:
        page.line, page._cached_parent_obj = line[:-1], line[-2]
    result: RouteResult = page.route(request, segments[addresses.index(page.url_path) :])
    return result


def _pages_at(addresses: list[str]) -> list[Page]:
    return list(Page.objects.filter(url_path__in=addresses).order_by("depth"))
