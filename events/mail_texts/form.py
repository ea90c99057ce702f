"""The form in which a body's own words of a mail are written; what does not fit is said beside the field."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from events.mail_texts.rules import Flaw, Problem
from events.mail_texts.words import parts_of, problems_of
from events.models.mail_text import MailText

_ROWS = 8


class MailTextForm(forms.ModelForm):
    """The parts of one kind of mail; each may be left empty."""

    class Meta:
        model = MailText
        fields = ("subject", "heading", "text", "link")
        widgets = {"text": forms.Textarea(attrs={"rows": _ROWS})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = parts_of(self.instance.kind)
        for name in [name for name in self.fields if name not in shown]:
            del self.fields[name]
        for field in self.fields.values():
            field.widget.attrs["lang"] = self.instance.language

    def clean(self) -> dict[str, Any]:
        """:raises ValidationError: with a sentence for each thing that does not fit, at its field."""
        cleaned: dict[str, Any] = super().clean() or {}
        own = MailText(kind=self.instance.kind, language=self.instance.language, **{
            part: cleaned.get(part) or "" for part in self.fields
        })  # fmt: skip
        for part, problems in problems_of(own).items():
            for problem in problems:
                self.add_error(part, in_words(problem))
        return cleaned


def in_words(problem: Problem) -> str:
    """What is wrong, and what to do."""
    match problem.flaw:
        case Flaw.UNKNOWN:
            said = _("This mail does not know “%(name)s” here. Use only the placeholders that are listed, or none.")
        case Flaw.MISSING:
            said = _("Put “%(name)s” back in: without it the reader does not learn what she must know.")
        case Flaw.BROKEN:
            said = _("A placeholder is cut off. Write it whole, as in the list, with its brackets and the s.")
        case _:
            said = _("Write plain text without HTML. Headings and links are laid out by the mail itself.")
    return said % {"name": f"%({problem.name})s"}
