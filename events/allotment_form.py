"""The rows of limited choices in the editor's form: answers to the questions of the page as it was saved last."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel

from forms_app import options


def answers_to_choose(page: Any) -> list[tuple[str, str]]:
    """Every answer that can be chosen in the questions of ``page``: ("question key:option key", words)."""
    own = [
        (f"{question.key}:{option.key}", f"{question.label}: {option.label}")
        for question in page.own_questions(page)
        for option in question.options
    ]
    return own + [
        (f"{row.clean_name}:{key}", f"{row.label or row.get_field_type_display()}: {label}")
        for row in page.form_fields.all()
        if row.kind.has_options
        for key, label in options.parse(row.choices)
    ]


class AllotmentFormSet(BaseChildFormSet):
    """The limited choices of one page."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Offer the answers that there are; one that is chosen and gone stays, so that nobody loses it unawares."""
        super().add_fields(form, index)
        offered = answers_to_choose(self.instance)
        kept = form.instance.option
        if kept and kept not in dict(offered):
            offered.append((kept, _("An answer that is not there any more")))
        field = form.fields["option"]
        form.fields["option"] = forms.ChoiceField(
            label=field.label, help_text=field.help_text, choices=[("", "---------"), *offered]
        )


class AllotmentsPanel(InlinePanel):
    """The limited choices of a page with their form."""

    def get_form_options(self) -> dict[str, Any]:
        """Those of every inline panel, with our rows."""
        found: dict[str, Any] = super().get_form_options()
        found["formsets"][self.relation_name]["formset"] = AllotmentFormSet
        return found
