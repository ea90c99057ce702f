"""What every act on a case has in common: the role, the state, the lock and the audit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from privacy import audit
from privacy.contracts import Refusal
from privacy.models import CaseState, RightsRequest
from privacy.requests import clocks, states
from privacy.requests.states import Act, Duty
from privacy.roles import Role, has_role

ROLES = {
    Duty.PREPARE: Role.CASE_OFFICER,
    Duty.DECIDE: Role.DECISION_MAKER,
    Duty.ADVISE: Role.DATA_PROTECTION_OFFICER,
}
_NOT_YOURS = {
    Duty.PREPARE: _("Only a case officer may do this."),
    Duty.DECIDE: _("Only a decision-maker may do this."),
    Duty.ADVISE: _("Only the data protection officer may do this."),
}


class NotYours(Refusal):
    """Somebody else's duty."""

    title = _("This is not yours to do")


class NotNow(Refusal):
    """The case does not stand where this may be done."""

    title = _("This cannot be done now")


@dataclass
class Acting:
    """One act under way: the case, locked, and the facts for the audit."""

    request: RightsRequest
    now: datetime
    facts: dict[str, Any] = field(default_factory=dict)


@contextmanager
def acting(request: RightsRequest, act: Act, *, by: Any, now: datetime) -> Iterator[Acting]:
    """Do ``act`` in one transaction: the case is locked, moved to the state that follows, and the act audited.

    The case is saved when the block ends; ``request`` itself is brought up to date as well.

    :raises NotYours: when ``by`` has not the role.
    :raises NotNow: when the act is not open in the state of the case.
    """
    require_duty(act, by)
    with by_site(request, act, by=by, now=now) as under_way:
        if under_way.request.owner_id is None and states.STEPS[act].duty is Duty.PREPARE:
            under_way.request.owner = by
        yield under_way


@contextmanager
def by_site(request: RightsRequest, act: Act, *, now: datetime, by: Any = None) -> Iterator[Acting]:
    """The same for what the person herself or the clock does: the role is not asked for.

    :raises NotNow: when the act is not open in the state of the case.
    """
    with transaction.atomic():
        locked = RightsRequest.objects.select_for_update(of=("self",)).select_related("controller").get(pk=request.pk)
        require_open(act, locked)
        under_way = Acting(locked, now)
        locked.state = states.after(act, locked.state).value
        yield under_way
        locked.save()
        audit.record(f"case.{act}", actor=by, subject_type="case", subject_id=locked.pk,
                     facts={"number": locked.number, "state": str(locked.state), **under_way.facts})  # fmt: skip
    request.refresh_from_db()


def require_duty(act: Act, by: Any) -> None:
    """Refuse whoever has not the role of ``act``.

    :raises NotYours: in words.
    """
    duty = states.STEPS[act].duty
    if not has_role(by, ROLES[duty]):
        raise NotYours([_NOT_YOURS[duty]])


def require_open(act: Act, request: RightsRequest) -> None:
    """Refuse ``act`` in a state where it is not open.

    :raises NotNow: in words.
    """
    if not states.is_open(act, request.state):
        words = {"state": CaseState(request.state).label}
        raise NotNow([_("The case has the state “%(state)s”, in which this cannot be done.") % words])


def pause_of(request: RightsRequest) -> clocks.Pause | None:
    """When proof of identity was asked for and shown, as local days."""
    if request.identity_asked_at is None:
        return None
    local = request.controller.local_date
    shown = request.identity_shown_at
    return clocks.Pause(local(request.identity_asked_at), local(shown) if shown else None)


def set_deadline(request: RightsRequest) -> None:
    """Count the dates of ``request`` anew; not saved."""
    found = clocks.deadline(
        request.controller.local_date(request.received_at),
        request.controller.jurisdiction,
        pause=pause_of(request),
        extended=request.extended_at is not None,
    )
    request.answer_by, request.target_on = found.answer_by, found.target_on
