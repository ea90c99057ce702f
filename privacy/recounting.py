"""Counting the due dates of stored records and their fields again: what would change, and changing it.

What is said beforehand and what is done afterwards come from the same :class:`Recount`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from privacy import rules
from privacy.companions import schedules_along
from privacy.contracts import Anchors
from privacy.models import EnteredDate, FieldExpiry, RetentionRule
from privacy.rules import Schedule, Selector, State

#: How many records are counted in one go.
CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """One stored value that gets another rule or schedule. ``pk`` is the row that is changed."""

    pk: Any
    rule: int
    old: Schedule
    new: Schedule


@dataclass(slots=True)
class Changes:
    """What changes: rows of the records' own table, and rows of ``FieldExpiry``."""

    records: list[Change] = field(default_factory=list)
    fields: list[Change] = field(default_factory=list)

    def apply(self, model: Any) -> None:
        """Write them; ``model`` is that of the records."""
        _write(model, self.records)
        _write(FieldExpiry, self.fields)


@dataclass(frozen=True, slots=True)
class Arming:
    """That ``rule`` has been armed: it takes the place of the versions before it on stored records."""

    rule: RetentionRule
    predecessors: frozenset[int]
    is_new_authority: bool

    @property
    def versions(self) -> set[int]:
        """The rule and its earlier versions, as far as they are stored."""
        return {*self.predecessors, *([self.rule.pk] if self.rule.pk else [])}

    def covers(self, stored_rule: int | None) -> bool:
        """Whether a value stamped with this rule comes under the armed one."""
        return stored_rule in self.versions


class Recount:
    """Counts with the rule that a value was stamped with and the rules now in force for it: the latest wins.

    ``found`` collects what changes over several calls.
    """

    def __init__(self, *, today: date, arming: Arming | None = None) -> None:
        self.today = today
        self.arming = arming
        self.found = Changes()
        self._rules: dict[int, RetentionRule] = {}
        self._in_force: dict[int, list[RetentionRule]] = {}

    def count(
        self, model: Any, anchors: Mapping[UUID, Anchors], added: Mapping[UUID, list[Schedule]] | None = None
    ) -> None:
        """Find what changes for the records of ``model`` whose anchors are given; two queries, one for
        each kind of record that goes with these (count those first), and those for rules.

        ``added`` are the schedules of fields that are going to have a row.
        """
        fields: dict[UUID, list[Any]] = defaultdict(list)
        along: dict[UUID, list[Schedule]] = defaultdict(list)
        for row in FieldExpiry.objects.filter(record__in=list(anchors)).order_by():
            fields[row.record].append(row)
        columns = ("pk", "activity_id", "rule_id", "submitted_on", "anchor_on", "due_on", "retention_state")
        for leader, state, *days in schedules_along(model, list(anchors)):
            along[leader].append(Schedule(State(state), *days))
        for record in model._base_manager.filter(pk__in=list(anchors)).order_by().values(*columns):
            known = {**anchors[record["pk"]], rules.Anchor.SUBMITTED: record["submitted_on"]}
            schedules = [*(added or {}).get(record["pk"], ()), *along[record["pk"]]]
            for row in fields[record["pk"]]:
                change = self._of_field(row, record["activity_id"], known)
                schedules.append(change.new)
                _note(self.found.fields, change, row.rule_id)
            _note(self.found.records, self._of_record(record, known, schedules, model.ruled_as), record["rule_id"])

    def first(self, old: Schedule, rule: RetentionRule, known: Anchors) -> Schedule:
        """What a field gets that went with its record until now, whose schedule is ``old``."""
        return self._moved(old, rules.schedule(rule, known))

    def _of_field(self, row: FieldExpiry, activity: int, known: Anchors) -> Change:
        old = Schedule(State(row.retention_state), row.anchor_on, row.due_on)
        if self.arming and not self.arming.covers(row.rule_id):
            return Change(row.pk, row.rule_id, old, old)
        candidates = rules.applicable(self._now(activity), row.privacy_class, row.question_kind)
        rule = rules.latest(self._with_stamped(candidates, row.rule_id), known) or self._rule(row.rule_id)
        return Change(row.pk, rule.pk, old, self._moved(old, rules.schedule(rule, known)))

    def _of_record(self, record: dict[str, Any], known: Anchors, fields: list[Schedule], ruled_as: Selector) -> Change:
        old = Schedule(State(record["retention_state"]), record["anchor_on"], record["due_on"])
        rule, own = record["rule_id"], old
        if self._counts(rule, ruled_as):
            selector = self._rule(rule).selector if rule else ruled_as
            candidates = rules.rules_of(self._now(record["activity_id"]), selector)
            found = rules.latest(self._with_stamped(candidates, rule), known)
            if found is not None:
                rule, own = found.pk, rules.schedule(found, known)
        new = rules.whole(own, fields)
        return Change(record["pk"], rule, old, old if rule is None else self._moved(old, new))

    def _counts(self, stamped: int | None, ruled_as: Selector) -> bool:
        """Whether a record with this rule is counted again. One without any waits for a rule to be armed."""
        if self.arming is None:
            return stamped is not None
        is_first = stamped is None and self.arming.rule.selector == ruled_as
        return is_first or self.arming.covers(stamped)

    def _moved(self, old: Schedule, new: Schedule) -> Schedule:
        if self.arming:
            return rules.shortened(old, new, self.today, is_new_authority=self.arming.is_new_authority)
        return Schedule(new.state, new.anchor_on, rules.moved(old.due_on, new.due_on, self.today))

    def _with_stamped(self, candidates: list[RetentionRule], stamped: int | None) -> list[RetentionRule]:
        if stamped is None or (self.arming and stamped in self.arming.predecessors):
            return candidates
        return [*candidates, self._rule(stamped)]

    def _rule(self, pk: int) -> RetentionRule:
        if pk not in self._rules:
            self._rules[pk] = RetentionRule.objects.get(pk=pk)
        return self._rules[pk]

    def _now(self, activity: int) -> list[RetentionRule]:
        """The rules in force for an activity, the one that is being armed in its new form."""
        if activity not in self._in_force:
            found = list(RetentionRule.objects.in_force().filter(activity=activity).order_by("pk"))
            armed = self.arming.rule if self.arming else None
            if armed is not None and armed.activity_id == activity:
                found = [rule for rule in found if rule.pk not in {armed.pk, armed.replaces_id}] + [armed]
            self._in_force[activity] = found
        return self._in_force[activity]


def with_entered(anchors: Mapping[UUID, Anchors]) -> dict[UUID, Anchors]:
    """The anchors of records, with the days that were entered for single ones; one query."""
    entered: dict[UUID, dict[str, date | None]] = defaultdict(dict)
    for row in EnteredDate.objects.filter(subject__in=list(anchors)):
        entered[row.subject][row.anchor] = row.on
    return {record: {**known, **entered.get(record, {})} for record, known in anchors.items()}


def chunks(records: Iterable[UUID]) -> Iterator[list[UUID]]:
    """The records, so many at a time."""
    rest = iter(records)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _note(found: list[Change], change: Change, stamped: int | None) -> None:
    if change.new != change.old or change.rule != stamped:
        found.append(change)


def _write(model: Any, changes: Sequence[Change]) -> None:
    alike: dict[tuple[int, Schedule], list[Any]] = defaultdict(list)
    for change in changes:
        alike[change.rule, change.new].append(change.pk)
    for (rule, new), pks in alike.items():
        for some in chunks(pks):
            model._base_manager.filter(pk__in=some).update(
                rule=rule, anchor_on=new.anchor_on, due_on=new.due_on, retention_state=new.state.value
            )
