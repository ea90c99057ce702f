"""What stands around every page: whose it is, how it looks, the menu and the footer."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Page, Site

from home.languages import language_of
from home.models import AccessibilityStatementPage, BodyPage, SiteSettings
from home.navigation import Link, links_to, remembered
from home.routing import root_path, site_for
from privacy.models import SectionDefaults

#: The sizes in which a body's own picture is offered.
ICONS = (("icon", 32), ("icon", 192), ("apple-touch-icon", 180))


@dataclass(frozen=True, slots=True)
class Ways:
    """How a body is reached."""

    telephone: str = ""
    email: str = ""
    address: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Icon:
    """A small picture for tabs, bookmarks and home screens."""

    rel: str
    url: str
    size: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page: the body's or the site's name and look, the menu and the footer."""

    name: str = ""
    home_url: str = "/"
    profile: str = "spruce"
    menu: tuple[Link, ...] = ()
    search_url: str | None = None
    footer_text: str = ""
    footer_links: tuple[Link, ...] = ()
    contact: Ways | None = None
    icons: tuple[Icon, ...] = ()
    eu_emblem: Any = None


def frame_for(request: HttpRequest) -> Frame:
    """The frame of the page being shown; where none is, that of the site in the language being spoken."""
    page = getattr(request, "shown_page", None)
    site = site_for(request)
    if site is None:
        return Frame()
    language = language_of(page) if page else translation.get_language() or settings.LANGUAGE_CODE
    frames: dict[str, Frame] = remembered(f"{site.pk}.{language}", lambda: _frames(site, language))
    where = page.url_path if page else ""
    frame = next((each for path, each in frames.items() if where.startswith(path)), frames[""])
    here = page.url if page else request.path
    menu = (replace(entry, current=bool(here) and here.startswith(entry.url)) for entry in frame.menu)
    return replace(frame, menu=tuple(menu))


def _frames(site: Site, language: str) -> dict[str, Frame]:
    """The frame of each body by its path in the tree, and that of the site under the empty path."""
    root = root_path(site, language)
    # Wagtail's own look-up would write a row while a visitor reads.
    texts = SiteSettings.objects.filter(site=site).first() or SiteSettings(site=site)
    words = texts.words_in(language) if texts.pk else None
    home = Page.objects.filter(url_path=root).first() if root else None
    footer = texts.footer_pages() if texts.pk else []
    common = Frame(
        name=words.site_name if words else site.site_name,
        home_url=home.url if home else f"/{language}/",
        menu=_menu(home) if home else (),
        search_url=_search_url(language) if home else None,
        footer_text=words.footer if words else "",
        footer_links=_footer_links(footer, language),
    )
    if home is None:
        return {"": common}
    bodies = BodyPage.objects.child_of(home).live().select_related("eu_emblem", "icon")
    frames = {}
    for body in bodies:
        links = _footer_links(_footer_of(body, footer), language)
        frames[body.url_path] = _frame_of(body, replace(common, footer_links=links))
    return {**frames, "": common}


def _footer_links(pages: list[Page], language: str) -> tuple[Link, ...]:
    """The pages of the footer, and the page on which one asks about one's own data, where somebody answers for any."""
    links = list(links_to(pages, language))
    if SectionDefaults.objects.exists():
        with translation.override(language):
            links.append(Link(_("Your personal data"), reverse("privacy_public:request")))
    return tuple(links)


def _footer_of(body: Any, pages: list[Page]) -> list[Page]:
    """The pages of the site's footer; a body's own accessibility statement stands instead of the site's."""
    own = list(AccessibilityStatementPage.objects.child_of(body).live())
    others = [page for page in pages if not own or page.specific_class is not AccessibilityStatementPage]
    return [*others, *own]


def _frame_of(body: Any, common: Frame) -> Frame:
    return replace(
        common,
        name=body.title,
        home_url=body.url,
        profile=body.profile,
        menu=_menu(body),
        eu_emblem=body.eu_emblem,
        icons=tuple(_icons(body.icon)) if body.icon else (),
        contact=Ways(body.telephone, body.email, body.postal_address, body.website),
    )


def _search_url(language: str) -> str:
    with translation.override(language):
        return reverse("home:search")


def _icons(picture: Any) -> Iterable[Icon]:
    for rel, size in ICONS:
        yield Icon(rel, get_rendition_or_not_found(picture, f"fill-{size}x{size}|format-png").url, size)


def _menu(top: Page) -> tuple[Link, ...]:
    entries = Page.objects.child_of(top).live().in_menu().filter(alias_of=None)
    return tuple(Link(entry.title, entry.url) for entry in entries)
