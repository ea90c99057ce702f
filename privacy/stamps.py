"""The stamp that every personal record gets when it is stored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from privacy import rules
from privacy.contracts import PrivacyClass
from privacy.models import Origin, RetentionRule, SectionDefaults


def stamp(
    section: SectionDefaults,
    *,
    classes: Iterable[PrivacyClass | str],
    anchors: rules.Anchors,
    language: str,
    origin: str = Origin.RECEIVED,
    submitted_on: date,
    minor: bool = False,
) -> dict[str, Any]:
    """The values of the columns of ``PrivacyStamp`` for a record that arrives on ``submitted_on``.

    ``minor`` marks a record of minor importance (spam, a repeat). A section without a rule still
    stamps: what was received is stored, without a date, and shown as such.
    """
    known = {**anchors, rules.Anchor.SUBMITTED: submitted_on}
    rule = _record_rule(section.rules, known, minor)
    found = rules.schedule(rule, known) if rule else rules.Schedule(rules.State.UNSCHEDULED)
    return {
        "controller": section.controller,
        "activity": section.activity,
        "rule": rule,
        "stamp_language": language,
        "origin": origin,
        "categories": sorted({str(name) for name in classes}),
        "submitted_on": submitted_on,
        "anchor_on": found.anchor_on,
        "due_on": found.due_on,
        "retention_state": found.state.value,
    }


def kept_until(
    section: SectionDefaults,
    privacy_class: PrivacyClass | str,
    anchors: rules.Anchors,
    submitted_on: date,
    *,
    question_kind: str | None = None,
) -> date | None:
    """The day until which such an answer is kept, for the receipt.

    None when it may not be promised: the rule is not armed, there is no date, or it is preserved.
    """
    known = {**anchors, rules.Anchor.SUBMITTED: submitted_on}
    rule = rules.rule_for(section.rules, privacy_class, question_kind, known)
    return rules.schedule(rule, known).due_on if rule and rule.is_armed else None


def restamp(queryset: QuerySet[Any], anchors: rules.Anchors, *, today: date) -> int:
    """Count the due dates of stored records again after an anchor moved; how many rows changed.

    Each record keeps the rule it was stamped with. A date that moves closer is never sooner than
    seven days after ``today``.
    """
    groups = queryset.order_by().values_list("rule", "submitted_on", "due_on").distinct()
    stamped = list(groups)
    by_pk = RetentionRule.objects.in_bulk({rule for rule, _submitted, _due in stamped if rule})
    changed = 0
    for rule_pk, submitted_on, due in stamped:
        if rule_pk is None:
            continue
        known = {**anchors, rules.Anchor.SUBMITTED: submitted_on}
        found = rules.schedule(by_pk[rule_pk], known)
        new_due = rules.moved(due, found.due_on, today)
        rows = queryset.filter(rule=rule_pk, submitted_on=submitted_on, due_on=due)
        changed += rows.exclude(anchor_on=found.anchor_on, due_on=new_due, retention_state=found.state).update(
            anchor_on=found.anchor_on, due_on=new_due, retention_state=found.state.value
        )
    return changed


def _record_rule(known_rules: list[RetentionRule], anchors: rules.Anchors, minor: bool) -> RetentionRule | None:
    if minor and (found := rules.latest(rules.minor_rules(known_rules), anchors)):
        return found
    return rules.rule_for(known_rules, None, None, anchors)
