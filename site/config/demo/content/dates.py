"""The demo's dates lie around the day on which it is loaded."""
from __future__ import annotations

from datetime import date, timedelta

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = range(6)


def weekday_in(weeks: int, weekday: int, today: date) -> date:
    """The ``weekday`` (0 is Monday) of the week that lies ``weeks`` from this one.

    Around the turn of the year nobody holds seminars: a day there moves a week at a time until it is over.
    """
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(weeks=weeks, days=weekday)
    while (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 7):
        day += timedelta(weeks=1)
    return day


def outside_summer(day: date) -> date:
    """``day``, or the first of August when it lies in June or July: no network meets then."""
    return day.replace(month=8, day=1) if day.month in (6, 7) else day
