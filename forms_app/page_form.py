"""The editor's form for a page with questions: keys, ready-made words and clear refusals."""
from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from forms_app import options
from forms_app.answer_form import OWN_FIELDS
from home.edit_form import BasePageForm

_KEY = re.compile(r"[a-z][a-z0-9]{5,15}")


class QuestionForm(WagtailAdminModelForm):
    """One question's row. The key of a stored question never changes; a new one gets its own."""

    def clean(self) -> dict[str, Any]:
        """Complete the row before any draft or revision is made of it."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("DELETE"):
            return cleaned
        stored = self.instance.clean_name if self.instance.pk else ""
        cleaned["clean_name"] = stored or _usable(cleaned.get("clean_name") or "") or options.new_key()
        kind = self.instance.TYPES.get(cleaned.get("field_type", ""))
        if kind and kind.ready_made and not cleaned.get("label"):
            cleaned["label"] = str(kind.name)
            cleaned["help_text"] = cleaned.get("help_text") or str(kind.help)
        elif not cleaned.get("label"):
            self.add_error("label", _("Write the question."))
        known = {label: key for key, label in options.parse(self.instance.choices or "")}
        cleaned["choices"] = options.keyed(cleaned.get("choices") or "", known)
        return cleaned


class FormPageForm(BasePageForm):
    """The page's form: a new page opens with ready-made questions; keys and labels are unique."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if instance is not None and instance._state.adding and not instance.pk and not instance.form_fields.all():
            instance.form_fields = first_questions(instance)
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Refuse two questions with the same words; give a repeated key a new one."""
        cleaned = super().clean()
        formset = self.formsets.get("form_fields")
        if formset is not None:
            # A ready-made question speaks the language of the page, not the editor's.
            with translation.override(self.instance.locale.language_code):
                rows = [row for row in formset.forms if row.is_valid() and not row.cleaned_data.get("DELETE")]
            _separate_keys(rows)
            _refuse_same_labels(rows)
        return cleaned


def _usable(key: str) -> str:
    """``key`` if it can be a question's, else "": it must not meet the form's own fields."""
    return key if _KEY.fullmatch(key) and key not in OWN_FIELDS else ""


def first_questions(page: Any) -> list[Any]:
    """The ready-made questions that ``page`` opens with, in its language."""
    model = type(page)._meta.get_field("form_fields").related_model
    with translation.override(page.locale.language_code):
        rows = [
            model(field_type=kind, required=model.TYPES[kind].required, sort_order=order, locale=page.locale)
            for order, kind in enumerate(page.first_questions)
        ]
        for row in rows:
            row.complete()
    return rows


def _separate_keys(rows: list[forms.ModelForm]) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.cleaned_data["clean_name"] in seen:
            row.cleaned_data["clean_name"] = options.new_key()
            row.instance.clean_name = row.cleaned_data["clean_name"]
        seen.add(row.cleaned_data["clean_name"])


def _refuse_same_labels(rows: list[forms.ModelForm]) -> None:
    seen: set[str] = set()
    for row in rows:
        label = " ".join(row.cleaned_data.get("label", "").casefold().split())
        if label in seen:
            row.add_error("label", _("Another question has the same words. Change one of them."))
        seen.add(label)
