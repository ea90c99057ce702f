"""Deciding a case: by a decision-maker with a recorded delegation, when nothing is left open."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from privacy import audit, registry
from privacy.contracts import FieldState, PrivacyClass, Refusal
from privacy.models import (
    AuditEvent,
    Certainty,
    ClosingReason,
    Controller,
    Delegation,
    RequestKind,
    RightsRequest,
    SourceAnswer,
)
from privacy.requests import guarding, identity, matching
from privacy.requests.acting import acting
from privacy.requests.proposals import OPEN_QUESTIONS
from privacy.requests.states import STEPS, Act, Duty
from privacy.roles import Role, has_role

_SENSITIVE = {PrivacyClass.SPECIAL, PrivacyClass.IDENTITY_NUMBER}


class CannotDecide(Refusal):
    """This person may not decide, or something is left open."""

    title = _("This cannot be decided yet")
    comfort = _("Nothing has been decided.")


def decide(*, request: RightsRequest, by: Any, now: datetime) -> None:
    """Decide what is proposed and chosen, and sign it.

    :raises acting.NotYours: when ``by`` is no decision-maker.
    :raises CannotDecide: without a delegation that is valid today, for the data protection officer, for
        whoever prepared the case where two persons are asked for, and while something is left open.
    """
    with acting(request, Act.DECIDE, by=by, now=now) as under_way:
        sign(under_way.request, by=by, now=now)
        if left := obstacles(under_way.request):
            raise CannotDecide(left)


def refuse(*, request: RightsRequest, reason: str, by: Any, now: datetime) -> None:
    """Decide not to act on the request: nobody knows who asks, or it is unfounded or excessive (GDPR 11, 12.5).

    :raises CannotDecide: as :func:`decide`; and for another reason than these.
    """
    if reason not in ClosingReason.values or reason == ClosingReason.WITHDRAWN:
        raise CannotDecide([_("Choose why the request is refused.")])
    with acting(request, Act.REFUSE, by=by, now=now) as under_way:
        case = under_way.request
        sign(case, by=by, now=now)
        case.closing_reason = reason
        under_way.facts["reason"] = str(reason)
        if case.kind in guarding.AT_ONCE:
            guarding.lift(case)


def sign(case: RightsRequest, *, by: Any, now: datetime) -> None:
    """Put who decides on the case, with the delegation; not saved.

    :raises CannotDecide: when she may not.
    """
    today = case.controller.local_date(now)
    if has_role(by, Role.DATA_PROTECTION_OFFICER):
        raise CannotDecide([_("The data protection officer advises and decides nothing.")])
    delegation = delegation_of(case.controller, by, today)
    if delegation is None:
        raise CannotDecide([_("No delegation that is valid today gives you the right to decide for this authority.")])
    if case.controller.two_persons_cases and has_prepared(case, by):
        raise CannotDecide([_("You have prepared this case: somebody else decides it.")])
    case.decided_at, case.decided_by, case.delegation = now, by, delegation


def delegation_of(controller: Controller, user: Any, today: date) -> Delegation | None:
    """The delegation by which ``user`` may decide for ``controller`` today, or None."""
    recorded = Delegation.objects.filter(controller=controller, user=user).order_by("-valid_from", "-pk")
    return next((each for each in recorded if each.is_valid_on(today)), None)


def has_prepared(case: RightsRequest, user: Any) -> bool:
    """Whether ``user`` has done anything to prepare the case; the audit log knows."""
    acts = [f"case.{act}" for act, step in STEPS.items() if step.duty is Duty.PREPARE] + ["case.received"]
    events = AuditEvent.objects.filter(subject_type="case", subject_id=str(case.pk), action__in=acts)
    return case.owner_id == user.pk or events.filter(actor=audit.reference_of(user)).exists()


def obstacles(request: RightsRequest) -> list[Any]:
    """What is left open before the case can be decided, as whole sentences; empty when it has arrived complete."""
    items = request.items.hers()
    sources = set(request.sources.values_list("answer", flat=True))
    left: list[Any] = []
    if items.filter(certainty=Certainty.POSSIBLE).exists():
        left.append(_("Confirm or reject each possible match."))
    if SourceAnswer.Answer.UNREACHABLE in sources:
        left.append(_("A source could not be reached: search again."))
    if SourceAnswer.Answer.WAITING in sources:
        left.append(_("A source outside the site has not been answered."))
    if items.filter(reason__in=OPEN_QUESTIONS).exists():
        left.append(_("Say of each record whether the objection is upheld, and why."))
    if request.kind == RequestKind.RECTIFICATION and items.exists() and not items.filter(is_own_choice=True).exists():
        left.append(_("Say what is corrected, or that it was found to be right."))
    if not has_enough_identity(request):
        left.append(_("What was found asks for better proof of who she is."))
    return left


def has_enough_identity(request: RightsRequest) -> bool:
    """Whether it is sure enough who asks, for what was found."""
    chosen = guarding.by_holding(request.items.certain().in_records())
    chosen = {holding: [pk for pk in records if pk != request.pk] for holding, records in chosen.items()}
    views = [
        view for holding, records in chosen.items()
        for view in registry.holding_of(holding).views(records, request.language, opened=False)
    ]  # fmt: skip
    present = [field for view in views for field in view.fields if field.state is FieldState.PRESENT]
    return identity.is_enough(
        request.identity_level,
        kind=request.kind,
        has_special=any(field.privacy_class in _SENSITIVE for field in present),
        by_other_keys=bool({view.record for view in views} - matching.by_mailbox(request)),
    )
