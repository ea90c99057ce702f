"""The page behind the link to one's own registration. Public: no cookie, no script; a GET changes nothing."""
from __future__ import annotations

from functools import partial
from typing import Any

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from events import changing, own, own_links
from events.chosen import occasions_chosen
from events.models import Registration
from events.models.seating import CannotMove
from events.moves import Act
from events.own_words import ACTS, STATES
from events.party import party
from events.wording import moment_words
from forms_app.submissions import address_of
from forms_app.views import receipt_context
from privacy import private_pages, public_posts

#: The address of such a page opens somebody's record, so it goes along with nothing.
private = partial(private_pages.private, referrer="no-referrer")

BUSY = _("We could not do it just now, and nothing has changed. Please try again in a moment.")
TOO_LATE = _("It was too late for that. Below you see how your registration stands now.")
ELSEWHERE = _("This was sent from another site, so we did nothing. Use the buttons below.")


@require_safe
def own_registration(request: HttpRequest, token: str) -> HttpResponse:
    """Her registration: how it stands, the facts, what she answered, and what she can do. 404 when there is none."""
    registration = own_links.find(token, timezone.now())
    if registration is None:
        return nowhere(request)
    return shown(request, registration, token)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_act(request: HttpRequest, token: str, act: str) -> HttpResponse:
    """What will happen, with one button; posted, it happens, and 303 to her registration.

    403 from another site, 404 no such link or act, 409 too late, 503 busy: nothing has changed then.
    """
    now = timezone.now()
    registration = own_links.find(token, now)
    if registration is None:
        return nowhere(request)
    if act not in list(Act):
        raise Http404
    page: Any = registration.submission.page.specific
    if Act(act) not in own.acts_open(registration, page, now):
        return shown(request, registration, token, status=409, problem=TOO_LATE)
    if request.method != "POST":
        return _asked(request, registration, token, Act(act))
    public_posts.refuse_malformed(request)
    if not public_posts.is_from_here(request):
        return shown(request, registration, token, status=403, problem=ELSEWHERE)
    try:
        own.perform(Act(act), record=registration.pk, now=now)
    except CannotMove:
        registration.refresh_from_db()
        return shown(request, registration, token, status=409, problem=TOO_LATE)
    except OperationalError:
        return shown(request, registration, token, status=503, problem=BUSY)
    with translation.override(registration.submission.version.language):
        address = reverse("events:registration", args=[token])
    return private(HttpResponse(status=303, headers={"Location": address}))


def shown(
    request: Any, registration: Registration, token: str, *, status: int = 200, problem: Any = ""
) -> HttpResponse:
    """The page of one registration; ``problem`` says first what could not be done."""
    submission = registration.submission
    with translation.override(submission.version.language):
        context = receipt_context(submission, sealed=False)
        page = context["facts"]
        now = timezone.now()
        acts = own.acts_open(registration, page, now)
        context.update(
            registration=registration,
            is_left_out=any(each.is_sealed and each.in_receipt for each in submission.version.content.questions),
            state=STATES[registration.state],
            until=moment_words(registration.until, page.zone(), submission.version.language)
            if registration.until
            else "",
            change_url=reverse("events:registration_answers", args=[token])
            if changing.open_answers(registration, page, now)
            else "",
            stored_url=reverse("events:registration_stored", args=[token]) if address_of(submission) else "",
            party_url=reverse("events:registration_party", args=[token]) if party.of(registration, page, now) else "",
            comes_to_all=occasions_chosen(submission) is None,
            request_url=reverse("privacy_public:request"),
            acts=[(ACTS[each], reverse("events:registration_act", args=[token, each])) for each in acts],
            problem=problem,
        )
        request.shown_page = context["page"]
        return private(render(request, "events/own_registration.html", context, status=status))


def _asked(request: Any, registration: Registration, token: str, act: Act) -> HttpResponse:
    submission = registration.submission
    with translation.override(submission.version.language):
        request.shown_page = page = submission.served_page.specific
        context = {
            "page": page,
            "reference": submission.reference,
            "act": ACTS[act],
            "back": reverse("events:registration", args=[token]),
        }
        return private(render(request, "events/own_act.html", context))


@require_safe
def show_code(request: HttpRequest) -> HttpResponse:
    """What the square on a receipt opens for anybody but the staff: the same for everybody, and about nobody."""
    return private(render(request, "events/show_code.html"))


def nowhere(request: HttpRequest) -> HttpResponse:
    """The page of a link that leads nowhere (any more)."""
    return private(render(request, "forms_app/later_ended.html", status=404))
