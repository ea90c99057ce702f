"""What a registrant may change of her registration, and for how long."""
from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from events import chosen
from events.models import Registration
from events.moves import LIVE
from events.registration import State as Opening
from forms_app.models.answered import Answered
from forms_app.questions import Question
from forms_app.steps import is_of_participants

#: While registration is in one of these states answers may be changed; full means that nobody more gets in.
_OPEN = (Opening.FULL,)


def is_open(registration: Registration, page: Any, now: datetime, *, by_staff: bool = False) -> bool:
    """Whether a registration that lives may be changed: until registration closes, also when it is full.

    :param by_staff: whether staff change it: as they enter one, after the last day too.
    """
    if registration.state not in LIVE:
        return False
    verdict = page.admission(now)
    if by_staff:
        return bool(verdict.state != Opening.CANCELLED)
    return bool(verdict.is_open or verdict.state in _OPEN)


def free(record: Answered, limited: Collection[str] = ()) -> tuple[Question, ...]:
    """The questions whose answers she may change.

    Not the address, which links depend on; not what is sealed; not what opens other questions; not how many they are,
    where each of them has seats; not which occasions she comes to, which her calendar follows.

    :param limited: the keys of those that have places of their own and stay as they are.
    """
    asked = record.version.questions
    opening = {each.condition.question for each in asked if each.condition}
    counts_seats = any(is_of_participants(each) for each in asked)
    return tuple(
        each
        for each in record.questions
        if not (
            each.is_sealed
            or each.kind.takes_files
            or each.kind.widget == "email"
            or (each.type == "persons" and counts_seats)
            or each.key == chosen.KEY
            or each.key in record.erased
            or each.key in opening.union(limited)
            or (each.condition is not None and not record.was_put(each))
        )
    )
