"""What holds seats at an event, and the one way in which a seat that has become free is filled.

Everything here is called under the event's lock (``Admission.objects.take``) with the page as it was read there.
"""
from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from events import moves, seats, told_at_once
from events.models.allotment import Allotment
from events.models.registrations import Admission, Registration, Seat
from events.moves import Move
from events.registration import decisive
from events.seats import Key, Promotion, Room
from forms_app import conditions, options
from forms_app.later import asking
from forms_app.models import PostOnce, Submission
from forms_app.needs import tasks
from forms_app.questions import AskedOf, Question
from privacy import audit, generation, outbox


class CannotMove(Exception):
    """The registration is in a state that does not allow it any more; carries the state, nothing personal."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


@dataclass(frozen=True, slots=True)
class Standing:
    """The seats of an event, those that are free, and what each waiting registration needs, in the queue's order."""

    seats: Mapping[Key, int | None]
    free: Mapping[Key, int | None]
    waiting: Mapping[UUID, Mapping[Key, int]]

    @property
    def left(self) -> dict[Key, int | None]:
        """What is left when everybody who waits has been served."""
        return seats.served(self.waiting.items(), self.free)[1]

    def behind(self, party: UUID, needs: Mapping[Key, int], state: str) -> Standing:
        """The same once ``party``, which came last, is noted in ``state``: it holds what it needs, or waits for it."""
        if state == moves.State.WAITING:
            return replace(self, waiting={**self.waiting, party: needs})
        free = {key: None if left is None else left - needs.get(key, 0) for key, left in self.free.items()}
        return replace(self, free=free)


#: The words that say that nothing is free.
_TAKEN = (Room.QUEUE, Room.FULL)
#: Where nothing is limited nothing is counted, and nobody waits.
NOTHING_LIMITED = Standing({}, {}, {})


def seats_of(page: Any) -> dict[Key, int | None]:
    """All seats by key as the editor has set them; None where there is no limit."""
    return {None: page.capacity, **{each.translation_key: each.capacity for each in page.allotments.all()}}


def standing_of(page: Any) -> Standing:
    """How the seats of an event stand; two statements."""
    every, held = seats_of(page), Seat.objects.held(page.translation_key)
    free = {key: None if number is None else number - held[key] for key, number in every.items()}
    return Standing(every, free, Seat.objects.needed(page.translation_key))


def chosen_by(
    allotments: Iterable[Allotment],
    questions: Iterable[Question],
    answers: Mapping[str, Any],
    persons: Sequence[Mapping[str, Any]],
) -> list[set[Key]]:
    """The allotments that each person of a party has chosen: the participants, or the one who registers alone.

    What was chosen for the registration as a whole is chosen for each of them.
    """
    asked = {each.key: each for each in questions}
    party = [*persons] or [{}]
    found: list[set[Key]] = [set() for _person in party]
    for allotment in allotments:
        question = asked.get(allotment.question_key)
        if question is None:
            continue
        for chosen, person in zip(found, party, strict=True):
            given = answers if question.asked_of is AskedOf.REGISTRATION else person
            if allotment.option_key in conditions.chosen(question, given.get(question.key)):
                chosen.add(allotment.translation_key)
    return found


def take_seats(registration: Registration, persons: Sequence[UUID], party: Sequence[Collection[Key]]) -> None:
    """Note the seats of a registration: held or waited for, as its state says. One statement.

    :param persons: the records of its participants; empty for somebody who comes alone.
    """
    whose: list[UUID | None] = [*persons] or [None]
    Seat.objects.bulk_create(
        Seat(registration=registration, person_id=person, allotment_key=key)
        for person, chosen in zip(whose, party, strict=True)
        for key in (None, *sorted(chosen, key=str))
    )


def move(
    registration: Registration, how: Move, *, now: datetime, until: datetime | None = None, by: Any = None
) -> None:
    """Bring a registration to its next state and queue the letter that tells it.

    :param until: until when an offer is good.
    :param by: the member of staff; None for the registrant herself and for the clock.
    :raises CannotMove: when it has moved on meanwhile.
    """
    step = how.value
    number = registration.queue_number if step.ends == moves.State.WAITING else None
    changed = Registration.objects.filter(pk=registration.pk, state__in=step.begins).update(
        state=step.ends, decided_at=now, until=until, queue_number=number
    )
    registration.refresh_from_db()
    if not changed:
        raise CannotMove(registration.state)
    action = f"registration.{how.name.lower()}"
    audit.record(action, actor=by, subject_type="submission", subject_id=registration.pk)
    submission = Submission.objects.select_related("version").get(pk=registration.pk)
    if step.ends not in moves.LIVE:
        # Whoever registers anew right afterwards does not send the same post again.
        PostOnce.objects.filter(record=registration.pk).delete()
        tasks.close(registration.pk, now=now)
    elif how.begins_anew:
        tasks.follow(submission, now=now)
    if step.ends == moves.State.CONFIRMED:
        asking.ask_with_place(submission, now)
    if step.letter and not step.is_told_apart:
        outbox.queue(step.letter, object_id=registration.pk, language=submission.version.language)


def fill_from_queue(page: Any, now: datetime) -> None:
    """Give what is free to those who wait, in strict order, and write what the public reads of it.

    Called by every path that frees a seat; does nothing twice, and nothing from a day before the start on.
    """
    standing = standing_of(page)
    stop = promotion_stop(page)
    if standing.waiting and page.promotion != Promotion.BY_HAND and (stop is None or now < stop):
        for pk in seats.served(standing.waiting.items(), standing.free)[0]:
            _promote(page, Registration.objects.get(pk=pk), now, stop)
        standing = standing_of(page)
    tell_room(page, standing)


def stop_waiting(page: Any, now: datetime) -> int:
    """Tell everybody who waits that there is no place, once the promotion stop is reached; how many."""
    stop = promotion_stop(page)
    if stop is None or now < stop:
        return 0
    waiting = list(Registration.objects.of_event(page.translation_key).in_queue())
    for registration in waiting:
        move(registration, Move.STOP, now=now)
    return len(waiting)


def cancel_everybody(page: Any, now: datetime) -> int:
    """The event does not take place: nobody is registered or waits any more; how many were. Nobody is told here."""
    live = list(Registration.objects.of_event(page.translation_key).live())
    for registration in live:
        move(registration, Move.CANCEL_WITH_EVENT, now=now)
    return len(live)


def promotion_stop(page: Any) -> datetime | None:
    """From when nobody is promoted by itself any more."""
    first = decisive(page.terms())
    return seats.stops_at(first.start, first.earliest_day if first.has_day else None, page.zone()) if first else None


def tell_room(page: Any, standing: Standing | None = None) -> None:
    """Write the word that the public reads of an event's seats, where it has changed."""
    room = room_of(page, standing or standing_of(page)) if page.counts_places else Room.FREE
    admission = Admission.objects.filter(event_key=page.translation_key)
    if room in _TAKEN and admission.exclude(room__in=_TAKEN).update(room=room):
        transaction.on_commit(generation.begin)
        told_at_once.became_full(page)
    elif admission.exclude(room=room).update(room=room):
        transaction.on_commit(generation.begin)


def room_of(page: Any, standing: Standing) -> Room:
    """The word for how an event's seats stand."""
    by_question: dict[str, set[Key]] = {}
    offered: dict[str, Sized] = {row.clean_name: options.parse(row.choices) for row in page.form_fields.all()}
    offered.update((each.key, each.options) for each in page.own_questions(page))
    for allotment in page.allotments.all():
        by_question.setdefault(allotment.question_key, set()).add(allotment.translation_key)
    choices = [keys for question, keys in by_question.items() if len(keys) == len(offered.get(question, ()))]
    return seats.room_of(standing.seats, standing.left, has_queue=page.has_queue, choices=choices)


def policy_of(page: Any) -> seats.Policy:
    """What the editor has chosen."""
    return seats.Policy(page.has_queue, page.needs_approval, page.verifies_address)


def _promote(page: Any, registration: Registration, now: datetime, stop: datetime | None) -> None:
    if page.promotion == Promotion.AUTOMATIC:
        move(registration, Move.PROMOTE, now=now)
    elif until := seats.offered_until(now, page.zone(), stop):
        move(registration, Move.OFFER, now=now, until=until)
