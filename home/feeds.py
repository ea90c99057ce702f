"""What programs may read at a page's address beside the page: its feeds. Floors above say which and answer them."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Feed:
    """A file below the address of a page; ``words`` (lazily translated) say what it is."""

    filename: str
    content_type: str
    words: Any


@dataclass(frozen=True, slots=True)
class FeedLink:
    """Where a feed is found, for the head of a page and for its readers."""

    url: str
    content_type: str
    words: Any


def feed_links(page: Any, url: str, query: str = "") -> list[FeedLink]:
    """Where the feeds of ``page`` are found below ``url``; ``query`` narrows them as it narrows the page."""
    end = f"?{query}" if query else ""
    return [FeedLink(f"{url}{feed.filename}{end}", feed.content_type, feed.words) for feed in page.feeds]
