"""The two mails about needs. Neither names one: a special category stands in no mail, and its kind tells nothing.

That it is about a need is read only by who knows what she asked for.
"""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms_app.mails import letter_about
from forms_app.models import NeedState, Submission
from forms_app.needs.words import states_of
from home.languages import canonical_of
from privacy.contracts import Letter

#: The kinds of outbound messages; their object is the submission.
ARRANGED, TALK = "request_arranged", "request_talk"
_SAYS = {
    ARRANGED: gettext_lazy("We have arranged what you asked for."),
    TALK: gettext_lazy("We would like to talk with you about what you asked for. Answer this mail, or call us."),
}


def arranged(object_id: UUID, language: str) -> Letter | None:
    """That everything is arranged; None where that is not so any more, or the record is gone or set aside."""
    submission = Submission.objects.unrestricted().filter(pk=object_id).first()
    if submission is None or states_of(submission) != {NeedState.BOOKED}:
        return None
    return _letter(ARRANGED, object_id, language)


def talk(object_id: UUID, language: str) -> Letter | None:
    """That we would like to talk with her; None where nothing is needed any more."""
    submission = Submission.objects.unrestricted().filter(pk=object_id).first()
    if submission is None or not states_of(submission):
        return None
    return _letter(TALK, object_id, language)


def _letter(kind: str, object_id: UUID, language: str) -> Letter | None:
    submission = Submission.objects.unrestricted().select_related("version", "page").get(pk=object_id)
    page: Any = canonical_of(submission.page.specific)
    with translation.override(language):
        return letter_about(
            object_id,
            language,
            template="mail/registration_news",
            subject=_subject,
            extra={
                "heading": _("About your registration"),
                "says": [str(_SAYS[kind])],
                "own_url": page.own_address(submission, timezone.now()),
                "own_link": _("See your registration"),
                "lines": [], "persons": [], "holds_back": False, "receipt_facts": [],
            },
        )  # fmt: skip


def _subject(context: dict[str, Any]) -> str:
    return _("%(reference)s: about your registration – %(title)s") % {
        "reference": context["reference"],
        "title": context["page"].title,
    }
