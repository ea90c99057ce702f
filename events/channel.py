"""What a feed says of itself and of each event, as values that every kind of feed is made from."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from events.facts import OccasionWords

#: An event as a feed gets it: its page, its canonical page, and its occasions in words.
Listed = tuple[Any, Any, list[OccasionWords]]
#: When a page changed that was never published in the usual way.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of itself.

    ``key``: the lasting key of its page; ``url``: where people read the same, ``self_url``: where the feed
    lies, both in full; ``query``: the filters, in a fixed order; ``each_occasion``: whether every occasion
    is news of its own, as for a series; ``section``: who answers for it, where a feed tells that.
    """

    key: UUID
    language: str
    title: str
    lead: str
    author: str
    url: str
    self_url: str
    changed_at: datetime
    query: str = ""
    each_occasion: bool = False
    section: Any = None


def changed_at(*pages: Any) -> datetime:
    """When the latest of these pages was published last."""
    return max((page.last_published_at for page in pages if page.last_published_at), default=LONG_AGO)


def lasting_id(key: UUID, *parts: str) -> str:
    """A name that stays the same for ever and on every address, in the words of RFC 4122."""
    return uuid5(key, " ".join(parts)).urn
