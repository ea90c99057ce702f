"""May one register now? Pure rules: ``now`` is passed in, nothing is read or written.

Closing days are local days, inclusive: "no later than 21 February" holds until the last second of that
day in the controller's zone. No closing day keeps registration open beyond the start.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.seats import Room
from events.times import When, midnight_after
from forms_app.admission import Verdict

#: Registration closes this many days before the start when the editor sets no day.
CLOSING_DAYS_BEFORE_START = 7
NEEDS_DAYS_BEFORE_START = 14


class Mode(StrEnum):
    """How one registers."""

    NONE = "none"
    FORM = "form"
    EXTERNAL = "external"
    EMAIL = "email"


class Status(StrEnum):
    """What became of an occasion."""

    PLANNED = "planned"
    MOVED = "moved"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class State(StrEnum):
    """The public state of registration for an event, without any number of places."""

    NOT_NEEDED = "not_needed"
    NOT_YET_OPEN = "not_yet_open"
    OPEN = "open"
    FEW = "few"
    QUEUE = "queue"
    FULL = "full"
    LAST_DAY = "last_day"
    CLOSED = "closed"
    PAST = "past"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"

    @property
    def admits(self) -> bool:
        """Whether a registration is accepted in this state."""
        return self in (State.OPEN, State.FEW, State.QUEUE, State.LAST_DAY)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the canonical page says about registration and time."""

    mode: Mode
    zone: ZoneInfo
    occasions: tuple[tuple[When, Status], ...] = ()
    opens_at: datetime | None = None
    closes_on: date | None = None
    #: The local day of first publication; a closing day nobody chose is never before it.
    published_on: date | None = None
    #: What the public reads of the seats.
    room: Room = Room.FREE
    #: Whether one registers for single occasions: then it goes on until the last of them.
    by_occasion: bool = False

    @property
    def kept(self) -> list[When]:
        """The occasions that are to take place as written."""
        return [when for when, status in self.occasions if status in (Status.PLANNED, Status.MOVED)]

    @property
    def is_cancelled(self) -> bool:
        return bool(self.occasions) and all(status is Status.CANCELLED for _when, status in self.occasions)

    @property
    def is_postponed(self) -> bool:
        return bool(self.occasions) and not self.kept and not self.is_cancelled


def first_of(whens: Iterable[When]) -> When | None:
    """The occasion that comes first among those with a date."""
    dated = [when for when in whens if when.earliest_day]
    return min(dated, key=lambda when: when.order, default=None)


def decisive(terms: Terms) -> When | None:
    """The occasion before which one registers: the first, or the last where one registers for each by itself."""
    if not terms.by_occasion:
        return first_of(terms.kept)
    return max((when for when in terms.kept if when.earliest_day), key=lambda when: when.order, default=None)


def needs_day(terms: Terms) -> date | None:
    """Until which day access needs are told, or None when there is no such day yet.

    Two weeks before the first day, for interpreters are booked well ahead; the last day to register where that comes
    first, or where the event was published later.
    """
    first, last_day = first_of(terms.kept), closing_day(terms)
    start = first.earliest_day if first and first.has_day else None
    if start is None or last_day is None:
        return last_day
    usual = start - timedelta(days=NEEDS_DAYS_BEFORE_START)
    return last_day if terms.published_on and usual < terms.published_on else min(usual, last_day)


def closing_day(terms: Terms) -> date | None:
    """The last local day on which one may register, or None when there is no such day yet.

    Chosen by the editor, otherwise seven days before the start; never after the start. An event
    published later than that closes the day before it begins, or on its own day.
    """
    first = decisive(terms)
    start = first.earliest_day if first and first.has_day else None
    if start is None:
        return terms.closes_on
    if terms.closes_on:
        return min(terms.closes_on, start)
    usual = start - timedelta(days=CLOSING_DAYS_BEFORE_START)
    if terms.published_on and usual < terms.published_on:
        return max(start - timedelta(days=1), min(terms.published_on, start))
    return usual


def closes_at(terms: Terms) -> datetime | None:
    """The first moment at which registration is closed, or None when no closing is known."""
    day = closing_day(terms)
    if day is None:
        return None
    end_of_day = midnight_after(day, terms.zone)
    first = decisive(terms)
    return min(end_of_day, first.start) if first and first.start else end_of_day


def over_at(terms: Terms) -> datetime | None:
    """The moment from which the whole event is past; None while some date is undecided."""
    moments = [when.over_at for when in terms.kept]
    decided = [moment for moment in moments if moment]
    return max(decided) if decided and len(decided) == len(moments) else None


def state(terms: Terms, now: datetime) -> State:
    """The public state at ``now``. What happened to the event comes before what registration says."""
    if terms.is_cancelled:
        return State.CANCELLED
    over = over_at(terms)
    if over and now >= over:
        return State.PAST
    if terms.mode is Mode.NONE:
        return State.POSTPONED if terms.is_postponed else State.NOT_NEEDED
    if terms.is_postponed:
        return State.POSTPONED
    return _open_state(terms, now)


def verdict(terms: Terms, now: datetime) -> Verdict:
    """The state as a verdict on the page's own form: open only where one registers by it."""
    found = state(terms, now)
    return Verdict(found, terms.mode is Mode.FORM and found.admits, terms.opens_at, closes_at(terms))


def retention_anchors(terms: Terms, cancelled_on: date | None) -> dict[str, date | None]:
    """The dates from which periods run.

    The last occasion that is kept, or the day on which the event was cancelled; an occasion without a
    date does not count until it has one.
    """
    days = [when.latest_day for when in terms.kept if when.latest_day]
    last = cancelled_on if terms.is_cancelled else max(days, default=None)
    return {"last_occasion_end": last, "registration_closed": closing_day(terms)}


def _open_state(terms: Terms, now: datetime) -> State:
    if terms.opens_at and now < terms.opens_at:
        return State.NOT_YET_OPEN
    closing = closes_at(terms)
    if closing and now >= closing:
        return State.CLOSED
    if terms.room in (Room.FULL, Room.QUEUE):
        return State(terms.room)
    if closing and now.astimezone(terms.zone).date() == closing_day(terms):
        return State.LAST_DAY
    return State.FEW if terms.room is Room.FEW else State.OPEN


def next_change(terms: Terms, now: datetime) -> datetime | None:
    """The next moment at which the state changes by itself; a cached page may live no longer."""
    day = closing_day(terms)
    last_day_begins = midnight_after(day - timedelta(days=1), terms.zone) if day else None
    moments = (terms.opens_at, last_day_begins, closes_at(terms), over_at(terms))
    return min((moment for moment in moments if moment and moment > now), default=None)


STATE_WORDS: dict[State, Promise] = {
    State.NOT_NEEDED: _("No registration needed"),
    State.NOT_YET_OPEN: _("Registration has not opened"),
    State.OPEN: _("Open for registration"),
    State.FEW: _("Few places left"),
    State.QUEUE: _("Waiting list"),
    State.FULL: _("Fully booked"),
    State.LAST_DAY: _("Last day to register"),
    State.CLOSED: _("Registration has closed"),
    State.PAST: _("Has taken place"),
    State.POSTPONED: _("Postponed"),
    State.CANCELLED: _("Cancelled"),
}
