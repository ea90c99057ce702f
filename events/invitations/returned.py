"""Invitations whose mail did not reach anybody: it came back or was given up, and nobody has done anything about it."""
from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from events.models import Invitation
from privacy.models import OutboundMessage
from privacy.models.outbox import UNREACHED, MessageState


def mails_of(invitations: QuerySet[Invitation]) -> QuerySet[OutboundMessage]:
    """The mails about these that reached nobody, the latest last."""
    about = OutboundMessage.objects.filter(object_id__in=invitations.order_by().values("pk"))
    back = Q(returned__in=UNREACHED, return_settled_at__isnull=True)
    return about.filter(back | Q(state=MessageState.FAILED)).order_by("created_at", "pk")


def unreached(invitations: QuerySet[Invitation]) -> dict[UUID, OutboundMessage]:
    """Those of ``invitations`` that reached nobody, each with the latest such mail; one statement."""
    return {mail.object_id: mail for mail in mails_of(invitations)}


def by_page() -> dict[int, int]:
    """How many unanswered invitations to each page reached nobody, by the number of the canonical page."""
    found: dict[int, int] = {}
    waiting = Invitation.objects.unrestricted().unanswered()
    back = mails_of(waiting).order_by().values("object_id")
    for page in waiting.filter(pk__in=back).order_by().values_list("page", flat=True):
        found[page] = found.get(page, 0) + 1
    return found
