"""Looking for what is left of what a case has erased."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from privacy import registry
from privacy.models import Outcome, RightsRequest
from privacy.requests.proposals import DESTROYING
from privacy.sweep import Needle, NeedleKind, sweep


def needles_of(request: RightsRequest) -> list[Needle]:
    """What tells the things that the case destroys; of those that are gone already, their numbers."""
    doomed = request.items.certain().in_records().filter(outcome__in=DESTROYING).order_by("pk")
    needles: list[Needle] = []
    for item in doomed:
        record = UUID(item.record)
        keys = (item.key,) if item.outcome == Outcome.BLANKED else ()
        needles += Needle.of_records(registry.holding_of(item.holding), [record], keys=keys)
        if item.outcome == Outcome.ERASED:
            needles.append(Needle(NeedleKind.RECORD, str(record), record))
            needles.append(Needle(NeedleKind.REFERENCE, item.described["reference"], record))
    return needles


def swept(request: RightsRequest, needles: list[Needle]) -> dict[str, Any]:
    """The outcome of the sweep as the case keeps it; the case itself tells what it has erased."""
    return sweep(needles, own=[request.pk]).as_facts()

