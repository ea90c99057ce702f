"""The mail with a link to an evaluation. The link is made when the mail is, and noted nowhere beside it."""
from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from forms_app.evaluations import answering
from forms_app.mails import letter_about
from forms_app.models import EvaluationInvitation, EvaluationPage, Submission
from home.languages import canonical_of
from privacy import outbox
from privacy.contracts import Letter
from privacy.models import OutboundMessage

#: The kind of outbound message; its object is the invitation.
INVITATION = "evaluation_invitation"


def invite(page: EvaluationPage, submissions: Iterable[Submission]) -> int:
    """Queue one mail to each of those who have not been invited to ``page`` (canonical); how many.

    That she was invited is noted with her registration. Nothing is noted of the link.
    """
    with transaction.atomic():
        rows = invite_within(page, submissions)
        for row in rows:
            outbox.queue(INVITATION, object_id=row.pk, language=row.submission.version.language)
    return len(rows)


def invite_within(page: EvaluationPage, submissions: Iterable[Submission]) -> list[EvaluationInvitation]:
    """Note that those who have not been invited to ``page`` (canonical) are, by another mail that has room for a link.

    In the caller's transaction. The link comes from :func:`link_within`.
    """
    known = set(EvaluationInvitation.objects.filter(page_id=page.pk).values_list("submission", flat=True))
    new = [each for each in submissions if each.pk not in known]
    return EvaluationInvitation.objects.bulk_create(
        [EvaluationInvitation(page_id=page.pk, submission=each) for each in new]
    )


def link_within(page: EvaluationPage, submission: UUID) -> str:
    """A new link to ``page`` (canonical), in the active language, for a mail about ``submission`` that is being made.

    "" for whom was not invited by such a mail, or when the evaluation is over or not live: one mail has the link.
    """
    row = EvaluationInvitation.objects.filter(page_id=page.pk, submission=submission).first()
    spoken = answering.page_in_language(page.pk)
    if row is None or spoken is None or page.is_over(timezone.now()):
        return ""
    if OutboundMessage.objects.filter(kind=INVITATION, object_id=row.pk).exists():
        return ""
    return _link(spoken)


def invitation(object_id: UUID, language: str) -> Letter | None:
    """The mail of one invitation, with a new link in it; None when the evaluation or the registration is gone."""
    row = EvaluationInvitation.objects.filter(pk=object_id).first()
    if row is None:
        return None
    with translation.override(language):
        page = answering.page_in_language(row.page_id)
        if page is None or canonical_of(page).is_over(timezone.now()):
            return None
        return letter_about(
            row.submission_id,
            language,
            template="mail/evaluation_invitation",
            subject=lambda context: _("What did you think? %(title)s") % {"title": context["page"].title},
            extra={"evaluation": page, "link": _link(page), "closes_on": canonical_of(page).closes_on},
        )


def _link(page: EvaluationPage) -> str:
    [code] = answering.make_links(canonical_of(page), 1)
    return answering.full_address_of(page, code)
