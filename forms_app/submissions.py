"""The one door through which an answer becomes a stored public record."""
from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from forms_app import answers as answering
from forms_app.admission import Decision, Refused, State, Verdict
from forms_app.by_staff import ByStaff
from forms_app.models import FormPageMixin, FormVersion, PostOnce, StaffEntry, Submission
from forms_app.models.submissions import ADDRESSES, HOLDING
from forms_app.questions import Question
from forms_app.references import new_reference
from privacy import audit, expiries, keyring, outbox, stamps, subject_keys
from privacy.contracts import PrivacyClass
from privacy.models import Origin, SectionDefaults

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a post: the record it belongs to, and whether it had been sent before."""

    submission: uuid.UUID
    repeated: bool


def record(
    *,
    page: FormPageMixin,
    served_page: FormPageMixin,
    version: FormVersion,
    answers: dict[str, Any],
    now: datetime,
    by_staff: ByStaff | None = None,
) -> Recorded:
    """Store valid answers to the form of ``page``, exactly once, in one transaction.

    :param page: the canonical page; its facts decide.
    :param served_page: the page, in whatever language, that the person saw.
    :param version: the version she answered.
    :param answers: valid values by question key.
    :param now: aware moment of the request.
    :param by_staff: where staff enter it in somebody's name; the form's times do not bind them.

    The post is claimed first, so that the same answers sent twice at once wait for each other;
    then the page decides under its lock; then everything is written or nothing.

    :raises forms_app.admission.Refused: when the form is not open, or no section says whose the
        answers would be: nothing is ever stored without its privacy stamp.
    """
    section = page.section
    if section is None:
        raise Refused(Verdict(State.CLOSED, is_open=False))
    for attempt in range(_TRIES):
        try:
            with transaction.atomic():
                return _record_once(page, section, served_page, version, answers, now, by_staff)
        except IntegrityError as error:
            if "reference" not in str(error) or attempt == _TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _record_once(
    page: FormPageMixin,
    section: SectionDefaults,
    served_page: FormPageMixin,
    version: FormVersion,
    answers: dict[str, Any],
    now: datetime,
    by_staff: ByStaff | None,
) -> Recorded:
    questions = version.content.questions
    identity = uuid.uuid4()
    post = {"": by_staff.once} if by_staff else answers
    claimed = PostOnce.objects.claim(_digest(page, post), record=identity, now=now)
    if claimed != identity:
        return Recorded(claimed, repeated=True)
    decision = page.decide(questions=questions, answers=answers, now=now, by_staff=by_staff is not None)
    submission = _insert(identity, page, section, served_page, version, answers, decision, now, by_staff)
    subject_keys.remember_all(
        identity, subject_values(questions, answers), region=section.controller.jurisdiction
    )
    page.accept(submission, decision, now)
    if email_of(questions, answers):
        outbox.queue(decision.letter, object_id=identity, language=version.language)
    if by_staff:
        _note_entry(submission, by_staff, now)
    else:
        audit.record("submission.received", subject_type="submission", subject_id=str(identity))
    return Recorded(identity, repeated=False)


def _insert(
    identity: uuid.UUID,
    page: FormPageMixin,
    section: SectionDefaults,
    served_page: FormPageMixin,
    version: FormVersion,
    answers: dict[str, Any],
    decision: Decision,
    now: datetime,
    by_staff: ByStaff | None,
) -> Submission:
    asked = [question for question in version.content.questions if question.kind.is_asked]
    personal = [question for question in asked if question.privacy_class is not PrivacyClass.NONE]
    given = [question for question in personal if answers.get(question.key) not in answering.EMPTY]
    fields = [(question.key, question.privacy_class, question.meaning) for question in given]
    came_at = by_staff.came_at if by_staff else now
    submitted_on = timezone.localdate(came_at, page.zone())
    times: dict[str, Any] = {"anchors": page.retention_anchors(), "submitted_on": submitted_on}
    submission = Submission.objects.create(
        id=identity,
        reference=new_reference(),
        page_id=page.pk,
        served_page_id=served_page.pk,
        version=version,
        answers=answering.to_store(answers, version.content.questions, identity),
        received_at=came_at,
        **stamps.stamp(
            section,
            classes={question.privacy_class for question in personal},
            language=version.language,
            origin=by_staff.origin if by_staff else Origin.RECEIVED,
            minor=decision.minor,
            fields=fields,
            **times,
        ),
    )
    expiries.schedule_fields(
        holding=HOLDING, record=identity, section=section, fields=fields, minor=decision.minor, **times
    )
    return submission


def _note_entry(submission: Submission, by_staff: ByStaff, now: datetime) -> None:
    StaffEntry.objects.create(
        submission=submission, channel=by_staff.channel, came_at=by_staff.came_at, by=by_staff.by, at=now,
        notice_given=by_staff.notice_given, why_closed=by_staff.why_closed,
    )  # fmt: skip
    audit.record(
        "submission.entered", actor=by_staff.by, subject_type="submission", subject_id=submission.pk,
        facts={"channel": by_staff.channel, "after_closing": bool(by_staff.why_closed)},
    )  # fmt: skip


def _digest(page: FormPageMixin, answers: dict[str, Any]) -> str:
    """A keyed digest of form and answers: tells nobody what was answered."""
    content = [str(page.translation_key), {key: answering.plain(value) for key, value in answers.items()}]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hmac.new(keyring.current(keyring.Purpose.SUBJECTS).secret, text.encode(), hashlib.sha256).hexdigest()


def subject_values(questions: tuple[Question, ...], answers: dict[str, Any]) -> list[tuple[str, str]]:
    """The addresses and numbers by which the person can be found: ("email" or "phone", value)."""
    return [
        (ADDRESSES[q.kind.widget], answers[q.key])
        for q in questions
        if q.kind.widget in ADDRESSES and answers.get(q.key)
    ]


def remember_person(submission: Submission) -> None:
    """Make the digests by which the person of a stored record is found, from its working values."""
    questions = submission.version.content.questions
    answers = {q.key: submission.answer(q) for q in questions if q.kind.widget in ADDRESSES}
    values = subject_values(questions, answers)
    subject_keys.remember_all(submission.pk, values, region=submission.controller.jurisdiction)


def email_of(questions: tuple[Question, ...], answers: dict[str, Any]) -> str:
    """The registrant's own address: the answer to the first e-mail question, or ""."""
    return next((answers.get(q.key) or "" for q in questions if q.kind.widget == "email"), "")


def name_of(questions: tuple[Question, ...], answers: dict[str, Any]) -> str | None:
    """The registrant's name, folded for comparison; None where the form does not ask for it."""
    question = next((q for q in questions if q.type == "name"), None)
    if question is None:
        return None
    return " ".join(str(answers.get(question.key) or "").casefold().split())
