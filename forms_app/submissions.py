"""The one door through which an answer becomes a stored public record."""
from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from forms_app import answers as answering
from forms_app import conditions, review
from forms_app.admission import QUARANTINED, Decision, Refused, State, Verdict
from forms_app.arrivals import Arrival, subject_values
from forms_app.by_staff import ByStaff
from forms_app.files import store
from forms_app.keeping_files import files_in, keep_files
from forms_app.later import asking
from forms_app.models import FormPageMixin, FormVersion, PostOnce, StaffEntry, Submission, SubmittedPerson
from forms_app.models.answered import ADDRESSES, Answered
from forms_app.models.persons import HOLDING as PERSONS
from forms_app.models.submissions import HOLDING, SAME_POST
from forms_app.needs import tasks
from forms_app.participants import folded, to_be_told
from forms_app.questions import AskedOf, Question
from forms_app.references import new_reference
from privacy import audit, keyring, outbox, subject_keys
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
    persons: Sequence[dict[str, Any]] = (),
    suspicious: bool = False,
    now: datetime,
    by_staff: ByStaff | None = None,
    nonce: str = "",
    follow: Callable[[uuid.UUID], None] | None = None,
) -> Recorded:
    """Store valid answers to the form of ``page``, exactly once, in one transaction.

    :param page: the canonical page; its facts decide.
    :param served_page: the page, in whatever language, that the person saw.
    :param version: the version she answered.
    :param answers: valid values by question key, of the questions put to the one who registers.
    :param persons: the same of each participant, in order; empty where the form asks participants nothing.
    :param now: aware moment of the request.
    :param suspicious: whether it is set aside, undecided, until a person has looked at it.
    :param by_staff: where staff enter it in somebody's name; the form's times do not bind them.
    :param nonce: the random value of what was looked through, where the answers do not tell people apart:
        the same answers with the same value are one post for as long as one may look.
    :param follow: called with the record in the same transaction, also when it had been sent before; what it
        raises undoes everything.

    Answers to questions that these answers do not open are not stored. The post is claimed first, so that the
    same answers sent twice at once wait for each other; then the page decides under its lock; then everything
    is written or nothing.

    :raises forms_app.admission.Refused: when the form is not open, or no section says whose the
        answers would be: nothing is ever stored without its privacy stamp.
    """
    section = page.section
    if section is None:
        raise Refused(Verdict(State.CLOSED, is_open=False))
    own, of_each = conditions.only_put(version.content.questions, answers, persons)
    post = _Post(page, served_page, version, own, tuple(of_each), now, by_staff, suspicious, nonce)
    for attempt in range(_TRIES):
        try:
            with store.none_left(files_in(answers)), transaction.atomic():
                recorded = _record_once(post, section)
                if follow:
                    follow(recorded.submission)
                return recorded
        except IntegrityError as error:
            if "reference" not in str(error) or attempt == _TRIES - 1:
                raise
    raise AssertionError("unreachable")


@dataclass(frozen=True, slots=True)
class _Post:
    """What was sent, to what, and when."""

    page: FormPageMixin
    served_page: FormPageMixin
    version: FormVersion
    answers: dict[str, Any]
    persons: tuple[dict[str, Any], ...]
    now: datetime
    by_staff: ByStaff | None
    suspicious: bool
    nonce: str

    @property
    def came_at(self) -> datetime:
        """When the person sent, wrote, called or came: the record is received then."""
        return self.by_staff.came_at if self.by_staff else self.now

    @property
    def digest(self) -> str:
        """A keyed digest of form and answers: tells nobody what was answered."""
        sent = [{"": self.by_staff.once}] if self.by_staff else [self.answers, *self.persons]
        given = [{key: answering.told_apart(value) for key, value in each.items()} for each in sent]
        form = [str(self.page.translation_key), *([self.nonce] if self.nonce else [])]
        text = json.dumps([*form, *given], sort_keys=True, ensure_ascii=False)
        return hmac.new(keyring.current(keyring.Purpose.SUBJECTS).secret, text.encode(), hashlib.sha256).hexdigest()


def _record_once(post: _Post, section: SectionDefaults) -> Recorded:
    identity = uuid.uuid4()
    lasts = review.VALID if post.nonce else SAME_POST
    claimed = PostOnce.objects.claim(post.digest, record=identity, now=post.now, lasts=lasts)
    if claimed != identity:
        return Recorded(claimed, repeated=True)
    decision = QUARANTINED
    if post.suspicious:
        if not (verdict := post.page.admission(post.now)).is_open:
            raise Refused(verdict)
    else:
        decision = post.page.decide(
            questions=post.version.content.questions, answers=post.answers, persons=post.persons, now=post.now,
            by_staff=post.by_staff is not None,
        )  # fmt: skip
    persons = {uuid.uuid4(): each for each in post.persons}
    submission = _insert(identity, post, persons, section, decision)
    keep_files(submission, post.answers)
    if not post.suspicious:
        is_written_to = post.by_staff is None or post.by_staff.is_written_to
        settle(
            submission, post.page, decision, answers=post.answers, persons=persons, now=post.now,
            is_written_to=is_written_to,
        )  # fmt: skip
    facts = {"participants": len(post.persons)} if post.persons else {}
    if post.by_staff:
        _note_entry(submission, post.by_staff, post.now, facts)
    else:
        action = "submission.quarantined" if post.suspicious else "submission.received"
        audit.record(action, subject_type="submission", subject_id=str(identity), facts=facts)
    return Recorded(identity, repeated=False)


def _insert(
    identity: uuid.UUID,
    post: _Post,
    persons: dict[uuid.UUID, dict[str, Any]],
    section: SectionDefaults,
    decision: Decision,
) -> Submission:
    """Store the submission and its participants, with all that lies beside each of them."""
    page = post.page
    arrival = Arrival(
        section=section, version=post.version, anchors=page.retention_anchors(), minor=decision.minor,
        submitted_on=timezone.localdate(post.came_at, page.zone()),
        origin=post.by_staff.origin if post.by_staff else Origin.RECEIVED,
    )  # fmt: skip
    outlasts = [field for each in post.persons for field in arrival.fields(AskedOf.PARTICIPANT, each)]
    submission = Submission.objects.create(
        reference=new_reference(),
        page_id=page.pk,
        served_page_id=post.served_page.pk,
        version=post.version,
        received_at=post.came_at,
        quarantined_at=post.now if post.suspicious else None,
        **arrival.columns(identity, AskedOf.REGISTRATION, post.answers, outlasts=outlasts),
    )
    SubmittedPerson.objects.bulk_create(
        SubmittedPerson(submission=submission, ordinal=ordinal, **arrival.columns(pk, AskedOf.PARTICIPANT, given))
        for ordinal, (pk, given) in enumerate(persons.items(), start=1)
    )
    arrival.follow(
        [
            (HOLDING, identity, AskedOf.REGISTRATION, post.answers),
            *((PERSONS, pk, AskedOf.PARTICIPANT, given) for pk, given in persons.items()),
        ]
    )
    return submission


def _note_entry(submission: Submission, by_staff: ByStaff, now: datetime, facts: dict[str, int]) -> None:
    StaffEntry.objects.create(
        submission=submission, channel=by_staff.channel, came_at=by_staff.came_at, by=by_staff.by, at=now,
        notice_given=by_staff.notice_given, why_closed=by_staff.why_closed,
    )  # fmt: skip
    audit.record(
        "submission.entered", actor=by_staff.by, subject_type="submission", subject_id=submission.pk,
        facts={"channel": by_staff.channel, "after_closing": bool(by_staff.why_closed), **facts},
    )  # fmt: skip


def settle(
    submission: Submission,
    page: FormPageMixin,
    decision: Decision,
    *,
    answers: dict[str, Any],
    persons: dict[uuid.UUID, dict[str, Any]],
    now: datetime,
    is_written_to: bool = True,
) -> None:
    """Let follow what follows a decision, in the same transaction: rows of the floors above, questions, letters.

    :param persons: each participant's answers by her record.
    :param is_written_to: whether questions and letters follow; who was moved in has had hers.
    """
    version = submission.version
    page.accept(submission, decision, now)
    if not decision.minor:
        tasks.follow(submission, now=now, is_new=True)
    if not is_written_to:
        return
    if page.gives_place(decision):
        asking.ask_with_place(submission, now)
    address = email_of(version.content.questions, answers)
    if address:
        outbox.queue(decision.letter, object_id=submission.pk, language=version.language)
    if not decision.minor:
        tell_participants(version, persons, address)


def tell_participants(version: FormVersion, persons: dict[uuid.UUID, dict[str, Any]], address: str) -> None:
    """Queue the notice to each participant whom somebody else has named with an address (GDPR 14)."""
    if persons:
        told = to_be_told(version.content.put_to(AskedOf.PARTICIPANT), persons.items(), address)
        outbox.queue_all("participant_told", told, language=version.language)


def remember_person(record: Answered) -> None:
    """Make the digests by which the person of a stored record is found, from its working values."""
    asked = [question for question in record.questions if question.kind.widget in ADDRESSES]
    values = subject_values(asked, {question.key: record.answer(question) for question in asked})
    subject_keys.remember_all(record.pk, values, region=record.controller.jurisdiction)


def email_of(questions: Iterable[Question], answers: dict[str, Any]) -> str:
    """The registrant's own address: the answer to the first e-mail question put to her, or ""."""
    question = address_question(questions)
    return (answers.get(question.key) or "") if question else ""


def address_question(questions: Iterable[Question]) -> Question | None:
    """The question whose answer is the registrant's own address: the first one for e-mail put to her."""
    own = (q for q in questions if q.asked_of is AskedOf.REGISTRATION and q.kind.widget == "email")
    return next(own, None)


def address_of(record: Submission) -> str:
    """The registrant's own address as it stands now, corrected where it has been; "" when she gave none."""
    questions = [each for each in record.questions if not each.is_sealed]
    return email_of(questions, {each.key: record.answer(each) for each in questions})


def name_of(questions: Iterable[Question], answers: dict[str, Any]) -> str | None:
    """The registrant's name, folded for comparison; None where the form does not ask for it."""
    question = next((q for q in questions if q.asked_of is AskedOf.REGISTRATION and q.type == "name"), None)
    if question is None:
        return None
    return folded(str(answers.get(question.key) or ""))
