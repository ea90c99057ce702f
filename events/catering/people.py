"""Who eats at an event, and what each has told of it: everybody with a place. Answers are opened, nobody is named."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Max, Q

from events import door
from events.chosen import occasions_chosen
from events.models import Registration, Seat
from events.moves import HOLDING, State
from forms_app.diets import Told, told_by
from forms_app.models.answered import with_later_versions

#: Those whose registration stands, but who have no place yet.
_MAY_COME = [state for state in (*HOLDING, State.WAITING) if state is not State.CONFIRMED]


@dataclass(frozen=True, slots=True)
class Eater:
    """One person with a place; ``occasions``: the lasting keys of those she comes to, None for all of them.

    ``stands_for_more``: what she may have told was asked once for several who come together.
    """

    occasions: frozenset[UUID] | None
    told: Told
    is_named: bool = True
    stands_for_more: bool = False

    def comes_to(self, occasion: UUID) -> bool:
        """Whether she is expected to it."""
        return self.occasions is None or occasion in self.occasions


def eaters_of(page: Any) -> list[Eater]:
    """Everybody with a place whom a list may name; a fixed number of statements."""
    related = ("registration__submission__version", "person__submission__version")
    seats = list(door.named_seats(page).select_related(*related).order_by("registration", "person__ordinal", "pk"))
    with_later_versions([each for seat in seats for each in (seat.registration.submission, seat.person) if each])
    parties = groupby(seats, key=lambda seat: seat.registration_id)
    return [each for _registration, party in parties for each in _party(list(party))]


def set_aside(page: Any) -> list[frozenset[UUID] | None]:
    """For each who has a place and stands in no list, which occasions she comes to; nothing else of her is read."""
    seats = list(door.seats_set_aside(page).select_related("registration__submission__version"))
    with_later_versions([each.registration.submission for each in seats])
    return [occasions_chosen(each.registration.submission) for each in seats]


def may_come(page: Any) -> int:
    """How many persons wait, have been offered a place, or have yet to be approved or to confirm their address."""
    waiting = Seat.objects.filter(
        registration__event_key=page.translation_key, registration__state__in=_MAY_COME, allotment_key=None
    )
    number: int = waiting.count()
    return number


def last_changed(page: Any) -> datetime | None:
    """When a registration to the event last came, changed its state or had an answer changed; one statement."""
    found = Registration.objects.of_event(page.translation_key).aggregate(
        decided=Max("decided_at"),
        changed=Max("submission__changes__at"),
        of_person=Max("submission__persons__changes__at", filter=Q(submission__persons__left_at=None)),
    )
    return max((at for at in found.values() if at), default=None)


def _party(seats: list[Any]) -> Iterator[Eater]:
    """Those of one registration. What was asked of the registration itself counts for the first of them."""
    submission = seats[0].registration.submission
    occasions = occasions_chosen(submission)
    of_registration = told_by([submission])
    for place, seat in enumerate(seats):
        own = [submission] if place == 0 else []
        told = told_by([*own, *([seat.person] if seat.person else [])])
        # Whether they have answered tells of them where there is but one such group.
        stands_for_more = place == 0 and len(seats) > 1 and bool(of_registration.asked)
        yield Eater(occasions, told, not seat.person or seat.person.is_named, stands_for_more)
