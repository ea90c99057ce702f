"""Proposing a run: first what it would hold, in numbers, then the button that makes the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from privacy.disposal import due, runs
from privacy.in_words import rule_in_words
from privacy.models import Controller, DisposalRun, HoldReason
from privacy.models.retention import PrivacyClassChoice
from privacy.roles import Role
from privacy.views.acts import ActPage
from privacy.views.records import holding_label


class ProposeForm(forms.Form):
    """Whose data, and due when."""

    controller = forms.ModelChoiceField(
        Controller.objects.all(),
        label=gettext_lazy("Controller"),
        help_text=gettext_lazy("The body whose data are looked at; each run is about one."),
    )
    as_of = forms.DateField(
        widget=AdminDateInput,
        label=gettext_lazy("Due before"),
        help_text=gettext_lazy("Today, or an earlier day when an older state is to be dealt with first."),
    )


class Propose(ActPage):
    """Shows the preview when it is asked for by GET, and makes the list by POST. Nothing is destroyed here."""

    form_class = ProposeForm
    template_name = "privacy/admin/runs/propose.html"
    actors = (Role.CASE_OFFICER, Role.ARCHIVIST)
    page_title = gettext_lazy("Propose a run")
    header_icon = "plus"
    button = gettext_lazy("Make this list")
    done = gettext_lazy("The list is made and waits for approval.")
    explanation = (
        gettext_lazy("A run lists what an armed rule lets go. Nothing is destroyed before the list is approved."),
    )
    made: DisposalRun | None = None

    def get_initial(self) -> dict[str, Any]:
        """What was asked for, else the first body and its today."""
        controller = Controller.objects.order_by("pk").first()
        today = controller.local_date(self.now) if controller else None
        return {"controller": controller, "as_of": today}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """By way of the list."""
        way = {"url": reverse("privacy_runs:index"), "label": _("Disposal runs")}
        return [*self.breadcrumbs_items, way, {"url": "", "label": self.page_title}]

    def back(self) -> str:
        """The new run; before there is one, the list."""
        if self.made is not None:
            return reverse("privacy_runs:detail", args=[self.made.pk])
        return reverse("privacy_runs:index")

    @cached_property
    def asked(self) -> ProposeForm:
        """The form as the preview was asked for; by default the first body, today."""
        given = self.request.POST or self.request.GET
        return ProposeForm(given or self.get_initial())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the preview: ``listing`` in words, or nothing while the form is wrong."""
        kwargs.setdefault("form", self.asked)
        preview = {}
        if self.asked.is_valid():
            given = self.asked.cleaned_data
            preview = in_words(due.listed(given["controller"], as_of=given["as_of"]))
        return super().get_context_data(preview=preview, asked=self.asked, **kwargs)

    def perform(self, form: Any) -> None:
        """Make the list."""
        self.made = runs.propose(**form.cleaned_data, by=self.request.user, now=self.now)


def in_words(listing: due.Listing) -> dict[str, Any]:
    """A listing for the page: lines by why they go or stay, each with its share of the longest one."""
    reasons = dict(HoldReason.choices)
    parts = {name: getattr(listing, name) for name in ("due", "unarmed", "kept", "unscheduled")}
    longest = max((line.count for lines in parts.values() for line in lines), default=1)
    return {
        **{name: [_line(line, longest) for line in lines] for name, lines in parts.items()},
        "held": [(str(reasons.get(reason, reason)), count) for reason, count in listing.held.items()],
        "count": listing.count,
        "free": listing.free,
        "overdue": listing.overdue,
    }


def _line(line: due.Line, longest: int) -> dict[str, Any]:
    classes = dict(PrivacyClassChoice.choices)
    return {
        "holding": holding_label(line.holding),
        "privacy_class": classes.get(line.privacy_class, _("Whole records")),
        "count": line.count,
        "share": max(1, 100 * line.count // longest),
        "action": line.rule.get_action_display() if line.rule else "–",
        "rule": rule_in_words(line.rule) if line.rule else _("No rule"),
        "first": line.first_due_on,
        "last": line.last_due_on,
    }
