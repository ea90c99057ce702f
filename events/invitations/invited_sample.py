"""The mail about a cancelled or revived event as one of those who are only invited gets it."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.conf import settings

from events.invitations import mails
from events.models import Invitation
from events.settling import TO_INVITED, Change
from privacy.contracts import Letter


def letter_of(change: Change, records: Sequence[UUID], sentences: Mapping[str, str]) -> Letter | None:
    """To an invented person, with the words about their source that the first of ``records`` gets; None for nobody.

    :param sentences: the organiser's own, by language.
    """
    if not records:
        return None
    first = Invitation.objects.select_related("controller", "activity", "rule").get(pk=records[0])
    first.name, first.email = "Maja Ström", "maja@example.org"
    page, own = mails.page_in(change.page, first.language), sentences.get(first.language, "")
    url = f"{settings.WAGTAILADMIN_BASE_URL}/…/"
    return mails.written_of_change(first, page, TO_INVITED[change.kind], url, own)
