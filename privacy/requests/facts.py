"""What decides about the things that were found: read from the records, their rules, authorities and holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from privacy import holds, registry
from privacy.companions import companions_of
from privacy.contracts import Erase, FieldState, FieldValue, Holding, PrivacyClass, QuestionKind, RecordView
from privacy.disposal.grounds import may_act
from privacy.models import FieldExpiry, LegalBasis, RetentionRule, RightsRequest, SpecialBasis
from privacy.requests.proposals import Thing


@dataclass(frozen=True, slots=True)
class Found:
    """A thing with the rule that decides about it. ``key`` is "" for the whole record."""

    key: str
    thing: Thing
    rule: RetentionRule | None
    label: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """A record as people see it, and everything in it that can be decided by itself."""

    view: RecordView
    whole: Found
    fields: tuple[Found, ...]
    rest: tuple[Found, ...]
    #: Whether records of other people would go with it.
    has_companions: bool = False

    @property
    def has_special(self) -> bool:
        """Whether special categories or an identity number still stand in it."""
        sensitive = {PrivacyClass.SPECIAL, PrivacyClass.IDENTITY_NUMBER}
        return any(field.privacy_class in sensitive for field in _present(self.view))


def of_records(holding: Holding, records: Sequence[UUID], request: RightsRequest, today: date) -> list[RecordFacts]:
    """The facts of these records of one holding, in the order of its views.

    ``fields`` have a rule or a consent of their own; ``rest`` are the other values, which go with the record.
    """
    rows = {
        row.pk: row
        for row in holding.stamped._base_manager.filter(pk__in=records).select_related("rule__authority", "activity")
    }
    expiries: dict[UUID, dict[str, FieldExpiry]] = defaultdict(dict)
    for expiry in FieldExpiry.objects.filter(record__in=records).select_related("rule__authority"):
        expiries[expiry.record][expiry.key] = expiry
    held = holds.held(holding.name, records, except_case=request)
    with_others = {each for along in companions_of(holding.name, records).values() for each in along.values()}
    return [
        replace(
            _facts(view, rows[view.record], expiries[view.record], held.get(view.record, ""), today),
            has_companions=view.record in with_others,
        )
        for view in holding.views(records, request.language, opened=False)
    ]


def of_trace(model: str, column: str) -> Thing:
    """A text elsewhere; whether an editor must rewrite it, its declaration says."""
    declared = (registry.columns_of(model) or {}).get(column)
    return Thing(is_trace=True, is_published=declared is not None and declared.erase is Erase.BY_EDITOR)


def _facts(view: RecordView, row: Any, expiries: dict[str, FieldExpiry], held: str, today: date) -> RecordFacts:
    is_consent = row.activity.legal_basis == LegalBasis.CONSENT
    whole = Found("", _thing(row.rule, row, row.due_on, held, today, by_consent=is_consent), row.rule)
    fields: list[Found] = []
    rest: list[Found] = []
    for field in _present(view):
        expiry = expiries.get(field.key)
        by_consent = is_consent or _is_by_consent(field, row.activity.special_basis)
        source = expiry or row
        thing = _thing(source.rule, row, source.due_on, held, today, by_consent=by_consent, is_field=True)
        found = Found(field.key, thing, source.rule, field.label, field.language)
        (fields if expiry or (by_consent and not is_consent) else rest).append(found)
    return RecordFacts(view, whole, tuple(fields), tuple(rest))


def _thing(
    rule: RetentionRule | None,
    row: Any,
    due_on: date | None,
    held: str,
    today: date,
    *,
    by_consent: bool,
    is_field: bool = False,
) -> Thing:
    thing = Thing(
        legal_basis=row.activity.legal_basis, may_act=may_act(rule, today), due_on=due_on, held=held,
        by_consent=by_consent, is_field=is_field,
    )  # fmt: skip
    return replace(thing, selector=rule.selector, action=rule.action, anchor=rule.anchor) if rule else thing


def _is_by_consent(field: FieldValue, special_basis: str) -> bool:
    """Used on consent only: what she asked to be told of, and special categories where consent is their basis."""
    if field.privacy_class is PrivacyClass.SPECIAL:
        return special_basis == SpecialBasis.CONSENT
    return field.kind == QuestionKind.NEXT_TIME


def _present(view: RecordView) -> list[FieldValue]:
    return [field for field in view.fields if field.state is FieldState.PRESENT]
