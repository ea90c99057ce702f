"""What somebody does with her own registration by its link: confirm her address, answer an offer, cancel.

Each takes the event's lock, so that of two who press at once one is heard, and the seat that becomes free is filled
in the same transaction.
"""
from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from events import seats, still_coming, told_at_once
from events.models import Registration, Seat
from events.models.seating import CannotMove, fill_from_queue, move, policy_of, standing_of, tell_room
from events.moves import LIVE, Act, Move, State
from events.registration import decisive
from events.seats import Fate
from forms_app.models import Submission
from forms_app.stamping_anew import stamp_anew
from forms_app.submissions import email_of, tell_participants

_MOVES = {Act.ACCEPT: Move.ACCEPT, Act.DECLINE: Move.DECLINE, Act.CANCEL: Move.CANCEL}
_VERIFIED = {
    Fate.CONFIRMED: Move.VERIFY_CONFIRMED,
    Fate.WAITING: Move.VERIFY_WAITING,
    Fate.PENDING_APPROVAL: Move.VERIFY_PENDING,
}


def acts_open(registration: Registration, page: Any, now: datetime) -> tuple[Act, ...]:
    """What she can do at ``now``: offers and addresses until their time is over, cancelling until it begins."""
    in_time = registration.until is None or now < registration.until
    match registration.state:
        case State.UNVERIFIED:
            return (Act.VERIFY, Act.CANCEL) if in_time else ()
        case State.OFFERED:
            return (Act.ACCEPT, Act.DECLINE) if in_time else ()
        case state if state in LIVE and not _has_begun(page, now):
            return (Act.STILL_COMING, Act.CANCEL) if _is_asked(registration) else (Act.CANCEL,)
        case _:
            return ()


def perform(act: Act, *, record: UUID, now: datetime) -> str:
    """Do it, and let follow what follows; the state her registration is in then.

    :raises CannotMove: when it is not open to her any more.
    """
    with transaction.atomic():
        submission = Submission.objects.select_related("page", "version").get(pk=record)
        page: Any = submission.page.specific
        page.take_lock()
        registration = Registration.objects.get(pk=record)
        if act not in acts_open(registration, page, now):
            raise CannotMove(registration.state)
        if act is Act.STILL_COMING:
            still_coming.note(registration, now)
            return registration.state
        had_place = registration.state == State.CONFIRMED
        move(registration, _verified(page, registration) if act is Act.VERIFY else _MOVES[act], now=now)
        if act is Act.VERIFY:
            _count_from_now(submission, page)
        if act is Act.CANCEL and had_place:
            told_at_once.cancelled(page, record, now)
        if act in (Act.CANCEL, Act.DECLINE):
            fill_from_queue(page, now)
        elif page.counts_places:
            tell_room(page)
        return registration.state


def _verified(page: Any, registration: Registration) -> Move:
    """What becomes of a verified one: the seats it holds stay its own, and a number in the queue too."""
    if registration.queue_number is None:
        return Move.VERIFY_PENDING if page.needs_approval else Move.VERIFY_CONFIRMED
    standing = standing_of(page)
    needs = Seat.objects.needs_of(registration.pk)
    fate = seats.fate_of(needs, standing.left, policy_of(page), verified=True)
    return _VERIFIED.get(fate, Move.VERIFY_WAITING)


def _count_from_now(submission: Submission, page: Any) -> None:
    """Keep it as long as any other registration, and tell the participants who was named by whom."""
    if page.section is None:
        return
    persons = stamp_anew(submission, page.section, page.retention_anchors(), minor=False)
    asked = submission.version.content.questions
    address = email_of(asked, {each.key: submission.answer(each) for each in asked if not each.is_sealed})
    tell_participants(submission.version, persons, address)


def _is_asked(registration: Registration) -> bool:
    return registration.asked_at is not None and registration.still_coming_at is None


def _has_begun(page: Any, now: datetime) -> bool:
    first = decisive(page.terms())
    return bool(first and first.start and now >= first.start)
