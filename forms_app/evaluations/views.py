"""Answering an evaluation behind a link. Public: no cookie, no script; nothing of the visitor is counted or kept."""
from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from forms_app import not_taken
from forms_app.builder import AnswerForm
from forms_app.evaluations import answering, codes
from forms_app.evaluations.entry import CodeForm
from forms_app.models import EvaluationPage, FormVersion
from forms_app.posts import kept
from forms_app.questions import still_fits
from home.languages import facts_for
from home.navigation import LanguageLink, language_links
from privacy import public_posts
from privacy.private_pages import private

#: The address goes no further than this page.
_private = partial(private, referrer="origin")

_PROBLEMS: dict[int, Any] = {
    403: not_taken.FROM_ELSEWHERE,
    409: not_taken.CHANGED_SINCE,
    503: not_taken.TRY_AGAIN,
}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Where one writes the code from a slip of paper; posted, 303 to what it opens.

    The code is never in a query, and a wrong one is not counted for anybody.
    """
    if request.method != "POST":
        return _private(render(request, "forms_app/evaluation_enter.html", {"form": CodeForm()}))
    public_posts.refuse_malformed(request)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _private(render(request, "forms_app/evaluation_enter.html", {"form": form}, status=422))
    address = answering.address_of(form.cleaned_data["code"])
    return _private(HttpResponse(status=303, headers={"Location": address}))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """The questions behind a link; posted, 303 to the thank-you page. Looking never uses the link.

    400 malformed, 403 from another site, 409 the form has changed, 410 the link cannot be used, 422 invalid
    answers, 503 busy; the answers are kept in the page for 403, 409, 422, 503.
    """
    usual = codes.read(code)
    if usual is None:
        return _not_usable(request)
    if request.method != "POST":
        token = answering.token_of(usual)
        page = answering.page_in_language(token.page_id) if token else None
        return _shown(page, request, usual) if page else _not_usable(request)
    public_posts.refuse_malformed(request)
    return _take(request, usual)


def _take(request: HttpRequest, code: str) -> HttpResponse:
    page = answering.page_in_language(answering.page_of(code))
    if page is None:
        return _not_usable(request)
    facts = facts_for(page)
    if not facts.admission(timezone.now()).is_open:
        return _shown(page, request, code, status=410)
    content = page.form_content(facts)
    current = page.form_builder(content.questions).get_form_class()
    if not public_posts.is_from_here(request):
        return _shown(page, request, code, kept(current, request.POST, content.digest), status=403)
    seen = FormVersion.objects.filter(
        page_id=facts.pk, language=content.language, digest=request.POST.get("version", "")
    ).first()
    if seen is None or not still_fits(seen.content.questions, content.questions):
        return _shown(page, request, code, kept(current, request.POST, content.digest), status=409)
    form = page.form_builder(seen.content.questions).get_form_class()(request.POST)
    if not form.is_valid():
        return _shown(page, request, code, form, status=422)
    try:
        answering.spend(code, version=seen, answers=form.answers())
    except answering.NotUsable:
        return _not_usable(request)
    except OperationalError:
        return _shown(page, request, code, kept(current, request.POST, content.digest), status=503)
    thanks = reverse("forms_app:evaluation_thanks", args=[facts.pk])
    return _private(HttpResponse(status=303, headers={"Location": thanks}))


@require_safe
def thanks(request: Any, page_id: int) -> HttpResponse:
    """What everybody sees who has answered: no number, no moment, the same for all."""
    page = answering.page_in_language(page_id)
    if page is None:
        raise Http404
    facts = facts_for(page)
    request.shown_page = page
    context = {"page": page, "thank_you": page.thank_you(facts), "about": page.about_words(timezone.now())}
    return _private(render(request, "forms_app/evaluation_thanks.html", context))


def _shown(
    page: EvaluationPage, request: HttpRequest, code: str, form: AnswerForm | None = None, *, status: int = 200
) -> HttpResponse:
    """The questions, with her answers where there are some; without a form while it is not open."""
    context = page.get_context(request)
    if context["admission"].is_open:
        content = page.form_content(context["facts"])
        FormVersion.objects.keep(content, page_id=context["facts"].pk)
        if form is None:
            form = page.form_builder(content.questions).get_form_class()(initial={"version": content.digest})
        context.update(form=form, form_content=content)
    context.update(problem=_PROBLEMS.get(status, ""), action=answering.address_of(code))
    context["language_links"] = _links(page, code)
    return _private(render(request, "forms_app/evaluation_form.html", context, status=status))


def _links(page: EvaluationPage, code: str) -> list[LanguageLink]:
    """The same link in the other languages of the evaluation."""
    return [
        replace(each, url=_in(each.code, code) if each.url else None) for each in language_links(page)
    ]


def _in(language: str, code: str) -> str:
    with translation.override(language):
        return answering.address_of(code)


def _not_usable(request: HttpRequest) -> HttpResponse:
    return _private(render(request, "forms_app/evaluation_not_usable.html", status=410))
