"""The acts that decide, carry out and answer; each shows first what exactly it does."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.models import ClosingReason, LetterKind, Outcome, Reason
from privacy.requests import answering, decisions, dry_run, execution, letters
from privacy.requests.states import Act
from privacy.roles import Role
from privacy.views.cases.act_page import CaseAct
from privacy.views.records import holding_label


class Rehearsed(CaseAct):
    """An act that shows beforehand what carrying out the case does: the real code, rolled back."""

    template_name = "privacy/admin/cases/rehearsed.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``rows`` of (what, outcome, reason, until) and ``counts`` in words."""
        rehearsal = dry_run.dry_run(self.case, by=self.request.user, now=self.now)
        outcomes, reasons = dict(Outcome.choices), dict(Reason.choices)
        rows = [
            (holding_label(line.holding), line.described, outcomes[line.outcome], reasons[line.reason], line.until_on)
            for line in rehearsal.lines
        ]
        counts = [(str(outcomes[name]), number) for name, number in rehearsal.counts.items()]
        return super().get_context_data(rows=rows, counts=counts, **kwargs)


class DecideForm(forms.Form):
    """Nothing to say, unless the decision-maker is case officer too."""

    at_once = forms.BooleanField(
        required=False,
        label=gettext_lazy("Carry it out and send the answer at once"),
        help_text=gettext_lazy("You are case officer too, and nothing is left open: one button does it all."),
    )


class Decide(Rehearsed):
    act = Act.DECIDE
    form_class = DecideForm
    leaf = gettext_lazy("Decide the case")
    button = gettext_lazy("Decide as shown here")
    done = gettext_lazy("The case is decided.")

    @cached_property
    def obstacles(self) -> list[Any]:
        """What is left open."""
        return decisions.obstacles(self.case)

    def get_explanation(self) -> list[Any]:
        """By which right."""
        today = self.case.controller.local_date(self.now)
        delegation = decisions.delegation_of(self.case.controller, self.request.user, today)
        words = (
            _("You decide in the name of %(controller)s as %(title)s, by %(number)s.")
            % {"controller": self.case.controller, "title": delegation.title, "number": delegation.number}
            if delegation
            else _("No delegation that is valid today gives you the right to decide for this authority.")
        )
        return [words]

    def not_now(self) -> str:
        """The state, or the first thing that is left open."""
        return super().not_now() or next((str(obstacle) for obstacle in self.obstacles), "")

    def get_form(self, form_class: Any = None) -> Any:
        """The tick only for those who may do the rest."""
        form = super().get_form(form_class)
        if not self.may(Role.CASE_OFFICER):
            del form.fields["at_once"]
        return form

    def perform(self, form: Any) -> None:
        """Decide, and do the rest where that was asked for."""
        decisions.decide(**self.given)
        if form.cleaned_data.get("at_once"):
            execution.execute(**self.given)
            answering.answer(**self.given)


class RefuseForm(forms.Form):
    """Why nothing is done."""

    reason = forms.ChoiceField(
        choices=[choice for choice in ClosingReason.choices if choice[0] != ClosingReason.WITHDRAWN],
        label=gettext_lazy("Why the request is refused"),
        help_text=gettext_lazy("The reason stands in the letter, with how she can complain or appeal."),
    )


class Refuse(CaseAct):
    act = Act.REFUSE
    form_class = RefuseForm
    leaf = gettext_lazy("Refuse the request")
    button = gettext_lazy("Refuse the request")
    done = gettext_lazy("The request is refused. The letter with the reason is to be sent.")
    explanation = (
        gettext_lazy("Refuse only when nobody can know who asks, or when the request is manifestly unfounded."),
        gettext_lazy("That data must be kept is no reason to refuse: then the case is decided item by item."),
    )
    critical = True

    def perform(self, form: Any) -> None:
        """Refuse."""
        decisions.refuse(**self.given, **form.cleaned_data)


class Execute(Rehearsed):
    act = Act.EXECUTE
    leaf = gettext_lazy("Carry out the decision")
    button = gettext_lazy("Carry out what is listed here")
    done = gettext_lazy("The decision is carried out, and the sweep has looked for what was left.")
    explanation = (
        gettext_lazy("Exactly what is listed below is done now. What is erased or blanked cannot be brought back."),
    )
    critical = True

    def perform(self, form: Any) -> None:
        """Carry out."""
        execution.execute(**self.given)


class Answer(CaseAct):
    act = Act.ANSWER
    leaf = gettext_lazy("Send the answer")
    button = gettext_lazy("Send the answer")
    done = gettext_lazy("The answer is sent, and frozen as it was sent.")
    explanation = (
        gettext_lazy("Read the letter first: once it is sent it never changes, and it is a public record."),
    )
    template_name = "privacy/admin/cases/answer.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``letters``: drafts in each language, made anew from the case as it stands."""
        drafts = [
            letters.draft(self.case, LetterKind.ANSWER, language, self.now)
            for language in letters.languages_of(self.case)
        ]
        return super().get_context_data(letters=drafts, **kwargs)

    def perform(self, form: Any) -> None:
        """Send."""
        answering.answer(**self.given)


class Close(CaseAct):
    act = Act.CLOSE
    leaf = gettext_lazy("Close the case")
    button = gettext_lazy("Close the case")
    done = gettext_lazy("The case is closed.")
    explanation = (
        gettext_lazy("What the case held is released, and is due again when its rules say so."),
        gettext_lazy("The case itself is kept as its own rule says."),
    )

    def perform(self, form: Any) -> None:
        """Close."""
        answering.close(**self.given)


class Appeal(CaseAct):
    act = Act.APPEAL
    leaf = gettext_lazy("Appealed or complained")
    button = gettext_lazy("Note the appeal")
    done = gettext_lazy("The appeal is noted. The case and what it is about are kept until it is over.")
    explanation = (gettext_lazy("She has appealed, or complained to the supervisory authority."),)

    def perform(self, form: Any) -> None:
        """Note it."""
        answering.appeal(**self.given)
