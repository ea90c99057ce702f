"""How long there is to answer. Pure: days are local days of the controller and are passed in.

One month by calendar from receipt (GDPR 12.3), counted by Regulation (EEC, Euratom) 1182/71: the day
of receipt is not counted, a month ends on the same date of the next month or on its last day, and an
end on a Saturday, a Sunday or a public holiday rolls on to the next working day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from privacy.working_days import next_working_day

#: The month in which to answer, and the one extension (GDPR 12.3).
MONTHS = 1
MONTHS_EXTENDED = 3
#: The days in which we want to have answered; earlier than any month of the calendar ends.
TARGET = timedelta(days=28)
#: Days of the clock on which the case officer is reminded.
ALERTS = (14, 21, 25)
#: Proof of identity is asked for without delay when it is asked for within so many days.
WITHOUT_DELAY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Pause:
    """When proof of identity was asked for and shown; ``ended_on`` None while it is outstanding."""

    began_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """``month_ends_on`` by calendar; ``answer_by`` the same, rolled on; ``target_on`` is ours."""

    month_ends_on: date
    answer_by: date
    target_on: date


def deadline(received_on: date, country: str, *, pause: Pause | None = None, extended: bool = False) -> Deadline:
    """Until when to answer what came in on ``received_on``.

    A pause moves the end by its days, when proof was asked for without delay and has been shown.
    """
    months = MONTHS_EXTENDED if extended else MONTHS
    paused = timedelta(days=paused_days(received_on, pause))
    ends_on = _month_end(received_on, months) + paused
    target_on = _month_end(received_on, months - MONTHS) + TARGET + paused
    return Deadline(ends_on, next_working_day(ends_on, country), target_on)


def paused_days(received_on: date, pause: Pause | None) -> int:
    """How many days the clock stood still; none while the proof is outstanding, or when it was asked for late."""
    if pause is None or pause.ended_on is None or not stops(received_on, pause):
        return 0
    return (pause.ended_on - pause.began_on).days


def stops(received_on: date, pause: Pause) -> bool:
    """Whether asking stopped the clock: only without delay."""
    return pause.began_on - received_on <= WITHOUT_DELAY


def is_stopped(received_on: date, pause: Pause | None) -> bool:
    """Whether the clock stands still now: proof was asked for without delay and is outstanding."""
    return pause is not None and pause.ended_on is None and stops(received_on, pause)


def day_of(received_on: date, today: date, *, pause: Pause | None = None, extended: bool = False) -> int:
    """The day of the clock: 0 on the day of receipt. An extended case counts the days of its last month."""
    if pause is not None and is_stopped(received_on, pause):
        today = min(today, pause.began_on)
    start = _month_end(received_on, MONTHS_EXTENDED - MONTHS) if extended else received_on
    return (today - start).days - paused_days(received_on, pause)


def alert_on(day: int) -> int | None:
    """The latest of the reminders that ``day`` has passed: 14, 21 or 25; None before the first."""
    return max((alert for alert in ALERTS if day >= alert), default=None)


def may_extend(first_answer_by: date, today: date, *, extended: bool) -> bool:
    """Whether two more months may be taken: once, and not after the first due date."""
    return not extended and today <= first_answer_by


def is_overdue(answer_by: date, today: date) -> bool:
    """Whether the last day to answer has passed."""
    return today > answer_by


def _month_end(day: date, months: int) -> date:
    found: date = day + relativedelta(months=months)
    return found
