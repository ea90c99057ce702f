"""The control with which a visitor chooses files, and what it takes."""
from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from forms_app.files import scanning
from forms_app.files.bad import REASONS, BadFile
from forms_app.files.judging import ACCEPT, KINDS, NewFile, clean_name, judge
from forms_app.files.receiving import ReceivedFile


class FilesInput(forms.FileInput):
    """A file input that gives every file that was chosen."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[ReceivedFile]:
        """The files as they came in."""
        return files.getlist(name) if hasattr(files, "getlist") else list(files.get(name) or [])


class BoundFiles(forms.BoundField):
    """Whoever hears the control hears what may be chosen, and that she has to choose once more."""

    @property
    def aria_describedby(self) -> str | None:
        """The ids of help, limits and errors, in the order in which they are shown."""
        told = [f"{self.auto_id}_limits"]
        if self.help_text:
            told.insert(0, f"{self.auto_id}_helptext")
        if self.errors:
            told.append(f"{self.auto_id}_error")
        return " ".join(told)


class FilesField(forms.Field):
    """Up to ``most`` files, each of a kind and size that is taken, and found harmless."""

    widget, bound_field_class = FilesInput, BoundFiles
    default_error_messages = {"required": _("Choose a file.")}

    def __init__(self, *, most: int = 1, **options: Any) -> None:
        self.most, self.lost = most, False
        super().__init__(**options)

    @property
    def limits(self) -> str:
        """What may be chosen, said beside the control."""
        return limits_in_words(self.most)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Which files the browser offers, and whether one may choose several."""
        return {"accept": ACCEPT, **({"multiple": True} if self.most > 1 else {})}

    def clean(self, value: list[ReceivedFile]) -> list[NewFile]:
        """The files that may be stored; every one that may not gets its reason.

        :raises forms_app.files.scanning.NoAnswer: when nobody can say whether a file is harmless.
        """
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(value) > self.most:
            raise ValidationError(_too_many(self.most), code="too_many")
        taken, problems = [], []
        for each in value:
            try:
                taken.append(_taken(each))
            except BadFile as bad:
                problems.append(ValidationError(in_words(bad), code=bad.code))
        if problems:
            raise ValidationError(problems)
        return taken


def _taken(received: ReceivedFile) -> NewFile:
    if received.is_too_large:
        raise BadFile("too_large", clean_name(received.sent_name))
    file = judge(received.file, name=received.sent_name, declared=received.content_type or "")
    scanning.scan(file)
    return file


def in_words(bad: BadFile) -> str:
    """The reason, in the active language."""
    facts = {"name": bad.name, "size": filesizeformat(settings.KALLELSE_FILE_SIZE), "kinds": kinds_in_words()}
    return str(REASONS[bad.code]) % facts


def kinds_in_words() -> str:
    """The kinds that are taken, as a list in words."""
    return ", ".join(kind.name for kind in KINDS.values())


def limits_in_words(most: int) -> str:
    """What one may choose: how many, of which kinds, how large; in the active language."""
    return ngettext(
        "One file, at most %(size)s: %(kinds)s.", "Up to %(count)d files, at most %(size)s each: %(kinds)s.", most
    ) % {"count": most, "size": filesizeformat(settings.KALLELSE_FILE_SIZE), "kinds": kinds_in_words()}


def _too_many(most: int) -> str:
    return ngettext("Choose one file only.", "Choose at most %(count)d files.", most) % {"count": most}
