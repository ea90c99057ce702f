"""When those who have a place are written to, before and after. Pure: no ORM, no clock; ``now`` is passed in."""
from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from events.times import When, midnight_after
from privacy.working_days import working_days_before

#: So many working days before, where nobody has said otherwise; and at most.
USUAL_WORKING_DAYS, MOST_WORKING_DAYS = 2, 10
#: So many days after the last occasion at most.
MOST_DAYS_AFTER = 60
#: The hour at which such mails go out, local to the controller: when people are at work.
HOUR = time(9)
#: What could not go out by then is late, and is left: its moment is over.
LATEST = timedelta(hours=24)


def reminder_at(first_day: date, working_days: int, country: str, zone: ZoneInfo) -> datetime:
    """The moment of the reminder of an occasion on ``first_day``.

    :param country: whose holidays count (ISO 3166).
    """
    return datetime.combine(working_days_before(first_day, working_days, country), HOUR, zone)


def follow_up_at(last_day: date, days: int, zone: ZoneInfo) -> datetime:
    """The moment of the mail that follows ``days`` days after ``last_day``."""
    return datetime.combine(last_day + timedelta(days=days), HOUR, zone)


def begins_at(when: When) -> datetime | None:
    """The moment an occasion begins: its start, or the first minute of its day; None while no day is decided."""
    if not when.has_day or when.first_day is None:
        return None
    return when.start or midnight_after(when.first_day - timedelta(days=1), when.zone)


def is_due(moment: datetime, now: datetime, before: datetime | None = None) -> bool:
    """Whether what was to go out at ``moment`` goes out now: not too early, not late, and ``before`` something."""
    return moment <= now < moment + LATEST and (before is None or now < before)
