"""Dates and times as people write them. Pure: the words and patterns come from the catalogues.

A language is added by translating the patterns below; Django's own catalogues give the names of days
and months. A pattern may bend a word: Finnish writes "%(weekday)sna %(day)s".
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import dateformat, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.times import Precision, Term, When


@dataclass(frozen=True, slots=True)
class Tile:
    """The words of a date tile on a card."""

    day: str
    month: str
    weekday: str
    year: str


def day_words(day: date, language: str) -> str:
    """"27 February 2027"."""
    with translation.override(language):
        return _full(day)


def weekday_words(day: date, language: str) -> str:
    """"Saturday 27 February 2027"."""
    with translation.override(language):
        return _with_weekday(day, _full(day))


def clock_words(moment: time, language: str) -> str:
    """"10:05", shorter on the hour where people write it so."""
    with translation.override(language):
        return _clock(moment)


def moment_words(moment: datetime, zone: ZoneInfo, language: str) -> str:
    """A moment as clocks of the zone show it: "Saturday 27 February 2027, 10:05"."""
    local = moment.astimezone(zone)
    with translation.override(language):
        return _at(local.date(), local.time(), with_year=True)


def when_words(when: When, language: str) -> str:
    """The time of an occasion in words, as precise as it is decided.

    "Saturday 27 February 2027, 10:05–15:00", "spring 2027", "Date to be decided".
    """
    with translation.override(language):
        first = when.first_day
        if when.precision is Precision.UNDECIDED or first is None:
            return _("Date to be decided")
        last = when.last_day or first
        if when.precision is Precision.EXACT and when.start_time is not None:
            return _exact(first, when.start_time, last, when.end_time)
        if when.precision in (Precision.MONTH, Precision.TERM):
            return _rough_period(first, last, when.precision)
        return _with_weekday(first, _full(first)) if first == last else _day_period(first, last)


def period_words(first: date, last: date, language: str, precision: Precision = Precision.DAY) -> str:
    """A period: "27–28 February 2027", "27 February – 3 March 2027", "spring 2027 – autumn 2028"."""
    with translation.override(language):
        if precision in (Precision.MONTH, Precision.TERM):
            return _rough_period(first, last, precision)
        return _day_period(first, last)


def tile(when: When, language: str) -> Tile | None:
    """The date tile of an occasion, or None when no single day is decided."""
    if when.first_day is None or not when.has_day:
        return None
    with translation.override(language):
        # English abbreviates months with a point, which says nothing on a tile.
        return Tile(*(dateformat.format(when.first_day, letters).rstrip(".") for letters in ("j", "N", "D", "Y")))


def _full(day: date) -> str:
    # Translators: letters of Django's date filter for a whole date, such as "27 February 2027".
    return dateformat.format(day, pgettext("date format", "j F Y"))


def _without_year(day: date) -> str:
    # Translators: letters of Django's date filter for a day and month, such as "27 February".
    return dateformat.format(day, pgettext("date format", "j F"))


def _with_weekday(day: date, words: str) -> str:
    # Translators: on that day: "Saturday 27 February 2027". Bend the weekday where the language does.
    pattern = pgettext("date", "%(weekday)s %(day)s")
    return pattern % {"weekday": dateformat.format(day, "l"), "day": words}


def _clock(moment: time) -> str:
    if moment.minute:
        # Translators: letters of Django's time filter, with minutes: "10:05".
        return dateformat.time_format(moment, pgettext("time format", "H:i"))
    # Translators: letters of Django's time filter on the whole hour: "10:00", or only "10".
    return dateformat.time_format(moment, pgettext("time format on the hour", "H:i"))


def _exact(first: date, start: time, last: date, end: time | None) -> str:
    if first == last and end is None:
        return _at(first, start, with_year=True)
    if first == last and end is not None:
        words = {"day": _with_weekday(first, _full(first)), "start": _clock(start), "end": _clock(end)}
        # Translators: one day from a time to a time: "Saturday 27 February 2027, 10:05–15:00".
        return pgettext("date", "%(day)s, %(start)s–%(end)s") % words
    until = _with_weekday(last, _full(last)) if end is None else _at(last, end, with_year=True)
    return _range(_at(first, start, with_year=first.year != last.year), until)


def _at(day: date, moment: time, *, with_year: bool) -> str:
    words = _with_weekday(day, _full(day) if with_year else _without_year(day))
    # Translators: one day at a time: "Saturday 27 February 2027, 10:05".
    return pgettext("date", "%(day)s, %(start)s") % {"day": words, "start": _clock(moment)}


def _range(first: str, last: str) -> str:
    # Translators: from the first to the last, each several words: "27 February – 3 March 2027".
    return pgettext("date", "%(first)s – %(last)s") % {"first": first, "last": last}


def _day_period(first: date, last: date) -> str:
    if first == last:
        return _full(first)
    if (first.year, first.month) == (last.year, last.month):
        # Translators: letters of Django's date filter for the first day in "27–28 February 2027".
        start = dateformat.format(first, pgettext("date format of the first day in a month", "j"))
        # Translators: days of one month: "27–28 February 2027".
        return pgettext("date", "%(first)s–%(last)s") % {"first": start, "last": _full(last)}
    if first.year == last.year:
        return _range(_without_year(first), _full(last))
    return _range(_full(first), _full(last))


def _rough_period(first: date, last: date, precision: Precision) -> str:
    start, end = _rough(first, precision), _rough(last, precision)
    return start if start == end else _range(start, end)


def _rough(day: date, precision: Precision) -> str:
    if precision is Precision.MONTH:
        # Translators: letters of Django's date filter for a month and year: "February 2027".
        return dateformat.format(day, pgettext("date format", "F Y"))
    year = {"year": day.year}
    return {
        Term.SPRING: pgettext("term", "spring %(year)s") % year,
        Term.SUMMER: pgettext("term", "summer %(year)s") % year,
        Term.AUTUMN: pgettext("term", "autumn %(year)s") % year,
    }[Term.of(day)]
