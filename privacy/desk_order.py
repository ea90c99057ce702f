"""What an officer should look at first. Pure: what is pending is passed in, nothing is asked of the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from privacy.roles import Role


class Kind(StrEnum):
    """What a matter is about, the most urgent first."""

    CASE_OVERDUE = "case_overdue"  # GDPR 12.3 has been missed
    RUN_STOPPED = "run_stopped"  # begun, and without a sign of life
    DATA_OVERDUE = "data_overdue"  # kept longer than the armed rule says
    CASE_SOON = "case_soon"
    RUN_TO_APPROVE = "run_to_approve"
    CASE_TO_DECIDE = "case_to_decide"
    CASE_TO_EXECUTE = "case_to_execute"
    CASE_TO_ANSWER = "case_to_answer"
    RUN_TO_EXECUTE = "run_to_execute"
    IDENTITY_OUTSTANDING = "identity_outstanding"
    CASE_TO_PREPARE = "case_to_prepare"
    DATA_DUE = "data_due"
    UNARMED_WITH_DUE = "unarmed_with_due"
    MAIL_FAILED = "mail_failed"
    TIMER_SILENT = "timer_silent"
    UNDECLARED = "undeclared"
    CASE_UNCONFIRMED = "case_unconfirmed"
    UNSCHEDULED = "unscheduled"


#: Whose work it is; what has nobody here is shown to all as something to know.
WHOSE: dict[Kind, tuple[Role, ...]] = {
    Kind.CASE_OVERDUE: (Role.CASE_OFFICER, Role.DECISION_MAKER),
    Kind.RUN_STOPPED: (Role.CASE_OFFICER, Role.ARCHIVIST),
    Kind.DATA_OVERDUE: (Role.CASE_OFFICER, Role.ARCHIVIST),
    Kind.CASE_SOON: (Role.CASE_OFFICER, Role.DECISION_MAKER),
    Kind.RUN_TO_APPROVE: (Role.ARCHIVIST,),
    Kind.CASE_TO_DECIDE: (Role.DECISION_MAKER,),
    Kind.CASE_TO_EXECUTE: (Role.CASE_OFFICER,),
    Kind.CASE_TO_ANSWER: (Role.CASE_OFFICER,),
    Kind.RUN_TO_EXECUTE: (Role.CASE_OFFICER, Role.ARCHIVIST),
    Kind.IDENTITY_OUTSTANDING: (Role.CASE_OFFICER,),
    Kind.CASE_TO_PREPARE: (Role.CASE_OFFICER,),
    Kind.DATA_DUE: (Role.CASE_OFFICER, Role.ARCHIVIST),
    Kind.UNARMED_WITH_DUE: (Role.ARCHIVIST,),
    Kind.MAIL_FAILED: (Role.CASE_OFFICER,),
    Kind.TIMER_SILENT: (),
    Kind.UNDECLARED: (),
    Kind.CASE_UNCONFIRMED: (Role.CASE_OFFICER,),
    Kind.UNSCHEDULED: (Role.CASE_OFFICER, Role.ARCHIVIST),
}

#: From so many days before the last day on, a case is urgent whatever its state.
SOON = 5
_PLACE = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that waits.

    ``count`` is how many it stands for, ``days`` how many are left (negative: since it should have
    been done), ``number`` what the officers call it, ``target`` the id of what it is about.
    """

    kind: Kind
    count: int = 1
    days: int = 0
    number: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """``first`` is the one next thing of the reader's own work, ``then`` what follows, ``others`` what others do."""

    first: Matter | None
    then: tuple[Matter, ...]
    others: tuple[Matter, ...]


def in_order(matters: Iterable[Matter]) -> list[Matter]:
    """By urgency, then by the days that are left, then by number."""
    return sorted(matters, key=lambda each: (_PLACE[each.kind], each.days, each.number))


def order_for(matters: Iterable[Matter], roles: Collection[Role]) -> Order:
    """The matters as somebody with ``roles`` should meet them. What counts nothing is left out."""
    pending = in_order(each for each in matters if each.count)
    own = [each for each in pending if set(WHOSE[each.kind]) & set(roles)]
    others = tuple(each for each in pending if each not in own)
    return Order(own[0] if own else None, tuple(own[1:]), others)


def of_case(state: str, days: int, *, unconfirmed: bool, number: str, target: str) -> Matter | None:
    """What a case waits for, given its state and the days left of its time; None when it waits for nothing."""
    kind = _STATES.get(state)
    if kind is None:
        return None
    if unconfirmed:
        kind = Kind.CASE_UNCONFIRMED
    elif days < 0:
        kind = Kind.CASE_OVERDUE
    elif days <= SOON and state != "identity_pending":
        kind = Kind.CASE_SOON
    return Matter(kind, days=days, number=number, target=target)


_STATES = {
    "received": Kind.CASE_TO_PREPARE,
    "identity_pending": Kind.IDENTITY_OUTSTANDING,
    "searching": Kind.CASE_TO_PREPARE,
    "review": Kind.CASE_TO_DECIDE,
    "decided": Kind.CASE_TO_EXECUTE,
    "executing": Kind.CASE_TO_EXECUTE,
    "verified": Kind.CASE_TO_ANSWER,
    "refused": Kind.CASE_TO_ANSWER,
}
