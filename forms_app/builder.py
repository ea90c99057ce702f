"""From questions to a Django form. Wagtail's form builder with our questions, caps and words. No ORM."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import FormBuilder

from forms_app.answer_form import AnswerForm
from forms_app.files.field import FilesField
from forms_app.put_form import MOST_PARTICIPANTS, PARTY, number_of_persons
from forms_app.questions import Question, Words
from forms_app.steps import Step, steps_of

_TELEPHONE = re.compile(r"^\+?[0-9 ()/.\-]{5,32}$")


class BoundWithNote(forms.BoundField):
    """A field beside which more is said than its help: whoever hears the control hears it."""

    @property
    def aria_describedby(self) -> str:
        """The ids of help, note and errors, in the order in which they are shown."""
        told = [f"{self.auto_id}_helptext"] if self.help_text else []
        return " ".join([*told, f"{self.auto_id}_note", *([f"{self.auto_id}_error"] if self.errors else [])])


class TelephoneField(forms.CharField):
    """A telephone number as people write it: digits, spaces and the usual signs."""

    default_error_messages = {"invalid": _("Write the telephone number with digits, for example +46 40 123 45 67.")}

    def validate(self, value: str) -> None:
        """Refuse what is not a telephone number."""
        super().validate(value)
        if value and not _TELEPHONE.match(value):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class NumberField(forms.DecimalField):
    """A number, with a decimal comma or point."""

    def to_python(self, value: Any) -> Any:
        """Read a decimal comma as a point: Swedes and Finns write 1,5."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class QuestionFormBuilder(FormBuilder):
    """Wagtail's builder over :class:`Question` values instead of rows.

    ``largest_party`` and ``review`` are the page's settings (``FormSettings``), ``names_later`` whether it lets
    participants be named later, ``notes`` what stands beside questions of a type.
    """

    def __init__(
        self,
        fields: Sequence[Question],
        *,
        largest_party: int = 10,
        review: bool = False,
        names_later: bool = False,
        notes: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(fields)
        self.largest_party = min(largest_party, MOST_PARTICIPANTS)
        self.review, self.names_later = review, names_later
        self.notes = notes or {}
        self.asks_participants = Step.PARTICIPANTS in steps_of(fields, review=review)

    def create_email_field(self, field: Question, options: dict) -> forms.Field:
        """An e-mail address."""
        return forms.EmailField(max_length=field.max_length, **options)

    def create_telephone_field(self, field: Question, options: dict) -> forms.Field:
        """A telephone number."""
        widget = forms.TextInput(attrs={"type": "tel"})
        return TelephoneField(max_length=field.max_length, widget=widget, **options)

    def create_singleline_field(self, field: Question, options: dict) -> forms.Field:
        """One line of text."""
        return forms.CharField(max_length=field.max_length, **options)

    def create_multiline_field(self, field: Question, options: dict) -> forms.Field:
        """Several lines of text."""
        widget = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(max_length=field.max_length, widget=widget, **options)

    def create_number_field(self, field: Question, options: dict) -> forms.Field:
        """A number; persons are whole and at least one, and no more than the form has room for questions to."""
        if field.type == "persons":
            options["required"] = options["required"] or self.asks_participants
            largest = self.largest_party if self.asks_participants else 999
            return forms.IntegerField(min_value=1, max_value=largest, **options)
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        return NumberField(max_digits=15, decimal_places=4, widget=widget, **options)

    def create_date_field(self, field: Question, options: dict) -> forms.Field:
        """A date, ISO 8601 only: 03/04 never becomes 4 March."""
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        return forms.DateField(input_formats=["%Y-%m-%d"], widget=widget, **options)

    def create_dropdown_field(self, field: Question, options: dict) -> forms.Field:
        """One of several, with a blank first so that nothing is chosen for the visitor."""
        choices = [("", _("Choose")), *self._choices(field)]
        return forms.ChoiceField(choices=choices, **options)

    def create_radio_field(self, field: Question, options: dict) -> forms.Field:
        """One of a few."""
        return forms.ChoiceField(choices=self._choices(field), widget=forms.RadioSelect, **options)

    def create_checkboxes_field(self, field: Question, options: dict) -> forms.Field:
        """Any of several."""
        options["initial"] = []
        return forms.MultipleChoiceField(
            choices=self._choices(field), widget=forms.CheckboxSelectMultiple, **options
        )

    def create_file_field(self, field: Question, options: dict) -> forms.Field:
        """Files to send along."""
        options.pop("initial", None)
        return FilesField(most=field.most_files, **options)

    @staticmethod
    def _choices(field: Question) -> list[tuple[str, str]]:
        return [(option.key, option.label.value) for option in field.options]

    def get_field_options(self, field: Question) -> dict[str, Any]:
        """Label, help and the field's own error text."""
        options: dict[str, Any] = {
            "label": field.label.value,
            "help_text": field.help.value,
            "required": field.required,
        }
        # Nothing is chosen or ticked for anybody: agreeing is an act (GDPR 4.11).
        if field.default and not field.kind.has_options and field.kind.widget != "checkbox":
            options["initial"] = field.default
        if field.required:
            options["error_messages"] = {"required": field.error.value or _required_message(field)}
        return options

    @property
    def formfields(self) -> dict[str, forms.Field]:
        """The form's fields by question key, in order; headings and hidden values have none."""
        fields = {}
        for question in self.fields:
            if question.kind.is_asked:
                create = self.get_create_field_function(question.kind.widget)
                fields[question.key] = create(question, self.get_field_options(question))
                fields[question.key].question = question
                if note := self.notes.get(question.type):
                    fields[question.key].note, fields[question.key].bound_field_class = note, BoundWithNote
                if question.autocomplete:
                    fields[question.key].widget.attrs["autocomplete"] = question.autocomplete
        if self.asks_participants and number_of_persons(self.fields) is None:
            question = _how_many()
            fields[PARTY] = self.create_number_field(question, self.get_field_options(question))
            fields[PARTY].question = question
        return fields

    def get_form_class(self) -> type[AnswerForm]:
        """The form class of the questions."""
        own = {
            "questions": tuple(self.fields),
            "largest_party": self.largest_party,
            "has_review": self.review,
            "names_later": self.names_later,
        }
        return type("QuestionForm", (AnswerForm,), {**own, **self.formfields})


def _how_many() -> Question:
    """What is asked where participants are and the editor has placed no question for their number."""
    return Question(
        PARTY,
        "persons",
        Words(gettext("Number of participants")),
        required=True,
        help=Words(gettext("Count yourself if you take part. The questions to each follow on the next page.")),
    )


def _required_message(question: Question) -> Any:
    if question.type == "statement":
        return _("Tick the box to go on.")
    if question.kind.takes_files:
        return _("Choose a file.")
    if question.kind.has_options:
        return _("Choose an answer.")
    return _("Fill in this field.")
