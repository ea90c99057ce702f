"""Holds: what may not be destroyed for now. A hold beats every rule; releasing it lets the rules speak again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from privacy import audit, companions, registry, subject_keys
from privacy.among import Among
from privacy.contracts import Holding, Refusal
from privacy.expiries import count_again
from privacy.models import Controller, Hold, HoldReason, HoldScope, ProcessingActivity, RightsRequest, SubjectKey
from privacy.roles import Role, has_role

#: Of several holds on a record the first of these is named.
_WEIGHT = [
    HoldReason.CLAIM, HoldReason.PUBLIC_ACCESS, HoldReason.INSPECTION, HoldReason.INCIDENT, HoldReason.OTHER,
    HoldReason.OPEN_CASE,
]  # fmt: skip
#: Who places and releases.
HOLDERS = (Role.CASE_OFFICER, Role.ARCHIVIST)


def place(
    *,
    controller: Controller,
    scope: str,
    reason: str,
    by: Any,
    now: datetime,
    record: UUID | None = None,
    holding: str = "",
    group: UUID | None = None,
    activity: ProcessingActivity | None = None,
    address: tuple[str, str] | None = None,
    case: RightsRequest | None = None,
    reference: str = "",
) -> Hold:
    """Let nothing be destroyed that ``scope`` covers, until the hold is released.

    ``record`` goes with ``holding``, ``group`` is the translation key of a form, and ``address`` is
    ("email" or "phone", value), of which only keyed digests are stored. ``by`` is a case officer or an
    archivist, or None when the site itself holds what a case is about.

    :raises Refusal: when ``by`` has no such role, or the address is none.
    :raises ValidationError: when the hold is not whole.
    """
    if by is not None and not has_role(by, *HOLDERS):
        raise Refusal([_("Only case officers and archivists place holds.")])
    kind, value = address or ("", "")
    digests = subject_keys.digests(kind, value) if kind else []
    if kind and not digests:
        raise Refusal([_("This is neither an e-mail address nor a telephone number.")])
    hold = Hold(
        controller=controller, scope=scope, reason=reason, holding=holding, record=record, group=group,
        activity=activity, kind=kind, digests=" ".join(digests), case=case, reference=reference,
        placed_by=by, placed_at=now,
    )  # fmt: skip
    if activity is not None and activity.controller_id != controller.pk:
        raise ValidationError({"activity": _("This activity belongs to another controller.")})
    with transaction.atomic():
        # Most of its columns are empty, as the constraints ask for.
        hold.clean_fields(exclude=[field.name for field in hold._meta.concrete_fields if field.null])
        hold.validate_constraints()
        hold.save()
        audit.record("hold.placed", actor=by, subject_type="hold", subject_id=hold.pk,
                     facts={"scope": scope, "reason": reason, "case": str(case.pk) if case else None})  # fmt: skip
    return hold


def release(*, hold: Hold, by: Any, now: datetime) -> None:
    """End ``hold``: what it covered is counted again and due when its rules say so; the digests are forgotten.

    :raises Refusal: when ``by`` has no such role, or it was released before.
    """
    if by is not None and not has_role(by, *HOLDERS):
        raise Refusal([_("Only case officers and archivists release holds.")])
    with transaction.atomic():
        locked = Hold.objects.select_for_update(of=("self",)).select_related("controller").get(pk=hold.pk)
        if locked.released_at is not None:
            raise Refusal([_("This hold has been released already.")])
        today = locked.controller.local_date(now)
        for holding in registry.holdings():
            records = list(covered(locked, holding).values_list("pk", flat=True))
            count_again(holding, records, today=today)
        locked.digests, locked.released_by, locked.released_at = "", by, now
        locked.save()
        audit.record("hold.released", actor=by, subject_type="hold", subject_id=hold.pk,
                     facts={"scope": locked.scope, "reason": locked.reason})  # fmt: skip
    hold.refresh_from_db()


def held(
    holding: str, records: Sequence[UUID], *, except_case: RightsRequest | None = None, whole: bool = False
) -> dict[UUID, str]:
    """Which of these records are held: record -> ``HoldReason``; in at most five statements for each holding.

    The holds of ``except_case`` are left aside, so that a case can act on what it holds. An officer's hold on
    the record that these go with holds them too; a case's does not, since it is somebody else's.

    :param whole: whether the records go as a whole, so that a hold on one that goes with them counts.
    """
    leading, leaders = companions.leaders_of(holding, records)
    of_these = Q(record__in=Among(records), holding=holding)
    if leaders:
        of_these |= Q(record__in=Among(set(leaders.values())), holding=leading, case=None)
    standing = Hold.objects.standing().filter(~Q(scope=HoldScope.RECORD) | of_these)
    if except_case is not None:
        standing = standing.exclude(case=except_case)
    found: dict[UUID, set[str]] = defaultdict(set)
    by_scope: dict[str, list[Hold]] = defaultdict(list)
    for hold in standing.order_by():
        by_scope[hold.scope].append(hold)
    for record, reason in (
        *_held_records(by_scope[HoldScope.RECORD], holding, leaders),
        *_held_forms(by_scope[HoldScope.FORM], holding, records),
        *_held_owners(by_scope[HoldScope.ACTIVITY], by_scope[HoldScope.PERSON], holding, records),
    ):
        found[record].add(reason)
    for name, along in companions.companions_of(holding, records).items() if whole else ():
        for companion, reason in held(name, list(along), except_case=except_case, whole=True).items():
            found[along[companion]].add(reason)
    return {record: min(reasons, key=_weight) for record, reasons in found.items()}


def covered(hold: Hold, holding: Holding) -> QuerySet[Any]:
    """The records of ``holding`` that this hold covers."""
    found: QuerySet[Any] = holding.stamped._base_manager.filter(_condition_of(hold, holding)).order_by()
    return found


def condition(holding: Holding) -> Q:
    """Which records of ``holding`` are held, as a condition on its model, for counting; one statement."""
    single = Hold.objects.standing().filter(scope=HoldScope.RECORD, holding=holding.name)
    wanted = Q(pk__in=single.values("record"))
    if holding.goes_with:
        leading, path = holding.goes_with
        with_it = Hold.objects.standing().filter(scope=HoldScope.RECORD, holding=leading, case=None)
        wanted |= Q(**{f"{path}__in": with_it.values("record")})
    for companion, path in companions.holdings_with(holding.name):
        along = companion.stamped._base_manager.order_by().filter(condition(companion))
        wanted |= Q(pk__in=along.values(path))
    for hold in Hold.objects.standing().exclude(scope=HoldScope.RECORD):
        wanted |= _condition_of(hold, holding)
    return wanted


def _condition_of(hold: Hold, holding: Holding) -> Q:
    """Which records of ``holding`` this hold covers."""
    if hold.scope == HoldScope.ACTIVITY:
        return Q(activity=hold.activity_id)
    if hold.scope == HoldScope.PERSON:
        keys = SubjectKey.objects.filter(kind=hold.kind, digest__in=hold.digests.split())
        return Q(controller=hold.controller_id, pk__in=keys.values("record"))
    if hold.scope == HoldScope.FORM:
        return Q(**{holding.group_path: hold.group}) if holding.group_path else Q(pk__in=[])
    return Q(pk=hold.record) if hold.holding == holding.name else Q(pk__in=[])


def _held_records(
    holds: list[Hold], holding: str, leaders: Mapping[UUID, UUID]
) -> Iterator[tuple[UUID, str]]:
    reasons = {hold.record: hold.reason for hold in sorted(holds, key=lambda hold: _weight(hold.reason), reverse=True)}
    yield from ((hold.record, hold.reason) for hold in holds if hold.record and hold.holding == holding)
    yield from ((record, reasons[leader]) for record, leader in leaders.items() if leader in reasons)


def _held_forms(holds: list[Hold], holding: str, records: Sequence[UUID]) -> Iterator[tuple[UUID, str]]:
    if not holds:
        return
    reasons = {hold.group: hold.reason for hold in sorted(holds, key=lambda hold: _weight(hold.reason), reverse=True)}
    for record, group in registry.holding_of(holding).groups(records).items():
        if group in reasons:
            yield record, reasons[group]


def _held_owners(
    activities: list[Hold], persons: list[Hold], holding: str, records: Sequence[UUID]
) -> Iterator[tuple[UUID, str]]:
    """Records of a held activity, and of a held person with the same controller."""
    if not (activities or persons):
        return
    stamped = registry.holding_of(holding).stamped._base_manager.filter(pk__in=records).order_by()
    owners = {pk: (controller, activity) for pk, controller, activity in
              stamped.values_list("pk", "controller_id", "activity_id")}  # fmt: skip
    for record, (_controller, activity) in owners.items():
        yield from ((record, hold.reason) for hold in activities if hold.activity_id == activity)
    if not persons:
        return
    by_digest: dict[str, list[Hold]] = defaultdict(list)
    for hold in persons:
        for digest in hold.digests.split():
            by_digest[digest].append(hold)
    keys = SubjectKey.objects.filter(record__in=records, digest__in=list(by_digest)).order_by()
    for record, digest in keys.values_list("record", "digest"):
        controller, _activity = owners.get(record, (None, None))
        yield from ((record, hold.reason) for hold in by_digest[digest] if hold.controller_id == controller)


def _weight(reason: str) -> int:
    return _WEIGHT.index(HoldReason(reason))
