"""When single values of a record are due, where a rule of their own lets them go before the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from privacy import registry, rules
from privacy.among import Among
from privacy.contracts import Anchors, Holding, PrivacyClass
from privacy.models import EnteredDate, FieldExpiry, SectionDefaults
from privacy.recounting import Recount, chunks, with_entered

#: A field of a record: its key, its privacy class and the kind of its question ("" for none).
Field = tuple[str, "PrivacyClass | str", str]


def schedule_fields(
    *,
    holding: str,
    record: UUID,
    section: SectionDefaults,
    fields: Iterable[Field],
    anchors: Anchors,
    submitted_on: date,
    minor: bool = False,
) -> None:
    """Store when each field of a new record is due by a rule of its own; one statement, or none.

    Fields without such a rule go with their record, and so does everything of minor importance; one
    that has a date keeps it. Give only ``fields`` with a value: what was left empty is not destroyed.
    Give the same ``fields`` to ``privacy.stamps.stamp``, so that the record outlasts them.
    """
    schedule_all([(holding, record, fields)], section=section, anchors=anchors, submitted_on=submitted_on, minor=minor)


def schedule_all(
    records: Iterable[tuple[str, UUID, Iterable[Field]]],
    *,
    section: SectionDefaults,
    anchors: Anchors,
    submitted_on: date,
    minor: bool = False,
) -> None:
    """:func:`schedule_fields` for several records that arrive together, each with its holding; one statement, or none.

    :param records: (holding, record, fields with a value).
    """
    if minor:
        return
    known = {**anchors, rules.Anchor.SUBMITTED: submitted_on}
    rows = [
        FieldExpiry(
            holding=holding,
            record=record,
            key=key,
            privacy_class=str(privacy_class),
            question_kind=kind,
            rule=rule,
            anchor_on=found.anchor_on,
            due_on=found.due_on,
            retention_state=found.state.value,
        )
        for holding, record, fields in records
        for key, privacy_class, kind in fields
        if (rule := rules.latest(rules.applicable(section.rules, privacy_class, kind), known))
        and (found := rules.schedule(rule, known))
    ]
    FieldExpiry.objects.bulk_create(rows, ignore_conflicts=True)


def anchors_of(holding: str, records: Sequence[UUID]) -> dict[UUID, Anchors]:
    """record -> the days from which its periods run, those entered for single records included."""
    return with_entered(registry.holding_of(holding).anchors(records))


def count_again(holding: Holding, records: Iterable[UUID], *, today: date) -> int:
    """Count the dates of these records and their fields again from all anchors known now; how many rows changed."""
    recount = Recount(today=today)
    for some in chunks(records):
        recount.count(holding.stamped, anchors_of(holding.name, some))
    recount.found.apply(holding.stamped)
    return len(recount.found.records) + len(recount.found.fields)


def forget(records: Sequence[UUID]) -> None:
    """Delete the expiries of records that are gone, and the days that were entered for them."""
    FieldExpiry.objects.filter(record__in=Among(records)).delete()
    EnteredDate.objects.filter(subject__in=Among(records)).delete()
