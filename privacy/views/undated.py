"""Forms whose records wait for a date, and entering it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput

from privacy import entered_dates
from privacy.entered_dates import Waiting
from privacy.views.doors import OfficersPage


class Undated(OfficersPage, TemplateView):
    """Which forms have records without a date."""

    template_name = "privacy/admin/undated.html"
    page_title = gettext_lazy("Records without a date")
    header_icon = "calendar-alt"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the rules, then this page."""
        rules = {"url": reverse("privacy_rules:index"), "label": _("Retention rules")}
        return [*self.breadcrumbs_items, rules, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The forms, the oldest first."""
        may_enter = self.may(*entered_dates.DATERS)
        return {**super().get_context_data(**kwargs), "waiting": entered_dates.waiting(), "may_enter": may_enter}


class DateForm(forms.Form):
    """The day."""

    on = forms.DateField(
        widget=AdminDateInput,
        label=gettext_lazy("The day from which the time runs"),
        help_text=gettext_lazy(
            "For example the day on which the last meeting was held. A day that is later entered on the page itself "
            "goes before this one."
        ),
    )


class EnterDate(OfficersPage, FormView):
    """The form; for case officers and archivists."""

    readers = actors = entered_dates.DATERS
    form_class = DateForm
    template_name = "privacy/admin/enter_date.html"
    page_title = gettext_lazy("Enter a date")
    header_icon = "calendar-alt"

    @cached_property
    def waiting(self) -> Waiting:
        """The form whose records wait.

        :raises Http404: when none of its records does.
        """
        found = next((each for each in entered_dates.waiting() if each.group == self.kwargs["group"]), None)
        if found is None:
            raise Http404
        return found

    def form_valid(self, form: DateForm) -> HttpResponse:
        """Enter the date, and count what waited for it."""
        entered_dates.enter(
            subject=self.waiting.group, on=form.cleaned_data["on"], by=self.request.user, now=timezone.now()
        )
        messages.success(self.request, _("The date is entered, and the records are counted from it."))
        return super().form_valid(form)

    def get_success_url(self) -> str:
        """Back to those that wait."""
        return reverse("privacy_rules:undated")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, those that wait, then this page."""
        every = {"url": reverse("privacy_rules:undated"), "label": Undated.page_title}
        return [*self.breadcrumbs_items, every, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form as Wagtail's own template wants it."""
        context = super().get_context_data(**kwargs)
        context["waiting"] = self.waiting
        context["action_url"] = self.request.path
        context["submit_button_label"] = _("Enter the date")
        context["submit_button_active_label"] = _("Counting…")
        context["media"] = context["form"].media
        return context
