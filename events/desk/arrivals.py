"""The day itself: who has come, typed in with a few letters; and the list of everybody, for print. Reading is logged.

What is typed stands in no address: it is sent like the words of the desk's own search.
"""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from events import door
from events.desk.doors import EventDesk
from events.models import Seat
from events.parts import named
from forms_app import access
from forms_app.desk.search import is_number
from forms_app.needs.counts import assistants_in_words
from privacy import audit

#: So many are shown of those whom a few letters mean, and of those who came last.
MOST_FOUND, LATEST = 20, 8


class OccasionDesk(EventDesk, TemplateView):
    """A page about everybody who is expected to one occasion, by default today's or the next."""

    action = ""

    @cached_property
    def occasions(self) -> list[door.Expected]:
        """Those that are not cancelled; the steps of a programme."""
        return list(self.form_page.attended_rows())

    @cached_property
    def occasion(self) -> door.Expected | None:
        """The one in the address, or today's."""
        asked = self.request.GET.get("occasion", "")
        named = [each for each in self.occasions if str(each.translation_key) == asked]
        today = timezone.localdate(timezone.now(), self.form_page.zone())
        return named[0] if named else door.occasion_today(self.occasions, today)

    @cached_property
    def guests(self) -> list[door.Guest]:
        """Everybody who is expected."""
        return door.guests_of(self.form_page, self.occasion.translation_key) if self.occasion else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``occasion``, ``occasions`` with what each is called, ``guests``, ``came`` and ``set_aside``."""
        audit.record(
            self.action, actor=self.request.user, subject_type="page", subject_id=self.form_page.pk,
            facts={"rows": len(self.guests)},
        )  # fmt: skip
        words = [each.called for each in named(self.form_page, self.occasions)]
        called = list(zip(self.occasions, words, strict=True))
        return super().get_context_data(
            occasion=self.occasion,
            occasions=called,
            called={each.pk: words for each, words in called}.get(self.occasion.pk) if self.occasion else "",
            guests=self.guests,
            came=[each for each in self.guests if each.attendance],
            set_aside=door.set_aside(self.form_page),
            may_handle=access.may_handle(self.request.user, self.form_page),
            **kwargs,
        )


class Arrivals(OccasionDesk):
    """A few letters of a name, and one large button."""

    template_name = "events/admin/arrivals.html"
    crumb = gettext_lazy("Arrivals")
    action = "registrations.arrivals_opened"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whom the letters mean; or somebody has come, or it was a mistake, and then back to the letters.

        :raises PermissionDenied: for those who only read.
        :raises Http404: when there is no such guest.
        """
        if not access.may_handle(request.user, self.form_page):
            raise PermissionDenied
        if self.occasion is None:
            raise Http404
        letters = request.POST.get("wanted", "")[:80]
        if "seat" in request.POST:
            self._arrive(request.POST["seat"])
        elif is_number(request.POST.get("mistake", "")):
            door.take_back(page=self.form_page, attendance=UUID(request.POST["mistake"]), by=request.user)
        else:
            return self.render_to_response(self.get_context_data(wanted=letters, asked=True))
        here = reverse("events_desk:arrivals", args=[self.form_page.pk])
        return redirect(f"{here}?occasion={self.occasion.translation_key}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``found``, ``more`` (how many beyond those) and ``latest``: those who came last."""
        found = door.meant_by(kwargs.get("wanted", ""), self.guests)
        came = [(each.attendance.at, each) for each in self.guests if each.attendance]
        latest = sorted(came, key=lambda pair: pair[0], reverse=True)[:LATEST]
        return super().get_context_data(
            found=found[:MOST_FOUND],
            more=max(len(found) - MOST_FOUND, 0),
            latest=[guest for _at, guest in latest],
            **kwargs,
        )

    def _arrive(self, seat: str) -> None:
        occasion: Any = self.occasion
        try:
            door.arrive(
                page=self.form_page, seat=int(seat), occasion_key=occasion.translation_key, by=self.request.user,
                now=timezone.now(),
            )  # fmt: skip
        except (ValueError, Seat.DoesNotExist) as nobody:
            raise Http404 from nobody


class AttendanceList(OccasionDesk):
    """Everybody who is expected, by name, to be ticked with a pen. Nothing sensitive stands in it."""

    template_name = "events/admin/attendance.html"
    crumb = gettext_lazy("Attendance list")
    action = "registrations.attendance_opened"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``assistants``: a sentence, empty where the form does not ask."""
        return super().get_context_data(assistants=assistants_in_words(self.form_page, self.request.user), **kwargs)
