"""Mails of a plain form: the receipt, in the language of the person who answered."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from forms_app import participants, submissions
from forms_app.later import asking
from forms_app.models import Submission
from home.languages import facts_for
from home.models import BodyPage
from privacy.contracts import Attachment, Letter


def submission_received(object_id: UUID, language: str) -> Letter | None:
    """The receipt of one submission; None when it is gone, restricted or has no address."""
    return letter_about(object_id, language, template="mail/submission_received")


def letter_about(
    object_id: UUID,
    language: str,
    *,
    template: str,
    subject: Any = None,
    extra: dict[str, Any] | None = None,
    attachments: tuple[Attachment, ...] = (),
) -> Letter | None:
    """A letter about one submission to the address it gave.

    :param template: name of the text and HTML templates, without ending.
    :param subject: callable from the mail's context to the subject; by default the receipt's.

    Special categories are never in a mail; a restricted record gets none (GDPR 18).
    """
    submission = (
        Submission.objects.unrestricted().select_related("version", "rule").filter(pk=object_id).first()
    )
    if submission is None:
        return None
    context = mail_context(submission)
    address = context.pop("address")
    if not address:
        return None
    context.update(extra or {})
    with translation.override(language):
        section = context["facts"].section
        return Letter(
            to=address,
            subject=(subject or _usual_subject)(context),
            text=render_to_string(f"{template}.txt", context),
            html=render_to_string(f"{template}.html", context),
            from_name=section.sender_name(language) if section else "",
            reply_to=section.reply_address if section else "",
            attachments=attachments,
        )


def mail_context(submission: Submission) -> dict[str, Any]:
    """What a mail about ``submission`` is made of: ``lines`` are (Question, [Words]), ordinary only.

    ``persons`` are (heading, lines) of each participant; ``holds_back``: whether something was asked that no
    mail may repeat; ``later_url``: a new link to what is asked later, "" when nothing is; ``profile``: the body's look.
    """
    persons = participants.shown(submission)
    with translation.override(submission.version.language):
        of_persons = participants.mail_lines(persons)
    return {
        **about_page(submission),
        "address": submissions.address_of(submission),
        "reference": submission.reference,
        "lines": participants.mail_lines_of(submission),
        "persons": of_persons,
        "holds_back": participants.holds_back([submission, *persons]),
        "later_url": asking.link_for(submission, timezone.now()),
    }


def about_page(submission: Submission) -> dict[str, Any]:
    """What a mail tells of the page, its facts and its notice, in the language that was seen."""
    page = submission.served_page.specific
    facts = facts_for(page, preview=True)
    return {
        "page": page,
        "facts": facts,
        "submission": submission,
        "language": submission.version.language,
        "receipt_facts": facts.receipt_facts(page, submission),
        "notice": submission.version.notice,
        "profile": _profile_of(page),
        "url": page.full_url,
        "reply_to": facts.section.reply_address if facts.section else "",
    }


def _profile_of(page: Any) -> str:
    """The look of the body that ``page`` lies under; empty under none."""
    return BodyPage.objects.ancestor_of(page).values_list("profile", flat=True).first() or ""


def _usual_subject(context: dict[str, Any]) -> str:
    return _("%(reference)s: we have received your answer – %(title)s") % {
        "reference": context["reference"],
        "title": context["page"].title,
    }
