"""The door to what the desk shows of an event: that of its form, and only for pages to which one registers."""
from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from events.models.admitting import AdmittingMixin
from forms_app.doors import FormDesk, form_page


class EventDesk(FormDesk):
    """A page of the desk about one event, the canonical page in ``form_page``; put it before the view."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in those who may.

        :raises Http404: when nobody registers to what the page is about.
        :raises PermissionDenied: for everybody else.
        """
        event_page(kwargs["page_id"])
        return super().dispatch(request, *args, **kwargs)


def event_page(page_id: int) -> Any:
    """The canonical page of the event with this number, whichever of its languages the number is of.

    :raises Http404: when there is none, or one without registrations.
    """
    page = form_page(page_id)
    if not isinstance(page, AdmittingMixin):
        raise Http404
    return page
