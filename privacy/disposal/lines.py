"""The lines of a run's protocol: numbers by rule, kind of thing and outcome."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.db.models.functions import Greatest, Least

from privacy.among import AmongNumbers
from privacy.models import DisposalItem, DisposalRecord


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one decision, and why when it was not carried out."""

    item: DisposalItem
    outcome: str
    reason: str = ""


def count(fates: Iterable[Fate]) -> None:
    """Add the decisions to the lines of their runs, and take them off the lists.

    In the caller's transaction, which holds the lock of each run (so nobody else counts).
    """
    found: dict[tuple[int, int, str, str, str, str, str], list[date]] = defaultdict(list)
    items = []
    for fate in fates:
        item = fate.item
        items.append(item.pk)
        key = (item.run_id, item.rule_id, item.holding, item.rule.action, item.privacy_class, fate.outcome, fate.reason)
        found[key].append(item.due_on)
    for key, days in sorted(found.items()):
        _add(dict(zip(_KEY, key, strict=True)), days)
    DisposalItem.objects.filter(pk__in=AmongNumbers(items)).delete()


_KEY = ("run_id", "rule_id", "holding", "action", "privacy_class", "outcome", "reason")


def _add(key: dict[str, object], days: list[date]) -> None:
    first, last = min(days), max(days)
    line, _created = DisposalRecord.objects.get_or_create(
        **key, defaults={"first_due_on": first, "last_due_on": last}
    )
    DisposalRecord.objects.filter(pk=line.pk).update(
        count=F("count") + len(days),
        first_due_on=Least(F("first_due_on"), first),
        last_due_on=Greatest(F("last_due_on"), last),
    )
