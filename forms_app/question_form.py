"""The editor's form for one question: its key, its ready-made words and its options."""
from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from forms_app import options
from forms_app.answer_form import OWN_FIELDS
from forms_app.questions import AskedOf, AskedWhen
from forms_app.ready_made.copying import OfferedQuestion
from privacy.contracts import PrivacyClass

_KEY = re.compile(r"[a-z][a-z0-9]{5,15}")
#: What a form from before these were asked leaves out.
_DEFAULTS = ("asked_of", "asked_when", "most_files")


class QuestionForm(WagtailAdminModelForm):
    """One question's row. The key of a stored question never changes by itself; a new one gets its own.

    ``offered`` are the officers' ready-made questions that may be chosen; ``gives_places`` whether questions
    may be asked afterwards, of those with a place.
    """

    def __init__(
        self, *args: Any, offered: Iterable[OfferedQuestion] = (), gives_places: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {each.choice: each for each in offered}
        if self.offered and "field_type" in self.fields:
            own = (_("Our own ready-made questions"), [(each.choice, each.name) for each in self.offered.values()])
            self.fields["field_type"].choices = [own, *self.fields["field_type"].choices]
        for name in _DEFAULTS:
            if name in self.fields:
                self.fields[name].required = False
        if not gives_places:
            self.fields.pop("asked_when", None)

    def clean(self) -> dict[str, Any]:
        """Complete the row before any draft or revision is made of it."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("DELETE"):
            return cleaned
        for name in _DEFAULTS:
            if name in self.fields:
                cleaned[name] = cleaned.get(name) or self.instance._meta.get_field(name).default
        if chosen := self.offered.get(cleaned.get("field_type", "")):
            chosen.copy_into(cleaned, self.instance)
        stored = self.instance.clean_name if self.instance.pk else ""
        cleaned["clean_name"] = stored or _usable(cleaned.get("clean_name") or "") or options.new_key()
        kind = self.instance.TYPES.get(cleaned.get("field_type", ""))
        if kind and kind.ready_made and not cleaned.get("label"):
            cleaned["label"] = str(kind.name)
            cleaned["help_text"] = cleaned.get("help_text") or str(kind.help)
        elif not cleaned.get("label"):
            self.add_error("label", _("Write the question."))
        if kind and kind.takes_files:
            self._refuse_where_files_cannot_be(cleaned)
        self._clean_options(cleaned)
        if "\n" in cleaned.get("condition", ""):
            self.add_error("condition", _("Tick options of one question only."))
        return cleaned

    def _refuse_where_files_cannot_be(self, cleaned: dict[str, Any]) -> None:
        """Files are not encrypted, and belong to the registration as a whole."""
        if not settings.KALLELSE_FILES:
            self.add_error("field_type", _("This site takes no files. Ask its operator, or ask for text instead."))
        if cleaned.get("privacy_class") in (PrivacyClass.SPECIAL, PrivacyClass.IDENTITY_NUMBER):
            self.add_error("privacy_class", _(
                "Files are not encrypted as answers are, so none may be asked for with health or other sensitive "
                "data. Ask for such papers by another way."
            ))  # fmt: skip
        if cleaned.get("asked_of") == AskedOf.PARTICIPANT or cleaned.get("asked_when") == AskedWhen.WITH_PLACE:
            self.add_error("field_type", _("Files can be asked for only once, of the one who registers."))

    def _clean_options(self, cleaned: dict[str, Any]) -> None:
        """A key for each option; two with the same words could not be told apart by anybody."""
        known = {label: key for key, label in options.parse(self.instance.choices or "")}
        kind = self.instance.TYPES.get(cleaned.get("field_type", ""))
        if kind and kind.options and not (cleaned.get("choices") or "").strip():
            cleaned["choices"] = options.standard(kind.options)
        cleaned["choices"] = options.keyed(cleaned.get("choices") or "", known)
        if same := options.repeated(label for _key, label in options.parse(cleaned["choices"])):
            first, second, label = same
            words = {"first": first + 1, "second": second + 1, "label": label}
            sentence = _("Options %(first)d and %(second)d have the same words, “%(label)s”. Change one of them.")
            # Put together when it is shown: the rows are read in the language of the page, not the editor's.
            self.add_error("choices", ValidationError(sentence, params=words))


def _usable(key: str) -> str:
    """``key`` if it can be a question's, else "": it must not meet the form's own fields."""
    return key if _KEY.fullmatch(key) and key not in OWN_FIELDS else ""
