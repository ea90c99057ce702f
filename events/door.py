"""At the door: who is expected to an occasion, who of them a few letters mean, and that somebody has come."""
from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from events.chosen import occasions_chosen
from events.models import Attendance, Module, Occasion, Seat
from events.moves import State
from forms_app import names
from forms_app.access import may_handle
from forms_app.models.answered import with_later_versions
from forms_app.restriction import NotYours
from privacy import audit

#: What one comes to, at whose door one is met.
Expected = Occasion | Module
#: From so many letters on they may be those of a reference number.
NUMBER_FROM = 3
#: What is shown of a guest beside her name.
_BESIDE = ("name", "organisation")
#: Of seats: those that may be named.
_NAMED = Q(
    registration__submission__restricted_at=None, registration__submission__protected=False,
    registration__submission__quarantined_at=None,
) & (Q(person=None) | Q(person__restricted_at=None, person__protected=False))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody with a place, by her name or, where none was asked for, her number; ``attendance``: that she came."""

    seat: Seat
    name: str
    reference: str
    organisation: str = ""
    choices: list[str] = field(default_factory=list)
    attendance: Attendance | None = None


def occasion_today(occasions: Iterable[Expected], today: date) -> Expected | None:
    """Today's occasion; otherwise the next one; otherwise the last that has a day; otherwise the first."""
    known = list(occasions)
    dated = [each for each in known if each.first_day]
    coming = [each for each in dated if (each.last_day or each.first_day or today) >= today]
    if not coming:
        return next(iter(dated[-1:] or known[:1]), None)
    return min(coming, key=lambda each: each.first_day or today)


def guests_of(page: Any, occasion_key: UUID, *, of: UUID | None = None) -> list[Guest]:
    """Everybody with a place whom a list may name, by name; a fixed number of statements.

    :param of: only those of this registration.
    """
    guests = [each for each in people_of(page, of=of) if _comes_to(each.seat, occasion_key)]
    seats = [each.seat for each in guests]
    noted = Attendance.objects.filter(occasion_key=occasion_key, seat__in=seats)
    came = {each.seat_id: each for each in noted}
    return [replace(each, attendance=came.get(each.seat.pk)) for each in guests]


def _comes_to(seat: Any, occasion_key: UUID) -> bool:
    """Whether her registration is for that occasion."""
    hers = occasions_chosen(seat.registration.submission)
    return hers is None or occasion_key in hers


def people_of(page: Any, *, of: UUID | None = None) -> list[Guest]:
    """Everybody with a place whom a list may name, by name, whatever they have come to; of one registration."""
    named = named_seats(page) if of is None else named_seats(page).filter(registration=of)
    seats = list(named.select_related("registration__submission__version", "person__submission__version"))
    with_later_versions([each.person or each.registration.submission for each in seats])
    chosen = _choices(page)
    guests = [_guest(each, chosen) for each in seats]
    return sorted(guests, key=lambda guest: (plain(guest.name), guest.reference))


def named_seats(page: Any) -> Any:
    """The seats at the event itself of those with a place whom a list may name."""
    return _confirmed(page).filter(_NAMED, allotment_key=None)


def seats_set_aside(page: Any) -> Any:
    """The seats at the event itself of those with a place who stand in no list."""
    return _confirmed(page).filter(allotment_key=None).exclude(_NAMED)


def set_aside(page: Any) -> int:
    """How many have a place and stand in no list."""
    number: int = seats_set_aside(page).count()
    return number


def numbers_of_choices(page: Any) -> list[tuple[str, int]]:
    """How many of those whom a list may name have chosen each limited choice, in the editor's order; one statement."""
    titles = {each.translation_key: each.title for each in page.allotments.all()}
    if not titles:
        return []
    chosen = _confirmed(page).filter(_NAMED, allotment_key__in=titles).order_by().values_list("allotment_key")
    numbers = dict(chosen.annotate(number=Count("pk")))
    return [(title, numbers.get(key, 0)) for key, title in titles.items()]


def meant_by(letters: str, guests: Iterable[Guest]) -> list[Guest]:
    """Those of whom a name begins with ``letters``, or their number does; accents and capitals do not matter."""
    wanted = " ".join(_words(letters))
    if not wanted:
        return []
    return [each for each in guests if any(part.startswith(wanted) for part in _parts(each, len(wanted)))]


def arrive(*, page: Any, seat: int, occasion_key: UUID, by: Any, now: datetime) -> Attendance:
    """Note that the person of a seat has come; a second press changes nothing.

    :raises NotYours: for those who do not look after the page.
    :raises Seat.DoesNotExist: when nobody with a place, whom a list may name, holds that seat.
    """
    only_for_those_who_may(by, page)
    with transaction.atomic():
        found = named_seats(page).get(pk=seat)
        attendance, is_new = Attendance.objects.get_or_create(
            seat=found, occasion_key=occasion_key, defaults={"at": now, "by": by}
        )
        if is_new:
            _note("attendance.noted", attendance, by)
    return attendance


def take_back(*, page: Any, attendance: UUID, by: Any) -> bool:
    """It was a mistake: nobody came; whether there was such a row.

    :raises NotYours: for those who do not look after the page.
    """
    only_for_those_who_may(by, page)
    of_event = Attendance.objects.filter(seat__registration__event_key=page.translation_key)
    with transaction.atomic():
        found = of_event.select_for_update(of=("self",)).select_related("seat").filter(pk=attendance).first()
        if found is None:
            return False
        _note("attendance.taken_back", found, by)
        found.delete()
    return True


def _note(action: str, attendance: Attendance, by: Any) -> None:
    audit.record(action, actor=by, subject_type="submission", subject_id=attendance.seat.registration_id)


def _confirmed(page: Any) -> Any:
    return Seat.objects.filter(
        registration__event_key=page.translation_key, registration__state=State.CONFIRMED
    )


def _choices(page: Any) -> dict[tuple[UUID, UUID | None], list[str]]:
    """What of the limited choices each person has chosen, by registration and participant."""
    titles = {each.translation_key: each.title for each in page.allotments.all()}
    found: dict[tuple[UUID, UUID | None], list[str]] = {}
    chosen = _confirmed(page).filter(allotment_key__in=titles) if titles else Seat.objects.none()
    for registration, person, key in chosen.values_list("registration", "person", "allotment_key"):
        found.setdefault((registration, person), []).append(titles[key])
    return found


def _guest(seat: Any, chosen: dict[tuple[UUID, UUID | None], list[str]]) -> Guest:
    record = seat.person or seat.registration.submission
    own = names.ordinary(record, _BESIDE)
    of_party = names.ordinary(seat.registration.submission, _BESIDE) if seat.person else own
    return Guest(
        seat,
        own.get("name") or (_("Not named yet") if _is_named_later(seat) else str(record)),
        str(record),
        own.get("organisation") or of_party.get("organisation", ""),
        sorted(chosen.get((seat.registration_id, seat.person_id), [])),
    )


def _is_named_later(seat: Any) -> bool:
    return seat.person is not None and not seat.person.is_named


def plain(text: str) -> str:
    """Without capitals and accents, for looking and sorting: staff type "asa" for Åsa."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def _words(text: str) -> list[str]:
    """The parts of a name; a hyphen parts like a space."""
    return plain(text).replace("-", " ").split()


def _parts(guest: Guest, letters: int) -> list[str]:
    """Her name from each part of it on, and her number where more than a letter or two are given."""
    words = _words(guest.name)
    number = [" ".join(_words(guest.reference))] if letters >= NUMBER_FROM else []
    return [*(" ".join(words[place:]) for place in range(len(words))), *number]


def only_for_those_who_may(by: Any, page: Any) -> None:
    """Let only those note anything who look after the page; others are logged.

    :raises NotYours: for them.
    """
    if not may_handle(by, page):
        audit.record("registration.refused", actor=by, subject_type="page", subject_id=page.pk)
        raise NotYours([_("Only those who look after this page may do this.")])
