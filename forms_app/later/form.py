"""The form of what is asked later: the questions to the registration, then those to each participant."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forms_app import participants
from forms_app.builder import QuestionFormBuilder
from forms_app.later.asking import Put
from forms_app.models import SubmittedPerson
from forms_app.questions import Question


class LaterForm(forms.Form):
    """One field for each question that waits; those of a participant are named ``key-ordinal``."""

    def __init__(self, *args: Any, waiting: list[Put], **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "fraga-%s")
        super().__init__(*args, **kwargs)
        self.waiting = waiting
        for put in waiting:
            for key, field in QuestionFormBuilder(list(put.questions)).formfields.items():
                if key in {question.key for question in put.questions}:
                    self.fields[named(key, put.ordinal)] = self._own(field, put.ordinal)

    def parts(self) -> Iterator[tuple[str, list[tuple[Question, forms.BoundField]]]]:
        """(heading, rows) of each record; no heading for the registration."""
        for put in self.waiting:
            title = participants.heading(put.record) if isinstance(put.record, SubmittedPerson) else ""
            yield title, [(each, self[named(each.key, put.ordinal)]) for each in put.questions]

    def given(self) -> dict[int, dict[str, Any]]:
        """The valid answers by ordinal and question key."""
        return {
            put.ordinal: {each.key: self.cleaned_data.get(named(each.key, put.ordinal)) for each in put.questions}
            for put in self.waiting
        }

    @staticmethod
    def _own(field: Any, ordinal: int) -> forms.Field:
        if ordinal:
            # A browser would fill in the visitor herself for everybody (WCAG 1.3.5 is about the user).
            field.widget.attrs.pop("autocomplete", None)
            words = {"number": ordinal, "question": field.label}
            field.summary_label = _("Participant %(number)d: %(question)s") % words
        own: forms.Field = field
        return own


def named(key: str, ordinal: int) -> str:
    """The name of the field of one question to one record."""
    return f"{key}-{ordinal}" if ordinal else key
