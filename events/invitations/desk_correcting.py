"""Invitations that reached nobody, at the desk: told as a task; the address is put right on a page of its own."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin import messages

from events.desk.doors import EventDesk
from events.invitations import correcting, returned
from events.invitations.forms import AddressForm
from events.models import Invitation
from forms_app import access
from forms_app.record_views import specific_pages
from forms_app.tasks import Task
from privacy import audit, returned_mail
from privacy.contracts import Refusal


class CorrectAddress(EventDesk, FormView):
    """The address that takes no mail, why, and one field for the right one. The reading is logged."""

    template_name = "events/admin/correct_invitation.html"
    header_icon = "mail"
    may = staticmethod(access.may_handle)
    crumb = _("Correct the address")
    form_class = AddressForm

    @cached_property
    def invitation(self) -> Invitation:
        """The one that is meant.

        :raises Http404: when there is none, or it is set aside.
        """
        ours = Invitation.objects.of_event(self.form_page).unrestricted().standing()
        found: Invitation = get_object_or_404(ours, pk=self.kwargs["invitation_id"])
        return found

    def get_initial(self) -> dict[str, Any]:
        """The address as it stands."""
        return {"email": self.invitation.email}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``invitation``; ``why`` its mail came back, and ``is_unreached``: whether it did and still waits."""
        ours = Invitation.objects.among([self.invitation.pk])
        back = returned.unreached(ours.unanswered()).get(self.invitation.pk)
        audit.record(
            "invitations.list_opened", actor=self.request.user, subject_type="page", subject_id=self.form_page.pk,
            facts={"rows": 1},
        )  # fmt: skip
        return super().get_context_data(
            invitation=self.invitation,
            is_unreached=back is not None,
            why=returned_mail.in_words(back) if back else "",
            **kwargs,
        )

    def form_valid(self, form: AddressForm) -> HttpResponse:
        """Put it right and back to the list, or say why not."""
        address, now = form.cleaned_data["email"], timezone.now()
        try:
            correcting.correct_address(
                self.form_page, self.invitation.pk, address, by=self.request.user, now=now
            )
        except Refusal as refusal:
            for reason in refusal.reasons:
                form.add_error("email", str(reason))
            return self.form_invalid(form)
        messages.success(self.request, _("The address is corrected, and the mail is on its way again."))
        return redirect("events_desk:invitations", self.form_page.pk)


def tasks_of(user: Any) -> Iterator[Task]:
    """A task for each event to which somebody was invited whom no mail reached, to those who may put it right."""
    numbers = returned.by_page()
    for page in sorted(specific_pages(numbers).values(), key=lambda page: str(page.title)):
        if access.may_handle(user, page):
            said = ngettext(
                "%(title)s: the invitation of %(count)d person came back.",
                "%(title)s: the invitations of %(count)d people came back.",
                numbers[page.pk],
            )
            address = f"{reverse('events_desk:invitations', args=[page.pk])}?status=failed"
            yield Task(said % {"title": page.title, "count": numbers[page.pk]}, address)
