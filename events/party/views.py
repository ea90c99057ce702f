"""Changing who comes with one's registration. Public: no cookie, no script; a GET changes nothing."""
from __future__ import annotations

from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from events import own_links
from events.models import Registration
from events.models.reseating import NoRoom, WouldOvertake
from events.models.seating import CannotMove
from events.party import changing, party
from events.party.form import PartyForm
from events.party.words import CHANGED_MEANWHILE, no_room
from events.views import BUSY, TOO_LATE, nowhere, private, shown
from forms_app import not_taken
from privacy import public_posts

_OTHERS_WAIT = _(
    "You are on the waiting list, and others wait after you. So that nobody is overtaken, your group cannot become "
    "larger, and nothing has been changed. Register those who join by a new registration."
)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def change_party(request: HttpRequest, token: str) -> HttpResponse:
    """Everybody who comes, in their fields; posted, 303 to her registration, or the same with room for one more.

    403 from another site, 404 no such link, 409 too late, changed meanwhile or no room, 422 invalid answers, 503
    busy: nothing has changed then, and what she wrote is kept.
    """
    now = timezone.now()
    registration = own_links.find(token, now)
    if registration is None:
        return nowhere(request)
    with translation.override(registration.submission.version.language):
        found = party.of(registration, registration.submission.page.specific, now)
        if found is None:
            return shown(request, registration, token, status=409, problem=TOO_LATE)
        if request.method != "POST":
            return _asked(request, registration, token, PartyForm(party=found))
        public_posts.refuse_malformed(request)
        if not public_posts.is_from_here(request):
            form = PartyForm(request.POST, party=found, judged=False)
            return _asked(request, registration, token, form, status=403, problem=not_taken.FROM_ELSEWHERE)
        if request.POST.get("seen") != found.seen:
            return shown(request, registration, token, status=409, problem=CHANGED_MEANWHILE)
        if "more" in request.POST:
            form = PartyForm(request.POST, party=found, more=True, judged=False)
            return _asked(request, registration, token, form)
        return _taken(request, registration, token, PartyForm(request.POST, party=found))


def _taken(request: HttpRequest, registration: Registration, token: str, form: PartyForm) -> HttpResponse:
    if not form.is_valid():
        return _asked(request, registration, token, form, status=422)
    if form.opened:
        return _asked(request, registration, token, form)
    try:
        changing.change(record=registration.pk, wanted=form.wanted(), now=timezone.now())
    except CannotMove:
        return shown(request, registration, token, status=409, problem=CHANGED_MEANWHILE)
    except NoRoom as refused:
        return _asked(request, registration, token, form, status=409, problem=no_room(refused.number))
    except WouldOvertake:
        return _asked(request, registration, token, form, status=409, problem=_OTHERS_WAIT)
    except OperationalError:
        return _asked(request, registration, token, form, status=503, problem=BUSY)
    return private(HttpResponse(status=303, headers={"Location": reverse("events:registration", args=[token])}))


def _asked(
    request: Any, registration: Registration, token: str, form: PartyForm, *, status: int = 200, problem: Any = ""
) -> HttpResponse:  # fmt: skip
    submission = registration.submission
    request.shown_page = page = submission.served_page.specific
    context = {
        "page": page,
        "reference": submission.reference,
        "form": form,
        "problem": problem,
        "waits": registration.state == Registration.State.WAITING,
        "notice": submission.version.notice,
        "back": reverse("events:registration", args=[token]),
    }
    return private(render(request, "events/own_party.html", context, status=status))
