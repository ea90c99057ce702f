"""Saying how far the work with submissions has come, and taking it back; notes on one of them."""
from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forms_app.access import may_handle, may_note
from forms_app.models import FormPageMixin, Handling, HandlingChange, Submission, SubmissionNote
from forms_app.restriction import NotYours
from privacy import audit
from privacy.contracts import Refusal

#: So many at once.
MOST = 50


def set_state(
    *, page: FormPageMixin, records: Collection[UUID], to: str, by: Any, now: datetime
) -> tuple[UUID, int]:
    """Give these submissions to the form of ``page`` the state ``to``; the number of the act, and how many changed.

    Records that stand in the state already, or that no list may show, are left as they are.

    :raises NotYours: for those who do not look after the page.
    :raises Refusal: when nothing or too much was chosen.
    """
    if not may_handle(by, page):
        raise NotYours([_("Only those who look after this page may do this.")])
    if not records:
        raise Refusal([_("Nothing was chosen. Tick the answers first.")])
    if len(set(records)) > MOST:
        raise Refusal([_("At most %(most)d answers are changed at once.") % {"most": MOST}])
    with transaction.atomic():
        chosen = page.get_submissions().unrestricted().filter(pk__in=records).exclude(handling=to)
        act, changed = _change(list(chosen.select_for_update(of=("self",))), {}, Handling(to), by, now)
        _note(page, act, changed, Handling(to), by)
    return act, changed


def undo(*, page: FormPageMixin, act: UUID, by: Any, now: datetime) -> int:
    """Put back what was changed by ``act``, as far as nobody has changed it since; how many.

    :raises NotYours: for those who do not look after the page.
    """
    if not may_handle(by, page):
        raise NotYours([_("Only those who look after this page may do this.")])
    with transaction.atomic():
        done = HandlingChange.objects.filter(act=act, submission__page=page.pk)
        changes = {each.submission_id: each for each in done}
        rows = page.get_submissions().unrestricted().filter(pk__in=changes).select_for_update(of=("self",))
        still = [row for row in rows if row.handling == changes[row.pk].after]
        befores = {row.pk: changes[row.pk].before for row in still}
        number, changed = _change(still, befores, None, by, now)
        _note(page, number, changed, None, by)
    return changed


def write_note(*, page: FormPageMixin, submission: Submission, text: str, by: Any, now: datetime) -> SubmissionNote:
    """Write a note on a submission to the form of ``page``.

    :raises NotYours: for those who do not look after the page.
    :raises Refusal: when it says nothing, or too much.
    """
    if not may_note(by, page):
        raise NotYours([_("Only those who look after this page may do this.")])
    words = text.strip()
    longest = SubmissionNote._meta.get_field("text").max_length or 0
    if not words:
        raise Refusal([_("The note is empty.")])
    if len(words) > longest:
        raise Refusal([_("A note has at most %(longest)d characters.") % {"longest": longest}])
    with transaction.atomic():
        note = SubmissionNote.objects.create(submission=submission, text=words, by=by, at=now)
        audit.record("submission.noted", actor=by, subject_type="submission", subject_id=submission.pk)
    return note


def _change(
    rows: list[Submission], befores: dict[UUID, str], to: Handling | None, by: Any, now: datetime
) -> tuple[UUID, int]:
    """Give each row the state ``to``, or its own of ``befores``."""
    act = uuid.uuid4()
    states = {row.pk: str(to or befores[row.pk]) for row in rows}
    HandlingChange.objects.bulk_create(
        HandlingChange(submission=row, act=act, before=row.handling, after=states[row.pk], by=by, at=now)
        for row in rows
    )
    for state in Handling.values:
        of_state = [pk for pk, each in states.items() if each == state]
        if of_state:
            Submission.objects.unrestricted().filter(pk__in=of_state).update(handling=state)
    return act, len(rows)


def _note(page: FormPageMixin, act: UUID, changed: int, to: Handling | None, by: Any) -> None:
    facts = {"number": str(act), "rows": changed, "state": str(to) if to else "undone"}
    audit.record("submissions.handled", actor=by, subject_type="page", subject_id=page.pk, facts=facts)
