"""The pages behind an invitation's link. Public: no cookie, no script; a GET changes nothing."""
from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from events.invitations import answering
from events.invitations.answer_words import ACTS, ANSWERS, NO_FORM, STATES
from events.invitations.answering import Answered
from events.invitations.forms import DeputyForm
from events.invitations.mails import page_in
from events.invitations.sending import is_over
from events.models import Invitation
from events.models.invitations import Answer
from events.views import BUSY, ELSEWHERE, TOO_LATE, nowhere, private
from forms_app.files import receiving
from forms_app.models import FormVersion
from forms_app.views import receive
from privacy import public_posts

#: Questions that are answered beforehand, by the type of ready-made question.
KNOWN = ("name", "organisation", "email")


@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What she is invited to and what she can answer; 404 without such a link. Who has registered is led there."""
    found = answering.find(token)
    return shown(request, found, token) if found else nowhere(request)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: Any, token: str) -> HttpResponse:
    """The event's form with what is known filled in; posted, it is a registration like any other, and her answer.

    Answers of its own are those of ``forms_app.views.receive``; 404 no such link, 409 registered already.
    """
    found, now = answering.find(token), timezone.now()
    if found is None:
        return nowhere(request)
    with translation.override(found.language):
        page = page_in(found.page.specific, found.language)
        page.template = "events/invitation_form.html"
        request.form_address = reverse("events:invitation_accept", args=[token])
        request.shown_page = page
        if request.method != "POST":
            return _form(request, found, page, token)
        if settings.KALLELSE_FILES and request.content_type == "multipart/form-data":
            receiving.prepare(request)
        try:
            return private(receive(page, request, follow=partial(answering.registered, found.pk, now=now)))
        except Answered:
            return shown(request, found, token, status=409, problem=TOO_LATE)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, token: str, answer: str) -> HttpResponse:
    """No, or no more mails: what follows, with one button; posted, it holds. 403, 409 and 503: nothing has changed.

    A mail program may post here by itself when its reader asks for no more mails (RFC 8058): the answer is a page.
    """
    found, now = answering.find(token), timezone.now()
    if found is None:
        return nowhere(request)
    act = Answer(answer)
    if request.method != "POST":
        return _asked(request, found, token, act)
    public_posts.refuse_malformed(request)
    if not public_posts.is_from_here(request):
        return shown(request, found, token, status=403, problem=ELSEWHERE)
    try:
        answering.decline(found.pk, act, now=now)
    except Answered:
        return shown(request, found, token, status=409, problem=TOO_LATE)
    except OperationalError:
        return shown(request, found, token, status=503, problem=BUSY)
    if act is Answer.STOPPED:
        found.refresh_from_db()
        return shown(request, found, token)
    return _back(found, token)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def deputy(request: HttpRequest, token: str) -> HttpResponse:
    """Two fields for whoever comes instead; posted, 303 back. 403, 409, 422 and 503: nothing has changed."""
    found, now = answering.find(token), timezone.now()
    if found is None:
        return nowhere(request)
    if not _may_name(found, is_over(found.page.specific, now)):
        return shown(request, found, token, status=409, problem=TOO_LATE)
    with translation.override(found.language):
        if request.method != "POST":
            return _deputy(request, found, token, DeputyForm(auto_id="falt-%s"))
        public_posts.refuse_malformed(request)
        form = DeputyForm(request.POST, auto_id="falt-%s")
        if not public_posts.is_from_here(request):
            return _deputy(request, found, token, form, status=403, problem=ELSEWHERE)
        if not form.is_valid():
            return _deputy(request, found, token, form, status=422)
        try:
            answering.name_deputy(found.pk, **form.cleaned_data, now=now)
        except Answered:
            return shown(request, found, token, status=409, problem=TOO_LATE)
        except OperationalError:
            return _deputy(request, found, token, form, status=503, problem=BUSY)
    return _back(found, token)


def shown(
    request: Any, found: Invitation, token: str, *, status: int = 200, problem: Any = ""
) -> HttpResponse:
    """The page of one invitation; ``problem`` says first what could not be done."""
    with translation.override(found.language):
        if status == 200 and answering.leads_to_registration(found, token):
            address = reverse("events:registration", args=[token])
            return private(HttpResponse(status=302, headers={"Location": address}))
        now, canonical = timezone.now(), found.page.specific
        request.shown_page = page = page_in(canonical, found.language)
        verdict, over = canonical.admission(now), is_over(canonical, now) or not canonical.live
        answers = [each for each in (Answer.NO, Answer.STOPPED) if _may_say(found, each, over)]
        context = {
            "page": page,
            "said": STATES.get(verdict.state, ANSWERS[found.answer]) if over else ANSWERS[found.answer],
            "name": found.name,
            "no_form": "" if over or found.answer in _CLOSED else NO_FORM.get(verdict.state, ""),
            "receipt_facts": canonical.receipt_facts(page),
            "accept_url": reverse("events:invitation_accept", args=[token])
            if verdict.is_open and not over and found.answer not in _CLOSED
            else "",
            "deputy_url": reverse("events:invitation_deputy", args=[token]) if _may_name(found, over) else "",
            "acts": [(each, ACTS[each], _address_of(each, token)) for each in answers],
            "problem": problem,
        }
        return private(render(request, "events/invitation.html", context, status=status))


#: After these nothing else can be answered.
_CLOSED = (Answer.YES, Answer.DEPUTY)


def _may_say(found: Invitation, answer: Answer, over: bool) -> bool:
    allowed = (Answer.NONE,) if answer is Answer.NO else (Answer.NONE, Answer.NO)
    return not over and found.answer in allowed


def _may_name(found: Invitation, over: bool) -> bool:
    return not over and found.answer not in _CLOSED and found.named_by_id is None


def _address_of(answer: Answer, token: str) -> str:
    return reverse("events:invitation_no" if answer is Answer.NO else "events:invitation_stop", args=[token])


def _back(found: Invitation, token: str) -> HttpResponse:
    with translation.override(found.language):
        address = reverse("events:invitation", args=[token])
    return private(HttpResponse(status=303, headers={"Location": address}))


def _form(request: Any, found: Invitation, page: Any, token: str) -> HttpResponse:
    facts = found.page.specific
    now = timezone.now()
    if found.answer in _CLOSED or is_over(facts, now) or not (facts.live and facts.admission(now).is_open):
        return shown(request, found, token)
    content = page.form_content(facts)
    FormVersion.objects.keep(content, page_id=facts.pk)
    form = facts.form_class(content.questions)(initial={"version": content.digest, **_known(found, content.questions)})
    context = page.get_context(request, form=form)
    return private(render(request, page.template, context))


def _known(found: Invitation, questions: Any) -> dict[str, str]:
    """What is known of her, by the key of the first ready-made question for it."""
    values: dict[str, str] = {}
    for kind in KNOWN:
        key = next((each.key for each in questions if each.type == kind and each.asked_of == "registration"), "")
        if key and getattr(found, kind):
            values[key] = getattr(found, kind)
    return values


def _asked(request: Any, found: Invitation, token: str, answer: Answer) -> HttpResponse:
    if not _may_say(found, answer, is_over(found.page.specific, timezone.now())):
        return shown(request, found, token)
    with translation.override(found.language):
        request.shown_page = page = page_in(found.page.specific, found.language)
        context = {"page": page, "act": ACTS[answer], "back": reverse("events:invitation", args=[token])}
        return private(render(request, "events/invitation_act.html", context))


def _deputy(
    request: Any, found: Invitation, token: str, form: DeputyForm, *, status: int = 200, problem: Any = ""
) -> HttpResponse:
    request.shown_page = page = page_in(found.page.specific, found.language)
    back = reverse("events:invitation", args=[token])
    context = {"page": page, "form": form, "problem": problem, "back": back}
    return private(render(request, "events/invitation_deputy.html", context, status=status))
