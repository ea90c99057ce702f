"""Where the square on a receipt leads: for staff at the door one large button; for anybody else, a page about nobody.

It lies under the admin's addresses, since public pages know nobody. Whoever is not signed in, or has no right to the
event, is sent to the public page, whichever record is meant and whether there is one.
"""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import require_admin_access

from events import door, link_tokens
from events.desk.arrivals import OccasionDesk
from events.models import Registration, Seat
from forms_app import access
from forms_app.desk.search import is_number
from privacy import audit


@require_http_methods(["GET", "HEAD", "POST"])
def arrived(request: HttpRequest, token: str) -> HttpResponse:
    """The button, for those who look after the event; a refusal of somebody who is signed in is logged."""
    record = link_tokens.meant_at_the_door(token)
    found = Registration.objects.select_related("submission__page").filter(pk=record).first() if record else None
    page: Any = found.submission.page.specific if found else None
    if found is None or not access.may_handle(request.user, page):
        if found and request.user.is_authenticated:
            audit.record(
                "submission.refused", actor=request.user, subject_type="submission", subject_id=found.pk,
                facts={"method": request.method},
            )  # fmt: skip
        return redirect("events:show_code")
    response = require_admin_access(AtTheDoor.as_view())(request, page_id=page.pk, registration=found)
    patch_cache_control(response, no_store=True, private=True)
    return response


class AtTheDoor(OccasionDesk):
    """Those of one registration, each with a large button. Whoever stands in no list is not named here either."""

    template_name = "events/admin/arrived.html"
    crumb = gettext_lazy("Arrivals")
    may = staticmethod(access.may_handle)
    action = "registrations.arrivals_opened"

    @property
    def registration(self) -> Registration:
        """The one that is meant."""
        found: Registration = self.kwargs["registration"]
        return found

    @cached_property
    def guests(self) -> list[door.Guest]:
        """Those of it who have a place and may be named."""
        key = self.occasion.translation_key if self.occasion else None
        return door.guests_of(self.form_page, key, of=self.registration.pk) if key else []

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One of them has come, or all, or it was a mistake; then the same page. A second press changes nothing.

        :raises Http404: when there is no such guest.
        """
        if self.occasion is None:
            raise Http404
        if is_number(request.POST.get("mistake", "")):
            door.take_back(page=self.form_page, attendance=UUID(request.POST["mistake"]), by=request.user)
        else:
            for seat in self._seats(request.POST.get("seat", "")):
                self._arrive(seat)
        return redirect(request.get_full_path())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``expected``: how many have not come yet, and ``is_aside``; ``registration`` comes with the address."""
        submission = self.registration.submission
        return super().get_context_data(
            expected=len([guest for guest in self.guests if guest.attendance is None]),
            is_aside=bool(submission.restricted_at or submission.protected or submission.quarantined_at),
            **kwargs,
        )

    def _seats(self, asked: str) -> list[int]:
        if asked == "all":
            return [guest.seat.pk for guest in self.guests if guest.attendance is None]
        seats = [guest.seat.pk for guest in self.guests if str(guest.seat.pk) == asked]
        if not seats:
            raise Http404
        return seats

    def _arrive(self, seat: int) -> None:
        occasion: Any = self.occasion
        try:
            door.arrive(
                page=self.form_page, seat=seat, occasion_key=occasion.translation_key, by=self.request.user,
                now=timezone.now(),
            )  # fmt: skip
        except Seat.DoesNotExist as nobody:
            raise Http404 from nobody
