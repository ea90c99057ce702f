"""Who came to how many of the occasions of a series, or of the steps of a programme, and filling that in afterwards."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from events import door
from events.models import Attendance
from events.parts import Part
from forms_app import names
from privacy import audit

#: That one person came to one part: the number of her seat, and the key of the occasion or step.
Came = tuple[int, UUID]


@dataclass(frozen=True, slots=True)
class Cell:
    """One person and one part: ``value`` is what a form posts when she came."""

    part: Part
    value: str
    came: bool


@dataclass(frozen=True, slots=True)
class Person:
    """One person with a cell for each part, and to how many she came."""

    guest: door.Guest
    cells: list[Cell]

    @property
    def number(self) -> int:
        """To how many parts she came."""
        return sum(each.came for each in self.cells)


@dataclass(frozen=True, slots=True)
class Party:
    """Those who were registered together, under what stands for them: their organisation, or who registered."""

    registration: Any
    name: str
    people: list[Person]

    @property
    def cells(self) -> list[Cell]:
        """Every cell of every one of them."""
        return [cell for person in self.people for cell in person.cells]


def parties_of(guests: Iterable[door.Guest], parts: Sequence[Part]) -> list[Party]:
    """Those with a place by the registration that they came with, in the order of its name; one statement."""
    together: dict[UUID, list[door.Guest]] = defaultdict(list)
    for guest in guests:
        together[guest.seat.registration_id].append(guest)
    seats = [each.seat for people in together.values() for each in people]
    came = set(Attendance.objects.filter(seat__in=seats).values_list("seat", "occasion_key"))
    parties = [_party(people, parts, came) for people in together.values()]
    return sorted(parties, key=lambda each: (door.plain(each.name), str(each.registration.pk)))


def sums_of(page: Any, parts: Iterable[Part]) -> list[tuple[Part, int]]:
    """How many came to each part, of those whom a list may name."""
    counted = Attendance.objects.filter(seat__in=door.named_seats(page)).by_occasion()
    return [(each, counted[each.key]) for each in parts]


def fill_in(
    *, page: Any, came: Collection[Came], stood: Collection[Came], by: Any, now: datetime
) -> tuple[int, int]:
    """Note who came as the table was filled in: how many marks are new, and how many were taken back.

    Only what whoever filled it in has changed is changed: what a colleague notes meanwhile stays.

    :param came: the marks that were posted; ``stood``: those that stood when the table was shown.
    :raises NotYours: for those who do not look after the page.
    """
    door.only_for_those_who_may(by, page)
    keys = {each.translation_key for each in page.attended_rows()}
    with transaction.atomic():
        seats = dict(door.named_seats(page).values_list("pk", "registration"))
        new = {(seat, key) for seat, key in set(came) - set(stood) if seat in seats and key in keys}
        gone = {(seat, key) for seat, key in set(stood) - set(came) if seat in seats and key in keys}
        standing = Attendance.objects.filter(seat__in={seat for seat, _key in new})
        added = new - set(standing.values_list("seat", "occasion_key"))
        Attendance.objects.bulk_create(
            [Attendance(seat_id=seat, occasion_key=key, at=now, by=by) for seat, key in sorted(added, key=str)],
            ignore_conflicts=True,
        )
        removed = [each for each in _rows(gone) if (each.seat_id, each.occasion_key) in gone]
        Attendance.objects.filter(pk__in=[each.pk for each in removed]).delete()
        _note("attendance.noted", Counter(seats[seat] for seat, _key in added), by)
        _note("attendance.taken_back", Counter(seats[each.seat_id] for each in removed), by)
    return len(added), len(removed)


def _rows(marks: Collection[Came]) -> list[Attendance]:
    return list(Attendance.objects.filter(seat__in={seat for seat, _key in marks}).select_for_update(of=("self",)))


def _note(action: str, registrations: Counter[UUID], by: Any) -> None:
    for registration, number in registrations.items():
        audit.record(action, actor=by, subject_type="submission", subject_id=registration, facts={"rows": number})


def _party(people: list[door.Guest], parts: Sequence[Part], came: Collection[Came]) -> Party:
    registration = people[0].seat.registration
    own = names.ordinary(registration.submission, ("organisation", "name"))
    called = own.get("organisation") or own.get("name") or registration.submission.reference
    return Party(registration, called, [_person(each, parts, came) for each in people])


def _person(guest: door.Guest, parts: Sequence[Part], came: Collection[Came]) -> Person:
    seat = guest.seat.pk
    cells = [Cell(part, f"{seat}.{part.key}", (seat, part.key) in came) for part in parts]
    return Person(guest, cells)
