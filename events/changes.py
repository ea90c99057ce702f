"""What a publication has changed of when and where an event takes place. Pure: nothing is read or written.

The facts of an occasion are kept as plain values, since what they were is on no page any more: dates and times in
ISO 8601, and under ``said`` the words that each language had for place, address, room and name.
"""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from events.registration import Status
from events.times import Precision, When

#: The facts of one occasion, as they are kept.
Facts = dict[str, Any]

TIMES = ("precision", "first_day", "start_time", "last_day", "end_time")
PLACES = ("mode", "place", "room")
#: An occasion that is to take place; that it once was moved is nothing that changes.
_KEPT = (Status.PLANNED, Status.MOVED)


def facts_of(occasion: Any, said: Mapping[str, Mapping[str, str]]) -> Facts:
    """The facts of an occasion as they are kept.

    :param said: by language its ``place``, ``address``, ``room`` and ``title`` in words.
    """
    times = {name: getattr(occasion, name) for name in TIMES}
    return {
        **{name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in times.items()},
        "mode": str(occasion.mode),
        "place": occasion.place_id,
        "room": occasion.room,
        "link": occasion.join_link,
        "status": str(occasion.status),
        "sequence": occasion.sequence,
        "said": {language: dict(words) for language, words in said.items()},
    }


def when_of(facts: Facts, zone: ZoneInfo) -> When:
    """The time of an occasion as a value."""
    return When(
        precision=Precision(facts["precision"]),
        zone=zone,
        first_day=_day(facts["first_day"]),
        start_time=_clock(facts["start_time"]),
        last_day=_day(facts["last_day"]),
        end_time=_clock(facts["end_time"]),
    )


def is_kept(facts: Facts | None) -> bool:
    """Whether it is to take place as written."""
    return facts is not None and facts["status"] in _KEPT


def times_differ(old: Facts, new: Facts | None) -> bool:
    """Whether it takes place at another time, or no longer, or again."""
    if new is None or _fate(old) != _fate(new):
        return True
    return is_kept(new) and any(old[name] != new[name] for name in TIMES)


def places_differ(old: Facts, new: Facts | None) -> bool:
    """Whether one goes to another place or room, or takes part in another way."""
    return is_kept(new) and new is not None and any(old[name] != new[name] for name in PLACES)


def links_differ(old: Facts, new: Facts | None) -> bool:
    """Whether who takes part online needs another link."""
    return is_kept(new) and new is not None and bool(new["link"]) and old["link"] != new["link"]


def is_set(old: Facts, new: Facts | None, zone: ZoneInfo) -> bool:
    """Whether a day that was not known has been decided, which is more than another day."""
    if new is None or not (is_kept(old) and is_kept(new)):
        return False
    decided = when_of(new, zone)
    return decided.has_day and decided.settles(when_of(old, zone))


def differ(old: Facts, new: Facts | None) -> bool:
    """Whether those who registered need to know; ``new`` is None where the occasion is gone."""
    return times_differ(old, new) or places_differ(old, new) or links_differ(old, new)


def without_stale_rooms(old: Facts, new: Facts) -> Facts:
    """``new``, with the room itself in each language whose word for it is still that of the old one.

    A translation follows only when somebody has written the new word; until then it would send people to the old room.
    """
    if old["room"] == new["room"]:
        return new
    said = {
        language: {**words, "room": new["room"]} if words["room"] == _room(old, language) else words
        for language, words in new["said"].items()
    }
    return {**new, "said": said}


def is_over(old: Facts, new: Facts | None, zone: ZoneInfo, now: datetime) -> bool:
    """Whether it has been: what is put right afterwards moves nobody."""
    return all(when_of(each, zone).is_over(now) for each in (old, new) if each is not None)


def _room(facts: Facts, language: str) -> str:
    return str(facts["said"].get(language, {}).get("room", ""))


def _fate(facts: Facts) -> str:
    return str(Status.PLANNED if facts["status"] in _KEPT else facts["status"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _clock(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
