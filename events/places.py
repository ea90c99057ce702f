"""How the places of an event stand, as its organiser sees it: in numbers, and who waits for what.

Numbers count every seat, also of records that are set aside: those hold theirs. Lists name none of them.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import get_language

from events import seats
from events.models import Registration, Seat
from events.models.at_the_desk import deeds_for
from events.models.registrations import RegistrationQuerySet
from events.models.seating import Standing, seats_of
from events.moves import LIVE, State
from events.seats import Key
from events.wording import moment_words
from forms_app import names, submissions
from forms_app.models import Submission
from forms_app.models.answered import with_later_versions
from forms_app.ways import Deed

#: So many rows of each list are shown.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Line:
    """The seats of the event itself (``title`` "") or of a limited choice; ``seats`` None: no limit.

    ``confirmed``, ``offered``, ``pending`` (for approval) and ``unverified`` hold seats, ``waiting`` does not.
    """

    title: str
    seats: int | None
    confirmed: int = 0
    offered: int = 0
    pending: int = 0
    unverified: int = 0
    waiting: int = 0

    @property
    def free(self) -> int | None:
        """Seats that nobody holds; None where there is no limit, 0 where more are held than there are."""
        if self.seats is None:
            return None
        return max(self.seats - self.confirmed - self.offered - self.pending - self.unverified, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One registration in a list: what she is called, how many come, and what of the limited choices they chose.

    ``fits``: whether there is room for all of them now; ``telephone``: "" where it was not asked for or not given;
    ``until``: until when an offer is good, in words; ``deeds``: what can be done with it.
    """

    registration: Registration
    submission: Submission
    name: str
    persons: int
    choices: list[str] = field(default_factory=list)
    fits: bool = False
    is_written_to: bool = True
    telephone: str = ""
    until: str = ""
    deeds: list[Deed] = field(default_factory=list)


_COLUMNS = {
    State.CONFIRMED: "confirmed", State.OFFERED: "offered", State.PENDING_APPROVAL: "pending",
    State.UNVERIFIED: "unverified", State.WAITING: "waiting",
}  # fmt: skip


def lines_of(page: Any) -> list[Line]:
    """The event itself first, then its limited choices in the editor's order; one statement beside the page's own."""
    titles = {None: "", **{each.translation_key: each.title for each in page.allotments.all()}}
    counted: dict[Key, dict[str, int]] = {key: {} for key in titles}
    # Whoever is to wait once she has confirmed her address holds nothing yet, and does not wait yet.
    to_wait = Q(registration__state=State.UNVERIFIED, registration__queue_number__isnull=False)
    live = Seat.objects.filter(registration__event_key=page.translation_key, registration__state__in=LIVE)
    found = live.exclude(to_wait).order_by().values_list("allotment_key", "registration__state")
    for key, state, number in found.annotate(number=Count("pk")):
        counted.get(key, {})[_COLUMNS[State(state)]] = number
    every = seats_of(page)
    return [Line(title, every[key], **counted[key]) for key, title in titles.items()]


def rows_of(page: Any, state: State, standing: Standing) -> list[Row]:
    """The registrations in ``state`` that a list may name, in the order in which their turn comes."""
    found = _shown(page).filter(state=state).annotate(
        persons=Count("seats", filter=Q(seats__allotment_key=None))
    )
    order = "queue_number" if state is State.WAITING else "until" if state is State.OFFERED else "decided_at"
    registrations = list(found.select_related("submission__version").order_by(order, "pk")[:SHOWN])
    with_later_versions([each.submission for each in registrations])
    needs = _needs([each.pk for each in registrations])
    titles = {each.translation_key: each.title for each in page.allotments.all()}
    language = get_language() or page.locale.language_code
    return [
        replace(
            _row(each, needs.get(each.pk, {}), titles, standing),
            until=moment_words(each.until, page.zone(), language) if each.until else "",
            deeds=deeds_for(each.pk, each.state),
        )
        for each in registrations
    ]


def set_aside(page: Any) -> int:
    """How many live registrations no list names."""
    live: int = Registration.objects.of_event(page.translation_key).live().count()
    shown: int = _shown(page).live().count()
    return live - shown


def _shown(page: Any) -> RegistrationQuerySet:
    may_be_named = page.get_submissions().unrestricted().order_by().values("pk")
    return Registration.objects.of_event(page.translation_key).filter(submission__in=may_be_named)


def _needs(registrations: Iterable[UUID]) -> dict[UUID, dict[Key, int]]:
    found: dict[UUID, dict[Key, int]] = {}
    chosen = Seat.objects.filter(registration__in=list(registrations)).order_by()
    for registration, key, number in chosen.values_list("registration", "allotment_key").annotate(number=Count("pk")):
        found.setdefault(registration, {})[key] = number
    return found


def _row(registration: Any, needs: Mapping[Key, int], titles: Mapping[UUID, str], standing: Standing) -> Row:
    submission = registration.submission
    questions = submission.questions
    answers = {each.key: submission.answer(each) for each in questions if not each.is_sealed}
    return Row(
        registration,
        submission,
        names.called(submission),
        registration.persons,
        [title for key, title in titles.items() if key in needs],
        seats.fits(needs, standing.free),
        bool(submissions.email_of(questions, answers)),
        names.ordinary(submission, ("telephone",)).get("telephone", ""),
    )
