"""The public search: every page of the site in the language of the address. No cookie, no script needed."""
from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from home.navigation import LanguageLink, Link, own_name
from home.routing import root_path, root_paths, site_for
from home.searching import MOST_HITS, find, hits, words_of

PAGE_LENGTH = 20


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was found for ``q``; a page to search from where nothing was asked for."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    site = site_for(request)
    words = words_of(request.GET.get("q", ""))
    found = find(words, site, language) if site else []
    page = Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page"))
    page.object_list = hits(page.object_list)
    context = {
        "words": words,
        "hits": page,
        "count": len(found),
        "is_cut": len(found) == MOST_HITS,
        "query": f"{urlencode({'q': words})}&",
        "language": language,
        "language_links": _languages(site, language, words),
        "breadcrumbs": _trail(site, language),
    }
    return render(request, "search.html", context)


def _languages(site: Any, current: str, words: str) -> list[LanguageLink]:
    """The same search in the other languages that have a start page."""
    query = f"?{urlencode({'q': words})}" if words else ""
    roots = root_paths(site) if site else {}
    links = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            url = f"{reverse('home:search')}{query}" if code in roots else None
        links.append(LanguageLink(code, own_name(code), url, current=code == current))
    return links


def _trail(site: Any, language: str) -> list[Link]:
    root = root_path(site, language) if site else None
    start = Page.objects.live().filter(url_path=root).first() if root else None
    above = [Link(start.title, start.url or "")] if start else []
    return [*above, Link(_("Search"), "", current=True)]
