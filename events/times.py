"""When something happens, as a value: a clock time, a day, or only roughly. Pure: no ORM, no clock.

Dates and times are kept as the editor wrote them, local to the controller; the zone turns them into
moments. An hour that occurs twice on the night the clocks go back means its first occurrence.
"""
from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Precision(StrEnum):
    """How much of a date is decided."""

    EXACT = "exact"
    DAY = "day"
    MONTH = "month"
    TERM = "term"
    UNDECIDED = "undecided"


#: The more is decided, the higher.
_CLOSENESS = {
    Precision.UNDECIDED: 0, Precision.TERM: 1, Precision.MONTH: 2, Precision.DAY: 3, Precision.EXACT: 4,
}  # fmt: skip


class Term(StrEnum):
    """A part of the year, as schools and networks plan."""

    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"

    @classmethod
    def of(cls, day: date) -> Term:
        """The term that ``day`` lies in: January to May, June and July, August to December."""
        if day.month <= 5:
            return cls.SPRING
        return cls.SUMMER if day.month <= 7 else cls.AUTUMN

    @property
    def months(self) -> tuple[int, int]:
        """Its first and last month."""
        return {Term.SPRING: (1, 5), Term.SUMMER: (6, 7), Term.AUTUMN: (8, 12)}[self]


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class When:
    """The time of one occasion.

    ``first_day`` is any day of the month or term when that is all that is known, and None only when
    nothing is. ``last_day`` defaults to ``first_day``; the clock times count at exact precision only.
    """

    precision: Precision
    zone: ZoneInfo
    first_day: date | None = None
    start_time: time | None = None
    last_day: date | None = None
    end_time: time | None = None

    @property
    def has_day(self) -> bool:
        """Whether the very day is decided."""
        return self.precision in (Precision.EXACT, Precision.DAY) and self.first_day is not None

    @property
    def earliest_day(self) -> date | None:
        """The first day on which it may take place."""
        if self.first_day is None or self.precision is Precision.UNDECIDED:
            return None
        if self.precision is Precision.MONTH:
            return self.first_day.replace(day=1)
        if self.precision is Precision.TERM:
            return date(self.first_day.year, Term.of(self.first_day).months[0], 1)
        return self.first_day

    @property
    def latest_day(self) -> date | None:
        """The last day on which it may still take place."""
        if self.first_day is None or self.precision is Precision.UNDECIDED:
            return None
        last = self.last_day or self.first_day
        if self.precision is Precision.MONTH:
            return last_of_month(last.year, last.month)
        if self.precision is Precision.TERM:
            return last_of_month(last.year, Term.of(last).months[1])
        return last

    @property
    def order(self) -> tuple[bool, date, bool, time]:
        """By this, times are put in order: a rough one comes after the days within it, an undecided one last."""
        day = self.first_day if self.has_day else self.latest_day
        begins = self.start_time if self.precision is Precision.EXACT else None
        return (day is None, day or date.max, begins is None, begins or time.min)

    @property
    def start(self) -> datetime | None:
        """The moment it begins, or None when the clock time is not decided."""
        if self.precision is not Precision.EXACT or self.first_day is None or self.start_time is None:
            return None
        return datetime.combine(self.first_day, self.start_time, self.zone)

    @property
    def end(self) -> datetime | None:
        """The moment it ends, or None when that is not written."""
        last = self.last_day or self.first_day
        if not self.start or last is None or self.end_time is None:
            return None
        return datetime.combine(last, self.end_time, self.zone)

    @property
    def over_at(self) -> datetime | None:
        """The moment from which it is past: its end, otherwise midnight after its latest day."""
        if self.end is not None:
            return self.end
        return midnight_after(self.latest_day, self.zone) if self.latest_day else None

    def settles(self, rough: When) -> bool:
        """Whether it decides what was only known as ``rough``: more closely, and within it. Nothing has moved then."""
        if _CLOSENESS[self.precision] <= _CLOSENESS[rough.precision]:
            return False
        span, own = (rough.earliest_day, rough.latest_day), (self.earliest_day, self.latest_day)
        if span[0] is None or span[1] is None:
            return True
        return own[0] is not None and own[1] is not None and span[0] <= own[0] and own[1] <= span[1]

    def is_over(self, now: datetime) -> bool:
        """Whether it is past; what has no date at all never is."""
        return self.over_at is not None and now >= self.over_at

    def problems(self) -> list[str]:
        """What cannot be, as codes: ``ends_before_start``, ``skipped_hour``."""
        days_backwards = self.first_day and self.last_day and self.last_day < self.first_day
        hours_backwards = self.start and self.end and self.end.astimezone(UTC) <= self.start.astimezone(UTC)
        found = ["ends_before_start"] if days_backwards or hours_backwards else []
        if any(moment and not exists(moment) for moment in (self.start, self.end)):
            found.append("skipped_hour")
        return found


def midnight_after(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which ``day`` is over."""
    return datetime.combine(day + timedelta(days=1), time.min, zone)


def exists(moment: datetime) -> bool:
    """Whether clocks ever show ``moment``; they do not in the hour skipped when summer time begins."""
    round_trip = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return round_trip.replace(tzinfo=None) == moment.replace(tzinfo=None)
