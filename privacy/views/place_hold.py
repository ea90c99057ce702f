"""Placing a hold: on a form, an activity, a person, or one record from its own page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from privacy import holds, registry
from privacy.contracts import Refusal
from privacy.models import Controller, HoldReason, HoldScope, ProcessingActivity
from privacy.sections import section_for
from privacy.views.doors import OfficersPage

#: What a person chooses among; a record is held from its own page.
_SCOPES = [(scope.value, scope.label) for scope in (HoldScope.FORM, HoldScope.ACTIVITY, HoldScope.PERSON)]
#: An open case is held by the site itself.
_REASONS = [(reason.value, reason.label) for reason in HoldReason if reason is not HoldReason.OPEN_CASE]


class HoldForm(forms.Form):
    """What is held, and why."""

    scope = forms.ChoiceField(
        choices=_SCOPES,
        widget=forms.RadioSelect,
        initial=HoldScope.FORM.value,
        label=gettext_lazy("What is held"),
        help_text=gettext_lazy("A single record is held from the page on which it is shown."),
    )
    page = forms.ModelChoiceField(
        Page.objects.filter(depth__gt=1),
        widget=AdminPageChooser,
        required=False,
        label=gettext_lazy("Page with the form"),
        help_text=gettext_lazy("For a form: everything that was sent to it, in every language."),
    )
    activity = forms.ModelChoiceField(
        ProcessingActivity.objects.select_related("controller"),
        required=False,
        label=gettext_lazy("Activity"),
        help_text=gettext_lazy("For an activity: everything that is kept under it."),
    )
    address = forms.CharField(
        max_length=254,
        required=False,
        label=gettext_lazy("E-mail address or telephone number"),
        help_text=gettext_lazy(
            "For a person: everything she has sent with this address or number, also what she sends later. "
            "Only a digest is stored, which nobody can read."
        ),
    )
    controller = forms.ModelChoiceField(
        Controller.objects.all(),
        required=False,
        label=gettext_lazy("Controller"),
        help_text=gettext_lazy("For a person: whose records about her are held."),
    )
    reason = forms.ChoiceField(
        choices=_REASONS,
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Stands in protocols, and in the answer to a person who asks for erasure."),
    )
    reference = forms.CharField(
        max_length=100,
        required=False,
        label=gettext_lazy("Case number"),
        help_text=gettext_lazy("The number of the case that asks for the hold, for example KN 2027/31. No names."),
    )

    def clean(self) -> dict[str, Any]:
        """Each scope needs its own answer."""
        cleaned = super().clean() or self.cleaned_data
        needed = {
            HoldScope.FORM.value: [("page", _("Choose the page with the form."))],
            HoldScope.ACTIVITY.value: [("activity", _("Choose the activity."))],
            HoldScope.PERSON.value: [
                ("address", _("Write an e-mail address or a telephone number.")),
                ("controller", _("Choose the controller.")),
            ],
        }
        for name, said in needed.get(str(cleaned.get("scope")), ()):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, said)
        if cleaned.get("scope") == HoldScope.FORM and cleaned.get("page"):
            cleaned["section"] = section_for(cleaned["page"])
            if cleaned["section"] is None:
                self.add_error("page", _("No data protection settings hold for this page, so nothing was sent to it."))
        return cleaned

    def what(self) -> dict[str, Any]:
        """The answers as ``holds.place`` takes them."""
        given = self.cleaned_data
        if given["scope"] == HoldScope.FORM:
            return {"controller": given["section"].controller, "group": given["page"].translation_key}
        if given["scope"] == HoldScope.ACTIVITY:
            return {"controller": given["activity"].controller, "activity": given["activity"]}
        kind = "email" if "@" in given["address"] else "phone"
        return {"controller": given["controller"], "address": (kind, given["address"])}


class RecordHoldForm(forms.Form):
    """Why one record is held."""

    reason, reference = HoldForm.base_fields["reason"], HoldForm.base_fields["reference"]


class PlaceHold(OfficersPage, FormView):
    """The form; for case officers and archivists. With a holding and a record in the address it is that record's."""

    readers = actors = holds.HOLDERS
    template_name = "privacy/admin/place_hold.html"
    page_title = gettext_lazy("Place a hold")
    header_icon = "lock"

    @cached_property
    def record(self) -> Any:
        """The one record the address speaks of: (holding, stored row), or None.

        :raises Http404: when there is no such record.
        """
        name, record = self.request.GET.get("holding", ""), self.request.GET.get("record", "")
        if not record:
            return None
        try:
            holding = registry.holding_of(name)
            row = holding.stamped._base_manager.select_related("controller").filter(pk=UUID(record)).first()
        except (KeyError, ValueError):
            row = None
        if row is None:
            raise Http404
        return holding, row

    def get_form_class(self) -> type[forms.Form]:
        """The short form for a record, else the long one."""
        return RecordHoldForm if self.record else HoldForm

    def get_initial(self) -> dict[str, Any]:
        """The only controller is chosen already."""
        controllers = list(Controller.objects.all()[:2])
        return {"controller": controllers[0]} if len(controllers) == 1 else {}

    def form_valid(self, form: Any) -> HttpResponse:
        """Place the hold, or say why not."""
        why = {"reason": form.cleaned_data["reason"], "reference": form.cleaned_data["reference"]}
        if self.record:
            holding, row = self.record
            what = {"scope": HoldScope.RECORD, "holding": holding.name, "record": row.pk, "controller": row.controller}
        else:
            what = {"scope": form.cleaned_data["scope"], **form.what()}
        try:
            self.hold = holds.place(by=self.request.user, now=timezone.now(), **what, **why)
        except Refusal as refusal:
            form.add_error("address", list(refusal.reasons))
            return self.form_invalid(form)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        messages.success(self.request, _("The hold stands. Nothing that it covers is destroyed until it is released."))
        return super().form_valid(form)

    def get_success_url(self) -> str:
        """The hold."""
        return reverse("privacy_holds:inspect", args=[self.hold.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the holds, then this page."""
        every = {"url": reverse("privacy_holds:index"), "label": _("Holds")}
        return [*self.breadcrumbs_items, every, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form as Wagtail's own template wants it."""
        context = super().get_context_data(**kwargs)
        context["record"] = self.record
        context["action_url"] = self.request.get_full_path()
        context["submit_button_label"] = _("Place the hold")
        context["submit_button_active_label"] = _("Placing…")
        context["media"] = context["form"].media
        return context
