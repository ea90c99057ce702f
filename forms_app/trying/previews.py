"""What follows upon the first page, before anybody has answered: an invented answer goes the way, and is undone."""
from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from forms_app import review, submissions
from forms_app.admission import Refused
from forms_app.models import FormPageMixin, FormVersion, Submission
from forms_app.models.submissions import SAME_POST
from forms_app.put_form import PARTY
from forms_app.steps import Step, is_of_participants
from forms_app.trying import samples, trial
from home.languages import canonical_of, facts_for, language_of
from privacy import trials

#: An invented answer comes while the form is open, whatever the days of the draft say.
_OPEN = {"opens_at": None, "closes_on": None, "expire_at": None}


def what_follows(page: FormPageMixin, request: HttpRequest, mode: str) -> HttpResponse:
    """The step, the receipt or the mail of the kind ``mode`` that an invented answer to the page in hand leads to."""
    with translation.override(language_of(page)):
        if page.pk is None:
            return _not_shown(page, request, _("This can be shown when the page has been saved for the first time."))
        if mode in list(Step):
            return _step(page, request, Step(mode))
        try:
            with trials.undone():
                return _shown(page, request, mode)
        except trial.Incomplete:
            return _not_shown(page, request, _("The draft lacks something. Look at the advice beside the page."))
        except Refused:
            return _not_shown(page, request, _("The form takes no answers as the page stands, so nothing follows."))


def _shown(page: FormPageMixin, request: HttpRequest, mode: str) -> HttpResponse:
    served = trial.staged_in_hand(page, **_OPEN)
    facts = canonical_of(served)
    now = _open_moment(facts)
    first = _answer(facts, served, now)
    if mode == "receipt":
        return HttpResponse(trial.receipt_page(request, Submission.objects.get(pk=first)))
    tried = _letter(mode)
    if tried is None:
        # Some mails go only to those who send the form once more, later.
        _answer(facts, served, now + 2 * SAME_POST)
        tried = _letter(mode)
    if tried is None:
        return _not_shown(page, request, _("As the page stands, no mail of this kind goes out."))
    return render(request, "forms_app/preview_letter.html", {"page": served, "tried": tried})


def _step(page: FormPageMixin, request: HttpRequest, step: Step) -> HttpResponse:
    """A page after the first: each participant's questions unanswered, or everything answered to be looked through."""
    facts = facts_for(page, preview=True)
    content = page.form_content(facts)
    form_class = facts.form_class(content.questions)
    answered = [each for each in content.questions if step is Step.REVIEW or not is_of_participants(each)]
    post = samples.sample_post(answered, content.language, timezone.localdate(timezone=facts.zone())).copy()
    post.setdefault(PARTY, str(samples.PERSONS))
    post["from_step"] = Step.PARTICIPANTS if step is Step.REVIEW else Step.QUESTIONS
    form = form_class(post, in_steps=True, judged=step is Step.REVIEW)
    groups = []
    if step is Step.REVIEW:
        form.full_clean()
        groups = review.groups(form)
    context = page.get_context(request, facts=facts, form=form.show(step))
    return render(request, "forms_app/step.html", {**context, "groups": groups})


def _open_moment(facts: Any) -> datetime:
    """Now, or the last minute in which the form was open."""
    now = timezone.now()
    verdict = facts.admission(now)
    return now if verdict.is_open or not verdict.closes_at else verdict.closes_at - timedelta(minutes=1)


def _answer(facts: Any, served: FormPageMixin, now: datetime) -> Any:
    content = served.form_content(facts)
    post = samples.sample_post(content.questions, content.language, timezone.localdate(now))
    builder = served.form_builder(content.questions, largest_party=facts.largest_party)
    form = builder.get_form_class()(post)
    form.is_valid()
    recorded = submissions.record(
        page=facts,
        served_page=served,
        version=FormVersion.objects.keep(content, page_id=facts.pk),
        answers=form.answers(),
        persons=form.persons(),
        now=now,
    )
    return recorded.submission


def _letter(kind: str) -> trial.TriedLetter | None:
    return next((each for each in trial.letters() if each.kind == kind), None)


def _not_shown(page: FormPageMixin, request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "forms_app/preview_missing.html", {"page": page, "why": why})
