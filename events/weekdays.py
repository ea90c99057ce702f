"""A date in a text whose weekday is wrong: "Tuesday 27 February" when the event is on a Saturday.

Pure. The names of days and months are Django's in the language of the text; endings may follow them,
since Finnish bends both ("lauantaina 27. helmikuuta").
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils import dateformat, translation

#: Between the weekday and the day may stand a comma and a short word such as "den".
_BETWEEN = r"\w*,?\s+(?:[^\W\d]{2,3}\s+)?"
_AFTER_DAY = r"(?:\.|:?[^\W\d]{1,2})?\s+"


@dataclass(frozen=True, slots=True)
class WrongWeekday:
    """What a text says, and the day of the event that it must mean."""

    said: str
    day: date


def wrong_weekdays(texts: Iterable[str], days: Iterable[date], language: str) -> list[WrongWeekday]:
    """Mentions of days of the event with a weekday that is not theirs; other dates are nobody's business."""
    pattern, weekdays, months = _names(language)
    by_date: dict[tuple[int, int], list[date]] = {}
    for day in days:
        by_date.setdefault((day.month, day.day), []).append(day)
    found = []
    for text in texts:
        for match in pattern.finditer(text):
            meant = by_date.get((months[match["month"].lower()], int(match["day"])), [])
            if meant and weekdays[match["weekday"].lower()] not in {day.weekday() for day in meant}:
                found.append(WrongWeekday(" ".join(match[0].split()), meant[0]))
    return found


@lru_cache(maxsize=16)
def _names(language: str) -> tuple[re.Pattern[str], dict[str, int], dict[str, int]]:
    with translation.override(language):
        # 4 January 2027 is a Monday.
        weekdays = {dateformat.format(date(2027, 1, 4 + each), "l").lower(): each for each in range(7)}
    months = months_in(language)
    pattern = rf"\b(?P<weekday>{any_of(weekdays)}){_BETWEEN}(?P<day>\d{{1,2}}){_AFTER_DAY}(?P<month>{any_of(months)})"
    return re.compile(pattern, re.IGNORECASE), weekdays, months


def months_in(language: str) -> dict[str, int]:
    """The numbers of the months by their names in ``language``, in small letters."""
    with translation.override(language):
        return {dateformat.format(date(2027, each, 1), "F").lower(): each for each in range(1, 13)}


def any_of(names: Iterable[str]) -> str:
    """The pattern of one of these names, the longest first."""
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))
