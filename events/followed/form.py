"""What an organiser writes when she deals with a follow-up."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models.following import LONGEST_NOTE, LONGEST_SUBJECT, LONGEST_TEXT


class FollowUpForm(forms.Form):
    """The mail, and beside it a note for when there is none. Which is asked for is decided by what is pressed."""

    subject = forms.CharField(label=_("Subject"), required=False, max_length=LONGEST_SUBJECT)
    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Kept with the registration: she may ask to read it. Nothing sensitive, such as health."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        help_text=_("For example: We met on 12 May. It is kept with the registration, and she may ask to read it."),
    )

    def __init__(self, data: Any = None, *, language: str, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name in ("subject", "text"):
            self.fields[name].widget.attrs["lang"] = language

    def clean(self) -> dict[str, Any]:
        """A mail that is sent says something, and has a subject."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.data.get("act") == "sent":
            for name in ("subject", "text"):
                if not cleaned.get(name, "").strip() and name not in self.errors:
                    self.add_error(name, _("Write something here, or choose that it was done without a mail."))
        return cleaned
