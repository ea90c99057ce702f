"""Staff change who comes with a registration, for somebody who wrote or called: what follows is told first.

The rules, the lock and the mails are those of the registrant's own way (events.party.changing).
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from events.models import Registration, Seat
from events.models.seating import standing_of
from events.organising import only_for_those_who_may
from events.party import changing
from events.party.changing import UPDATED, Wanted
from events.seats import Key
from forms_app import participants
from forms_app.models import PersonChange, SubmittedPerson
from privacy import registry
from privacy.contracts import Letter
from privacy.models import OutboundMessage


@dataclass(frozen=True, slots=True)
class SeatLine:
    """The seats of a registration at the event itself (``title`` "") or in a limited choice, before and after.

    ``free``: how many nobody has afterwards; None where there is no limit.
    """

    title: str
    before: int
    after: int
    free: int | None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a change of those who come would lead to.

    ``joining``, ``leaving``, ``named``: whom, in words; ``corrected``: how many answers; ``promoted``: how many of
    those who wait would get a place, or be offered one; ``gets_in``: whether she herself would; ``sends``: whether a
    mail belongs to it; ``letter``: as it would be sent, None when it cannot; ``told``: how many participants are told
    by mail that they were named.
    """

    joining: list[str]
    leaving: list[str]
    named: list[str]
    corrected: int
    lines: list[SeatLine]
    promoted: int
    gets_in: bool
    sends: bool
    letter: Letter | None
    told: int

    @property
    def is_nothing(self) -> bool:
        """Whether all stays as it is."""
        return not (self.joining or self.leaving or self.named or self.corrected)


def change(*, page: Any, record: UUID, wanted: Wanted, by: Any, channel: str, now: datetime) -> None:
    """Let the party of one registration to the event of ``page`` be as wanted; asked for by ``channel``.

    :raises NotYours: for those who do not look after the page; the attempt is logged.
    :raises CannotMove, NoRoom, WouldOvertake: as :func:`events.party.changing.change`.
    """
    only_for_those_who_may(by, page, record)
    changing.change(record=record, wanted=wanted, now=now, by=by, channel=channel)


def foresee(*, page: Any, record: UUID, wanted: Wanted, by: Any, channel: str, now: datetime) -> Foreseen:
    """What that would lead to: it is done, looked at and undone.

    :raises NotYours, CannotMove, NoRoom, WouldOvertake: as :func:`change`.
    """
    only_for_those_who_may(by, page, record)
    with transaction.atomic():
        page.take_lock()
        before = _Stand(page, record)
        changing.change(record=record, wanted=wanted, now=now, by=by, channel=channel)
        found = _between(before, _Stand(page, record), page, record)
        transaction.set_rollback(True)
    return found


class _Stand:
    """How everything stands at a moment."""

    def __init__(self, page: Any, record: UUID) -> None:
        self.registration = Registration.objects.select_related("submission__version").get(pk=record)
        self.submission = self.registration.submission
        everybody = participants.shown(self.submission)
        self.persons = {each.pk: participants.heading(each) for each in everybody}
        self.named = {each.pk for each in everybody if each.is_named}
        self.corrected = PersonChange.objects.filter(person__submission=record).count()
        self.seats = Seat.objects.needs_of(record)
        self.free: dict[Key, int | None] = dict(standing_of(page).free) if page.counts_places else {}
        self.waiting = set(Registration.objects.of_event(page.translation_key).in_queue().values_list("pk", flat=True))
        self.letters = OutboundMessage.objects.filter(object_id=record, kind=UPDATED).count()
        everyone = SubmittedPerson.objects.filter(submission=record).values("pk")
        self.told = OutboundMessage.objects.filter(object_id__in=everyone, kind="participant_told").count()


def _between(before: _Stand, after: _Stand, page: Any, record: UUID) -> Foreseen:
    sends = after.letters > before.letters
    language = after.submission.version.language
    return Foreseen(
        joining=[words for pk, words in after.persons.items() if pk not in before.persons],
        leaving=[words for pk, words in before.persons.items() if pk not in after.persons],
        named=[after.persons[pk] for pk in after.persons if pk in after.named - before.named and pk in before.persons],
        corrected=after.corrected - before.corrected,
        lines=_lines(before, after, page),
        promoted=len(before.waiting - after.waiting - {record}),
        gets_in=after.registration.state != before.registration.state,
        sends=sends,
        letter=registry.renderer_of(UPDATED)(record, language) if sends else None,
        told=after.told - before.told,
    )


def _lines(before: _Stand, after: _Stand, page: Any) -> list[SeatLine]:
    """The event itself, and every limited choice in which something changes."""
    titles: dict[Key, str] = {None: "", **{each.translation_key: each.title for each in page.allotments.all()}}
    return [
        SeatLine(title, before.seats[key], after.seats[key], _not_below_zero(after.free.get(key)))
        for key, title in titles.items()
        if key is None or before.seats[key] != after.seats[key]
    ]


def _not_below_zero(number: int | None) -> int | None:
    return None if number is None else max(number, 0)
