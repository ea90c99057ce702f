"""What a rule does to stored records and to notices: told before it is armed, done when it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from privacy import registry, rules, sections
from privacy.contracts import FieldState, Holding
from privacy.expiries import anchors_of
from privacy.models import DisposalAuthority, FieldExpiry, RetentionRule
from privacy.recounting import Arming, Change, Changes, Recount, chunks
from privacy.rules import UNTOLD, Schedule, Selector, State


@dataclass(frozen=True, slots=True)
class Effect:
    """What is going to happen, in numbers. ``first_due_on`` is the first day among those that come earlier."""

    records: int
    fields: int
    later: int
    earlier: int
    first_due_on: date | None = None
    forms: int = 0


@dataclass(slots=True)
class Plan:
    """Everything that arming a rule writes: what changes per model of records, and rows of fields that had none.

    ``records`` and ``fields`` tell how many come under the rule, whether their dates change or not.
    """

    rule: RetentionRule
    records: int = 0
    fields: int = 0
    changes: dict[Any, Changes] = field(default_factory=dict)
    rows: list[FieldExpiry] = field(default_factory=list)
    #: What the fields without a row had: the schedule of their record.
    before: list[Schedule] = field(default_factory=list)

    def apply(self) -> None:
        """Write it."""
        for model, changes in self.changes.items():
            changes.apply(model)
        FieldExpiry.objects.bulk_create(self.rows, batch_size=1000)

    def effect(self) -> Effect:
        """The plan in numbers; counts the forms too."""
        pairs = [(each.old, each.new) for each in _all(self.changes.values())]
        pairs += [(old, _schedule_of(row)) for old, row in zip(self.before, self.rows, strict=True)]
        return _effect(pairs, records=self.records, fields=self.fields, forms=_forms_changed_by(self.rule))


def plan(rule: RetentionRule, authority: DisposalAuthority | None, *, today: date) -> Plan:
    """What arming ``rule`` under ``authority`` (None: some new one) changes."""
    arming = _arming(rule, authority)
    found = Plan(rule)
    for holding in registry.holdings():
        recount = Recount(today=today, arming=arming)
        added = dict(_fields_without_a_row(holding, arming, recount)) if _is_on_fields(rule) else {}
        wanted = {*_records_under(holding, arming), *added}
        for records in chunks(wanted):
            rows = {record: [_schedule_of(row) for row, _old in added.get(record, ())] for record in records}
            recount.count(holding.stamped, anchors_of(holding.name, records), rows)
        found.changes[holding.stamped] = recount.found
        for row, old in (pair for pairs in added.values() for pair in pairs):
            found.rows.append(row)
            found.before.append(old)
        found.records += _stamped_with(holding, arming).count()
        found.fields += FieldExpiry.objects.filter(holding=holding.name, rule__in=arming.versions).count()
    found.fields += len(found.rows)
    return found


def of_moving(changes: list[Changes], records: int) -> Effect:
    """What these changes do to ``records`` records, in numbers."""
    fields = sum(len(each.fields) for each in changes)
    return _effect([(each.old, each.new) for each in _all(changes)], records=records, fields=fields)


def _all(changes: Iterable[Changes]) -> Iterator[Change]:
    for each in changes:
        yield from each.records
        yield from each.fields


def _effect(pairs: list[tuple[Schedule, Schedule]], *, records: int, fields: int, forms: int = 0) -> Effect:
    sooner = [new for old, new in pairs if new.lasts < old.lasts]
    return Effect(
        records=records,
        fields=fields,
        later=sum(new.lasts > old.lasts for old, new in pairs),
        earlier=len(sooner),
        first_due_on=min((new.due_on for new in sooner if new.due_on), default=None),
        forms=forms,
    )


def _arming(rule: RetentionRule, authority: DisposalAuthority | None) -> Arming:
    earlier: list[RetentionRule] = []
    before = rule.replaces
    while before is not None:
        earlier.append(before)
        before = before.replaces
    known = {version.authority_id for version in earlier}
    return Arming(rule, frozenset(version.pk for version in earlier), authority is None or authority.pk not in known)


def _is_on_fields(rule: RetentionRule) -> bool:
    return rule.selector in (Selector.PRIVACY_CLASS, Selector.QUESTION)


def _stamped_with(holding: Holding, arming: Arming) -> Any:
    """Records that come under the rule themselves: stamped with a version of it, or with no rule at all."""
    wanted = Q(rule__in=arming.versions)
    if arming.rule.selector == holding.stamped.ruled_as:
        wanted |= Q(rule=None, activity=arming.rule.activity_id)
    return holding.stamped._base_manager.filter(wanted).order_by()


def _records_under(holding: Holding, arming: Arming) -> Iterator[UUID]:
    """Records that come under the rule, themselves or in a field."""
    yield from _stamped_with(holding, arming).values_list("pk", flat=True)
    fields = FieldExpiry.objects.filter(holding=holding.name, rule__in=arming.versions).order_by()
    yield from fields.values_list("record", flat=True)


def _fields_without_a_row(
    holding: Holding, arming: Arming, recount: Recount
) -> Iterator[tuple[UUID, list[tuple[FieldExpiry, Schedule]]]]:
    """Rows for fields that were stored before there was a rule on them, each with the schedule of its record."""
    rule = arming.rule
    if holding.stamped.ruled_as is not Selector.RECORD:
        return  # what rules of their own let go as a whole has no values that go by themselves
    stored = holding.stamped._base_manager.filter(activity=rule.activity_id).exclude(rule__selector=Selector.MINOR)
    columns = ("submitted_on", "anchor_on", "due_on", "retention_state")
    for records in chunks(stored.order_by().values_list("pk", flat=True)):
        anchors = anchors_of(holding.name, records)
        have: dict[UUID, set[str]] = defaultdict(set)
        for record, key in FieldExpiry.objects.filter(record__in=records).values_list("record", "key"):
            have[record].add(key)
        stamps = {row.pop("pk"): row for row in stored.filter(pk__in=records).values("pk", *columns)}
        for view in holding.views(records, settings.LANGUAGE_CODE, opened=False):
            stamp = stamps[view.record]
            old = Schedule(State(stamp["retention_state"]), stamp["anchor_on"], stamp["due_on"])
            known = {**anchors[view.record], rules.Anchor.SUBMITTED: stamp["submitted_on"]}
            rows = []
            for each in view.fields:
                if each.state is not FieldState.PRESENT or each.key in have[view.record]:
                    continue
                closest = rules.applicable([rule], each.privacy_class, each.kind)
                if closest and (new := recount.first(old, rule, known)) != old:
                    rows.append((_row(holding, view.record, each, rule, new), old))
            if rows:
                yield view.record, rows


def _row(holding: Holding, record: UUID, value: Any, rule: RetentionRule, found: Schedule) -> FieldExpiry:
    return FieldExpiry(
        holding=holding.name,
        record=record,
        key=value.key,
        privacy_class=str(value.privacy_class),
        question_kind=value.kind,
        rule=rule,
        anchor_on=found.anchor_on,
        due_on=found.due_on,
        retention_state=found.state.value,
    )


def _schedule_of(row: FieldExpiry) -> Schedule:
    return Schedule(State(row.retention_state), row.anchor_on, row.due_on)


def _forms_changed_by(rule: RetentionRule) -> int:
    """How many published forms tell something else once the rule is armed; some rules are in no notice."""
    if rule.selector in UNTOLD:
        return 0
    pages = sections.pages_under(rule.activity)
    return sum(count(pages, rule.privacy_class, rule.question_kind) for count in registry.form_counters())
