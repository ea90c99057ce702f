"""While a case is open: what it found is held, and restricted at once where she asks for that or objects."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from privacy import holds, registry
from privacy.models import HoldReason, HoldScope, Outcome, RequestItem, RequestKind, RightsRequest
from privacy.requests.states import State

#: Kinds whose effect does not wait for a decision (GDPR 18.1, 18.1 d).
AT_ONCE = (RequestKind.RESTRICTION, RequestKind.OBJECTION)
#: What keeps a record restricted after the case.
RESTRICTING = (Outcome.RESTRICTED, Outcome.OBJECTION_UPHELD)


def hold(request: RightsRequest, *, now: datetime) -> None:
    """Hold every record of the case that may be hers; let go of those that turned out to be somebody else's."""
    gone = request.items.filter(outcome=Outcome.ERASED).exclude(done_at=None).values_list("record", flat=True)
    kept = request.items.hers().in_records().exclude(record__in=list(gone))
    wanted = {(item.holding, UUID(item.record)) for item in kept}
    standing = {(each.holding, each.record): each for each in request.holds.standing()}
    for holding, record in sorted(wanted - standing.keys(), key=str):
        holds.place(
            controller=request.controller, scope=HoldScope.RECORD, holding=holding, record=record,
            reason=HoldReason.OPEN_CASE, by=None, now=now, case=request, reference=request.number,
        )  # fmt: skip
    for place in standing.keys() - wanted:
        holds.release(hold=standing[place], by=None, now=now)


def let_go(request: RightsRequest, *, by: Any, now: datetime) -> None:
    """The case has ended: the rules speak again about what it held."""
    for each in request.holds.standing():
        holds.release(hold=each, by=None, now=now)


def restrict_at_once(request: RightsRequest, *, now: datetime) -> None:
    """Restrict the records that are certainly hers, before anybody has decided anything."""
    if request.kind in AT_ONCE:
        certain = request.items.certain().in_records().filter(outcome=Outcome.RESTRICTED)
        for holding, records in by_holding(certain).items():
            registry.holding_of(holding).restrict(records, now)


def lift(request: RightsRequest, *, outcomes: tuple[str, ...] | None = None) -> int:
    """End the restriction of records of the case (with one of ``outcomes``); how many.

    Not of those that another case keeps restricted.
    """
    items = request.items.in_records()
    chosen = by_holding(items.filter(outcome__in=outcomes) if outcomes else items)
    lifted = 0
    for holding, records in chosen.items():
        others = RequestItem.objects.filter(holding=holding, record__in=[str(pk) for pk in records])
        others = others.filter(outcome__in=RESTRICTING).exclude(request=request)
        kept = set(others.exclude(request__state__in=[State.WITHDRAWN, State.REFUSED]).values_list("record", flat=True))
        free = [pk for pk in records if str(pk) not in kept]
        registry.holding_of(holding).restrict(free, None)
        lifted += len(free)
    return lifted


def by_holding(items: Any) -> dict[str, list[UUID]]:
    """The records of these items, each once, by holding."""
    found: dict[str, dict[UUID, None]] = defaultdict(dict)
    for item in items.order_by("pk"):
        found[item.holding][UUID(item.record)] = None
    return {holding: list(records) for holding, records in found.items()}

