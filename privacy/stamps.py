"""The stamp that every personal record gets when it is stored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from privacy import rules
from privacy.contracts import PrivacyClass
from privacy.expiries import Field
from privacy.models import Origin, RetentionRule, SectionDefaults
from privacy.recounting import Changes, Recount, chunks, with_entered


def stamp(
    section: SectionDefaults,
    *,
    classes: Iterable[PrivacyClass | str],
    anchors: rules.Anchors,
    language: str,
    origin: str = Origin.RECEIVED,
    submitted_on: date,
    minor: bool = False,
    ruled_as: rules.Selector = rules.Selector.RECORD,
    fields: Iterable[Field] = (),
) -> dict[str, Any]:
    """The values of the columns of ``PrivacyStamp`` for a record that arrives on ``submitted_on``.

    ``minor`` marks a record of minor importance (spam, a repeat), ``ruled_as`` what other rules speak
    of it as (``PrivacyStamp.ruled_as``). A section without a rule still
    stamps: what was received is stored, without a date, and shown as such. Of ``fields`` those that
    have a rule of their own are never due after the record.
    """
    known = {**anchors, rules.Anchor.SUBMITTED: submitted_on}
    rule = _record_rule(section.rules, known, rules.Selector.MINOR if minor else ruled_as)
    found = rules.schedule(rule, known) if rule else rules.Schedule(rules.State.UNSCHEDULED)
    if rule and not minor:
        own = (rules.latest(rules.applicable(section.rules, name, kind), known) for _key, name, kind in fields)
        found = rules.whole(found, [rules.schedule(field_rule, known) for field_rule in own if field_rule])
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
    """Count the due dates of stored records and their fields again after an anchor moved; how many records changed.

    Each is counted by the rule it was stamped with and by the rules now in force for it: the latest
    wins. A date that moves closer is never sooner than seven days after ``today``.
    """
    found = moving(queryset, anchors, today=today)
    found.apply(queryset.model)
    return len(found.records)


def moving(queryset: QuerySet[Any], anchors: rules.Anchors, *, today: date) -> Changes:
    """What :func:`restamp` would change."""
    recount = Recount(today=today)
    for chunk in chunks(queryset.order_by().values_list("pk", flat=True)):
        recount.count(queryset.model, with_entered(dict.fromkeys(chunk, anchors)))
    return recount.found


def _record_rule(known_rules: list[RetentionRule], anchors: rules.Anchors, selector: str) -> RetentionRule | None:
    found = rules.latest(rules.rules_of(known_rules, selector), anchors)
    # An evaluation is never let go by what was decided on registrations.
    return found or (rules.rule_for(known_rules, None, None, anchors) if selector == rules.Selector.MINOR else None)
