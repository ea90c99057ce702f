"""Disposal of the answers to one question: whether an authority lets them go, and a list of just them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from privacy.disposal import due, grounds, runs
from privacy.models import Controller, DisposalRun, FieldExpiry
from privacy.rules import State


@dataclass(frozen=True, slots=True)
class Outlook:
    """How many values may be put on a list today (``due``), and how many on a later day, the last ``last_due_on``.

    What is in neither has no rule of its own that is armed under a valid authority.
    """

    due: int = 0
    later: int = 0
    last_due_on: date | None = None


def values_under(records: Iterable[QuerySet[Any]], key: str) -> Q:
    """The expiries of the values under ``key`` in these records; each of ``records`` gives primary keys."""
    among = Q(pk__in=[])
    for some in records:
        among |= Q(record__in=some)
    return Q(key=key) & among


def outlook(values: Q, *, today: date) -> Outlook:
    """What armed rules with an authority valid ``today`` let go of ``values``."""
    rows = FieldExpiry.objects.filter(values, retention_state=State.SCHEDULED.value).select_related("rule__authority")
    days = [row.due_on for row in rows.iterator(due.CHUNK) if row.due_on and grounds.may_act(row.rule, today)]
    later = [day for day in days if day >= today]
    return Outlook(len(days) - len(later), len(later), max(later, default=None))


def propose(*, controller: Controller, values: Q, by: Any, now: datetime) -> DisposalRun:
    """A list of ``values`` that are due today, which waits for approval like every other.

    :raises NotThisRun: as :func:`privacy.disposal.runs.propose` does.
    """
    return runs.propose(controller=controller, as_of=controller.local_date(now), by=by, now=now, only=values)
