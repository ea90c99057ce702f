"""What search engines, and whoever is sent a link, are told of a page: title, description, picture, languages."""
from __future__ import annotations

import locale
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.utils.text import Truncator
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.rich_text import get_text_for_indexing

from home import navigation, share_images
from home.navigation import remembered

#: Characters of a description that are shown.
SHOWN = 160
#: What a picture is cut to, as social sites show it.
CUT = "fill-1200x630|format-jpeg"
#: Where the region usual in the rest of Europe is another one than the system's.
REGIONS = {"en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a shared link; ``alt`` says what it shows, in the language of the page."""

    url: str
    content_type: str
    alt: str
    width: int = share_images.WIDTH
    height: int = share_images.HEIGHT


@dataclass(frozen=True, slots=True)
class Meta:
    """Everything the head of a page tells of it."""

    title: str
    description: str
    canonical_url: str
    alternates: list[tuple[str, str]]
    noindex: bool
    kind: str
    region: str
    other_regions: list[str]
    picture: Picture | None
    published_at: Any = None
    changed_at: Any = None


def meta_of(page: Any, *, lead: Any, body: Any, language: str, live: dict[str, Any]) -> Meta:
    """What is told of ``page``; ``lead`` and ``body`` as it shows them, ``live`` its live languages."""
    codes = [code for code in live if code != language]
    return Meta(
        title=page.seo_title or page.title,
        description=_description(page, lead, body),
        canonical_url=navigation.canonical_url(page, live),
        alternates=navigation.alternates(page, live),
        noindex=bool(page.alias_of_id),
        kind="website" if page.depth <= navigation.START + 1 else "article",
        region=region_of(language),
        other_regions=[region_of(code) for code in codes],
        picture=_picture(page, body),
        published_at=page.first_published_at,
        changed_at=page.last_published_at,
    )


def region_of(language: str) -> str:
    """The language with the region that Open Graph asks for: "sv_SE"."""
    usual = locale.normalize(language).split(".")[0]
    return REGIONS.get(language, usual if "_" in usual else language)


def _description(page: Any, lead: Any, body: Any) -> str:
    """The editor's own words, else the lead, else how the body begins; the latter two only in the page's language."""
    own = page.search_description.strip() or ("" if lead.lang else str(lead).strip())
    if not own and not body.lang:
        begins = (get_text_for_indexing(block.value.source) for block in body.value if block.block_type == "text")
        own = str(next(begins, ""))
    return Truncator(" ".join(own.split())).chars(SHOWN)


def _picture(page: Any, body: Any) -> Picture | None:
    """The editor's picture cut to size, else the one drawn from the title; None for a page without address."""
    base = page.full_url
    if not base:
        return None
    image = page.picture
    if image is None:
        return Picture(urljoin(base, share_images.FILENAME), "image/png", page.title)
    cut = remembered(f"share.{image.pk}.{image.file_hash}", lambda: get_rendition_or_not_found(image, CUT))
    return Picture(urljoin(base, cut.url), "image/jpeg", _alt(image, body) or page.title, cut.width, cut.height)


def _alt(image: Any, body: Any) -> str:
    """What the body says of the picture, where it says so in the language of the page."""
    if body.lang:
        return ""
    blocks = (block.value for block in body.value if block.block_type == "image")
    return next((str(value["alt"]) for value in blocks if value["image"] == image), "")
