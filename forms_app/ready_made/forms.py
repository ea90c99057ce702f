"""The officers' forms for ready-made questions: choices among types of page and kinds of question."""
from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from forms_app.question_types import TYPES


def page_types() -> list[tuple[str, str]]:
    """The types of page that have questions: label and name."""
    found = [model for model in apps.get_models() if hasattr(model, "first_questions")]
    return [(model._meta.label, capfirst(str(model._meta.verbose_name))) for model in found]


def _ready_kinds() -> list[tuple[str, Any]]:
    return [(each.key, each.name) for each in TYPES.values() if each.ready_made]


class ReadyQuestionForm(WagtailAdminModelForm):
    """A ready-made question: on which types of page it can be chosen."""

    page_types = forms.MultipleChoiceField(
        label=_("On pages of the type"), choices=page_types, widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Where editors can choose the question."),
    )


class OpeningForm(WagtailAdminModelForm):
    """What a type of page opens with."""

    page_type = forms.ChoiceField(
        label=_("Type of page"), choices=page_types, help_text=_("Each type is decided once.")
    )
    kinds = forms.MultipleChoiceField(
        label=_("Opens with"), choices=_ready_kinds, widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("They stand in this order. Your own ready-made questions say themselves whether they come too."),
    )
