"""A list of events under headings by month. Pure."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from events.filters import month_words
from events.times import Precision, When
from events.wording import when_words

#: Sorts a heading without any date after all others.
_LAST = (date.max, True)


@dataclass(slots=True)
class Month:
    """A heading with its events, in their order."""

    words: str
    events: list[Any] = field(default_factory=list)


def by_month(events: Iterable[Any], today: date, language: str, *, past: bool = False) -> list[Month]:
    """Events that have their cards, under the month of the occasion their card tells about.

    What has begun stands under this month, what is only known by its term under the term, and what has no
    date at all comes last; past months come latest first.
    """
    found: dict[tuple[date, bool], Month] = {}
    with translation.override(language):
        for event in events:
            key, words = _heading(event.card.occasion.when if event.card.occasion else None, today, past=past)
            found.setdefault(key, Month(words)).events.append(event)
    return [found[key] for key in sorted(found, reverse=past)]


def _heading(when: When | None, today: date, *, past: bool) -> tuple[tuple[date, bool], str]:
    first = when.earliest_day if when else None
    if when is None or first is None:
        return _LAST, _("Date to be decided")
    if when.precision is Precision.TERM:
        return (first, False), when_words(when, translation.get_language() or "")
    day = (when.latest_day or first) if past else max(first, today)
    return (day.replace(day=1), True), month_words(day)
