"""Dates in a text that are not those of the event: left from last year's page, or simply wrong.

Pure. The names of months are Django's in the language of the text; endings may follow them, since Finnish
bends them ("27. helmikuuta").
"""
from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from events.weekdays import any_of, months_in

#: 27.2.2027, 27/2 2027 and 2027-02-27; without a year such numbers may be anything.
_NUMBERS = re.compile(
    r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b"
    r"|\b(?P<day>\d{1,2})[./]\s?(?P<month>\d{1,2})[./ -]\s?(?P<year>\d{4})\b"
)


@dataclass(frozen=True, slots=True)
class OddDate:
    """What a text says, and whether that day lies behind us; None when it names no year."""

    said: str
    is_past: bool | None


def odd_dates(texts: Iterable[str], language: str, *, known: Collection[date], today: date) -> list[OddDate]:
    """Dates in ``texts`` that are none of the ``known`` ones, each once. One without a year fits any year.

    A day that no calendar has, such as 30 February, counts among them.
    """
    found: dict[str, OddDate] = {}
    days = {(day.month, day.day) for day in known}
    for text in texts:
        for said, month, day, year in mentions(text, language):
            when = _real(year, month, day) if year else None
            is_known = when in known if year else (month, day) in days
            if not is_known:
                found.setdefault(said, OddDate(said, when < today if when else None))
    return list(found.values())


def mentions(text: str, language: str) -> Iterable[tuple[str, int, int, int | None]]:
    """Every date in a text: what is said, month, day, and the year where it is named."""
    pattern, months = _names(language)
    written = [
        (match[0], months[(match["month"] or match["first"]).lower()], match["day"] or match["after"], match["year"])
        for match in pattern.finditer(text)
    ]
    numbers = [
        (match[0], match["m"] or match["month"], match["d"] or match["day"], match["y"] or match["year"])
        for match in _NUMBERS.finditer(text)
    ]
    for said, month, day, year in (*written, *numbers):
        if int(month) in range(1, 13) and int(day) in range(1, 32):
            yield " ".join(said.split()), int(month), int(day), int(year) if year else None


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=16)
def _names(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    months = months_in(language)
    names = any_of(months)
    year = r"(?:,?\s+(?P<year>(?:19|20)\d{2})\b)?"
    before = rf"(?<![\d.:])(?P<day>\d{{1,2}})(?:\.|:?[^\W\d]{{1,2}})?\s+(?P<month>{names})(?:ta|n|ssa)?\b"
    behind = rf"\b(?P<first>{names})\s+(?P<after>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?"
    return re.compile(rf"(?:{before}|{behind}){year}", re.IGNORECASE), months
