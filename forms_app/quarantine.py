"""Posts that look as if a program had written them: set aside, looked at by a person, released or left to expire.

What has come in is a public record (domain.md §1), so nothing is swallowed. Until somebody has looked at it, it
has no seat, gets no mail and stands in no list, export or number; its rule is that of minor importance.
"""
from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from forms_app import access, limits, suspicion
from forms_app.admission import Decision, Refused
from forms_app.models import FormPageMixin, Submission
from forms_app.questions import Question
from forms_app.restriction import NotYours
from forms_app.stamping_anew import stamp_anew
from forms_app.submissions import settle
from forms_app.suspicion import Sign
from privacy import audit
from privacy.contracts import Refusal


class CannotRelease(Refusal):
    """The form takes nothing any more, or the post is not set aside."""

    title = _("This submission cannot be released")
    comfort = _("It is kept as it was.")


def is_suspicious(
    page: FormPageMixin, questions: tuple[Question, ...], answers: dict[str, Any], now: datetime
) -> bool:
    """Whether a valid post is to be set aside; counts its free text."""
    found = suspicion.signs(questions, answers)
    text = suspicion.repeatable(questions, answers)
    if text and limits.times_today(page_id=page.pk, text=text, now=now) > suspicion.OFTEN:
        found[Sign.SENT_OFTEN] = suspicion.ENOUGH
    return suspicion.weight_of(found) >= suspicion.ENOUGH


def reasons(submission: Submission) -> list[Any]:
    """The signs of a post that is set aside, in words; what was counted that day is not known any more."""
    asked = submission.questions
    given = {q.key: submission.received(q) for q in asked if not q.is_sealed}
    found = suspicion.signs(asked, given)
    if suspicion.weight_of(found) < suspicion.ENOUGH:
        found[Sign.SENT_OFTEN] = suspicion.ENOUGH
    return [suspicion.IN_WORDS[sign] for sign in found]


def release(*, record: UUID, by: Any, now: datetime) -> None:
    """Let the post count: decided as if it came now, under the page's lock, with the time at which it came.

    :raises NotYours: for whoever may not handle the page's submissions.
    :raises CannotRelease: when the form is closed by now, or somebody else has released it.
    """
    with transaction.atomic():
        # of=self: the rows of form and controller are shared with everybody.
        rows = Submission.objects.quarantined().select_for_update(of=("self",)).select_related("version")
        submission = rows.filter(pk=record).first()
        if submission is None:
            raise CannotRelease([_("It has been released already, or it is gone.")])
        page: FormPageMixin = submission.page.specific
        if not access.may_handle(by, page):
            raise NotYours([_("Only who looks after the form, or a case officer, may do this.")])
        questions = submission.version.content.questions
        answers = {q.key: submission.received(q) for q in submission.questions}
        came = [{q.key: each.received(q) for q in each.questions} for each in submission.persons.all()]
        decision = _decided(page, questions, answers, came, now)
        if page.section is None:
            raise CannotRelease([_("No section says who is responsible for the answers.")])
        persons = stamp_anew(submission, page.section, page.retention_anchors(), minor=decision.minor)
        Submission.objects.filter(pk=submission.pk).update(quarantined_at=None)
        submission.refresh_from_db()
        settle(submission, page, decision, answers=answers, persons=persons, now=now)
        audit.record("submission.released", actor=by, subject_type="submission", subject_id=submission.pk)


def _decided(
    page: FormPageMixin,
    questions: tuple[Question, ...],
    answers: dict[str, Any],
    persons: list[dict[str, Any]],
    now: datetime,
) -> Decision:
    try:
        return page.decide(questions=questions, answers=answers, persons=persons, now=now)
    except Refused:
        raise CannotRelease([
            _("The form takes no more answers, so this one cannot be counted. Write to her if she should know."),
        ]) from None  # fmt: skip
