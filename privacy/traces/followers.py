"""What quotes a record by its number and must go when the record goes."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision, WorkflowState
from wagtail.search.models import IndexEntry

from privacy.among import AmongTexts


def forget_record(holding: str, ids: Sequence[UUID]) -> int:
    """Delete versions, log entries, index rows, unsaved forms and reviews of these records; how many rows.

    Set-based, in the caller's transaction; ``holding`` is the name under which the records are known.
    The numbers are random, so that a row of another kind of thing can never carry one of them.
    """
    numbers = [spelling for each in ids for spelling in (str(each), each.hex)]
    by_number = Q(object_id__in=AmongTexts(numbers))
    doomed = (
        ReferenceIndex.objects.filter(by_number | Q(to_object_id__in=AmongTexts(numbers))),
        WorkflowState.objects.filter(by_number),
        ModelLogEntry.objects.filter(by_number),
        Revision.objects.filter(by_number),
        IndexEntry.objects.filter(by_number),
        FormState.objects.filter(by_number | Q(parent_object_id__in=AmongTexts(numbers))),
        EditingSession.objects.filter(by_number),
    )
    return sum(rows.delete()[0] for rows in doomed)
