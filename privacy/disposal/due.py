"""What is due: the things that a rule lets go whose day has passed. Counted for the desk, chosen for a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Min, QuerySet

from privacy import holds, registry, rules
from privacy.companions import without_younger
from privacy.disposal.grounds import is_of_records, may_act
from privacy.models import Controller, FieldExpiry, Hold, RetentionRule
from privacy.rules import Action, State

#: What is still there so long after its day, under an armed rule, is a deficiency.
OVERDUE_AFTER = timedelta(days=7)
#: How many records are asked about at a time.
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """So many things under one rule. ``privacy_class`` is empty for whole records."""

    rule: RetentionRule | None
    holding: str
    privacy_class: str
    count: int
    first_due_on: date | None = None
    last_due_on: date | None = None

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "rule": self.rule.pk if self.rule else None,
            "action": self.rule.action if self.rule else None,
            "holding": self.holding,
            "privacy_class": self.privacy_class,
            "count": self.count,
            "first_due_on": self.first_due_on.isoformat() if self.first_due_on else None,
            "last_due_on": self.last_due_on.isoformat() if self.last_due_on else None,
        }


@dataclass(slots=True)
class Listing:
    """What is due to one controller on a day, by why it goes or stays.

    ``due`` may be destroyed (those held among them are counted in ``held`` by reason); ``unarmed`` are
    proposals only; ``kept`` waits for the archives; ``unscheduled`` has no date and has passed its
    fallback age; ``overdue`` counts what is due, not held, and more than a week late.
    """

    controller: Controller
    as_of: date
    due: list[Line] = field(default_factory=list)
    unarmed: list[Line] = field(default_factory=list)
    kept: list[Line] = field(default_factory=list)
    unscheduled: list[Line] = field(default_factory=list)
    held: dict[str, int] = field(default_factory=dict)
    overdue: int = 0

    @property
    def count(self) -> int:
        """How many decisions a list made now would hold, those held included."""
        return sum(line.count for line in self.due)

    @property
    def free(self) -> int:
        """How many of them would be carried out."""
        return self.count - sum(self.held.values())

    def as_data(self) -> dict[str, Any]:
        """For JSON. Numbers only."""
        parts = {name: [line.as_data() for line in getattr(self, name)] for name in _PARTS}
        return {
            "controller": self.controller.pk, "as_of": self.as_of.isoformat(), **parts,
            "held": self.held, "overdue": self.overdue,
        }  # fmt: skip


_PARTS = ("due", "unarmed", "kept", "unscheduled")


def listed(controller: Controller, *, as_of: date) -> Listing:
    """What is due to ``controller`` when the local date is ``as_of``."""
    found = Listing(controller, as_of)
    by_pk = rules_of(controller)
    for line in _scheduled(controller, as_of, by_pk):
        _part_for(found, line, as_of).append(line)
    found.unscheduled = list(_unscheduled(controller, as_of, by_pk))
    late = as_of - OVERDUE_AFTER
    acting = [rule for rule in by_pk.values() if may_act(rule, as_of)]
    found.held, held_late = _held(controller, acting, as_of, late)
    found.overdue = sum(rows.count() for _holding, rows in chosen(acting, late)) - held_late
    return found


def rules_of(controller: Controller) -> dict[int, RetentionRule]:
    """Every rule of the controller by number, old versions included, with its authority."""
    found = RetentionRule.objects.filter(activity__controller=controller).select_related("authority", "activity")
    return {rule.pk: rule for rule in found}


def chosen(acting: list[RetentionRule], as_of: date) -> Iterator[tuple[str, QuerySet[Any]]]:
    """The rows that these rules let go on ``as_of``: holding, rows of its model; then "", rows of FieldExpiry."""
    whole = [rule.pk for rule in acting if is_of_records(rule)]
    single = [rule.pk for rule in acting if not is_of_records(rule)]
    for holding in registry.holdings() if whole else []:
        yield holding.name, scheduled(holding.stamped, as_of).filter(rule__in=whole)
    if single:
        yield "", scheduled(FieldExpiry, as_of).filter(rule__in=single)


def scheduled(model: Any, as_of: date) -> QuerySet[Any]:
    """Rows of ``model`` whose day has passed on ``as_of``, and that of every record that goes with them."""
    passed = {"retention_state": State.SCHEDULED.value, "due_on__lt": as_of}
    rows: QuerySet[Any] = model._base_manager.filter(**passed)
    return without_younger(rows.order_by(), passed)


def _scheduled(controller: Controller, as_of: date, by_pk: dict[int, RetentionRule]) -> Iterator[Line]:
    for holding in registry.holdings():
        rows = scheduled(holding.stamped, as_of).filter(controller=controller)
        for rule, *numbers in _numbers(rows, "rule"):
            yield Line(by_pk.get(rule), holding.name, "", *numbers)
    rows = scheduled(FieldExpiry, as_of).filter(rule__in=list(by_pk))
    for rule, name, privacy_class, *numbers in _numbers(rows, "rule", "holding", "privacy_class"):
        yield Line(by_pk[rule], name, privacy_class, *numbers)


def _numbers(rows: QuerySet[Any], *by: str) -> list[Any]:
    counted = rows.values(*by).annotate(number=Count("pk"), first=Min("due_on"), last=Max("due_on")).order_by(*by)
    return list(counted.values_list(*by, "number", "first", "last"))


def _part_for(found: Listing, line: Line, as_of: date) -> list[Line]:
    if line.rule is not None and line.rule.action == Action.TRANSFER:
        return found.kept
    return found.due if may_act(line.rule, as_of) else found.unarmed


def _unscheduled(controller: Controller, as_of: date, by_pk: dict[int, RetentionRule]) -> Iterator[Line]:
    """Records without any date that are older than their rule's fallback age."""
    for holding in registry.holdings():
        rows = holding.stamped._base_manager.filter(controller=controller, retention_state=State.UNSCHEDULED.value)
        counted: Counter[int | None] = Counter()
        by_day = rows.order_by().values("rule", "submitted_on").annotate(number=Count("pk"))
        for rule, submitted_on, number in by_day.values_list("rule", "submitted_on", "number"):
            age = by_pk[rule].fallback_age if rule in by_pk else _DEFAULT_AGE
            if submitted_on + rules.parse_period(age) < as_of:
                counted[rule] += number
        for rule, number in counted.items():
            yield Line(by_pk.get(rule) if rule else None, holding.name, "", number)


_DEFAULT_AGE = str(RetentionRule._meta.get_field("fallback_age").default)


def anything_free(controller: Controller, acting: list[RetentionRule], as_of: date) -> bool:
    """Whether these rules let anything go on ``as_of`` that is not held."""
    number = sum(rows.count() for _holding, rows in chosen(acting, as_of))
    held, _late = _held(controller, acting, as_of, as_of)
    return number > sum(held.values())


def _held(
    controller: Controller, acting: list[RetentionRule], as_of: date, late: date
) -> tuple[dict[str, int], int]:
    """How many of the due decisions are held, by reason; and how many of those would else be late."""
    counted: Counter[str] = Counter()
    held_late = 0
    if not Hold.objects.standing().filter(controller=controller).exists():
        return {}, 0
    for holding, rows in chosen(acting, as_of):
        names = ("holding", "record", "due_on") if not holding else ("pk", "due_on")
        pairs: dict[str, list[tuple[Any, date]]] = {}
        for row in rows.values_list(*names).iterator(CHUNK):
            name, record, due_on = row if not holding else (holding, *row)
            pairs.setdefault(name, []).append((record, due_on))
        for name, things in pairs.items():
            for start in range(0, len(things), CHUNK):
                some = things[start : start + CHUNK]
                held = holds.held(name, list({record for record, _due_on in some}), whole=bool(holding))
                reasons = [(held[record], due_on) for record, due_on in some if record in held]
                counted.update(reason for reason, _due_on in reasons)
                held_late += sum(due_on < late for _reason, due_on in reasons)
    return dict(counted), held_late
