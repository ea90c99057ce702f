"""Who is only invited, and has not answered, is told too when the event is cancelled or takes place after all."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from events.invitations import known, returned
from events.models import Invitation, Registration

#: The kinds of outbound messages; their object is the invitation, their version the change that they tell of.
CANCELLED, REVIVED = "event_invitation_cancelled", "event_invitation_revived"


def whom(page: Any, registrations: QuerySet[Registration]) -> dict[str, list[UUID]]:
    """The invitations whose mail has gone out and that nobody has answered, by language; those who are set aside, whom
    no mail reached, and whoever has registered are left out.

    :param registrations: those that are told of the change themselves.
    """
    ours = Invitation.objects.of_event(page).unrestricted().unanswered()
    digests = known.digests_of(ours)
    left_out = {
        *known.those_with(known.keys_of(registrations), digests),
        *known.those_with(known.coming(page), digests),
        *known.those_with(known.not_to_be_written_to(), digests),
        *returned.unreached(ours),
    }
    found: dict[str, list[UUID]] = {}
    for pk, language in ours.order_by("language", "added_at", "pk").values_list("pk", "language"):
        if pk not in left_out:
            found.setdefault(language, []).append(pk)
    return found
