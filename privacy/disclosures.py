"""What left the house, written down when it leaves, and found again for the person it was about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import ngettext

from privacy import audit, rules
from privacy.contracts import RecordView
from privacy.models import DisclosedTo, Disclosure, DisclosureKind, ProcessingActivity


def record(
    *,
    activity: ProcessingActivity,
    group: UUID,
    purpose: str,
    given_to: str,
    recipient: str = "",
    columns: Sequence[str],
    special: bool,
    rows: int,
    by: Any,
    at: datetime,
    kind: str = DisclosureKind.EXPORT,
) -> Disclosure:
    """Write down one handing out, in the caller's transaction. It is kept as long as the audit log.

    :param activity: with its controller.
    :param group: translation key of the form or event whose people the data are about; of what was ordered for one
        person, her record.
    :param columns: codes and question keys, never words.
    :param at: aware; when the data were read, which may be before they are fetched.
    """
    return Disclosure.objects.create(
        controller=activity.controller,
        activity=activity,
        kind=kind,
        at=at,
        by=audit.reference_of(by),
        given_to=given_to,
        recipient=recipient if given_to == DisclosedTo.ORGANISATION else "",
        purpose=purpose,
        columns=list(columns),
        special=special,
        rows=rows,
        group=group,
        keep_until=rules.due_on(timezone.localdate(at), audit.period(), rules.Rounding.DAY),
    )


def disclosures_about(views: Iterable[RecordView]) -> dict[UUID, list[Disclosure]]:
    """record -> the disclosures it may be part of, the first first; one query.

    May be: the lists of the form made after the record came in. Who was left out of one of them by a filter is
    told of it too, and its recipient is told of her (GDPR 19): better than one who is not. Numbers without names
    are about nobody.
    """
    records = list(views)
    by_group: dict[UUID, list[Disclosure]] = defaultdict(list)
    groups = {key for view in records for key in (view.group, view.record)}
    handed_out = Disclosure.objects.filter(group__in=groups).exclude(kind=DisclosureKind.NUMBERS)
    for each in handed_out.order_by("at", "pk"):
        by_group[each.group].append(each)
    found = {
        view.record: [
            each for each in (*by_group[view.group], *by_group[view.record]) if each.at >= view.received_at
        ]
        for view in records
    }
    return {record: disclosures for record, disclosures in found.items() if disclosures}


def recipient_in_words(disclosure: Disclosure) -> str:
    """Who got it: the organisation by name, otherwise what kind of recipient, in the active language."""
    return disclosure.recipient or str(disclosure.get_given_to_display())


def rows_in_words(disclosure: Disclosure) -> str:
    """How many rows it has, in the active language."""
    return ngettext("%(number)d row", "%(number)d rows", disclosure.rows) % {"number": disclosure.rows}


def prune(now: datetime) -> int:
    """Delete those whose day has passed, by the day of the database, which decides; how many."""
    deleted, _by_model = Disclosure.objects.filter(keep_until__lt=now.astimezone(UTC).date()).delete()
    return deleted
