"""Changing one's own answers, and an address that was mistyped. Public: no cookie, no script; a GET changes nothing."""
from __future__ import annotations

from typing import Any

from django import forms
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from events import changing, own_links
from events.models import Registration
from events.models.receipts import mistyped_question
from events.models.reseating import NoRoom, WouldOvertake
from events.models.seating import CannotMove
from events.party.words import no_room
from events.views import BUSY, ELSEWHERE, TOO_LATE, nowhere, private, shown
from forms_app import not_taken, receipts
from forms_app.builder import QuestionFormBuilder
from forms_app.later.asking import Put
from forms_app.later.form import LaterForm, named
from forms_app.models import Submission
from forms_app.questions import Question
from privacy import public_posts
from privacy.contracts import Refusal

_OTHERS_WAIT = _(
    "You are on the waiting list, and others wait after you. So that nobody is overtaken, you cannot choose what they "
    "wait for too, and nothing has been changed."
)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def change_answers(request: HttpRequest, token: str) -> HttpResponse:
    """The answers she may change, in their fields; posted, 303 to her registration.

    403 from another site, 404 no such link, 409 too late or no place in what she chooses, 422 invalid answers, 503
    busy; what she wrote is kept.
    """
    now = timezone.now()
    registration = own_links.find(token, now)
    if registration is None:
        return nowhere(request)
    with translation.override(registration.submission.version.language):
        puts = changing.open_answers(registration, registration.submission.page.specific, now)
        if not puts:
            return shown(request, registration, token, status=409, problem=TOO_LATE)
        if request.method != "POST":
            return _asked(request, registration, token, LaterForm(waiting=puts, initial=_stored(puts)))
        public_posts.refuse_malformed(request)
        form = LaterForm(request.POST, waiting=puts)
        if not public_posts.is_from_here(request):
            return _asked(request, registration, token, form, status=403, problem=not_taken.FROM_ELSEWHERE)
        return _taken(request, registration, token, form)


def _taken(request: HttpRequest, registration: Registration, token: str, form: LaterForm) -> HttpResponse:
    if not form.is_valid():
        return _asked(request, registration, token, form, status=422)
    try:
        changing.change(record=registration.pk, given=form.given(), now=timezone.now())
    except CannotMove:
        return shown(request, registration, token, status=409, problem=TOO_LATE)
    except NoRoom as refused:
        return _asked(request, registration, token, form, status=409, problem=no_room(refused.number))
    except WouldOvertake:
        return _asked(request, registration, token, form, status=409, problem=_OTHERS_WAIT)
    except OperationalError:
        return _asked(request, registration, token, form, status=503, problem=BUSY)
    return private(HttpResponse(status=303, headers={"Location": reverse("events:registration", args=[token])}))


class AddressForm(forms.Form):
    """The right address, as the form's own question takes it."""

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "falt-%s")
        super().__init__(*args, **kwargs)
        self.fields["email"] = QuestionFormBuilder([question]).formfields[question.key]


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def mistyped_address(request: HttpRequest, token: str) -> HttpResponse:
    """One field, reached from the receipt; posted, 303 back to it.

    403 from another site, 404 no such receipt or too late, 422 no address or the same, 503 busy.
    """
    now = timezone.now()
    submission = _of_receipt(token)
    question = mistyped_question(submission, now) if submission else None
    if submission is None or question is None:
        return nowhere(request)
    with translation.override(submission.version.language):
        if request.method != "POST":
            return _address(request, submission, AddressForm(question=question), token)
        public_posts.refuse_malformed(request)
        form = AddressForm(request.POST, question=question)
        if not public_posts.is_from_here(request):
            return _address(request, submission, form, token, status=403, problem=ELSEWHERE)
        if not form.is_valid():
            return _address(request, submission, form, token, status=422)
        try:
            changing.correct_address(record=submission.pk, address=form.cleaned_data["email"], now=now)
        except CannotMove:
            return nowhere(request)
        except Refusal as refusal:
            form.add_error("email", [str(reason) for reason in refusal.reasons])
            return _address(request, submission, form, token, status=422)
        except OperationalError:
            return _address(request, submission, form, token, status=503, problem=BUSY)
        back = reverse("forms_app:receipt", args=[token])
    return private(HttpResponse(status=303, headers={"Location": back}))


def _stored(puts: list[Put]) -> dict[str, Any]:
    """What stands now, by the name of its field."""
    return {
        named(question.key, put.ordinal): put.record.answer(question) for put in puts for question in put.questions
    }


def _of_receipt(token: str) -> Submission | None:
    try:
        record = receipts.unsign(token)
    except (receipts.Expired, ValueError):
        return None
    found = Submission.objects.unrestricted().select_related("version", "served_page")
    submission: Submission | None = found.filter(pk=record).first()
    return submission


def _asked(
    request: Any, registration: Registration, token: str, form: LaterForm, *, status: int = 200, problem: Any = ""
) -> HttpResponse:  # fmt: skip
    back = reverse("events:registration", args=[token])
    return _form_page(request, "events/own_answers.html", registration.submission, form, back, status, problem)


def _address(
    request: Any, submission: Submission, form: AddressForm, token: str, *, status: int = 200, problem: Any = ""
) -> HttpResponse:  # fmt: skip
    back = reverse("forms_app:receipt", args=[token])
    return _form_page(request, "events/mistyped_address.html", submission, form, back, status, problem)


def _form_page(
    request: Any, template: str, submission: Submission, form: forms.Form, back: str, status: int, problem: Any
) -> HttpResponse:  # fmt: skip
    request.shown_page = page = submission.served_page.specific
    context = {"page": page, "reference": submission.reference, "form": form, "problem": problem, "back": back}
    return private(render(request, template, context, status=status))
