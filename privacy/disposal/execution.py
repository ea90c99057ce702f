"""Carrying out an approved list, in chunks that each decide again whether they still may.

A chunk is one transaction: what is destroyed, what follows it, the ledger, the lines of the protocol and
the decisions taken off the list belong together. So a run that is killed goes on where it stopped, and
two that execute the same run take turns at its row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from privacy import holds, registry
from privacy.among import Among
from privacy.disposal import copies, due, grounds, lines, numbers
from privacy.disposal.destroy import destroy, ignore
from privacy.disposal.sample import Sample
from privacy.models import (
    NO_AUTHORITY,
    DisposalItem,
    DisposalRun,
    FieldExpiry,
    LineOutcome,
    RetentionRule,
    RunState,
)
from privacy.rules import Action

#: A chunk is short enough that nobody notices that it holds a lock.
CHUNK = {"postgresql": 1000, "sqlite": 50}
#: Steps besides those of ``destroy``.
DECIDED = "the chunk is decided"
COUNTED = "the lines are counted"
COMMITTED = "the chunk is committed"
STEPS = (DECIDED, COUNTED, COMMITTED)


@dataclass(frozen=True, slots=True, order=True)
class Batch:
    """Decisions of one kind: the same rule, holding and field ("" for whole records)."""

    of_records: bool
    rule: int
    holding: str
    key: str

    def items(self, run: DisposalRun) -> Any:
        """Those that are left, in their turn."""
        return run.items.filter(rule=self.rule, holding=self.holding, key=self.key).order_by("pk")


def carry_out(run: DisposalRun, *, now: datetime, reached: Callable[[str], None] = ignore) -> Sample:
    """Carry out what is left of the list; a sample of it. Values go before the records that they belong to."""
    sample = Sample()
    for batch in _batches(run):
        _keep_numbers(run, batch, now)
        taken = 0
        while (going := _one_chunk(run, batch, now, sample, taken, reached)) is not None:
            taken += going
            reached(COMMITTED)
    return sample


def _batches(run: DisposalRun) -> list[Batch]:
    kinds = run.items.order_by().values_list("rule", "holding", "key").distinct()
    return sorted(Batch(not key, rule, holding, key) for rule, holding, key in kinds)


def _keep_numbers(run: DisposalRun, batch: Batch, now: datetime) -> None:
    rule = _rule(batch)
    if rule.action == Action.GENERALISE and batch.key:
        numbers.keep(run, holding=batch.holding, key=batch.key, chunks=_going(run, batch, rule, now))


def _going(run: DisposalRun, batch: Batch, rule: RetentionRule, now: datetime) -> Iterator[list[UUID]]:
    """The records whose values will go, so many at a time."""
    every = list(batch.items(run))
    for start in range(0, len(every), due.CHUNK):
        fates = _decide(run, batch, rule, every[start : start + due.CHUNK], run.controller.local_date(now))
        yield [fate.item.record for fate in fates if fate.outcome == LineOutcome.DONE]


def _one_chunk(
    run: DisposalRun, batch: Batch, now: datetime, sample: Sample, taken: int, reached: Callable[[str], None]
) -> int | None:
    """Decide and carry out the next decisions; how many records were noted, or None when nothing is left."""
    with transaction.atomic():
        locked = DisposalRun.objects.select_for_update(of=("self",), no_key=True).get(pk=run.pk)
        items = list(batch.items(locked)[: CHUNK[connection.vendor]])
        if locked.state != RunState.RUNNING or not items:
            return None
        rule = _rule(batch)
        for item in items:
            item.rule = rule
        today = run.controller.local_date(now)
        fates = _decide(locked, batch, rule, items, today)
        reached(DECIDED)
        going = [fate.item.record for fate in fates if fate.outcome == LineOutcome.DONE]
        keys = [batch.key] if batch.key else []
        noted = sample.take(batch.holding, going, keys, taken=taken)
        files = copies.concerned(batch.holding, going, keys)
        destroy(
            grounds=grounds.of_run(locked, rule, today) if going else None, holding=batch.holding, records=going,
            keys=keys, now=now, reached=reached,
        )  # fmt: skip
        copies.ask(locked, files, now=now)
        lines.count(fates)
        DisposalRun.objects.filter(pk=run.pk).update(heartbeat_at=timezone.now())
        reached(COUNTED)
    return noted - taken


def _rule(batch: Batch) -> RetentionRule:
    """As it is now: its authority may have ended since the list was approved."""
    return RetentionRule.objects.select_related("authority").get(pk=batch.rule)


def _decide(
    run: DisposalRun, batch: Batch, rule: RetentionRule, items: list[DisposalItem], today: date
) -> list[lines.Fate]:
    """What becomes of each decision, asked anew: authority, date, holds."""
    if rule.action == Action.TRANSFER:
        return [lines.Fate(item, LineOutcome.KEPT) for item in items]
    if not grounds.may_act(rule, today):
        return [lines.Fate(item, LineOutcome.CHANGED, NO_AUTHORITY) for item in items]
    records = [item.record for item in items]
    still_due = _still_due(run, batch, records)
    there = still_due if len(still_due) == len(records) else _there(batch, records)
    held = holds.held(batch.holding, list(still_due), whole=not batch.key)
    return [_fate(item, still_due, there, held) for item in items]


def _fate(item: DisposalItem, still_due: set[UUID], there: set[UUID], held: dict[UUID, str]) -> lines.Fate:
    if item.record not in there:
        return lines.Fate(item, LineOutcome.GONE)
    if item.record not in still_due:
        return lines.Fate(item, LineOutcome.CHANGED)
    if item.record in held:
        return lines.Fate(item, LineOutcome.HELD, held[item.record])
    return lines.Fate(item, LineOutcome.DONE)


def _still_due(run: DisposalRun, batch: Batch, records: list[UUID]) -> set[UUID]:
    """Those that the same rule lets go on the day of the list; their rows are held until the chunk ends."""
    rows = due.scheduled(_model(batch), run.as_of).filter(rule=batch.rule)
    if batch.key:
        return set(rows.filter(record__in=Among(records), key=batch.key).values_list("record", flat=True))
    return set(rows.filter(pk__in=Among(records)).select_for_update(of=("self",)).values_list("pk", flat=True))


def _there(batch: Batch, records: list[UUID]) -> set[UUID]:
    rows = _model(batch)._base_manager.order_by()
    if batch.key:
        return set(rows.filter(record__in=Among(records), key=batch.key).values_list("record", flat=True))
    return set(rows.filter(pk__in=Among(records)).values_list("pk", flat=True))


def _model(batch: Batch) -> Any:
    return FieldExpiry if batch.key else registry.holding_of(batch.holding).stamped
