"""To whom of those who registered an organiser writes: by how they stand, what they chose, and whether they came.

Nothing here can choose by a sensitive answer: such may not be searched for (dataskyddslagen 3:3).
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.letters.reach import Reach, reach_of
from events.models import Attendance, Registration, Seat
from events.moves import State
from forms_app import conditions
from forms_app.models import Submission
from forms_app.questions import AskedOf, Question
from privacy.contracts import PrivacyClass

#: The states in which one can be written to. Whoever has not confirmed her address may be anybody.
STATES = (
    (State.CONFIRMED, gettext_lazy("Those who have a place")),
    (State.WAITING, gettext_lazy("Those on the waiting list")),
    (State.OFFERED, gettext_lazy("Those who have been offered a place")),
    (State.PENDING_APPROVAL, gettext_lazy("Those who wait for approval")),
    (State.NOT_PLACED, gettext_lazy("Those who got no place")),
)
CAME, STAYED_AWAY = "came", "stayed_away"
PRESENCES = (
    ("", gettext_lazy("Whether they have come or not")),
    (CAME, gettext_lazy("Only those who have come")),
    (STAYED_AWAY, gettext_lazy("Only those who have not come")),
)
_ALLOTMENT, _OPTION = "place", "answer"


@dataclass(frozen=True, slots=True)
class Whom:
    """Who is meant; ``choice``: "place:<key>" or "answer:<question>:<option>", "" for whatever they chose."""

    states: tuple[str, ...] = (State.CONFIRMED.value,)
    choice: str = ""
    presence: str = ""

    def stored(self) -> dict[str, Any]:
        """As it is kept with a message: codes and keys."""
        return {"states": list(self.states), "choice": self.choice, "presence": self.presence}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Whom:
        """From what is kept."""
        return cls(tuple(stored["states"]), stored["choice"], stored["presence"])


def choices_of(page: Any) -> Iterator[tuple[str, str]]:
    """What of the limited choices and of the ordinary questions with options one may choose by: (code, words)."""
    allotments = list(page.allotments.all())
    for each in allotments:
        yield f"{_ALLOTMENT}:{each.translation_key}", str(each.title)
    limited = {each.question_key for each in allotments}
    for question in _ordinary(page):
        if question.key in limited:
            continue
        for option in question.options:
            words = {"question": question.label, "option": option.label}
            yield f"{_OPTION}:{question.key}:{option.key}", _("%(question)s: %(option)s") % words


def reach(page: Any, whom: Whom) -> Reach:
    """Whom a message to them would reach now."""
    chosen = Registration.objects.of_event(page.translation_key).filter(state__in=whom.states)
    if whom.presence:
        came = Attendance.objects.filter(seat__registration__event_key=page.translation_key)
        present = came.values("seat__registration")
        chosen = chosen.filter(pk__in=present) if whom.presence == CAME else chosen.exclude(pk__in=present)
    kind, _point, rest = whom.choice.partition(":")
    if kind == _ALLOTMENT:
        chosen = chosen.filter(pk__in=Seat.objects.filter(allotment_key=UUID(rest)).values("registration"))
    if kind != _OPTION:
        return reach_of(chosen.values("pk"))
    question, _point, option = rest.partition(":")
    return reach_of(chosen.values("pk"), lambda each: _has_chosen(each, question, option))


def in_words(page: Any, whom: Whom) -> list[str]:
    """To whom it went, in the active language."""
    said = [str(words) for state, words in STATES if state in whom.states]
    if whom.choice:
        said.append(dict(choices_of(page)).get(whom.choice, _("A choice that is no longer on the page")))
    if whom.presence:
        said.append(str(dict(PRESENCES)[whom.presence]))
    return said


def _ordinary(page: Any) -> list[Question]:
    asked = page.questions(page)
    return [each for each in asked if each.kind.has_options and _may_choose_by(each)]


def _may_choose_by(question: Question) -> bool:
    is_plain = question.privacy_class is PrivacyClass.PERSONAL and not question.is_sealed
    return is_plain and question.asked_of is AskedOf.REGISTRATION


def _has_chosen(record: Submission, key: str, option: str) -> bool:
    question = next((each for each in record.questions if each.key == key and _may_choose_by(each)), None)
    if question is None or key in record.erased:
        return False
    return option in conditions.chosen(question, record.answer(question))
