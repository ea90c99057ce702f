"""Whether a form takes an answer now. Pure: ``now`` is passed in.

Closing dates are local dates, inclusive: "by 21 February" ends at 23:59:59 in the controller's
time zone.
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class State(StrEnum):
    """The state of a form that knows only its opening and closing."""

    OPEN = "open"
    LAST_DAY = "last_day"
    NOT_YET_OPEN = "not_yet_open"
    CLOSED = "closed"

    @property
    def admits(self) -> bool:
        """Whether an answer is taken in this state."""
        return self in (State.OPEN, State.LAST_DAY)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to "may I answer now?". Moments are aware; None where there is no limit.

    ``state`` is a word of the page's own vocabulary: State here, richer for an event. ``words`` tell a person whose
    answer was not taken why, where the usual ones would not; with ``is_open`` she may change it and send it again.
    """

    state: str
    is_open: bool
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    words: str = ""


def closing_moment(closes_on: date | None, zone: ZoneInfo) -> datetime | None:
    """The first moment that is too late: midnight after ``closes_on`` in ``zone``."""
    if closes_on is None:
        return None
    return datetime.combine(closes_on + timedelta(days=1), time(), tzinfo=zone)


def by_times(now: datetime, *, opens_at: datetime | None, closes_on: date | None, zone: ZoneInfo) -> Verdict:
    """The verdict from opening moment and closing date alone.

    :param now: aware moment of the request.
    :param zone: the controller's time zone.
    """
    closes_at = closing_moment(closes_on, zone)
    if opens_at is not None and now < opens_at:
        state = State.NOT_YET_OPEN
    elif closes_at is not None and now >= closes_at:
        state = State.CLOSED
    elif closes_on is not None and now.astimezone(zone).date() == closes_on:
        state = State.LAST_DAY
    else:
        state = State.OPEN
    return Verdict(state, state.admits, opens_at, closes_at)


class Refused(Exception):
    """An answer cannot be taken; carries the verdict, nothing personal."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(str(verdict.state))
        self.verdict = verdict


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of an answer that is taken.

    ``letter`` is the kind of outbound message; ``minor`` puts the record under the rule of
    temporary or minor importance.
    """

    state: str
    letter: str
    minor: bool = False


#: What becomes of a post that looks as if a program had written it: it is kept, and a person looks at it before it
#: counts. No seat, no mail; a record of minor importance.
QUARANTINED = Decision(state="quarantined", letter="", minor=True)
