"""Mails about a registration: that it is confirmed, or that there was one already.

Text and facts in the language she registered in; ordinary answers only; the calendar entry goes with it.
"""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from events import calendar
from events.models import Registration
from forms_app.mails import letter_about
from forms_app.models import Submission
from home.languages import facts_for, text_language
from privacy.contracts import Attachment, Letter


def registration_confirmed(object_id: UUID, language: str) -> Letter | None:
    """The confirmation of one registration with its calendar entry; None when the record is gone or restricted."""
    registration = _registration(object_id)
    if registration is None:
        return None
    return letter_about(
        object_id,
        language,
        template="mail/registration_confirmed",
        subject=_confirmed_subject,
        extra=_extra(registration.submission, registration.submission.reference),
        attachments=_calendar(registration.submission, registration.submission.reference),
    )


def registration_repeated(object_id: UUID, language: str) -> Letter | None:
    """To her who is registered already: the number and the facts of the registration that stands.

    None when either record is gone or restricted: then there is nothing to tell.
    """
    registration = _registration(object_id)
    if registration is None or registration.repeats is None:
        return None
    sent, standing = registration.submission, registration.repeats.submission
    if standing.restricted_at or standing.protected:
        return None
    return letter_about(
        object_id,
        language,
        template="mail/registration_repeated",
        subject=_repeated_subject,
        extra={**_extra(sent, standing.reference), "repeat": sent.reference, "lines": []},
        attachments=_calendar(sent, standing.reference),
    )


def _registration(object_id: UUID) -> Registration | None:
    return Registration.objects.select_related("submission", "repeats__submission").filter(pk=object_id).first()


def _extra(submission: Submission, reference: str) -> dict[str, Any]:
    canonical = facts_for(submission.served_page.specific, preview=True)
    links = [each.join_link for each in canonical.occasions.all() if each.join_link and not each.is_cancelled]
    return {"reference": reference, "join_links": list(dict.fromkeys(links))}


def _calendar(submission: Submission, reference: str) -> tuple[Attachment, ...]:
    page = submission.served_page.specific
    source = page.calendar_source(facts_for(page, preview=True))
    content = calendar.event_calendar([source], language=text_language(page), with_links=True)
    if b"BEGIN:VEVENT" not in content:
        return ()
    return (Attachment(calendar.filename_of(reference), content, "text/calendar"),)


def _confirmed_subject(context: dict[str, Any]) -> str:
    return _("%(reference)s: you are registered – %(title)s") % _named(context)


def _repeated_subject(context: dict[str, Any]) -> str:
    return _("%(reference)s: you were registered already – %(title)s") % _named(context)


def _named(context: dict[str, Any]) -> dict[str, str]:
    return {"reference": context["reference"], "title": context["page"].title}
