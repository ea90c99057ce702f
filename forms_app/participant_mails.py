"""The mail to somebody whom another has registered: what is stored about her, and from whom it came (GDPR 14)."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from forms_app import participants
from forms_app.mails import about_page
from forms_app.models import SubmittedPerson
from privacy.contracts import Letter

#: The kind of outbound message; its object is the participant.
TOLD = "participant_told"
_TEMPLATE = "mail/participant_told"


def participant_told(object_id: UUID, language: str) -> Letter | None:
    """That she was registered, by whom and to what; None when she is gone, set aside or has no address.

    Special categories are never in a mail.
    """
    related = ("submission__version", "submission__served_page", "rule")
    person = SubmittedPerson.objects.unrestricted().select_related(*related).filter(pk=object_id).first()
    address = participants.email_of(person) if person else ""
    if person is None or not address:
        return None
    context = _context(person, language)
    section = context["facts"].section
    with translation.override(language):
        return Letter(
            to=address,
            subject=_("%(reference)s: you have been registered – %(title)s")
            % {"reference": person.reference, "title": context["page"].title},
            text=render_to_string(f"{_TEMPLATE}.txt", context),
            html=render_to_string(f"{_TEMPLATE}.html", context),
            from_name=section.sender_name(language) if section else "",
            reply_to=section.reply_address if section else "",
        )


def _context(person: SubmittedPerson, language: str) -> dict[str, Any]:
    """What the mail is made of; ``by`` is who registered her, "" where the form did not ask."""
    with translation.override(language):
        request_page = reverse("privacy_public:request")
    return {
        **about_page(person.submission),
        "reference": person.reference,
        "by": participants.called(person.submission),
        "lines": participants.mail_lines_of(person),
        "holds_back": participants.holds_back([person]),
        "request_url": f"{settings.WAGTAILADMIN_BASE_URL}{request_page}",
    }
