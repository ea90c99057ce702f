"""The meetings of a series in the order they take place: which are over, which comes next. Pure."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from events.facts import OccasionWords, next_or_last
from events.times import Precision
from events.wording import period_words
from home.languages import Laid


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting on the line: its name (its number, where the editor gave none), and where it stands in time."""

    name: Laid
    occasion: OccasionWords
    is_over: bool
    is_next: bool


def timeline(occasions: Sequence[OccasionWords], now: datetime, language: str) -> list[Meeting]:
    """The meetings in their order; the next is the first that is kept and not over."""
    coming = [each for each in occasions if not each.when.is_over(now)]
    following = next_or_last(coming, now)
    with translation.override(language):
        return [
            Meeting(
                name=each.title or Laid(_("Meeting %(number)s") % {"number": number}),
                occasion=each,
                is_over=each.when.is_over(now),
                is_next=each is following and not each.is_cancelled,
            )
            for number, each in enumerate(occasions, 1)
        ]


def whole_period(occasions: Sequence[OccasionWords], language: str) -> str:
    """From the first meeting to the last, as roughly as the roughest of them; empty when there is only one."""
    days = [(each.when.earliest_day, each.when.latest_day) for each in occasions]
    dated = [(first, last) for first, last in days if first and last]
    if len(dated) < 2:
        return ""
    roughly = any(each.when.precision is Precision.TERM for each in occasions)
    return period_words(dated[0][0], dated[-1][1], language, Precision.TERM if roughly else Precision.MONTH)
