"""The cases themselves as records about people: who asked, what she wrote, what was answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from privacy import erasure_marks, rules
from privacy.cascade import delete_with_followers
from privacy.contracts import Anchors, RecordView, Refusal
from privacy.models import (
    CaseState,
    DecisionLetter,
    RequestAddress,
    RequestItem,
    RightsRequest,
    SourceAnswer,
    SubjectKey,
    guard,
)
from privacy.requests import case_views, extract_files

NAME = "privacy.requests"
#: Columns of the case that are blanked in place.
_COLUMNS = ("name", "postal_address", "text", "identity_note", "extension_reason", "opinion")
#: Columns that may be corrected, and how long each may be.
LONGEST = {"name": 200, "postal_address": 300}


class Requests:
    """``privacy.contracts.Holding`` of ``RightsRequest``, with everything written in a case."""

    name = NAME
    label = _("Requests about personal data")
    stamped = RightsRequest
    group_path = ""
    goes_with = None
    beside: tuple[tuple[Any, str], ...] = ()

    def views(self, records: Sequence[UUID], language: str, *, opened: bool) -> list[RecordView]:
        """The cases in words; nothing in them is sealed."""
        with translation.override(language):
            return case_views.case_views(NAME, records, language)

    def groups(self, records: Sequence[UUID]) -> dict[UUID, UUID]:
        """Each case stands by itself."""
        return {pk: pk for pk in RightsRequest.objects.filter(pk__in=records).values_list("pk", flat=True)}

    def anchors(self, records: Sequence[UUID]) -> dict[UUID, Anchors]:
        """record -> the day it was closed, none while it is appealed, and the day it came in."""
        found = RightsRequest.objects.filter(pk__in=records).select_related("controller")
        return {each.pk: {rules.Anchor.CASE_CLOSED: _closed_on(each), rules.Anchor.SUBMITTED: each.submitted_on}
                for each in found}  # fmt: skip

    def search(self, text: str) -> list[UUID]:
        """Cases in which ``text`` stands, in whatever was written in them."""
        wanted = _folded(text)
        if not wanted:
            return []
        places = (
            (RightsRequest.objects, "pk", _COLUMNS),
            (RequestAddress.objects, "request", ("value",)),
            (RequestItem.objects, "request", ("new_value",)),
            (SourceAnswer.objects, "request", ("note",)),
            (DecisionLetter.objects, "request", ("html",)),
        )
        found = [
            record
            for rows, key, columns in places
            for record, *values in rows.order_by().values_list(key, *columns).iterator(2000)
            if any(wanted in _folded(strip_tags(value)) for value in values)
        ]
        return list(dict.fromkeys(found))

    def blank(self, records: Sequence[UUID], keys: Collection[str], *, cause: str) -> None:
        """Empty what is named; addresses take the digests by which the case is found along.

        What was sent is never changed: letters go with the case alone.
        """
        chosen = RightsRequest.objects.filter(pk__in=records)
        mark = erasure_marks.mark(cause, timezone.localdate())
        with transaction.atomic():
            if columns := [name for name in _COLUMNS if name in keys]:
                chosen.update(**dict.fromkeys(columns, ""))
            if case_views.ADDRESSES in keys:
                RequestAddress.objects.filter(request__in=chosen)._raw_delete(connection.alias)
                SubjectKey.objects.filter(record__in=chosen.values("pk"))._raw_delete(connection.alias)
            if case_views.CORRECTED in keys:
                RequestItem.objects.filter(request__in=chosen).update(new_value="")
            if case_views.FOUND in keys:
                SourceAnswer.objects.filter(request__in=chosen).update(note="")
            for each in chosen.only("pk", "erased"):
                each.erased = {**dict.fromkeys(set(keys) & set(case_views.KEYS), mark), **each.erased}
                each.save(update_fields=["erased"])

    def generalise(self, records: Sequence[UUID], key: str) -> dict[UUID, dict[str, int]]:
        """Nothing in a case can be told as a number."""
        return {}

    def delete(self, records: Sequence[UUID]) -> None:
        """Remove the cases: the copies made for the person first, then every row."""
        guard.insist()
        extract_files.remove_of(records)
        with transaction.atomic():
            delete_with_followers(RightsRequest._base_manager.filter(pk__in=records))

    def restrict(self, records: Sequence[UUID], at: datetime | None) -> None:
        """Nothing: a case stands in no mailing and no statistics, and answering it is a duty (GDPR 18.2)."""

    def correct(self, record: UUID, key: str, value: Any, *, by: Any, why: str, now: datetime) -> None:
        """Correct how she is called and where she lives; what she wrote is a received document.

        :raises Refusal: for anything else.
        """
        if key not in LONGEST:
            raise Refusal([_("What was written in a case is kept as it was received.")])
        if len(str(value)) > LONGEST[key]:
            raise Refusal([_("The text is too long.")])
        RightsRequest.objects.filter(pk=record).update(**{key: str(value).strip()})


def _closed_on(case: RightsRequest) -> Any:
    if case.closed_at is None or case.state == CaseState.APPEALED:
        return None
    return case.controller.local_date(case.closed_at)


def _folded(text: str) -> str:
    return " ".join((text or "").casefold().split())
