"""The form a visitor fills in, as it stands on the page of one step."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from forms_app import conditions
from forms_app.files.field import FilesField
from forms_app.number_warnings import NumberWarnings
from forms_app.put_form import MOST_PARTICIPANTS, PARTY
from forms_app.questions import Question
from forms_app.stepped_form import PUT_LAST
from forms_app.steps import Step, is_of_participants

HONEYPOT = "webbplats"
#: Names that a question's key must not have.
OWN_FIELDS = {HONEYPOT, "version"}
_NAME = re.compile(r"(?P<key>[a-z][a-z0-9]*)(?:-(?P<ordinal>[1-9][0-9]?))?")

Rows = Iterator[tuple[Question, forms.BoundField | None]]


class AnswerForm(NumberWarnings):
    """A form made of questions, with the digest of its version and a trap for robots."""

    #: Where it is posted, when not to its page, and the token that an address of the staff asks for.
    address, token = "", ""
    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "fraga-%s")
        super().__init__(*args, **kwargs)
        self.fields[HONEYPOT] = forms.CharField(
            required=False,
            label=_("Leave this field empty"),
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        )

    @property
    def number(self) -> int:
        """The number of the step on the page, from 1."""
        return self.steps.index(self.step) + 1

    @property
    def is_at_review(self) -> bool:
        """Whether the page shows everything once more."""
        return self.step is Step.REVIEW

    @property
    def is_last(self) -> bool:
        """Whether what stands on the page is all before the answers are taken."""
        return self.step is self.steps[-1]

    def rows(self) -> Rows:
        """Each question of the registration in order with its bound field; None for a heading."""
        if self.step is Step.QUESTIONS:
            yield from self._rows(self.put, self.of_registration, "")
            if PARTY in self.fields:
                yield self.fields[PARTY].question, self[PARTY]

    def participants(self) -> Iterator[tuple[int, list[tuple[Question, forms.BoundField | None]]]]:
        """Each participant's ordinal and rows."""
        if self.step is Step.PARTICIPANTS:
            for ordinal, put in enumerate(self.put_to_participants, 1):
                yield ordinal, list(self._rows(put, self.of_participant, f"-{ordinal}"))

    def last_rows(self) -> Rows:
        """The questions that have waited for the last step."""
        if self.is_last and self.step is not Step.QUESTIONS:
            yield from ((question, self[question.key]) for question in self.last_step_questions)

    def _rows(self, put: Iterable[Question], among: Iterable[Question], suffix: str) -> Rows:
        for question in conditions.with_something_under(put, among):
            name = f"{question.key}{suffix}"
            if question.kind.widget == "heading":
                yield question, None
            elif question.kind.is_asked and self.step_of(name) is self.step:
                yield question, self[name]

    @property
    def trap(self) -> forms.BoundField:
        """The bound field that a person never sees."""
        return self[HONEYPOT]

    def clean_webbplats(self) -> str:
        """Refuse, visibly, what only a robot fills in: nothing is stored, nothing is swallowed."""
        value = self.cleaned_data[HONEYPOT]
        if value:
            raise forms.ValidationError(
                _("A field that people do not see was filled in. Empty it and send again."), code="trap"
            )
        return value

    def lose_files(self) -> None:
        """Say beside each file question that the files have to be chosen again: no page can hold them for her."""
        for field in self.fields.values():
            if isinstance(field, FilesField):
                field.lost = True

    def carried(self) -> Iterator[tuple[str, str]]:
        """Names and values that go along with the page unseen: what was answered on other steps."""
        for name, values in self.given().items():
            if name not in self.fields or self.step_of(name) is not self.step:
                yield from ((name, value) for value in values)

    def given(self) -> dict[str, list[str]]:
        """Everything that was posted to questions of this form, put or not, by field name, bounded in length."""
        asked = {each.key: each for each in (*self.of_registration, *self.of_participant) if each.kind.is_asked}
        found = {}
        for name in self.data if self.is_bound else ():
            read = _NAME.fullmatch(name)
            question = asked.get(read["key"]) if read else None
            ordinal = int(read["ordinal"] or 0) if read else 0
            if name == PARTY and PARTY in self.fields:
                found[name] = [self.sent(name)[:3]]
            elif question is None or question.kind.widget in PUT_LAST or ordinal > MOST_PARTICIPANTS:
                continue
            elif is_of_participants(question) is bool(ordinal):
                values = self.data.getlist(name) if isinstance(self.data, QueryDict) else [self.data[name]]
                found[name] = [str(value)[: question.max_length] for value in values[: len(question.options) or 1]]
        return found
