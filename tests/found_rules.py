"""What the head of a public page must tell, by the documents of Open Graph, the twitter card and hreflang."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

REQUIRED = (
    "og:title", "og:type", "og:url", "og:image", "og:image:type", "og:image:width", "og:image:height", "og:image:alt",
    "og:site_name", "og:locale", "og:description", "twitter:card", "description",
)


def metas_of(page: BeautifulSoup) -> dict[str, str]:
    """What the metas of a page say, by name or property."""
    found = page.select("meta[name], meta[property]")
    return {str(each.get("property") or each.get("name")): str(each.get("content", "")) for each in found}


def alternates_of(page: BeautifulSoup) -> dict[str, str]:
    """The address of each language that a page names."""
    return {str(link["hreflang"]): str(link["href"]) for link in page.select("link[rel=alternate][hreflang]")}


def data_of(page: BeautifulSoup) -> list[dict[str, Any]]:
    """The structured data of a page."""
    return [json.loads(script.string or "") for script in page.select('script[type="application/ld+json"]')]


def head_problems(page: BeautifulSoup, address: str) -> Iterator[str]:
    """What the head of the page at ``address`` lacks or says wrongly."""
    metas = metas_of(page)
    yield from (f"{name} is missing" for name in REQUIRED if not metas.get(name, "").strip())
    canonical = [link["href"] for link in page.select("link[rel=canonical]")]
    if canonical != [address]:
        yield f"canonical is {canonical}"
    if metas.get("og:url") != address:
        yield f"og:url is {metas.get('og:url')}"
    for name in ("og:url", "og:image"):
        if urlsplit(metas.get(name, "")).scheme not in ("http", "https"):
            yield f"{name} is no full address"
    if len(metas.get("description", "")) > 160:
        yield "the description is longer than what is shown"
    if not page.select("link[rel=icon]") or not page.select("link[rel=apple-touch-icon]"):
        yield "an icon is missing"


def one_way_links(pages: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Where two languages do not name each other; ``pages`` are the alternates of each address by language."""
    found = []
    for address, alternates in pages.items():
        if address not in [href for language, href in alternates.items() if language != "x-default"]:
            found.append(f"{address} does not name itself")
        if "x-default" not in alternates:
            found.append(f"{address} names no x-default")
        for language, href in alternates.items():
            back = pages.get(href)
            if back is None:
                found.append(f"{address} names {href}, which is not there")
            elif dict(back) != dict(alternates):
                found.append(f"{address} and {href} ({language}) name different languages")
    return found
