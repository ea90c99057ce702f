"""Seats that follow an answer: somebody chooses otherwise, and moves from one limited choice to another.

She herself overtakes nobody who waits; staff who correct an answer may let her past, as when they give a place by hand.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from events import seats
from events.models.allotment import Allotment
from events.models.registrations import Registration, Seat
from events.models.room_words import lacking_for, no_room_in_words
from events.models.seating import chosen_by, fill_from_queue, standing_of
from events.moves import HOLDING, State
from events.seats import Key, Needs
from forms_app.models import Submission
from privacy import audit
from privacy.contracts import Refusal

#: A participant, or None for one who comes alone, and what she has chosen.
_Chosen = tuple[UUID | None, Key]


class NoRoom(Exception):
    """There is not room for the change. ``number``: of those who were to join; None: not for what was chosen anew."""

    def __init__(self, number: int | None) -> None:
        super().__init__(number)
        self.number = number


class WouldOvertake(Exception):
    """The registration waits, and wants more than those who wait after it knew of."""


def refuse_overtaking(
    page: Any, registration: Registration, given_back: Needs, changed: Needs, joining: Sequence[Needs] = ()
) -> None:
    """Refuse a change by the registrant for which there is no room behind everybody who waits. Under the event's lock.

    Whoever waits keeps her number as long as she takes nothing that somebody after her counts on.

    :param given_back: the seats of those who leave, or choose something else.
    :param changed: the seats that those who stay choose anew.
    :param joining: what each of those who join needs.
    :raises NoRoom: when there are not seats for all that is wanted.
    :raises WouldOvertake: when it waits, and others wait after it.
    """
    if not page.counts_places:
        return
    left = standing_of(page).left
    if registration.state == State.WAITING:
        after = Registration.objects.of_event(registration.event_key).filter(
            queue_number__gt=registration.queue_number
        )
        if not seats.fits(seats.more_than(given_back, [changed, *joining]), left) and after.exists():
            raise WouldOvertake
        return
    number = seats.room_for(given_back, changed, joining, left)
    if number is None or number < len(joining):
        raise NoRoom(number)


def follow_her(page: Any, registration: Registration, key: str) -> bool:
    """Let seats follow what the registrant has answered to the question ``key``; whether any is another.

    Under the event's lock; the caller fills what has become free.

    :raises NoRoom, WouldOvertake: as :func:`refuse_overtaking`.
    """
    taken, left = _difference(page, registration, key)
    if taken:
        refuse_overtaking(
            page, registration, Counter(each for _person, each in left), Counter(each for _person, each in taken)
        )
    _move(registration, taken, left)
    return bool(taken or left)


@contextmanager
def seats_following(page: Any, submission: UUID, key: str, *, by: Any, now: datetime) -> Iterator[None]:
    """Around the correction of an answer to the question ``key``: under the event's lock where seats depend on it.

    :raises Refusal: when a registration that holds seats would need more than are free; staff may let it past those
        who wait, as when they give a place by hand.
    """
    if not _of_question(page, key):
        yield
        return
    page.take_lock()
    yield
    registration = Registration.objects.select_related("submission__version").get(pk=submission)
    if _reseat(page, registration, key):
        audit.record(
            "registration.reseated", actor=by, subject_type="submission", subject_id=submission, facts={"question": key}
        )
        fill_from_queue(page, now)


def _reseat(page: Any, registration: Registration, key: str) -> bool:
    """Let the seats be those that the answers to the question ``key`` choose now; whether any is another."""
    taken, left = _difference(page, registration, key)
    if registration.state in HOLDING and registration.queue_number is None:
        _refuse_without_room(page, taken, left)
    _move(registration, taken, left)
    return bool(taken or left)


def _difference(page: Any, registration: Registration, key: str) -> tuple[list[_Chosen], list[_Chosen]]:
    """The seats that the answers to the question ``key`` choose now and that are not there, and the other way round."""
    wanted = _wanted(page, registration.submission, key)
    held: dict[UUID | None, set[Key]] = {person: set() for person in wanted}
    mine = Seat.objects.filter(registration=registration)
    of_question = mine.filter(allotment_key__in=[each.translation_key for each in _of_question(page, key)])
    for person, allotment in of_question.values_list("person", "allotment_key"):
        if person in held:
            held[person].add(allotment)
    taken = [(person, each) for person, chosen in wanted.items() for each in chosen - held[person]]
    left = [(person, each) for person, chosen in wanted.items() for each in held[person] - chosen]
    return taken, left


def _move(registration: Registration, taken: Collection[_Chosen], left: Collection[_Chosen]) -> None:
    for whose, each in left:
        Seat.objects.filter(registration=registration, person=whose, allotment_key=each).delete()
    Seat.objects.bulk_create(
        Seat(registration=registration, person_id=whose, allotment_key=each) for whose, each in taken
    )


def _of_question(page: Any, key: str) -> list[Allotment]:
    return [each for each in page.allotments.all() if each.question_key == key]


def _wanted(page: Any, submission: Submission, key: str) -> dict[UUID | None, set[Key]]:
    """What each of a party has chosen by that question. Whose answer has been erased keeps what she has."""
    questions = [each for each in submission.version.questions if each.key == key]
    people = list(submission.persons.coming().select_related("submission__version").order_by("ordinal"))
    chosen = chosen_by(
        _of_question(page, key), questions, {each.key: submission.answer(each) for each in questions},
        [{each.key: person.answer(each) for each in questions} for person in people],
    )  # fmt: skip
    kept = {person.pk for person in people if key in person.erased}
    whose: list[UUID | None] = [each.pk for each in people] or [None]
    return {person: keys for person, keys in zip(whose, chosen, strict=True) if person not in kept}


def _refuse_without_room(page: Any, taken: Collection[_Chosen], left: Collection[_Chosen]) -> None:
    needs = Counter(each for _person, each in taken) - Counter(each for _person, each in left)
    standing = standing_of(page)
    if lacking := lacking_for(needs, standing):
        raise Refusal(no_room_in_words(page, standing, needs, lacking))
