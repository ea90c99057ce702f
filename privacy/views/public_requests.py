"""Asking about one's own data. Public: no cookie, no session, no script; the same for everybody.

Whether anything is stored about an address changes neither page, nor mail, nor what is done here.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from privacy import public_posts, subject_keys
from privacy.models import Controller, RequestChannel, RequestToken, SubjectKey
from privacy.private_pages import private
from privacy.requests import intake, tokens
from privacy.requests.letter_words import LetterPhrases
from privacy.requests.public_form import RequestForm, own_names

#: Requests taken in ten minutes: for one mailbox, from one network address, and in all.
MOST_PER_ADDRESS = 3
MOST_PER_SENDER = 30
MOST_IN_ALL = 500
_FRESH = 60
_PROBLEMS: dict[int, Any] = {
    403: _(
        "The form was sent from another site, so we did not take it. Look through what you wrote and send it from here."
    ),
    429: _("Too many requests came just now. What you wrote is kept. Wait a few minutes and send again, or call us."),
}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form; posted, 303 to the page that says what happens now.

    400 malformed, 403 from another site, 422 something is missing, 429 too many; what was written
    is kept. 404 where nobody answers for anything yet.
    """
    controllers = _controllers()
    if not controllers:
        raise Http404
    if request.method != "POST":
        response = _shown(request, RequestForm(controllers=controllers), controllers)
        patch_cache_control(response, public=True, max_age=_FRESH)
        return response
    public_posts.refuse_malformed(request)
    form = RequestForm(request.POST, controllers=controllers)
    if not public_posts.is_from_here(request):
        return _again(request, form, controllers, status=403)
    if not form.is_valid():
        return _again(request, form, controllers, status=422)
    if not _is_within(request, form):
        return _again(request, form, controllers, status=429)
    _take(form)
    return private(HttpResponse(status=303, headers={"Location": reverse("privacy_public:sent")}))


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What happens now: the same words for everybody."""
    language = translation.get_language() or ""
    named = [(LetterPhrases(each, language).controller_name(), each) for each in _controllers()]
    return private(_page(request, "sent", {"controllers": named}, "privacy_public:sent"))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: a button, which confirms when it is pressed; a link that has ended says what to do."""
    now = timezone.now()
    if request.method == "POST":
        public_posts.refuse_malformed(request)
        if not public_posts.is_from_here(request):
            return private(_page(request, "confirm", {"problem": _PROBLEMS[403]}, status=403))
        try:
            intake.confirm(token, now)
        except intake.NoSuchLink:
            return _ended(request)
        return private(HttpResponse(status=303, headers={"Location": reverse("privacy_public:confirmed")}))
    if tokens.find(token, RequestToken.Purpose.CONFIRM, now=now) is None:
        return _ended(request)
    return private(_page(request, "confirm", {}))


@require_safe
def confirmed(request: HttpRequest) -> HttpResponse:
    """Her request is confirmed; when she can expect an answer."""
    return private(_page(request, "confirmed", {}, "privacy_public:confirmed"))


def _controllers() -> list[Controller]:
    """Those who answer for something on this site, in the order in which they were set up."""
    return list(Controller.objects.filter(sections__isnull=False).distinct().order_by("pk"))


def _is_within(request: HttpRequest, form: RequestForm) -> bool:
    """Count this request and say whether it is within the limits, whatever is stored about anybody."""
    now = timezone.now()
    address = subject_keys.normalise(SubjectKey.Kind.EMAIL, form.cleaned_data["email"]) or ""
    by_address = public_posts.counted("privacy.request.address", address, now=now)
    by_sender = public_posts.counted("privacy.request.sender", public_posts.sender_of(request.META), now=now)
    in_all = public_posts.counted("privacy.request.all", "", now=now)
    return by_address <= MOST_PER_ADDRESS and by_sender <= MOST_PER_SENDER and in_all <= MOST_IN_ALL


def _take(form: RequestForm) -> None:
    written = form.cleaned_data
    intake.receive(
        controller=form.whom(),
        kind=written["kind"],
        channel=RequestChannel.WEB,
        language=written["language"],
        name=written["name"],
        addresses=form.addresses(),
        text=written["text"],
        now=timezone.now(),
    )


def _again(request: HttpRequest, form: RequestForm, controllers: list[Controller], *, status: int) -> HttpResponse:
    """The page once more with what she wrote; what is wrong is said first."""
    response = _shown(request, form, controllers, status=status)
    if status == 429:
        response["Retry-After"] = str(public_posts.WINDOW)
    return private(response)


def _shown(
    request: HttpRequest, form: RequestForm, controllers: list[Controller], *, status: int = 200
) -> HttpResponse:
    language = translation.get_language() or ""
    context = {
        "form": form,
        "problem": _PROBLEMS.get(status, ""),
        "advice": [_advice(controller, language) for controller in controllers],
    }
    return _page(request, "request", context, "privacy_public:request", status=status)


def _advice(controller: Controller, language: str) -> dict[str, Any]:
    """What one authority says beside the form: what becomes of the request, and whom to call instead."""
    phrases = LetterPhrases(controller, language)
    return {
        "name": phrases.controller_name(),
        "language": phrases.language,
        "paragraphs": [
            phrases.say("page_notice"),
            phrases.say("page_protected", phone=controller.phone),
        ],
    }


def _ended(request: HttpRequest) -> HttpResponse:
    """A link that was used, is too old or was never sent: one page for all three."""
    return private(_page(request, "ended", {}, status=410))


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], place: str | None = None, *, status: int = 200
) -> HttpResponse:
    context["language"] = translation.get_language()
    context["language_links"] = _languages(place) if place else []
    return render(request, f"privacy/public/{name}.html", context, status=status)


def _languages(place: str) -> list[dict[str, Any]]:
    """The same page in the other languages of the site."""
    current = translation.get_language()
    links = []
    for code, name in own_names():
        with translation.override(code):
            links.append({"code": code, "name": name, "url": reverse(place), "current": code == current})
    return links
