"""The digests of the audit chain, as pure functions: SHA-256 over canonical bytes.

An event's bytes are JSON with sorted names and no spaces, in UTF-8: every column, moments in UTC to
the microsecond, dates as ISO 8601, references as text. docs/operator.md says the same for those who
want to check a chain with a program of their own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

#: The columns of an event, all of them.
COLUMNS = ("id", "at", "action", "actor", "subject_type", "subject_id", "facts", "keep_until")


def digest_of_event(event: Mapping[str, Any]) -> str:
    """The digest of one event, given by column."""
    return _digest({name: _plain(event[name]) for name in COLUMNS})


def digest_of_contents(digests: Iterable[str]) -> str:
    """The digest over the digests of a segment's events, in their order, as hexadecimal text without breaks."""
    whole = hashlib.sha256()
    for each in digests:
        whole.update(each.encode())
    return whole.hexdigest()


def digest_of_seal(
    *, number: int, previous: str, events: int, sealed_at: datetime, events_until: date, contents: str
) -> str:
    """The digest of one link, which takes in the link before it."""
    return _digest(
        {
            "number": number,
            "previous": previous,
            "events": events,
            "sealed_at": _plain(sealed_at),
            "events_until": _plain(events_until),
            "contents": contents,
        }
    )


def _digest(values: dict[str, Any]) -> str:
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
