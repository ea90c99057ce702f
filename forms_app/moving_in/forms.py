"""What is asked when a list is moved in: where it comes from, and which column answers which question."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forms_app.models import MovedIn
from forms_app.moving_in import columns as list_columns
from forms_app.moving_in.columns import FIRST, LAST, WHEN
from forms_app.moving_in.lists import Sheet
from forms_app.moving_in.rows import Origin
from forms_app.questions import Question


class OriginForm(forms.Form):
    """Where the list comes from, what was told there, what is wished now."""

    system = forms.ChoiceField(
        label=_("Where does the list come from?"), choices=MovedIn.System,
        help_text=_("It is noted beside every registration."),
    )
    since = forms.DateField(
        label=_("Registered there since"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The day registration opened in that system. Leave empty when you do not know."),
    )
    notice = forms.CharField(
        label=_("Which notice was given there?"), max_length=200,
        help_text=_("For example: The notice of Lyyti’s form, with our committee as controller. No names of persons."),
    )
    notice_on = forms.DateField(
        label=_("Given on"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave empty when each got it when she registered."),
    )
    although_closed = forms.BooleanField(
        label=_("Move in although the form is closed"), required=False,
        help_text=_("They registered while the other system was open."),
    )
    is_written_to = forms.BooleanField(
        label=_("Send each of them the confirmation of this site"), required=False,
        help_text=_("Leave it unticked when they have got one already."),
    )

    def origin(self) -> Origin:
        """What was said, as a value."""
        return Origin(**self.cleaned_data)


class ColumnChoices(forms.Form):
    """One choice for each column of a list: what it holds. No two columns hold the same."""

    def ask(self, sheet: Sheet, choices: Sequence[tuple[str, Any]], proposed: Sequence[str]) -> None:
        """Put the columns of ``sheet``, each with what is proposed for it."""
        for column, heading in enumerate(sheet.headings):
            self.fields[f"column-{column}"] = forms.ChoiceField(
                label=heading or gettext("Column %(number)d") % {"number": column + 1},
                choices=choices,
                required=False,
                initial=proposed[column],
                help_text=", ".join(value[:60] for value in sheet.examples(column)),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse what two columns hold; ``chosen`` is what any column holds."""
        cleaned = super().clean() or {}
        self.chosen = [target for target in cleaned.values() if target]
        for name in [name for name, target in cleaned.items() if target and self.chosen.count(target) > 1]:
            self.add_error(name, _("Another column answers the same."))
        return cleaned


class ColumnsForm(ColumnChoices):
    """One choice for each column of the list."""

    def __init__(self, *args: Any, sheet: Sheet, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = [each for each in questions if each.kind.is_asked and each.kind.widget != "file"]
        choices = [
            ("", gettext("Leave out")),
            (WHEN, gettext("When she registered")),
            (FIRST, gettext("Given name")),
            (LAST, gettext("Family name")),
            *((each.key, each.label.value) for each in self.questions),
        ]
        self.ask(sheet, choices, list_columns.proposals(sheet, self.questions))

    def clean(self) -> dict[str, Any]:
        """Refuse also that a question that must be answered is not in the list."""
        cleaned = super().clean()
        by_parts = {each.key for each in self.questions if each.type == "name" and {FIRST, LAST} & {*self.chosen}}
        given = {*self.chosen, *by_parts}
        for question in self.questions:
            must = question.required and question.condition is None and question.type != "persons"
            if must and question.key not in given:
                raise forms.ValidationError(
                    _("Choose the column that answers “%(question)s”: the form asks everybody."),
                    params={"question": question.label.value},
                )
        return cleaned

    def columns(self) -> list[str]:
        """What each column answers, in the order of the list."""
        return [self.cleaned_data[name] for name in self.fields]
