"""When a programme is followed up: so many months after a day. Pure: no ORM, no clock.

Months are those of the calendar; a day that a month lacks becomes its last one.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import translation
from django.utils.translation import ngettext

from events.wording import day_words

MONTHS_IN_A_YEAR = 12
#: From so long before its day on a follow-up stands among the things to do.
SHOWN_BEFORE = timedelta(weeks=4)
#: No longer than this: a follow-up that nobody will live to see is a slip of the hand.
MOST_MONTHS = 240


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the track: the row it tells of, how long after in words, and its day when that is known.

    ``iso``: the day for machines, empty while it is not known.
    """

    row: Any
    after: str
    day: str
    iso: str


def day_after(start: date, months: int) -> date:
    """The day ``months`` after ``start``: 31 August and six months give the last of February."""
    return start + relativedelta(months=months)


def is_near(day: date, today: date) -> bool:
    """Whether a follow-up on ``day`` is to be prepared, or is past."""
    return today >= day - SHOWN_BEFORE


def is_overdue(day: date, today: date) -> bool:
    """Whether its day is over."""
    return today > day


def after_words(months: int, language: str) -> str:
    """"After 6 months", and in years where they come out even: "After 3 years"."""
    years, rest = divmod(months, MONTHS_IN_A_YEAR)
    with translation.override(language):
        if rest:
            return ngettext("After %(count)d month", "After %(count)d months", months) % {"count": months}
        return ngettext("After %(count)d year", "After %(count)d years", years) % {"count": years}


def track(rows: Iterable[Any], start: date | None, language: str) -> list[Stop]:
    """The stops in the order they come, whatever order they were written in."""
    return [_stop(row, start, language) for row in sorted(rows, key=lambda row: row.months)]


def _stop(row: Any, start: date | None, language: str) -> Stop:
    day = day_after(start, row.months) if start else None
    return Stop(
        row=row,
        after=after_words(row.months, language),
        day=day_words(day, language) if day else "",
        iso=day.isoformat() if day else "",
    )
