"""What would happen: the real execution in a transaction that is rolled back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from privacy.models import RequestItem, RightsRequest
from privacy.requests import execution


@dataclass(frozen=True, slots=True)
class Line:
    """What would become of one thing. ``described`` is as in the item: title, reference, label, lang."""

    holding: str
    record: str
    key: str
    described: dict[str, str]
    outcome: str
    reason: str
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Everything that would happen, and how often."""

    lines: tuple[Line, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Outcome -> how many things."""
        return counted(self.lines)


def dry_run(request: RightsRequest, *, by: Any, now: datetime) -> Rehearsal:
    """What carrying out the case as it stands would do; whether or not it is decided. Nothing stays of it.

    :param by: who would act; stands in for the decision-maker while nothing is decided.
    """
    with transaction.atomic():
        rehearsed = RightsRequest.objects.select_related("controller").get(pk=request.pk)
        if rehearsed.decided_at is None:
            rehearsed.decided_at, rehearsed.decided_by = now, by
        execution.carry_out(rehearsed, by=by, now=now, rehearsal=True)
        lines = tuple(_line(item) for item in rehearsed.items.certain().order_by("pk"))
        transaction.set_rollback(True)
    return Rehearsal(lines)


def counted(things: Iterable[Line | RequestItem]) -> dict[str, int]:
    """Outcome -> how many things."""
    return dict(Counter(str(each.outcome) for each in things))


def _line(item: RequestItem) -> Line:
    return Line(item.holding, item.record, item.key, item.described, item.outcome, item.reason, item.until_on)
