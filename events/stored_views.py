"""From one's own registration to everything that is stored about one: a case that need not be confirmed again.

Public: no cookie, no script; a GET changes nothing.
"""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from events import own_links
from events.models import Registration
from events.views import ELSEWHERE, nowhere, private
from forms_app import names
from forms_app.submissions import address_of
from privacy import asking_to_see, public_posts
from privacy.contracts import Refusal


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def everything_stored(request: HttpRequest, token: str) -> HttpResponse:
    """What happens, with one button; posted, the case is open, and 303 to the page that says so.

    403 from another site, 404 no such link, or one that went to no mailbox, 409 asked already, 429 too often.
    """
    now = timezone.now()
    registration = own_links.find(token, now)
    address = address_of(registration.submission) if registration else ""
    if registration is None or not address:
        return nowhere(request)
    submission = registration.submission
    with translation.override(submission.version.language):
        if request.method != "POST":
            return _shown(request, registration, token)
        public_posts.refuse_malformed(request)
        if not public_posts.is_from_here(request):
            return _shown(request, registration, token, status=403, problem=ELSEWHERE)
        try:
            asking_to_see.ask(
                controller=submission.controller, language=submission.version.language, address=address, now=now,
                name=names.ordinary(submission, ("name",)).get("name", ""),
            )  # fmt: skip
        except Refusal as refusal:
            status = 409 if isinstance(refusal, asking_to_see.AskedAlready) else 429
            said = _("%(title)s. %(reason)s") % {"title": refusal.title, "reason": refusal.reasons[0]}
            return _shown(request, registration, token, status=status, problem=said)
        confirmed = reverse("privacy_public:confirmed")
    return private(HttpResponse(status=303, headers={"Location": confirmed}))


def _shown(
    request: Any, registration: Registration, token: str, *, status: int = 200, problem: Any = ""
) -> HttpResponse:
    submission = registration.submission
    request.shown_page = page = submission.served_page.specific
    context = {
        "page": page,
        "reference": submission.reference,
        "address": address_of(submission),
        "problem": problem,
        "back": reverse("events:registration", args=[token]),
        "request_url": reverse("privacy_public:request"),
    }
    return private(render(request, "events/own_stored.html", context, status=status))
