"""Who came to what, as a table that is filled in by hand: one page of people, one form. Reading is logged."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from events import door, presence
from events.desk.doors import EventDesk
from events.parts import Part, parts_of
from forms_app import access
from forms_app.desk.search import is_number
from privacy import audit

#: So many registrations stand on one page, whoever came with each of them below it.
PER_PAGE = 25


class Presence(EventDesk, TemplateView):
    """Persons and what they came to."""

    template_name = "events/admin/presence.html"
    crumb = gettext_lazy("Attendance")

    @cached_property
    def parts(self) -> list[Part]:
        """What one comes to."""
        return parts_of(self.form_page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``parts``: (Part, how many came), ``page_obj`` of Party, ``people``: how many in all, ``set_aside``."""
        guests = door.people_of(self.form_page)
        parties = Paginator(presence.parties_of(guests, self.parts), PER_PAGE).get_page(self.request.GET.get("p"))
        audit.record(
            "registrations.attendance_opened", actor=self.request.user, subject_type="page",
            subject_id=self.form_page.pk, facts={"rows": sum(len(each.people) for each in parties)},
        )  # fmt: skip
        return super().get_context_data(
            parts=presence.sums_of(self.form_page, self.parts),
            page_obj=parties,
            people=len(guests),
            set_aside=door.set_aside(self.form_page),
            may_handle=access.may_handle(self.request.user, self.form_page),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note what was filled in, and back to the same page of people.

        :raises PermissionDenied: for those who only read.
        """
        if not access.may_handle(request.user, self.form_page):
            raise PermissionDenied
        noted, taken_back = presence.fill_in(
            page=self.form_page, came=_marks(request, "came"), stood=_marks(request, "stood"), by=request.user,
            now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _said(noted, taken_back))
        number = request.GET.get("p", "")
        here = reverse("events_desk:presence", args=[self.form_page.pk])
        return redirect(f"{here}?p={number}" if number.isdecimal() else here)


def _said(noted: int, taken_back: int) -> str:
    """What the table has changed, in words."""
    said = []
    if noted:
        said.append(ngettext("%(count)d mark is new.", "%(count)d marks are new.", noted) % {"count": noted})
    if taken_back:
        words = ngettext("%(count)d mark was taken back.", "%(count)d marks were taken back.", taken_back)
        said.append(words % {"count": taken_back})
    return " ".join(said) or _("Saved. Nothing had changed.")


def _marks(request: HttpRequest, name: str) -> set[presence.Came]:
    """What was posted under ``name``; what is no mark is passed over."""
    parts = [value.partition(".") for value in request.POST.getlist(name)]
    return {(int(seat), UUID(key)) for seat, _point, key in parts if seat.isdecimal() and is_number(key)}
