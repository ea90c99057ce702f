"""The doors to what the desk shows of an event and of one registration to it: only for those who look after it."""
from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from events.models import Registration
from events.models.admitting import AdmittingMixin
from forms_app import access
from forms_app.doors import FormDesk, form_page, submission_for
from privacy import audit


class EventDesk(FormDesk):
    """A page of the desk about one event, the canonical page in ``form_page``; put it before the view."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in those who may.

        :raises Http404: when nobody registers to what the page is about.
        :raises PermissionDenied: for everybody else.
        """
        event_page(kwargs["page_id"])
        return super().dispatch(request, *args, **kwargs)


class RegistrationDesk(WagtailAdminTemplateMixin):
    """A page of the desk on which something is done with one registration; put it before the view.

    ``submission``, ``event`` (the canonical page) and ``registration`` are there once somebody is let in.
    """

    header_icon = "form"
    _show_breadcrumbs = True
    #: What is done, the last crumb.
    crumb: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for those who may handle the registration.

        :raises PermissionDenied: for everybody else.
        :raises Http404: when there is no such registration.
        """
        self.submission = submission_for(request.user, kwargs["submission_id"])
        self.event = event_page(self.submission.page_id)
        if not access.may_handle(request.user, self.event):
            raise PermissionDenied
        self.registration = get_object_or_404(Registration, pk=self.submission.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The reference number."""
        return str(self.submission.reference)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The forms, this form, this registration, and what is to be done."""
        return [
            {"url": reverse("forms_app_desk:index"), "label": _("Submissions")},
            {"url": reverse("forms_app_desk:list", args=[self.event.pk]), "label": self.event.title},
            {"url": reverse("forms_app_desk:detail", args=[self.submission.pk]), "label": self.submission.reference},
            {"url": "", "label": self.crumb},
        ]

    def log_reading(self) -> None:
        """That the registration was opened, without what is sensitive."""
        audit.record(
            "submission.opened", actor=self.request.user, subject_type="submission", subject_id=self.submission.pk,
            facts={"special": False},
        )  # fmt: skip


def event_page(page_id: int) -> Any:
    """The canonical page of the event with this number, whichever of its languages the number is of.

    :raises Http404: when there is none, or one without registrations.
    """
    page = form_page(page_id)
    if not isinstance(page, AdmittingMixin):
        raise Http404
    return page
