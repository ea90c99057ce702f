"""Taking an answer, and showing its receipt. Public: no cookie, no session, no script needed."""
from __future__ import annotations

from typing import Any

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from forms_app import limits, receipts, submissions
from forms_app.admission import Refused, State, Verdict
from forms_app.builder import AnswerForm
from forms_app.models import FormPageMixin, FormVersion, Submission
from forms_app.questions import still_fits
from home.languages import facts_for
from privacy import public_posts, stamps

_CLOSED = _("The form is closed, so your answer could not be taken.")
_NOT_OPEN: dict[str, Any] = {State.NOT_YET_OPEN: _("The form is not open yet, so your answer could not be taken.")}
_PROBLEMS = {
    403: _(
        "The form was sent from another site, so we did not take it. Look through your answers and send it from here."
    ),
    409: _("The form has changed since you opened it. Your answers are kept. Look through them and send again."),
    429: _(
        "Too many answers came from your network just now. Your answers are kept. "
        "Wait a few minutes and send again."
    ),
    503: _("We could not take your answer just now. Your answers are kept. Please try again in a moment."),
}
#: When it is worth trying again, in seconds.
_RETRY_AFTER = {429: public_posts.WINDOW, 503: 5}


def receive(page: FormPageMixin, request: HttpRequest) -> HttpResponse:
    """Take one posted answer to the form of ``page``: 303 to its receipt, or a page that helps.

    400 malformed, 403 from another site, 409 the form has changed, 410 closed, 422 invalid
    answers, 429 too many, 503 busy; the answers are kept in the page for 403, 409, 422, 429, 503.
    """
    public_posts.refuse_malformed(request)
    now = timezone.now()
    facts = facts_for(page)
    if not facts.has_form():
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    verdict = facts.admission(now)
    if not verdict.is_open:
        return _not_open(page, request, verdict)
    content = page.form_content(facts)
    current = page.form_builder(content.questions).get_form_class()
    if not public_posts.is_from_here(request):
        return _again(page, request, kept(current, request, content.digest), status=403)
    if not limits.is_within(page_id=facts.pk, sender=public_posts.sender_of(request.META), now=now):
        return _again(page, request, kept(current, request, content.digest), status=429)
    version = _version_seen(facts, content.language, request.POST.get("version", ""))
    if version is None or not still_fits(version.content.questions, content.questions):
        return _again(page, request, kept(current, request, content.digest), status=409)
    form = page.form_builder(version.content.questions).get_form_class()(request.POST)
    if not form.is_valid():
        return _again(page, request, form, status=422)
    try:
        recorded = submissions.record(
            page=facts, served_page=page, version=version, answers=form.answers(), now=now
        )
    except Refused as refused:
        return _not_open(page, request, refused.verdict)
    except OperationalError:
        return _again(page, request, kept(current, request, content.digest), status=503)
    token = receipts.sign(recorded.submission)
    response = HttpResponse(status=303, headers={"Location": reverse("forms_app:receipt", args=[token])})
    return _private(response)


def _version_seen(facts: FormPageMixin, language: str, digest: str) -> FormVersion | None:
    return FormVersion.objects.filter(page_id=facts.pk, language=language, digest=digest).first()


def kept(form_class: type[AnswerForm], request: HttpRequest, digest: str) -> AnswerForm:
    """The form now in force with the posted answers in it, unjudged."""
    form = form_class(initial={"version": digest})
    for question in form.questions:
        if question.kind.is_asked:
            field = form.fields[question.key]
            value = field.widget.value_from_datadict(request.POST, request.FILES, question.key)
            if isinstance(value, str):
                value = value[: question.max_length]
            form.initial[question.key] = value
    return form


def _not_open(page: FormPageMixin, request: HttpRequest, verdict: Verdict) -> HttpResponse:
    """410: the page once more, without a form, with what its editor says of that."""
    return _shown(page, request, None, status=410, problem=_NOT_OPEN.get(verdict.state, _CLOSED))


def _again(page: FormPageMixin, request: HttpRequest, form: AnswerForm, *, status: int) -> HttpResponse:
    """The page once more with her answers in it; what is wrong is said first."""
    return _shown(page, request, form, status=status, problem=_PROBLEMS.get(status, ""))


def _shown(
    page: FormPageMixin, request: HttpRequest, form: AnswerForm | None, *, status: int, problem: Any
) -> HttpResponse:
    context = page.get_context(request, form=form)
    context.update(problem=problem, status=status)
    response = render(request, page.get_template(request), context, status=status)
    if status in _RETRY_AFTER:
        response["Retry-After"] = str(_RETRY_AFTER[status])
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, no_store=True, private=True)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt behind a signed address: within the hour in full, afterwards reference and advice."""
    try:
        record, expired = receipts.unsign(token), False
    except receipts.Expired as error:
        record, expired = error.record, True
    except ValueError as error:
        raise Http404 from error
    submission = Submission.objects.select_related("version", "rule").filter(pk=record).first()
    if submission is None or submission.restricted_at or submission.protected:
        return _private(render(request, "forms_app/receipt_expired.html", {"reference": ""}))
    with translation.override(submission.version.language):
        if expired:
            return _private(
                render(request, "forms_app/receipt_expired.html", {"reference": submission.reference})
            )
        context = receipt_context(submission)
        request.shown_page = context["page"]
        return _private(render(request, "forms_app/receipt.html", context))


def receipt_context(submission: Submission) -> dict[str, Any]:
    """What a receipt shows, on the page and in print: ``lines`` are (Question, [Words], kept until).

    Kept until: a day, None where none may be promised, False for what has been erased.
    """
    page = submission.served_page.specific
    facts = facts_for(page, preview=True)
    section = facts.section
    anchors = facts.retention_anchors()

    def kept(question: Any) -> Any:
        if question.key in submission.erased:
            return False
        return stamps.kept_until(
            section, question.privacy_class, anchors, submission.submitted_on, question_kind=question.type
        )

    return {
        "page": page,
        "facts": facts,
        "submission": submission,
        "reference": submission.reference,
        "receipt_facts": facts.receipt_facts(page),
        "lines": [
            (question, words, kept(question))
            for question, words in submission.lines(sealed=True)
            if question.in_receipt
        ],
        "notice": submission.version.notice,
        "thank_you": page.thank_you(facts),
        "reply_to": section.reply_address if section else "",
    }


