"""What a registrant changes herself: her answers, and once an address that was mistyped.

What was received is never overwritten: each is a correction with its history (forms_app.corrections), by nobody on
the staff. Every change takes the event's lock, so that it is decided by what holds then.
"""
from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from events import changeable, chosen
from events.models import Registration, RegistrationLink
from events.models.receipts import mistyped_question
from events.models.reseating import follow_her
from events.models.seating import CannotMove, fill_from_queue
from events.moves import CHANGEABLE, State
from events.organising import only_for_those_who_may
from events.party import party
from forms_app import answers as answering
from forms_app import corrections, participants
from forms_app.later.asking import Put
from forms_app.models import LaterLink, PostOnce, Submission, SubmissionChange
from forms_app.models.answered import Answered
from forms_app.questions import Question
from privacy import audit, outbox
from privacy.models import OutboundMessage
from privacy.models.outbox import MessageState

_HERSELF = SubmissionChange.Why.HERSELF
#: The letter that tells what stands now, so that nobody changes anything behind her back.
CHANGED = chosen.CHANGED
#: The letter that tells how a registration stands.
_LETTERS = {
    State.CONFIRMED: "registration_confirmed",
    State.WAITING: "registration_waiting",
    State.PENDING_APPROVAL: "registration_pending",
    State.UNVERIFIED: "registration_unverified",
    State.OFFERED: "registration_offered",
}


def correct_address(*, record: UUID, address: str, now: datetime) -> None:
    """Put the right address in the place of the mistyped one, let every link that went to that die, and write anew.

    To a repetition nothing is written: it would tell about somebody else's registration.

    :raises CannotMove: when it is too late, or has been done.
    :raises privacy.contracts.Refusal: when the address is none, or the same.
    """
    with transaction.atomic():
        submission, registration = locked(record)
        question = mistyped_question(submission, now)
        if question is None:
            raise CannotMove(registration.state)
        corrections.correct(record=record, key=question.key, value=address, by=None, why=_HERSELF, now=now)
        RegistrationLink.objects.filter(registration=registration).delete()
        LaterLink.objects.filter(submission=submission).delete()
        PostOnce.objects.filter(record=record).delete()
        if letter := _LETTERS.get(State(registration.state)):
            _write_anew(submission, letter)


def open_answers(registration: Registration, page: Any, now: datetime) -> list[Put]:
    """What she may change at ``now``, of the registration and of each participant; nothing once it is closed.

    Where those who come may change altogether, what each of them answered is changed there (events.party).
    """
    if not changeable.is_open(registration, page, now):
        return []
    submission = registration.submission
    # An offer was made, or an address is confirmed, for what was chosen.
    may_move = registration.state in CHANGEABLE
    limited = () if may_move else {each.question_key for each in page.allotments.all()}
    has_party = party.of(registration, page, now) is not None
    people = [] if has_party else [(each, each.ordinal) for each in participants.shown(submission)]
    records = [(submission, 0), *people]
    puts = [Put(record, number, changeable.free(record, limited), {}) for record, number in records]
    meetings = open_meetings(registration, page, now) if may_move else None
    if meetings is not None:
        puts[0] = replace(puts[0], questions=(meetings, *puts[0].questions))
    return [put for put in puts if put.questions]


def open_meetings(registration: Registration, page: Any, now: datetime, *, by_staff: bool = False) -> Question | None:
    """The question which meetings she comes to, while she may choose otherwise; None where there is none."""
    is_open = changeable.is_open(registration, page, now, by_staff=by_staff)
    if not (page.own_question_keys() and registration.state in CHANGEABLE and is_open):
        return None
    submission = registration.submission
    served: Any = submission.served_page.specific
    current = next((each for each in served.own_questions(page) if each.key == chosen.KEY), None)
    cancelled = [each.translation_key for each in page.occasions.all() if each.is_cancelled]
    return chosen.changeable(submission, current, cancelled)


def change_meetings(*, page: Any, record: UUID, given: Any, by: Any, now: datetime) -> bool:
    """Staff choose other meetings for her who asked them to; whether they are others. As :func:`change`.

    :param given: a valid answer to :func:`open_meetings`.
    :raises NotYours: for those who do not look after the page; the attempt is logged.
    """
    only_for_those_who_may(by, page, record)
    return bool(change(record=record, given={0: {chosen.KEY: given}}, now=now, by=by))


def change(*, record: UUID, given: dict[int, dict[str, Any]], now: datetime, by: Any = None) -> int:
    """Store the answers that are other than before; how many.

    :param given: valid answers by ordinal (0: the registration) and question key; what is left out stays as it is.
    :param by: the member of staff who was asked to choose other meetings for her; None for herself.
    :raises CannotMove: when it is too late.
    :raises NoRoom, WouldOvertake: when there is no seat for what she chooses now; then nothing has changed.
    """
    with transaction.atomic():
        submission, registration = locked(record)
        page: Any = submission.page.specific
        puts = open_answers(registration, page, now) if by is None else _of_staff(registration, page, now)
        if not puts:
            raise CannotMove(registration.state)
        changed = [
            question.key
            for put in puts
            for question in put.questions
            if question.key in given.get(put.ordinal, {})
            and put_right(put.record, question, _whole(registration, put, question, given), now, by)
        ]
        if changed:
            _follow(page, record, set(changed), now, by)
            PostOnce.objects.filter(record=record).delete()
            _write_anew(submission, CHANGED)
    return len(changed)


def _of_staff(registration: Registration, page: Any, now: datetime) -> list[Put]:
    meetings = open_meetings(registration, page, now, by_staff=True)
    return [Put(registration.submission, 0, (meetings,), {})] if meetings else []


def _whole(registration: Registration, put: Put, question: Question, given: dict[int, dict[str, Any]]) -> Any:
    """What is to stand: of meetings those that she chose, and those that are not hers to leave."""
    value = given[put.ordinal][question.key]
    if question.key != chosen.KEY:
        return value
    try:
        return chosen.with_what_stays(put.record, question, value)
    except LookupError as error:
        raise CannotMove(registration.state) from error


def _follow(page: Any, record: UUID, changed: set[str], now: datetime, by: Any) -> None:
    """Seats follow the answers that stand now to these questions, and what becomes free is filled."""
    limited = changed.intersection(each.question_key for each in page.allotments.all())
    if not limited:
        return
    answered = Registration.objects.select_related("submission__version").get(pk=record)
    moved = [key for key in sorted(limited) if follow_her(page, answered, key)]
    for key in moved:
        audit.record(
            "registration.reseated", actor=by, subject_type="submission", subject_id=record, facts={"question": key}
        )
    if moved:
        fill_from_queue(page, now)


def put_right(record: Answered, question: Question, value: Any, now: datetime, by: Any = None) -> bool:
    """Put a valid answer in the place of the one that stands, unless it is the same; whether it was another.

    :param by: the member of staff who was asked to; None for the registrant herself.
    """
    value, before = answering.plain(value), record.answer(question)
    if value == before or (value in answering.EMPTY and before in answering.EMPTY):
        return False
    corrections.correct(
        record=record.pk, key=question.key, value=value, by=by, now=now, of=type(record), is_followed=True,
        why=SubmissionChange.Why.ASKED if by else _HERSELF,
    )  # fmt: skip
    return True


def locked(record: UUID) -> tuple[Submission, Registration]:
    """The submission and its registration, read under the event's lock."""
    page: Any = Submission.objects.select_related("page").get(pk=record).page.specific
    page.take_lock()
    registration = Registration.objects.select_related("submission__version", "submission__page").get(pk=record)
    return registration.submission, registration


def _write_anew(submission: Submission, letter: str) -> None:
    """Once more to the new address, unless the first letter has not left: that goes to the new one by itself."""
    sent = OutboundMessage.objects.filter(object_id=submission.pk, kind=letter)
    if not sent.filter(state=MessageState.QUEUED, lease=None).exists():
        outbox.queue(
            letter, object_id=submission.pk, version=sent.count() + 1, language=submission.version.language
        )
