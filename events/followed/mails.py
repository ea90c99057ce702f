"""The mail of a follow-up, as its organiser wrote it."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from events import own_links
from events.models import FollowUpDeed
from events.moves import State
from forms_app.mails import letter_about
from privacy.contracts import Letter


def followed_up(object_id: UUID, language: str, version: int) -> Letter | None:
    """The letter to one registration; None when it stands no more, is set aside, or the deed was taken back.

    :param version: the number of the deed.
    """
    deed = FollowUpDeed.objects.select_related("registration__submission__version").filter(pk=version).first()
    if deed is None or deed.registration_id != object_id or deed.registration.state != State.CONFIRMED:
        return None
    submission = deed.registration.submission
    if submission.restricted_at or submission.protected:
        return None
    extra = {"text": deed.text, "own_url": own_links.link_for(deed.registration, timezone.now())}
    return letter_about(object_id, language, template="mail/programme_follow_up", subject=_subject(deed), extra=extra)


def _subject(deed: FollowUpDeed) -> Any:
    return lambda context: _("%(reference)s: %(subject)s") % {
        "reference": context["reference"], "subject": deed.subject,
    }  # fmt: skip
