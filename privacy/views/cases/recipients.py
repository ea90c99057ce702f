"""Whoever was given a list with her data: told of the change, or why not (GDPR 19)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.disclosures import recipient_in_words, rows_in_words
from privacy.models import Disclosure, RecipientTask, RightsRequest
from privacy.requests import recipients
from privacy.requests.states import Act
from privacy.views.cases.act_page import CaseAct


def recipients_of(case: RightsRequest) -> list[tuple[RecipientTask, str]]:
    """The tasks of a case, each with its list in words, the oldest list first."""
    found = case.recipients.select_related("disclosure").order_by("disclosure__at", "pk")
    return [(each, list_in_words(each.disclosure)) for each in found]


def list_in_words(disclosure: Disclosure) -> str:
    """One list that left the house: when, for what, how many rows, to whom."""
    return _("%(day)s: %(purpose)s, %(rows)s, given to: %(recipient)s") % {
        "day": date_format(disclosure.at, "DATE_FORMAT"),
        "purpose": disclosure.get_purpose_display(),
        "rows": rows_in_words(disclosure),
        "recipient": recipient_in_words(disclosure),
    }


class RecipientForm(forms.Form):
    """Told, or why not."""

    answer = forms.ChoiceField(
        choices=[each for each in RecipientTask.Answer.choices if each[0] != RecipientTask.Answer.WAITING],
        label=gettext_lazy("Answer"),
        help_text=gettext_lazy("Tell her data and what was done with them, so that the list can be mended there."),
    )
    why = forms.ChoiceField(
        choices=[("", "–"), *RecipientTask.Why.choices],
        required=False,
        label=gettext_lazy("Why it is impossible"),
        help_text=gettext_lazy("Only when nobody can be told."),
    )


class TellRecipient(CaseAct):
    act = Act.TELL_RECIPIENT
    form_class = RecipientForm
    leaf = gettext_lazy("Tell whoever got a list")
    button = gettext_lazy("Store the answer")
    done = gettext_lazy("It is written down whether the recipient was told.")

    @cached_property
    def task(self) -> RecipientTask:
        """The task of this case."""
        found = RecipientTask.objects.select_related("disclosure", "request")
        return get_object_or_404(found, pk=self.kwargs["recipient"], request=self.case.pk)

    def get_explanation(self) -> list[Any]:
        """Which list, and that she may not stand in it."""
        return [
            list_in_words(self.task.disclosure),
            _("She may stand in it: it was made after her data came in. What a list held is not kept here."),
        ]

    def perform(self, form: Any) -> None:
        """Store it."""
        recipients.answer(task=self.task, by=self.request.user, now=self.now, **form.cleaned_data)
