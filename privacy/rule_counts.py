"""How many stored records stand under each rule, and how they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from privacy import holds, registry
from privacy.models import FieldExpiry, RetentionRule


@dataclass(slots=True)
class Counts:
    """Records and single answers under a rule and its earlier versions."""

    records: int = 0
    fields: int = 0
    due: int = 0
    held: int = 0

    @property
    def stored(self) -> int:
        """Everything that stands under the rule."""
        return self.records + self.fields


def counts(rules: Iterable[RetentionRule], *, today: date) -> dict[int, Counts]:
    """For each of ``rules`` what stands under it; a few statements for each holding.

    A record or answer is due when ``today`` is later than the day until which it is kept; ``held``
    are those that a hold covers, whether they are due or not.
    """
    newest = _newest_versions()
    found: dict[int, Counts] = defaultdict(Counts)
    totals = {"number": Count("pk"), "due": Count("pk", filter=Q(due_on__lt=today))}
    for holding in registry.holdings():
        held = holds.condition(holding)
        stored = holding.stamped._base_manager.order_by()
        for rule, number, due in stored.values_list("rule").annotate(**totals):
            if rule is not None:
                found[newest[rule]].records += number
                found[newest[rule]].due += due
        for rule, number in stored.filter(held).values_list("rule").annotate(number=Count("pk")):
            if rule is not None:
                found[newest[rule]].held += number
        fields = FieldExpiry.objects.filter(holding=holding.name).order_by()
        for rule, number, due in fields.values_list("rule").annotate(**totals):
            found[newest[rule]].fields += number
            found[newest[rule]].due += due
        of_held = fields.filter(record__in=stored.filter(held).values("pk"))
        for rule, number in of_held.values_list("rule").annotate(number=Count("pk")):
            found[newest[rule]].held += number
    return {rule.pk: found[rule.pk] for rule in rules}


def _newest_versions() -> dict[int, int]:
    """Every version -> the version of its rule that is in force."""
    successors = {before: pk for pk, before in RetentionRule.objects.values_list("pk", "replaces") if before}
    newest = {}
    for pk in RetentionRule.objects.values_list("pk", flat=True):
        last = pk
        while last in successors:
            last = successors[last]
        newest[pk] = last
    return newest
