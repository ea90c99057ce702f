"""Reads a feed and says what RFC 4287 would not allow. Knows nothing of our code."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ONE = {"feed": ("id", "title", "updated"), "entry": ("id", "title", "updated")}
AT_MOST_ONE = {
    "feed": ("subtitle", "generator", "icon", "logo", "rights"), "entry": ("published", "summary", "content", "rights"),
}
KNOWN = {
    "feed": {"id", "title", "subtitle", "updated", "author", "link", "category", "entry"},
    "entry": {"id", "title", "updated", "published", "author", "link", "category", "summary"},
}


def problems(content: bytes) -> list[str]:
    """What is wrong, in words; empty when it is a feed."""
    try:
        feed = ET.fromstring(content)
    except ET.ParseError as error:
        return [f"no XML: {error}"]
    if feed.tag != f"{ATOM}feed":
        return [f"the root is {feed.tag}"]
    entries = feed.findall(f"{ATOM}entry")
    return [
        *_of(feed, "feed"),
        *([] if feed.get(LANG) else ["the feed has no language"]),
        *([] if _links(feed, "self") else ["the feed has no link to itself"]),
        *(found for entry in entries for found in _of(entry, "entry")),
        *(found for entry in entries for found in _of_entry(entry, feed)),
        *_twice(feed, entries),
    ]


def _of(element: ET.Element, kind: str) -> Iterator[str]:
    names = Counter(child.tag.removeprefix(ATOM) for child in element)
    yield from (f"the {kind} has {names[name]} {name}" for name in ONE[kind] if names[name] != 1)
    yield from (f"the {kind} has {names[name]} {name}" for name in AT_MOST_ONE[kind] if names[name] > 1)
    yield from (f"the {kind} has an unknown {name}" for name in names if name not in KNOWN[kind])
    for name in ("updated", "published"):
        yield from (f"{name} is {each.text}" for each in element.findall(f"{ATOM}{name}") if not _is_moment(each.text))
    identity = element.findtext(f"{ATOM}id") or ""
    if not urlsplit(identity).scheme:
        yield f"the id {identity!r} is no IRI"
    for link in element.findall(f"{ATOM}link"):
        if not urlsplit(link.get("href", "")).netloc:
            yield f"a link leads to {link.get('href')!r}"
    if not all(each.get("term") for each in element.findall(f"{ATOM}category")):
        yield f"a category of the {kind} has no term"
    alternates = Counter((link.get("type"), link.get("hreflang")) for link in _links(element, "alternate"))
    yield from (f"two alternates are {which}" for which, number in alternates.items() if number > 1)
    for author in element.findall(f"{ATOM}author"):
        if not author.findtext(f"{ATOM}name"):
            yield f"an author of the {kind} has no name"


def _of_entry(entry: ET.Element, feed: ET.Element) -> Iterator[str]:
    if not (entry.findall(f"{ATOM}author") or feed.findall(f"{ATOM}author")):
        yield "nobody is the author of an entry"
    if not (entry.findall(f"{ATOM}content") or _links(entry, "alternate")):
        yield "an entry has neither content nor a page"
    summary = entry.find(f"{ATOM}summary")
    if summary is not None and (summary.get("type", "text") not in {"text", "html"} or len(summary)):
        yield "a summary is not the text it says it is"


def _twice(feed: ET.Element, entries: list[ET.Element]) -> Iterator[str]:
    names = Counter(each.findtext(f"{ATOM}id") for each in [feed, *entries])
    yield from (f"the id {name} occurs {number} times" for name, number in names.items() if number > 1)


def _links(element: ET.Element, relation: str) -> list[ET.Element]:
    return [link for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == relation]


def _is_moment(text: str | None) -> bool:
    return bool(MOMENT.fullmatch(text or ""))
