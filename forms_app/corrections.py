"""Correcting an answer: what was received is never overwritten (it is a public record), the working value is."""
from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from forms_app import answers as answering
from forms_app.builder import QuestionFormBuilder
from forms_app.models import AnswerChange, Submission
from forms_app.models.answered import ADDRESSES, Answered
from forms_app.needs import tasks
from forms_app.questions import Question
from forms_app.removal import changes_of
from forms_app.submissions import remember_person
from privacy import audit, cipher, expiries, registry
from privacy.contracts import Refusal
from privacy.models import SubjectKey
from privacy.rules import Selector


def correct(
    *, record: UUID, key: str, value: Any, by: Any, why: str, now: datetime, note: str = "",
    of: type[Answered] = Submission, is_followed: bool = False,
) -> AnswerChange:
    """Put ``value`` in the place of the working value of one answer (GDPR 16), and keep both with the reason.

    :param of: the kind of record: a submission, or a participant of one.
    :param value: as a form posts it; of a question with options also an option's words.
    :param by: a member of staff, for whom the page lets follow what depends on the answer; None for the registrant
        herself, whose own ways do that.
    :param is_followed: whether the caller lets follow what depends on the answer, also for staff.
    :param why: a value of ``SubmissionChange.Why``.
    :raises Refusal: when the answer was erased, is unknown, stands so already, or the value is not one that
        the question takes.
    """
    with transaction.atomic(), _let_follow(record, of, key, None if is_followed else by, now):
        # of=self: the rows of form and controller are shared with everybody.
        locked = of._base_manager.select_for_update(of=("self",))
        submission = locked.select_related(f"{of.to_submission}version", "controller").filter(pk=record).first()
        if submission is None:
            raise Refusal([_("The submission does not exist any more.")])
        question = _question(submission, key)
        new = answering.plain(_cleaned(submission, question, value))
        if new == submission.answer(question):
            raise Refusal([_("The answer is the same already.")])
        change = _change(submission, question, new, by=by, why=why, note=note, now=now)
        was_empty = submission.answer(question) in answering.EMPTY
        submission.corrected[key] = change.new
        submission.save(update_fields=["corrected"])
        if question.kind.widget in ADDRESSES:
            _renew_keys(submission)
        if was_empty:
            _schedule(submission, question, now)
        tasks.follow_change(submission, question, now=now)
        audit.record(
            "submission.corrected", actor=by, subject_type="submission", subject_id=submission.submission_pk,
            facts={"question": key, "why": why, **submission.number_as_fact},
        )  # fmt: skip
    return change


@contextmanager
def _let_follow(record: UUID, of: type[Answered], key: str, by: Any, now: datetime) -> Iterator[None]:
    """What depends on the answer: the page takes the locks that it needs before the record is locked."""
    path = of.to_submission
    found = of._base_manager.filter(pk=record).values_list(f"{path}pk", f"{path}page").first() if by else None
    if found is None:
        yield
        return
    submission, page = found
    with Page.objects.get(pk=page).specific.correcting(submission, key, by=by, now=now):
        yield


def _question(submission: Answered, key: str) -> Question:
    asked = {question.key: question for question in submission.questions}
    if key not in asked:
        raise Refusal([_("The form did not ask this question.")])
    if key in submission.erased:
        raise Refusal([_("The answer has been erased and cannot be corrected.")])
    if asked[key].kind.takes_files:
        raise Refusal([_("A file stays as it was received. Add a note instead.")])
    return asked[key]


def _cleaned(submission: Answered, question: Question, value: Any) -> Any:
    """``value`` as the form of that version takes it; an option may be given by its words."""
    keys = {option.label.value: option.key for option in question.options}
    given = [keys.get(each, each) for each in value] if isinstance(value, list) else keys.get(value, value)
    field = QuestionFormBuilder([question]).formfields[question.key]
    try:
        return field.clean(given)
    except ValidationError as error:
        raise Refusal(error.messages) from error


def _change(
    submission: Answered, question: Question, new: Any, *, by: Any, why: str, note: str, now: datetime
) -> AnswerChange:
    stored = submission.corrected if question.key in submission.corrected else submission.answers
    if question.is_sealed and new not in answering.EMPTY:
        new = cipher.seal(json.dumps(new), record=submission.pk, question=question.key)
    changes = changes_of(type(submission))
    found: AnswerChange = changes.objects.create(
        **{changes.of: submission}, key=question.key, old=stored.get(question.key), new=new, by=by, at=now, why=why,
        note=note[:200],
    )  # fmt: skip
    return found


def _renew_keys(submission: Answered) -> None:
    """Whoever had the mistaken address is not found by it any more; she is found by the right one."""
    SubjectKey.objects.filter(record=submission.pk)._raw_delete(connection.alias)
    remember_person(submission)


def _schedule(submission: Answered, question: Question, now: datetime) -> None:
    """An answer that is given later has its own time from now on, where a rule says so."""
    page = submission.page.specific
    if page.section is None:
        return
    expiries.schedule_fields(
        holding=submission.holding,
        record=submission.pk,
        section=page.section,
        fields=[(question.key, question.privacy_class, question.meaning)],
        anchors=page.retention_anchors(),
        submitted_on=submission.submitted_on,
        minor=submission.rule is not None and submission.rule.selector == Selector.MINOR,
    )
    today = submission.controller.local_date(now)
    expiries.count_again(registry.holding_of(submission.holding), [submission.pk], today=today)
