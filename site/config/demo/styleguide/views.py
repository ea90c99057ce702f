"""The style guide: every component of the public site with example content, in every language and profile."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from home.frame import Frame, Ways
from home.models import BodyPage
from home.navigation import Link

from . import events, texts
from .events import Example
from .words import Words

PROFILES = dict(BodyPage._meta.get_field("profile").flatchoices)
#: As the device says, or one of the two whatever it says.
SCHEMES = {"": _("As the device"), "light": _("Light"), "dark": _("Dark")}
GROUPS: dict[str, tuple[Any, Callable[[Words], list[Example]]]] = {
    "states": (_("States"), events.states),
    "cards": (_("Cards"), events.cards),
    "facts": (_("Facts"), events.facts),
    "time": (_("In time"), events.in_time),
    "people": (_("People and links"), events.people),
    "body": (_("Texts"), texts.body),
    "pictures": (_("Pictures"), texts.pictures),
    "lists": (_("Lists and search"), texts.lists),
    "notices": (_("Messages and notices"), texts.notices),
    "forms": (_("Forms"), texts.questions),
    "receipts": (_("Receipts"), texts.receipts),
}


@require_safe
@never_cache
def guide(request: HttpRequest) -> HttpResponse:
    """One page with all of it; language, profile and scheme are chosen in the address."""
    language = _chosen(request, "language", dict(settings.LANGUAGES), settings.LANGUAGE_CODE)
    profile = _chosen(request, "profile", PROFILES, "spruce")
    scheme = _chosen(request, "scheme", SCHEMES, "")
    words = Words(language)
    chosen = {"language": language, "profile": profile, "scheme": scheme}
    with translation.override(language):
        return render(request, "demo/styleguide.html", {
            "language": language,
            "scheme": scheme,
            "tokens_url": reverse("styleguide_tokens", args=[scheme]) if scheme else "",
            "frame": _frame(words, profile),
            "breadcrumbs": [{"title": words.site, "url": "#"}, {"title": _("Style guide"), "url": ""}],
            "language_links": [
                {"code": code, "name": get_language_info(code)["name_local"], "current": code == language,
                 "url": _address(chosen, "language", code)}
                for code, _name in settings.LANGUAGES
            ],
            "switches": [
                (_("Profile"), _links(chosen, "profile", PROFILES)),
                (_("Colours"), _links(chosen, "scheme", SCHEMES)),
            ],
            "groups": list(_groups(words)),
        })  # fmt: skip


@require_safe
@never_cache
def tokens(request: HttpRequest, scheme: str) -> HttpResponse:
    """The tokens with one scheme chosen for the reader, which only the style guide needs."""
    css = Path(finders.find("css/tokens.css") or "").read_text(encoding="utf-8")
    holds = "all" if scheme == "dark" else "not all"
    css = css.replace("(prefers-color-scheme: dark)", holds)
    css = css.replace("color-scheme: light dark", f"color-scheme: {scheme}")
    css = css.replace("../fonts/commissioner.woff2", static("fonts/commissioner.woff2"))
    return HttpResponse(css, content_type="text/css; charset=utf-8")


def _groups(words: Words) -> Iterator[dict[str, Any]]:
    for key, (heading, examples) in GROUPS.items():
        shown = [(name, _render(name, context)) for name, context in examples(words)]
        alike = [(name, [html for _name, html in each]) for name, each in groupby(shown, itemgetter(0))]
        yield {"key": key, "heading": heading, "examples": alike}


def _render(name: str, context: dict[str, Any]) -> str:
    # Here nothing has gone wrong: the example of a summary of errors must not take the focus.
    return render_to_string(f"components/{name}.html", context).replace(" autofocus", "")


def _frame(words: Words, profile: str) -> Frame:
    return Frame(
        name=words.site,
        profile=profile,
        home_url="/",
        menu=(Link(words.events, "#", current=True), Link(words.project, "#")),
        footer_text=words.footer,
        footer_links=(Link(words.link, "#"),),
        contact=Ways("+46 40 628 04 00", "kultur@example.org", words.address),
    )


def _chosen(request: HttpRequest, name: str, known: dict[str, Any], otherwise: str) -> str:
    asked = request.GET.get(name, "")
    return asked if asked in known else otherwise


def _links(chosen: dict[str, str], name: str, known: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"words": words, "url": _address(chosen, name, value), "current": chosen[name] == value}
        for value, words in known.items()
    ]


def _address(chosen: dict[str, str], name: str, value: str) -> str:
    return "?" + urlencode({**chosen, name: value})
