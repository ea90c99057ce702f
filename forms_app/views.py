"""Taking an answer, and showing its receipt. Public: no cookie, no session, no script needed."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from forms_app import in_force, limits, not_taken, participants, posts, quarantine, receipts, review, submissions
from forms_app.admission import Refused, State, Verdict
from forms_app.answer_form import AnswerForm
from forms_app.files import scanning
from forms_app.models import FormPageMixin, FormVersion, Submission
from forms_app.models.answered import Answered
from forms_app.needs import words as needs_words
from forms_app.questions import FormContent, Question, Words, still_fits, tells_people_apart
from forms_app.steps import Step
from home.languages import facts_for, language_of
from privacy import public_posts, stamps
from privacy.private_pages import private

_CLOSED = _("The form is closed, so your answer could not be taken.")
_NOT_OPEN: dict[str, Any] = {State.NOT_YET_OPEN: _("The form is not open yet, so your answer could not be taken.")}
_PROBLEMS = {
    400: _("What you had looked through could not be read, so it was not sent. Please fill in the form again."),
    403: not_taken.FROM_ELSEWHERE,
    409: not_taken.CHANGED_SINCE,
    413: _("You have written more than we can take in one go. Your answers are kept. Shorten the long ones."),
    429: _(
        "Too many answers came from your network just now. Your answers are kept. "
        "Wait a few minutes and send again."
    ),
    503: not_taken.TRY_AGAIN,
}
_LOOKED_TOO_LONG = _("It is a while since you wrote this. Your answers are kept. Look through them and send again.")
#: When it is worth trying again, in seconds.
_RETRY_AFTER = {429: public_posts.WINDOW, 503: 5}


def receive(
    page: FormPageMixin, request: HttpRequest, *, follow: Callable[[UUID], None] | None = None
) -> HttpResponse:
    """Take one posted answer to the form of ``page``: the next step, 303 to its receipt, or a page that helps.

    :param follow: what happens with the record in the transaction that stores it (``submissions.record``).

    400 malformed, 403 from another site, 409 the form has changed, 410 closed, 413 more than can be looked
    through, 422 invalid answers, 429 too many, 503 busy; the answers are kept in the page for all but 400 and 410.
    """
    public_posts.refuse_malformed(request, takes_files=page.takes_files())
    now = timezone.now()
    facts = facts_for(page)
    if not facts.has_form():
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    post = posts.read(request, page=str(facts.translation_key))
    visit = Visit(page, facts, request, post, follow)
    if visit.post.unreadable:
        return _again(visit, 400)
    if not public_posts.is_from_here(request):
        return _again(visit, 403)
    if not limits.is_within(page_id=facts.pk, sender=public_posts.sender_of(request.META), now=now):
        return _again(visit, 429)
    version = _version_that_fits(page, facts, visit.post.version)
    if version is None:
        return _again(visit, 409)
    try:
        return _one_step_on(visit, version, now)
    except scanning.NoAnswer:
        return _again(visit, 503)


@dataclass(frozen=True)
class Visit:
    """One post to the form of ``page``: what decides there, and what was sent."""

    page: FormPageMixin
    facts: FormPageMixin
    request: HttpRequest
    post: posts.Post
    follow: Callable[[UUID], None] | None = None

    @cached_property
    def content(self) -> FormContent:
        """What the form asks and says now; whose answers are taken at once need not wait for its notice."""
        return self.page.form_content(self.facts)

    def form(self, questions: tuple[Question, ...], *, judged: bool = True) -> AnswerForm:
        """The form of these questions with what was sent."""
        form_class = self.facts.form_class(questions)
        return form_class(self.post.data, self.post.files, in_steps=True, judged=judged)

    def kept(self) -> AnswerForm:
        """The form now in force with the posted answers in it, unjudged."""
        return posts.kept(self.facts.form_class(self.content.questions), self.post.data, self.content.digest)


def _one_step_on(visit: Visit, version: FormVersion, now: datetime) -> HttpResponse:
    post = visit.post
    form = visit.form(version.content.questions, judged=not (post.change or post.goes_back))
    if post.change:
        return _shown(visit, form.show(form.step_of(post.change), focus=post.change))
    if post.goes_back:
        return _shown(visit, form.show(Step.QUESTIONS))
    if not form.is_valid():
        step = form.step_with(form.errors)
        return _looked_through(visit, form, 422) if step is Step.REVIEW else _shown(visit, form.show(step), 422)
    if post.expired:
        return _looked_through(visit, form, 409, _LOOKED_TOO_LONG)
    warned = form.look_for_numbers(on=timezone.localdate(now, visit.facts.zone()))
    if form.opened or warned:
        return _shown(visit, form.show(form.step_with((*form.opened, *warned))))
    if form.next_step is Step.PARTICIPANTS:
        return _shown(visit, form.show(Step.PARTICIPANTS))
    if form.next_step is Step.REVIEW:
        return _looked_through(visit, form)
    return _taken(visit, version, form, now)


def _taken(visit: Visit, version: FormVersion, form: AnswerForm, now: datetime) -> HttpResponse:
    nonce = "" if tells_people_apart(version.content.questions) else visit.post.nonce
    try:
        recorded = submissions.record(
            page=visit.facts, served_page=visit.page, version=version, answers=form.answers(),
            persons=form.persons(), nonce=nonce, now=now,
            suspicious=quarantine.is_suspicious(visit.facts, version.content.questions, form.answers(), now),
            follow=visit.follow,
        )  # fmt: skip
    except Refused as refused:
        if refused.verdict.is_open:
            return _again(visit, 409, refused.verdict.words)
        return _not_open(visit.page, visit.request, refused.verdict)
    except OperationalError:
        return _again(visit, 503)
    token = receipts.sign(recorded.submission)
    response = HttpResponse(status=303, headers={"Location": reverse("forms_app:receipt", args=[token])})
    return private(response)


def _version_that_fits(page: FormPageMixin, facts: FormPageMixin, digest: str) -> FormVersion | None:
    """The version that was seen: the one in force, or an earlier one whose answers are still answers to it."""
    known = in_force.version_of(page, facts)
    if known is not None and known.digest == digest:
        return known
    seen = FormVersion.objects.filter(page_id=facts.pk, language=language_of(page), digest=digest).first()
    return seen if seen is not None and still_fits(seen.questions, page.questions(facts)) else None


def _not_open(page: FormPageMixin, request: HttpRequest, verdict: Verdict) -> HttpResponse:
    """410: the page once more, without a form, with what its editor says of that."""
    problem = verdict.words or _NOT_OPEN.get(verdict.state, _CLOSED)
    return _rendered(page, request, None, page.get_template(request), 410, problem)


def _again(visit: Visit, status: int, problem: Any = "") -> HttpResponse:
    """The page once more with her answers in it; what is wrong is said first.

    Who has looked through them comes back to that, unless the form is another one now.
    """
    problem = problem or _PROBLEMS[status]
    form = visit.kept()
    if visit.post.is_from_review and status not in (400, 409):
        looked_through = visit.form(visit.content.questions)
        if _is_valid(looked_through):
            return _looked_through(visit, looked_through, status, problem)
    step = Step.QUESTIONS if status == 409 or form.posted_step is Step.REVIEW else form.posted_step
    return _shown(visit, form.show(step), status, problem)


def _is_valid(form: AnswerForm) -> bool:
    try:
        return form.is_valid()
    except scanning.NoAnswer:
        return False


def _looked_through(visit: Visit, form: AnswerForm, status: int = 200, problem: Any = "") -> HttpResponse:
    """Everything once more, before it is sent."""
    reviewed = posts.reviewed(form, page=str(visit.facts.translation_key), nonce=visit.post.nonce)
    try:
        signed = reviewed.sealed()
    except review.TooMuch:
        return _shown(visit, form.show(form.posted_step), 413, _PROBLEMS[413])
    more = {"signed": signed, "groups": review.groups(form)}
    return _shown(visit, form.show(Step.REVIEW), status, problem, **more)


def _shown(visit: Visit, form: AnswerForm, status: int = 200, problem: Any = "", **more: Any) -> HttpResponse:
    """The page of the step that ``form`` shows; the first step stands on the form's own page.

    Where the form is not open there is nothing to go on with. What is taken is decided under the page's lock.
    """
    verdict = visit.facts.admission(timezone.now())
    if not verdict.is_open:
        return _not_open(visit.page, visit.request, verdict)
    own = visit.page.get_template(visit.request)
    template = own if form.step is Step.QUESTIONS else "forms_app/step.html"
    return _rendered(visit.page, visit.request, form, template, status, problem, nonce=visit.post.nonce, **more)


def _rendered(
    page: FormPageMixin, request: HttpRequest, form: AnswerForm | None, template: str, status: int, problem: Any,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    if form is not None and request.FILES:
        form.lose_files()
    context = page.get_context(request, form=form)
    context.update(problem=problem, status=status, **more)
    response = render(request, template, context, status=status)
    if status in _RETRY_AFTER:
        response["Retry-After"] = str(_RETRY_AFTER[status])
    return private(response)


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
        return private(render(request, "forms_app/receipt_expired.html", {"reference": ""}))
    with translation.override(submission.version.language):
        if expired:
            return private(
                render(request, "forms_app/receipt_expired.html", {"reference": submission.reference})
            )
        context = receipt_context(submission)
        context["ways"] = context["facts"].receipt_ways(submission, token, timezone.now())
        request.shown_page = context["page"]
        return private(render(request, "forms_app/receipt.html", context))


def receipt_context(submission: Submission, *, sealed: bool = True) -> dict[str, Any]:
    """What a receipt shows, on the page and in print: ``lines`` are (Question, [Words], kept until),
    ``persons`` (heading, lines) of each participant.

    Kept until: a day, None where none may be promised, False for what has been erased.

    :param sealed: whether special categories are shown: to whoever has just written them, to nobody whose proof is
        that she reads a mailbox.
    """
    page = submission.served_page.specific
    facts = facts_for(page, preview=True)
    section = facts.section
    anchors = facts.retention_anchors()

    def lines(record: Answered) -> list[tuple[Question, list[Words], Any]]:
        shown = [(question, words) for question, words in record.lines(sealed=sealed) if question.in_receipt]
        return [(question, words, kept(record, question)) for question, words in shown]

    def kept(record: Answered, question: Question) -> Any:
        if question.key in record.erased:
            return False
        return stamps.kept_until(
            section, question.privacy_class, anchors, submission.submitted_on, question_kind=question.meaning
        )

    return {
        "page": page,
        "facts": facts,
        "submission": submission,
        "reference": submission.reference,
        "receipt_facts": facts.receipt_facts(page, submission),
        "news": facts.receipt_news(submission),
        "lines": lines(submission),
        "persons": [(participants.heading(each), lines(each)) for each in participants.shown(submission)],
        "notice": submission.version.notice,
        "thank_you": page.thank_you(facts),
        "reply_to": section.reply_address if section else "",
        "code": facts.receipt_code(submission),
        "needs_news": needs_words.news_of(submission, facts),
    }


