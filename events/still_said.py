"""What a text still says of how it was to be: the old day, weekday, time or place, once those have changed; and of
an earlier edition also its year, and who appeared there.

Pure. Names of days and months are Django's in the language of the text; endings may follow them, and the names of
places and people too, since Finnish bends them all.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time

from django.utils import dateformat, translation

from events.old_dates import mentions
from events.weekdays import any_of

#: What stands before an hour without minutes, in the languages of the site; a bare number may be anything.
_CLOCK = r"(?:kl\.?|klockan|klo\.?|kello|at|from|från|till|to)"
#: A name of a place shorter than this is found in too many words.
_SHORTEST_NAME = 4
#: Of a long name the last letter may be bent away: "Kulttuuritalo" and "Kulttuuritalolla", "Kirjasto" and "kirjaston".
_BENT = 8


@dataclass(frozen=True, slots=True)
class Gone:
    """What holds no longer, and is nowhere true of the event as it is now."""

    days: frozenset[date] = field(default_factory=frozenset)
    weekdays: frozenset[int] = field(default_factory=frozenset)
    clocks: frozenset[time] = field(default_factory=frozenset)
    places: frozenset[str] = field(default_factory=frozenset)
    years: frozenset[int] = field(default_factory=frozenset)
    people: frozenset[str] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return bool(self.days or self.weekdays or self.clocks or self.places or self.years or self.people)


def still_said(text: str, language: str, gone: Gone) -> list[str]:
    """The words of ``text`` that name what holds no longer, each once, in the order of the parts of ``Gone``."""
    days = list(_days(text, language, gone))
    found = [
        *days, *_weekdays(text, language, gone), *_clocks(text, gone), *_names(text, gone.places),
        *_years(text, days, gone), *_names(text, gone.people),
    ]  # fmt: skip
    return list(dict.fromkeys(" ".join(said.split()) for said in found))


def _days(text: str, language: str, gone: Gone) -> Iterator[str]:
    for said, month, day, year in mentions(text, language):
        if any((month, day) == (each.month, each.day) and year in (None, each.year) for each in gone.days):
            yield said


def _weekdays(text: str, language: str, gone: Gone) -> Iterator[str]:
    if not gone.weekdays:
        return
    with translation.override(language):
        # 4 January 2027 is a Monday.
        names = [dateformat.format(date(2027, 1, 4 + each), "l") for each in gone.weekdays]
    yield from _found(rf"\b(?:{any_of(names)})\w*", text)


def _clocks(text: str, gone: Gone) -> Iterator[str]:
    for each in sorted(gone.clocks):
        hour = rf"0?{each.hour}"
        yield from _found(rf"(?<![\d.:]){hour}[.:]{each.minute:02}(?![.:]?\d)", text)
        if not each.minute:
            start = rf"\b{_CLOCK}\s+{hour}\b(?![.:]\d)"
            end = rf"\b{_CLOCK}\s+\d{{1,2}}(?:[.:]\d{{2}})?\s*[–-]\s*{hour}\b(?![.:]\d)"
            yield from _found(f"{end}|{start}", text)


def _years(text: str, days: list[str], gone: Gone) -> Iterator[str]:
    """A year by itself; where it stands in a day that is told anyway it is not told again."""
    rest = re.sub("|".join(r"\s+".join(map(re.escape, each.split())) for each in days) or r"\Z", " ", text)
    for year in sorted(gone.years):
        yield from _found(rf"(?<![\d.:]){year}(?!\d)", rest)


def _names(text: str, names: Iterable[str]) -> Iterator[str]:
    for name in sorted(names):
        words = name.strip()
        if len(words) >= _SHORTEST_NAME:
            stem = words[:-1] if len(words) >= _BENT and words[-1].isalpha() else words
            yield from _found(rf"(?<!\w){re.escape(stem)}\w*", text)


def _found(pattern: str, text: str) -> Iterable[str]:
    return (match[0] for match in re.finditer(pattern, text, re.IGNORECASE))
