"""The acts on one thing that was found, and on one source: hers or not, what becomes of it, what they answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages

from privacy.contracts import FieldState, Refusal
from privacy.models import Outcome, Reason, RequestItem, RequestKind, SourceAnswer
from privacy.requests import cases
from privacy.requests.states import Act
from privacy.roles import Role
from privacy.views.cases.act_page import CaseAct
from privacy.views.cases.parts import CasePage
from privacy.views.records import records_shown


def find_item(case: Any, number: int) -> RequestItem:
    """The item of this case.

    :raises Http404: when it is of another one.
    """
    return get_object_or_404(RequestItem.objects.select_related("request__controller"), pk=number, request=case)


class ConfirmMatch(CasePage, View):
    """Hers or somebody else's: one button each in the list."""

    readers = ()
    actors = (Role.CASE_OFFICER,)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say it, and go back to the list."""
        item = find_item(self.case.pk, kwargs["item"])
        is_hers = request.POST.get("hers") == "yes"
        try:
            cases.confirm_match(item=item, is_hers=is_hers, by=request.user, now=timezone.now())
        except Refusal as refusal:
            for reason in refusal.reasons:
                messages.error(request, reason)
        else:
            messages.success(request, _("Confirmed as hers.") if is_hers else _("Rejected: it is somebody else's."))
        return redirect(reverse("privacy_cases:detail", args=[self.case.pk]) + f"#item-{item.pk}")


class ItemAct(CaseAct):
    """An act on one item."""

    act = Act.CHOOSE

    @cached_property
    def item(self) -> RequestItem:
        """The item."""
        return find_item(self.case.pk, self.kwargs["item"])

    def get_explanation(self) -> list[Any]:
        """Which thing it is about."""
        described = self.item.described
        named = [described.get("label"), described.get("reference"), described.get("title")]
        return [" · ".join(filter(None, named)), *self.explanation]

    def back(self) -> str:
        """The case, at the item."""
        return f"{super().back()}#item-{self.item.pk}"


class ChoiceForm(forms.Form):
    """What is offered, the proposal first."""

    choice = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=gettext_lazy("What becomes of it"),
        help_text=gettext_lazy("The first is what the rules and the law propose. Destroying cannot be chosen."),
    )

    def __init__(self, *args: Any, offered: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcomes, reasons = dict(Outcome.choices), dict(Reason.choices)
        self.fields["choice"].choices = [
            (f"{each.outcome}/{each.reason}", f"{outcomes[each.outcome]}: {reasons[each.reason]}") for each in offered
        ]


class Choose(ItemAct):
    form_class = ChoiceForm
    leaf = gettext_lazy("Choose an outcome")
    button = gettext_lazy("Store the choice")
    done = gettext_lazy("The choice is stored.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """With what the law offers in this kind of request."""
        return {**super().get_form_kwargs(), "offered": cases.choices_of(self.item)}

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return {"choice": f"{self.item.outcome}/{self.item.reason}"}

    def perform(self, form: Any) -> None:
        """Choose."""
        outcome, _slash, reason = form.cleaned_data["choice"].partition("/")
        cases.choose(item=self.item, outcome=outcome, reason=reason, by=self.request.user, now=self.now)


class CorrectionForm(forms.Form):
    """Which value, and what it is from now on."""

    key = forms.ChoiceField(
        label=gettext_lazy("Which value is wrong"),
        help_text=gettext_lazy("What she sent in stays as it came; the corrected value stands beside it."),
    )
    value = forms.CharField(
        max_length=2000,
        label=gettext_lazy("The right value"),
        help_text=gettext_lazy("As it is to be used from now on, in lists and mails."),
    )

    def __init__(self, *args: Any, fields: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = fields


class Correct(ItemAct):
    form_class = CorrectionForm
    leaf = gettext_lazy("Correct a value")
    button = gettext_lazy("Store the correction")
    done = gettext_lazy("The correction is stored. It takes effect when the decision is carried out.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the fields of the record.

        :raises Http404: when nothing of it can be corrected.
        """
        view = records_shown([(self.item.holding, self.item.record)]).get((self.item.holding, self.item.record))
        if view is None or self.case.kind != RequestKind.RECTIFICATION:
            raise Http404
        fields = [(each.key, each.label) for each in view.fields if each.state is not FieldState.ERASED]
        return {**super().get_form_kwargs(), "fields": fields}

    def perform(self, form: Any) -> None:
        """Store it."""
        cases.correct_field(item=self.item, by=self.request.user, now=self.now, **form.cleaned_data)


class SourceForm(forms.Form):
    """What a source outside the site had."""

    answer = forms.ChoiceField(
        choices=[choice for choice in SourceAnswer.Answer.choices
                 if choice[0] not in (SourceAnswer.Answer.WAITING, SourceAnswer.Answer.FOUND)],
        label=gettext_lazy("Answer"),
        help_text=gettext_lazy("What those who looked there say. A source that cannot be reached holds the case up."),
    )  # fmt: skip
    count = forms.IntegerField(
        min_value=0,
        initial=0,
        label=gettext_lazy("How many"),
        help_text=gettext_lazy("The number of letters, mails or other things that were found."),
    )
    note = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("What was found"),
        help_text=gettext_lazy("For example: two mails from March, printed and put into the case file."),
    )


class AnswerSource(CaseAct):
    act = Act.ANSWER_SOURCE
    form_class = SourceForm
    leaf = gettext_lazy("Answer for a source")
    button = gettext_lazy("Store the answer")
    done = gettext_lazy("The answer of the source is stored.")

    @cached_property
    def source(self) -> SourceAnswer:
        """The source of this case."""
        found = SourceAnswer.objects.select_related("outside", "request").exclude(outside=None)
        return get_object_or_404(found, pk=self.kwargs["source"], request=self.case.pk)

    def get_explanation(self) -> list[Any]:
        """Which source, and who looks there."""
        return [self.source.outside.name, *filter(None, [self.source.outside.asked])]

    def perform(self, form: Any) -> None:
        """Store it."""
        cases.answer_source(source=self.source, by=self.request.user, now=self.now, **form.cleaned_data)
