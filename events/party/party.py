"""A party as its registrant may change it at a given moment."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from events import changeable
from events.models import Registration
from events.moves import CHANGEABLE
from forms_app import participants
from forms_app import party as parties
from forms_app.models import SubmittedPerson
from forms_app.put_form import MOST_PARTICIPANTS
from forms_app.questions import Question


@dataclass(frozen=True, slots=True)
class Party:
    """Those who come with one registration, and what may be asked of them.

    ``persons``: whom a page may name; ``aside``: how many more there are, who stay as they are; ``free``: by a
    person's number the questions whose answers she may change; ``asked``: what somebody who joins is asked, where the
    answers in ``earlier`` call for it; ``next_number``: the number of the first who joins; ``most``: how many may come;
    ``names_later``: whether one may join without being named.
    """

    persons: tuple[SubmittedPerson, ...]
    aside: int
    free: Mapping[int, tuple[Question, ...]]
    asked: tuple[Question, ...]
    earlier: Mapping[str, frozenset[str]]
    next_number: int
    most: int
    names_later: bool

    @property
    def seen(self) -> str:
        """Who belongs to it, as one word: whether it is still the party that somebody has looked at."""
        numbers = [str(each.ordinal) if each.is_named else f"{each.ordinal}-" for each in self.persons]
        return ".".join([*numbers, f"and{self.aside}"])

    @property
    def unnamed(self) -> tuple[SubmittedPerson, ...]:
        """Those who have only a place so far."""
        return tuple(each for each in self.persons if not each.is_named)


def of(registration: Registration, page: Any, now: datetime, *, by_staff: bool = False) -> Party | None:
    """The party of a registration to the event of the canonical ``page``; None where it may not be changed at ``now``.

    Only where the form asks each participant something, and lets more than one come.

    :param by_staff: whether staff change it, who do so after the last day too.
    """
    is_open = changeable.is_open(registration, page, now, by_staff=by_staff)
    if registration.state not in CHANGEABLE or not is_open or page.largest_party == 1:
        return None
    submission = registration.submission
    persons, asked = participants.shown(submission), parties.asked_of_who_joins(submission, page)
    if not (persons and any(each.kind.is_asked for each in asked)):
        return None
    return Party(
        persons=tuple(persons),
        aside=participants.set_aside(submission),
        free={each.ordinal: changeable.free(each) for each in persons},
        asked=asked,
        earlier=parties.earlier_choices(submission),
        next_number=parties.next_number(submission),
        most=min(page.largest_party, MOST_PARTICIPANTS),
        names_later=page.names_later,
    )
