"""A request that came by letter, by telephone, by mail or at the counter, entered by a case officer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput

from privacy.models import Controller, RequestChannel, RequestKind, RightsRequest
from privacy.requests import intake
from privacy.roles import Role
from privacy.views.acts import ActPage


class NewCaseForm(forms.Form):
    """What the case officer knows when a request comes in."""

    controller = forms.ModelChoiceField(
        Controller.objects.all(),
        label=gettext_lazy("To which authority"),
        help_text=gettext_lazy("The body that answers for the data she asks about."),
    )
    kind = forms.ChoiceField(
        choices=RequestKind.choices,
        label=gettext_lazy("What she asks for"),
        help_text=gettext_lazy("When she asks for several things, enter a request for each."),
    )
    channel = forms.ChoiceField(
        choices=[choice for choice in RequestChannel.choices if choice[0] != RequestChannel.WEB],
        label=gettext_lazy("How it came"),
        help_text=gettext_lazy("No form is prescribed: a call or a word at the counter is a request too."),
    )
    received_at = forms.DateTimeField(
        widget=AdminDateTimeInput,
        label=gettext_lazy("When it came in"),
        help_text=gettext_lazy("The clock runs from here, also when the request is entered later."),
    )
    language = forms.ChoiceField(
        choices=settings.LANGUAGES,
        label=gettext_lazy("Her language"),
        help_text=gettext_lazy("Letters are written in it."),
    )
    name = forms.CharField(
        max_length=200, required=False,
        label=gettext_lazy("Her name"),
        help_text=gettext_lazy("Texts on the site are searched for it. Leave it empty when she has not given it."),
    )  # fmt: skip
    email = forms.EmailField(
        required=False,
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("What is stored under it is found. More addresses can be added in the case."),
    )
    phone = forms.CharField(
        max_length=30, required=False,
        label=gettext_lazy("Telephone"),
        help_text=gettext_lazy("With or without the country's number, for example 070 123 45 67."),
    )  # fmt: skip
    postal_address = forms.CharField(
        max_length=300, required=False,
        label=gettext_lazy("Postal address"),
        help_text=gettext_lazy("Only when she wants the answer on paper, and never with protected identity."),
    )  # fmt: skip
    text = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        label=gettext_lazy("What she says"),
        help_text=gettext_lazy("In her own words, as far as you have them."),
    )
    protected = forms.BooleanField(
        required=False,
        label=gettext_lazy("She has protected identity"),
        help_text=gettext_lazy("She is then written to by hand, no mail is sent, and no address stands in letters."),
    )

    def clean_received_at(self) -> Any:
        """Nothing has come in tomorrow."""
        moment = self.cleaned_data["received_at"]
        if moment > timezone.now():
            raise forms.ValidationError(_("This moment has not come yet."))
        return moment

    def clean(self) -> dict[str, Any]:
        """Without a name and an address there is nothing to search for."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in ("name", "email", "phone")):
            raise forms.ValidationError(_("Write her name, an e-mail address or a telephone number."))
        return cleaned


class NewCase(ActPage):
    """The form; the case is opened from its own page."""

    form_class = NewCaseForm
    actors = (Role.CASE_OFFICER,)
    page_title = gettext_lazy("Enter a request")
    header_icon = "plus"
    button = gettext_lazy("Enter the request")
    done = gettext_lazy("The request is entered and its clock runs.")
    made: RightsRequest | None = None

    def get_initial(self) -> dict[str, Any]:
        """It came in just now."""
        return {"received_at": timezone.now()}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """By way of the list."""
        way = {"url": reverse("privacy_cases:index"), "label": _("Requests about personal data")}
        return [*self.breadcrumbs_items, way, {"url": "", "label": self.page_title}]

    def back(self) -> str:
        """The new case; before there is one, the list."""
        if self.made is not None:
            return reverse("privacy_cases:detail", args=[self.made.pk])
        return reverse("privacy_cases:index")

    def perform(self, form: Any) -> None:
        """Take it in."""
        given = dict(form.cleaned_data)
        named = [("email", given.pop("email")), ("phone", given.pop("phone"))]
        addresses = [(kind, value) for kind, value in named if value]
        self.made = intake.receive(**given, addresses=addresses, by=self.request.user, now=self.now)
