"""The page behind a link to questions asked later. Public: no cookie, no session, no script; a GET changes nothing."""
from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from forms_app import not_taken
from forms_app.later import asking
from forms_app.later.form import LaterForm
from forms_app.models import Submission
from home.languages import facts_for
from privacy import public_posts
from privacy.private_pages import private

#: The address of such a page opens somebody's record, so it goes along with nothing.
_private = partial(private, referrer="no-referrer")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def later_questions(request: HttpRequest, token: str) -> HttpResponse:
    """The questions that wait; posted, 303 to the same address, which then says thank you.

    400 malformed, 403 from another site, 404 no such link (any more), 422 invalid answers, which are kept.
    """
    now = timezone.now()
    submission = asking.find(token)
    if submission is None:
        return _private(render(request, "forms_app/later_ended.html", status=404))
    with translation.override(submission.version.language):
        waiting = asking.waiting(submission, now)
        if request.method != "POST" or not waiting:
            return _shown(request, submission, LaterForm(waiting=waiting) if waiting else None)
        public_posts.refuse_malformed(request)
        form = LaterForm(request.POST, waiting=waiting)
        if not public_posts.is_from_here(request):
            return _shown(request, submission, form, status=403, problem=not_taken.FROM_ELSEWHERE)
        if not form.is_valid():
            return _shown(request, submission, form, status=422)
        asking.answer(submission=submission.pk, given=form.given(), now=now)
        address = reverse("forms_app:later", args=[token])
    return _private(HttpResponse(status=303, headers={"Location": address}))


def _shown(
    request: Any, submission: Submission, form: LaterForm | None, *, status: int = 200, problem: Any = ""
) -> HttpResponse:
    page: Any = submission.served_page.specific
    facts = facts_for(page, preview=True)
    context = {
        "page": page,
        "facts": facts,
        "reference": submission.reference,
        "is_answered": submission.later_asks.exclude(answered_at=None).exists(),
        "form": form,
        "problem": problem,
        "status": status,
        "notice": next(iter(form.waiting[0].versions.values())).notice if form else None,
        "reply_to": facts.section.reply_address if facts.section else "",
    }
    request.shown_page = page
    return _private(render(request, "forms_app/later.html", context, status=status))
