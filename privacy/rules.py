"""Periods, anchors and rules of retention as pure functions.

Nothing here knows the database or the clock: dates and rules are passed in. A rule is anything
with the attributes of :class:`Rule`; ``privacy.models.RetentionRule`` is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

import isodate
from dateutil.relativedelta import relativedelta

from privacy.contracts import PrivacyClass

#: Days that must pass before a run may see a record whose anchor moved to an earlier day.
GRACE = timedelta(days=7)
#: What an invitation waits for, from the day it was drawn up, where what it invites to gets no day.
INVITATION_WAITS = "P2Y"
#: The day on which periods are compared when no anchor is at hand; a leap year's first day.
COMPARISON_DAY = date(2028, 1, 1)


class Anchor(StrEnum):
    """The event from which a period is counted."""

    LAST_OCCASION_END = "last_occasion_end"
    LAST_FOLLOW_UP = "last_follow_up"
    PROJECT_END = "project_end"
    SUBMITTED = "submitted"
    REGISTRATION_CLOSED = "registration_closed"
    CASE_CLOSED = "case_closed"
    FINAL_PAYMENT_YEAR_END = "final_payment_year_end"
    LAST_PUBLISHED = "last_published"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    MANUAL = "manual"


class Rounding(StrEnum):
    """To what a due date is rounded up."""

    DAY = "day"
    YEAR_END = "year_end"


class Action(StrEnum):
    """What happens to the value when it is due."""

    BLANK = "blank"
    GENERALISE = "generalise"
    DELETE = "delete"
    TRANSFER = "transfer"
    PRESERVE = "preserve"


class Selector(StrEnum):
    """What a rule speaks of."""

    RECORD = "record"
    PRIVACY_CLASS = "privacy_class"
    QUESTION = "question"
    MINOR = "minor"  # whole records of minor importance: spam, repeats, unverified
    EVALUATION = "evaluation"  # all answers to one anonymous evaluation: records, though not personal
    INVITATION = "invitation"  # whom staff have invited to something: of minor importance once it is over


#: Rules of these speak of whole records.
OF_RECORDS = (Selector.RECORD, Selector.MINOR, Selector.EVALUATION, Selector.INVITATION)
#: Rules that no notice of a form tells of: what they speak of is not sent by a form, or of no importance.
UNTOLD = (Selector.MINOR, Selector.EVALUATION, Selector.INVITATION)


class State(StrEnum):
    """Whether a record has a day on which it is due."""

    SCHEDULED = "scheduled"
    UNSCHEDULED = "unscheduled"
    PRESERVED = "preserved"


class Rule(Protocol):
    """What the functions below need to know of a rule."""

    selector: str
    privacy_class: str
    question_kind: str
    anchor: str
    falls_back: bool
    period: str
    rounding: str
    action: str


RuleT = TypeVar("RuleT", bound=Rule)
Anchors = Mapping[str, "date | None"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """When one rule lets a value go, and from which day that was counted."""

    state: State
    anchor_on: date | None = None
    due_on: date | None = None

    @property
    def lasts(self) -> tuple[int, date]:
        """For comparing: what is preserved lasts longest, then what waits for a date, then the latest date."""
        order = {State.SCHEDULED: 0, State.UNSCHEDULED: 1, State.PRESERVED: 2}
        return order[self.state], self.due_on or date.max


def parse_period(period: str) -> relativedelta:
    """The calendar period written as ISO 8601, for example ``P2Y`` or ``P30D``.

    :raises ValueError: when it is no period, is negative or counts hours.
    """
    try:
        parsed = isodate.parse_duration(period, as_timedelta_if_possible=False)
    except isodate.ISO8601Error as error:
        raise ValueError("not an ISO 8601 period") from error
    years, months, rest = int(parsed.years), int(parsed.months), parsed.tdelta
    whole = parsed.years == years and parsed.months == months and rest == timedelta(days=rest.days)
    if not whole or min(years, months, rest.days) < 0:
        raise ValueError("a period counts whole years, months, weeks or days")
    return relativedelta(years=years, months=months, days=rest.days)


def due_on(anchor: date, period: str, rounding: str) -> date:
    """The last day on which a value is kept: ``anchor`` plus ``period`` by calendar, rounded up.

    The end of a month clamps: 31 January and one month is 28 or 29 February.
    """
    day: date = anchor + parse_period(period)
    return day.replace(month=12, day=31) if rounding == Rounding.YEAR_END else day


def is_due(due: date | None, today: date) -> bool:
    """Whether the local date ``today`` is later than ``due``; a missing date is never due."""
    return due is not None and today > due


def anchor_of(rule: Rule, anchors: Anchors) -> tuple[str, date] | None:
    """The anchor that counts for ``rule`` and its day, or None when there is none.

    A missing anchor is replaced by the date that an officer has entered by hand; where the rule
    falls back, then by the closing date, then by the day of submission. Where a page tells nothing of
    follow-ups, not even that their day is unknown, the last occasion stands for the last of them. An invitation to
    what has no day counts from two years after it was drawn up, so that none is kept for ever.
    """
    fallbacks = (Anchor.REGISTRATION_CLOSED, Anchor.SUBMITTED) if rule.falls_back else ()
    first = rule.anchor
    if first == Anchor.LAST_FOLLOW_UP and Anchor.LAST_FOLLOW_UP not in anchors:
        first, fallbacks = Anchor.LAST_OCCASION_END, (Anchor.REGISTRATION_CLOSED, Anchor.SUBMITTED)
    for name in (first, Anchor.MANUAL, *fallbacks):
        day = anchors.get(name)
        if day is not None:
            return str(name), day
    drawn_up = anchors.get(Anchor.SUBMITTED) if rule.selector == Selector.INVITATION else None
    return (str(Anchor.SUBMITTED), due_on(drawn_up, INVITATION_WAITS, Rounding.DAY)) if drawn_up else None


def schedule(rule: Rule, anchors: Anchors) -> Schedule:
    """When ``rule`` lets a value go, given the days known."""
    if rule.action == Action.PRESERVE:
        return Schedule(State.PRESERVED)
    found = anchor_of(rule, anchors)
    if found is None:
        return Schedule(State.UNSCHEDULED)
    _name, day = found
    return Schedule(State.SCHEDULED, day, due_on(day, rule.period, rule.rounding))


def rules_on(rules: Iterable[RuleT], privacy_class: str | None, question_kind: str | None = None) -> list[RuleT]:
    """The rules that speak most closely of a value: of its question, else of its class, else of the
    whole record. ``privacy_class`` None asks for the record itself.
    """
    known = list(rules)
    by_question = [r for r in known if r.selector == Selector.QUESTION and r.question_kind == question_kind]
    by_class = [r for r in known if r.selector == Selector.PRIVACY_CLASS and r.privacy_class == privacy_class]
    by_record = [r for r in known if r.selector == Selector.RECORD]
    return (by_question if question_kind else []) or (by_class if privacy_class else []) or by_record


def rules_of(rules: Iterable[RuleT], selector: str) -> list[RuleT]:
    """The rules that speak of whole records of one sort: of minor importance, or an evaluation."""
    return [rule for rule in rules if rule.selector == selector]


def latest(rules: Iterable[RuleT], anchors: Anchors | None = None) -> RuleT | None:
    """The rule that keeps longest; several rules on a value: the latest wins.

    Preserving and a missing anchor keep longer than any date. Without ``anchors`` the periods are
    compared from the same day.
    """
    return max(rules, key=lambda rule: _keeps_until(rule, anchors), default=None)


def compared_by(anchors: Anchors | None) -> Anchors | None:
    """The days by which a notice compares rules: none, but those of a page that is followed up.

    There the rule counted from the last follow-up keeps longest, however short its period is.
    """
    if anchors is None or Anchor.LAST_FOLLOW_UP not in anchors:
        return None
    return {Anchor.SUBMITTED: COMPARISON_DAY, **anchors}


def _keeps_until(rule: Rule, anchors: Anchors | None) -> tuple[int, date]:
    return schedule(rule, {rule.anchor: COMPARISON_DAY} if anchors is None else anchors).lasts


def rule_for(
    rules: Iterable[RuleT],
    privacy_class: str | PrivacyClass | None,
    question_kind: str | None = None,
    anchors: Anchors | None = None,
) -> RuleT | None:
    """The one rule that decides on a value of this class and question; None when there is none."""
    return latest(rules_on(rules, privacy_class, question_kind), anchors)


def applicable(rules: Iterable[RuleT], privacy_class: str, question_kind: str) -> list[RuleT]:
    """The rules that let a field go by itself; empty where it goes with its record."""
    found = rules_on(rules, privacy_class, question_kind)
    return [] if any(rule.selector == Selector.RECORD for rule in found) else found


def whole(record: Schedule, fields: Iterable[Schedule]) -> Schedule:
    """When a record may go whose fields have schedules of their own: never before the last of them."""
    return max((record, *fields), key=lambda schedule: schedule.lasts)


def moved(old: date | None, new: date | None, today: date) -> date | None:
    """The due date after an anchor moved: never sooner than the grace after today when it shortens."""
    if old is None or new is None or new >= old:
        return new
    return max(new, min(old, today + GRACE))


def shortened(old: Schedule, new: Schedule, today: date, *, is_new_authority: bool) -> Schedule:
    """What a stored value gets when its rule is armed.

    A later end counts at once. An earlier one, or the first one, counts only under an authority that
    the rule has not had before, and leaves the grace; otherwise the value keeps what it had.
    """
    if new.lasts >= old.lasts:
        return new
    if not is_new_authority:
        return old
    return replace(new, due_on=moved(old.due_on or date.max, new.due_on, today))


def proposed_on(fallback_age: str, submitted: date) -> date:
    """The day after which a record without a date is proposed for disposal; never disposed of by itself."""
    return due_on(submitted, fallback_age, Rounding.DAY)
