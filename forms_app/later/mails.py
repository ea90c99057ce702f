"""The mails that put a question to those who are registered already, and remind once. The link is made here."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from forms_app.later import asking
from forms_app.mails import letter_about
from forms_app.models import FormPageMixin, Submission
from forms_app.questions import Question
from home.languages import text_language
from privacy.contracts import Letter

_TEMPLATE = "mail/question_asked_later"


def asked_later(object_id: UUID, language: str) -> Letter | None:
    """The link to the question; None when nothing waits any more, or the record is gone or set aside."""
    return _letter(object_id, language, subject=_subject, is_reminder=False)


def asked_again(object_id: UUID, language: str) -> Letter | None:
    """The reminder, with a link of its own."""
    return _letter(object_id, language, subject=_reminding_subject, is_reminder=True)


def sample(page: FormPageMixin, question: Question) -> str:
    """The text of the mail as one of those who registered in the language of ``page`` gets it; no row is made."""
    context = {
        "page": page,
        "reference": "KRTM-4827",
        "questions": [question],
        "later_url": f"{settings.WAGTAILADMIN_BASE_URL}/…",
        "reply_to": page.section.reply_address if page.section else "",
    }
    with translation.override(text_language(page)):
        return render_to_string(f"{_TEMPLATE}.txt", context).strip()


def _letter(object_id: UUID, language: str, *, subject: Any, is_reminder: bool) -> Letter | None:
    related = Submission.objects.unrestricted().select_related("version", "page")
    submission = related.filter(pk=object_id).first()
    put = asking.waiting(submission, timezone.now()) if submission else []
    if not put:
        return None
    questions = list({question.key: question for each in put for question in each.questions}.values())
    extra = {"questions": questions, "is_reminder": is_reminder, "lines": [], "persons": []}
    return letter_about(object_id, language, template=_TEMPLATE, subject=subject, extra=extra)


def _subject(context: dict[str, Any]) -> str:
    return _("%(reference)s: a question that remains – %(title)s") % _named(context)


def _reminding_subject(context: dict[str, Any]) -> str:
    return _("%(reference)s: reminder of a question – %(title)s") % _named(context)


def _named(context: dict[str, Any]) -> dict[str, str]:
    return {"reference": context["reference"], "title": context["page"].title}
