"""Which days are worked on: no Saturday, no Sunday, no public holiday of the country. Pure: days are passed in."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5
_DAY = timedelta(days=1)
#: What the library calls our languages, where that differs.
_CALLED = {("FI", "sv"): ["sv_FI"], ("SE", "en"): ["en_US"], ("FI", "en"): ["en_US"]}


def is_working_day(day: date, country: str) -> bool:
    """Whether offices in ``country`` (ISO 3166, two letters) are open on ``day``."""
    return day.weekday() < SATURDAY and day not in _holidays(country)


def next_working_day(day: date, country: str) -> date:
    """``day``, or the first day after it that is no Saturday, Sunday or public holiday of ``country``."""
    while not is_working_day(day, country):
        day += _DAY
    return day


def working_days_before(day: date, number: int, country: str) -> date:
    """The working day that lies ``number`` working days before ``day``, which itself may be any day."""
    for _each in range(number):
        day -= _DAY
        while not is_working_day(day, country):
            day -= _DAY
    return day


def holiday(day: date, country: str, language: str) -> str:
    """What the public holiday of ``country`` on ``day`` is called in ``language``, or in the country's own where nobody
    has translated it; "" where there is none.
    """
    own = _holidays(country)
    known = own.supported_languages or ()
    called = next((each for each in (language, *_CALLED.get((country, language), ())) if each in known), None)
    named = _holidays(country, called or own.default_language)
    return str(named.get(day) or "")


@cache
def _holidays(country: str, language: str | None = None) -> holidays.HolidayBase:
    return holidays.country_holidays(country, language=language)
