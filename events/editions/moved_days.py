"""What the days of an event become next time, when only the first new one is known. Pure.

Days near the first belong to it and keep their distance: a seminar of two days stays one. The others move by about
the same distance, but stay on their weekday, since meetings on Tuesdays stay meetings on Tuesdays.
"""
from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from events.times import Precision, last_of_month

_WEEK = 7
_YEAR_IN_WEEKS = timedelta(weeks=52)
_DAYS_IN_MONTH = 365.2425 / 12
_YEARS = r"(?P<first>(?:19|20)\d{2})(?:(?P<between>BETWEEN)(?P<last>(?:20)?\d{2}))?"
_IN_TITLE = re.compile(r"(?<![\w.:-])" + _YEARS.replace("BETWEEN", r"\s?[/–-]\s?") + r"(?![\w:])")
_IN_ADDRESS = re.compile(r"(?<![^-])" + _YEARS.replace("BETWEEN", "-") + r"(?![^-])")


def usual(first: date) -> date:
    """The same weekday about a year later."""
    return first + _YEAR_IN_WEEKS


def moved(day: date, first: date, new_first: date) -> date:
    """What ``day`` becomes when ``first`` becomes ``new_first``."""
    distance = (new_first - first).days
    if abs((day - first).days) < _WEEK:
        return day + timedelta(days=distance)
    return day + timedelta(weeks=round(distance / _WEEK))


def moved_roughly(day: date, first: date, new_first: date) -> date:
    """The same of a day that stands for its month or its term: it moves by whole months."""
    months = round((new_first - first).days / _DAYS_IN_MONTH)
    begins = day.replace(day=1) + relativedelta(months=months)
    return begins.replace(day=min(day.day, last_of_month(begins.year, begins.month).day))


def moved_as(precision: Precision, day: date, first: date, new_first: date) -> date:
    """One or the other, by how much of the date is decided."""
    is_rough = precision in (Precision.MONTH, Precision.TERM)
    return (moved_roughly if is_rough else moved)(day, first, new_first)


def named_anew(title: str, first: date, new_first: date) -> str:
    """A title with its years moved along: "Bokdagen 2027", "Nätverk 2026/27". Without such a year nothing changes."""
    return _years_moved(title, _IN_TITLE, first.year, new_first.year - first.year)


def address_anew(slug: str, first: date, new_first: date) -> str:
    """The words of an address with the new year, or with it behind where they named none."""
    renamed = _years_moved(slug, _IN_ADDRESS, first.year, new_first.year - first.year)
    is_told = renamed != slug or str(new_first.year) in slug.split("-")
    return renamed if is_told else f"{slug}-{new_first.year}"


def _years_moved(text: str, pattern: re.Pattern[str], year: int, by: int) -> str:
    def later(match: re.Match[str]) -> str:
        begins, ends = int(match["first"]), match["last"]
        if abs(begins - year) > 1:
            return match[0]
        if ends is None:
            return str(begins + by)
        last = int(ends) + by
        return f"{begins + by}{match['between']}{last if len(ends) == 4 else f'{last % 100:02}'}"

    return pattern.sub(later, text)
