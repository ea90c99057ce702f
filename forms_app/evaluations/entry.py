"""Where the code from a slip of paper is written. No ORM."""
from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from forms_app.evaluations import codes


class CodeForm(forms.Form):
    """The code of one link; cleaned as it is usually written."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        help_text=_(
            "Twelve letters and digits, for example ABCD-EFGH-JKMN. Large or small letters, with or without signs."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Write the code that you were given.")},
    )

    def clean_code(self) -> str:
        """Only whether it can be a code; whether it opens anything, its page says."""
        code = codes.read(self.cleaned_data["code"])
        if code is None:
            message = _("This is not a code of ours. It has twelve letters and digits.")
            raise forms.ValidationError(message, code="invalid")
        return code
