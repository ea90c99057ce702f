"""The fields that are put to somebody who answers like this: her own, and those of each participant."""
from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import BaseForm

from forms_app import conditions
from forms_app.questions import AskedOf, Question
from forms_app.steps import Step, is_in_form, steps_of

#: How many come, where no question of the editor's asks it. No key of a question has an underscore.
PARTY = "party_size"
#: What a field posts into which nothing was written, and in which nothing was chosen.
NOTHING: tuple[Any, ...] = (None, "", [], False)
#: No registration is of more people, whatever an editor says (``FormSettings.largest_party``).
MOST_PARTICIPANTS = 50


class PutForm(BaseForm):
    """A form that has just the fields that its answers call for. Those of a participant are named ``key-ordinal``.

    ``put`` are the questions put for the registration, ``put_to_participants`` those put to each participant.
    """

    questions: tuple[Question, ...] = ()
    largest_party = 10
    has_review = False
    #: Whether a participant of whom nothing is said is one who is named later.
    names_later = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ordinals: dict[str, int] = {}
        self.put_to_participants: list[tuple[Question, ...]] = []
        self.unnamed: set[int] = set()
        values = {each.key: self._raw(each, each.key) for each in self.of_registration}
        self.put = conditions.put(self.of_registration, values)
        put = {question.key for question in self.put}
        of_questions = {question.key for question in self.questions}
        for name in of_questions - put:
            self.fields.pop(name, None)
        if Step.PARTICIPANTS in self.steps:
            earlier = conditions.choices(self.of_registration, values)
            for ordinal in range(1, self._party(values) + 1):
                self._take_participant(ordinal, earlier)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps of this form."""
        return steps_of(self.questions, review=self.has_review)

    @cached_property
    def of_registration(self) -> tuple[Question, ...]:
        """What the form asks of the one who registers, or would ask."""
        return tuple(each for each in self.questions if is_in_form(each) and each.asked_of is AskedOf.REGISTRATION)

    @cached_property
    def of_participant(self) -> tuple[Question, ...]:
        """What the form asks of each participant, or would ask."""
        return tuple(each for each in self.questions if is_in_form(each) and each.asked_of is AskedOf.PARTICIPANT)

    def answers(self) -> dict[str, Any]:
        """The valid answers for the registration by question key; only of questions that were put."""
        return {each.key: self.cleaned_data.get(each.key) for each in self.put if each.kind.is_asked}

    def persons(self) -> list[dict[str, Any]]:
        """The valid answers of each participant by question key; empty where the form asks them nothing.

        Whoever is named later has none.
        """
        return [
            {each.key: self.cleaned_data.get(f"{each.key}-{ordinal}") for each in put if each.kind.is_asked}
            if ordinal not in self.unnamed
            else {}
            for ordinal, put in enumerate(self.put_to_participants, 1)
        ]

    def full_clean(self) -> None:
        """Judge what was answered; nothing is asked of whoever is named later."""
        super().full_clean()
        for name, ordinal in self.ordinals.items():
            if ordinal in self.unnamed and self._errors:
                self._errors.pop(name, None)

    def question_of(self, name: str) -> Question | None:
        """The question behind the field of this name; None behind the form's own fields."""
        return getattr(self.fields.get(name), "question", None)

    def sent(self, name: str) -> str:
        """The value of a field of the form's own as it was posted; "" where nothing was."""
        return str(self.data.get(name, "")) if self.is_bound else ""

    def _party(self, values: Mapping[str, Any]) -> int:
        """How many come, as far as that can be read; 1 where the question on it is not put."""
        asked = number_of_persons(self.questions)
        if asked is not None and asked not in self.put:
            return 1 if self.is_bound else 0
        text = str(values[asked.key] if asked else self.sent(PARTY)).strip()
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
        return number if number <= min(self.largest_party, MOST_PARTICIPANTS) else 0

    def _take_participant(self, ordinal: int, earlier: Mapping[str, frozenset[str]]) -> None:
        values = {each.key: self._raw(each, f"{each.key}-{ordinal}") for each in self.of_participant}
        put = conditions.put(self.of_participant, values, earlier)
        self.put_to_participants.append(put)
        if self.names_later and self.is_bound and all(value in NOTHING for value in values.values()):
            self.unnamed.add(ordinal)
        for question in put:
            if question.kind.is_asked:
                name = f"{question.key}-{ordinal}"
                self.fields[name] = for_participant(self.base_fields[question.key], ordinal)
                self.ordinals[name] = ordinal

    def _raw(self, question: Question, name: str) -> Any:
        if not question.kind.is_asked or not self.is_bound:
            return None
        return self.base_fields[question.key].widget.value_from_datadict(self.data, {}, name)


def number_of_persons(questions: Iterable[Question]) -> Question | None:
    """The editor's question for how many come, or None."""
    return next(
        (
            question
            for question in questions
            if question.type == "persons" and is_in_form(question) and question.asked_of is AskedOf.REGISTRATION
        ),
        None,
    )


def for_participant(field: Any, ordinal: int) -> forms.Field:
    """The field of a question as it is put to one participant."""
    own = copy.deepcopy(field)
    # A browser would fill in the visitor herself for everybody (WCAG 1.3.5 is about the user).
    own.widget.attrs.pop("autocomplete", None)
    own.summary_label = _("Participant %(number)d: %(question)s") % {"number": ordinal, "question": field.label}
    return own
