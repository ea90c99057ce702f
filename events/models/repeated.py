"""Which registration to an event somebody repeats, and when what looks like it is one of its own."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from events.models.registrations import Registration
from forms_app import participants
from forms_app.questions import AskedOf, Question, put_to
from forms_app.submissions import email_of, name_of
from privacy import subject_keys


def repeated_by(
    event_key: UUID, questions: tuple[Question, ...], answers: dict[str, Any], persons: Sequence[dict[str, Any]]
) -> Registration | None:
    """The live registration that these answers repeat: of the same address and name, for nobody new.

    Whoever registers others may do so again for a second group: with participants it is a repetition only when
    every one of them is registered by her already, with the first of those registrations. Participants who are not
    asked for their names cannot be told apart, and then it never is.
    """
    address, name = email_of(questions, answers), name_of(questions, answers)
    if not (address and name):
        return None
    if not (records := subject_keys.records_with("email", address)):
        return None
    found = Registration.objects.of_event(event_key).live().filter(submission_id__in=records)
    found = found.select_related("submission__version").order_by("decided_at")
    if not persons:
        return next(_of_name(found, name), None)
    hers = _of_name(found.prefetch_related("submission__persons"), name)
    asked = put_to(questions, AskedOf.PARTICIPANT)
    coming = [participants.known_as(asked, each) for each in persons]
    return None if None in coming else _holding_all(hers, Counter(coming))


def _of_name(found: QuerySet[Registration], name: str) -> Iterator[Registration]:
    """Those whose registrant has this name, folded."""
    for one in found:
        asked = one.submission.version.content.questions
        given = {each.key: one.submission.answer(each) for each in asked if each.type == "name"}
        if name_of(asked, given) == name:
            yield one


def _holding_all(hers: Iterable[Registration], coming: Counter[Any]) -> Registration | None:
    """The first of ``hers`` that holds one of those who are coming, when together they hold every one."""
    first = None
    for one in hers:
        asked = one.submission.version.content.put_to(AskedOf.PARTICIPANT)
        named = [each for each in asked if participants.tells_apart(each)]
        party = [each for each in one.submission.persons.all() if each.left_at is None]
        stands = [{each.key: person.answer(each) for each in named} for person in party]
        there = coming & Counter(participants.known_as(named, each) for each in stands)
        first = first or (one if there else None)
        coming -= there
        if not coming:
            return first
    return None
