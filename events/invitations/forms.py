"""What is asked when people are put on the list, and of whoever names a deputy."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.invitations.addresses import EMAIL, LANGUAGE, NAME, ORGANISATION, target_of
from events.models.invitations import LONGEST_ADDRESS, LONGEST_NAME, LONGEST_SOURCE
from forms_app.moving_in.columns import FIRST, LAST
from forms_app.moving_in.forms import ColumnChoices
from forms_app.moving_in.lists import Sheet

#: Characters that are pasted at once.
MOST_TEXT = 500_000


class ListForm(forms.Form):
    """People, where their addresses come from, and the language of those of whom the list says nothing."""

    people = forms.CharField(
        label=_("People to invite"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "One on each line, for example: Maja Ström, maja@example.org. You can also paste a list from your mail "
            "program, or cells from a spreadsheet: name, organisation, e-mail, language."
        ),
        error_messages={"required": _("Paste at least one address, or choose a file.")},
    )
    source = forms.CharField(
        label=_("Where do the addresses come from?"),
        max_length=LONGEST_SOURCE,
        help_text=_(
            "Everybody is told in the mail. For example: Your library’s website. Or: You took part in the autumn "
            "seminar of 2026. No names of other people."
        ),
        error_messages={"required": _("Write where the addresses come from. Everybody who is invited is told.")},
    )
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("Of those whose language the list does not say. Only languages in which the page is live."),
    )

    def __init__(self, *args: Any, languages: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["language"]
        field.choices = list(languages)


class FileForm(forms.Form):
    """A file instead of pasting."""

    file = forms.FileField(
        label=_("A file instead"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        help_text=_("CSV or XLSX, with a row of headings. The file itself is not kept."),
    )


class ColumnsForm(ColumnChoices):
    """One choice for each column of a file."""

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            ("", gettext("Leave out")), (NAME, gettext("Name")), (FIRST, gettext("Given name")),
            (LAST, gettext("Family name")), (ORGANISATION, gettext("Organisation")), (EMAIL, gettext("E-mail")),
            (LANGUAGE, gettext("Language")),
        ]  # fmt: skip
        self.ask(sheet, choices, _proposals(sheet))

    def clean(self) -> dict[str, Any]:
        """Refuse also a file without addresses."""
        cleaned = super().clean()
        if EMAIL not in self.chosen:
            raise forms.ValidationError(_("Choose the column with the e-mail addresses."))
        return cleaned

    def rows(self, sheet: Sheet) -> Iterable[dict[str, str]]:
        """Each row of the file by what its columns hold."""
        targets = [self.cleaned_data[name] for name in self.fields]
        for _number, row in sheet.rows:
            yield {target: cell for target, cell in zip(targets, row, strict=True) if target}


class DeputyForm(forms.Form):
    """Who comes instead."""

    name = forms.CharField(
        label=_("Name"), max_length=LONGEST_NAME, error_messages={"required": _("Write the name.")}
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=LONGEST_ADDRESS,
        help_text=_("We invite her or him by mail, and say that an invited person has named her or him."),
        error_messages={
            "required": _("Write the e-mail address."),
            "invalid": _("Write the e-mail address in full, for example name@example.org."),
        },
    )


class AddressForm(forms.Form):
    """The right address of somebody whom no mail reached."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=LONGEST_ADDRESS,
        help_text=_("The one that stood there is kept beside it, and its links open nothing any more."),
        error_messages={
            "required": _("Write the e-mail address."),
            "invalid": _("Write the e-mail address in full, for example name@example.org."),
        },
    )


def _proposals(sheet: Sheet) -> list[str]:
    """What each column holds by its heading and its values, nothing twice; "" for what is not known."""
    found: list[str] = []
    for column, heading in enumerate(sheet.headings):
        proposed = _proposal(heading, sheet.examples(column, 20))
        found.append("" if proposed in found else proposed)
    return found


def _proposal(heading: str, values: list[str]) -> str:
    found = target_of(heading)
    return EMAIL if not found and values and all("@" in value for value in values) else found
