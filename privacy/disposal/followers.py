"""What lies in privacy's own tables about a record and goes with it, or with a value of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from privacy import expiries, traces
from privacy.among import Among
from privacy.disposal import lines
from privacy.models import (
    DisposalItem,
    DisposalRun,
    FieldExpiry,
    Hold,
    HoldScope,
    LineOutcome,
    OutboundMessage,
    SubjectKey,
)


def strike_from_lists(records: Sequence[UUID], keys: Collection[str], *, cause: str) -> None:
    """Count what other runs had on their lists as gone: nobody decides any more about what is destroyed here.

    Called before anything is destroyed, since it takes the locks of those runs as their executors do.
    """
    items = DisposalItem.objects.filter(record__in=Among(records)).order_by("pk")
    if keys:
        items = items.filter(key__in=keys)
    if cause.startswith("run:"):
        items = items.exclude(run__number=cause.removeprefix("run:"))
    runs = set(items.order_by().values_list("run", flat=True))
    if runs:
        list(DisposalRun.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=runs).order_by("pk"))
        lines.count(lines.Fate(item, LineOutcome.GONE) for item in items.select_related("rule"))


def remove(holding: str, records: Sequence[UUID], keys: Collection[str]) -> None:
    """Remove what follows these ``keys`` of the records, or the records themselves when no key is named.

    Which subject keys a blanked value takes along, its holding knows.
    """
    if keys:
        FieldExpiry.objects.filter(record__in=Among(records), key__in=keys).delete()
        return
    expiries.forget(records)
    traces.forget_record(holding, records)
    SubjectKey.objects.filter(record__in=Among(records)).delete()
    OutboundMessage.objects.filter(object_id__in=Among(records)).delete()
    Hold.objects.filter(scope=HoldScope.RECORD, record__in=Among(records)).delete()
