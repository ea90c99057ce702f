"""What is asked before answers leave the house: as what, how much, what for, and who gets it."""
from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forms_app.exports.order import Format, Preset, RowOf
from privacy.models import DisclosedTo, DisclosurePurpose

#: What no name of an organisation holds: a mailbox, or the digits of a telephone or identity number.
_ADDRESS = re.compile(r"@|(?:\d[\s\-+]*){5}")


def organisation_name(text: Any) -> str:
    """The name of an organisation that gets something, without an address or a number: those belong to people.

    :raises ValidationError: when there is one in it.
    """
    name = " ".join(str(text).split())
    if _ADDRESS.search(name):
        raise forms.ValidationError(_("Write the name of the organisation only, without address or number."))
    return name


class ExportForm(forms.Form):
    """One order."""

    purpose = forms.ChoiceField(
        label=_("What is the file for?"),
        choices=[choice for choice in DisclosurePurpose.choices if choice[0] != DisclosurePurpose.ACCESS],
        widget=forms.RadioSelect,
        help_text=_("Written down together with who gets it, so that people can be told where their data went."),
    )
    given_to = forms.ChoiceField(
        label=_("Who gets it?"),
        choices=[choice for choice in DisclosedTo.choices if choice[0] != DisclosedTo.ANONYMOUS],
        initial=DisclosedTo.SELF,
        widget=forms.RadioSelect,
    )
    recipient = forms.CharField(
        label=_("Which organisation"),
        max_length=120,
        required=False,
        help_text=_("For example: Congress Hall Ltd. The name of the organisation only: no person, no address."),
    )
    preset = forms.ChoiceField(
        label=_("Which answers?"),
        choices=[
            (Preset.DOOR, _("For the door: name, title, organisation, state; no addresses")),
            (Preset.INVOICES, _("For invoices: name, organisation, e-mail, invoice details, state")),
            (Preset.ORDINARY, _("Everything ordinary")),
        ],
        initial=Preset.DOOR,
        widget=forms.RadioSelect,
        help_text=_("Take no more than the purpose needs."),
    )
    special = forms.BooleanField(
        label=_("With sensitive answers, such as diet and access needs"),
        required=False,
        help_text=_(
            "Only those named for it may take them. They are encrypted here and readable by anybody in the file: "
            "tick this only when the purpose cannot be met by numbers, and delete the file afterwards."
        ),
    )
    row_of = forms.ChoiceField(
        label=_("One row for each"),
        choices=[(RowOf.REGISTRATION, _("Registration")), (RowOf.PARTICIPANT, _("Participant"))],
        initial=RowOf.PARTICIPANT,
        widget=forms.RadioSelect,
    )
    format = forms.ChoiceField(
        label=_("As what?"),
        choices=[
            (Format.XLSX, _("Excel (XLSX)")),
            (Format.CSV, _("CSV, with semicolons as Swedish and Finnish Excel opens it")),
            (Format.JSON, _("JSON, for programs")),
        ],
        initial=Format.XLSX,
        widget=forms.RadioSelect,
        help_text=_(
            "In CSV, an apostrophe stands before what a spreadsheet would take for a formula, and so before "
            "telephone numbers that begin with +."
        ),
    )

    def __init__(self, *args: Any, may_special: bool, has_participants: bool, **kwargs: Any) -> None:
        """:param may_special: whether there are sensitive answers and the reader may take them along."""
        super().__init__(*args, **kwargs)
        if not may_special:
            del self.fields["special"]
        if not has_participants:
            del self.fields["row_of"]

    def clean(self) -> dict[str, Any]:
        """An organisation has a name; a colleague has none here."""
        given = super().clean() or {}
        if given.get("given_to") != DisclosedTo.ORGANISATION:
            given["recipient"] = ""
        elif not given.get("recipient") and "recipient" not in self.errors:
            self.add_error("recipient", _("Write which organisation gets the file."))
        return given

    def clean_recipient(self) -> str:
        """No address and no number: those belong to people."""
        return organisation_name(self.cleaned_data["recipient"])
