"""The demo's dates lie around the day on which it is loaded."""
from __future__ import annotations

from datetime import date, timedelta

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = range(6)


def weekday_in(weeks: int, weekday: int, today: date) -> date:
    """The ``weekday`` (0 is Monday) of the week that lies ``weeks`` from this one."""
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(weeks=weeks, days=weekday)
