"""The list of those who are invited: how each stands, how many stand so, and the bar of it. Five statements."""
from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.invitations import known, returned
from events.models import Invitation
from events.models.invitations import Answer
from privacy import returned_mail
from privacy.models import OutboundMessage

#: Units of the bar's width.
WIDE = 400


class Status(StrEnum):
    """How an invitation stands, as whoever invites looks at it."""

    YES = "yes"
    NO = "no"
    DEPUTY = "deputy"
    STOPPED = "stopped"
    WAITING = "waiting"
    FAILED = "failed"
    NOT_SENT = "not_sent"
    TAKEN_BACK = "taken_back"


#: What each is called, and what it means.
WORDS: dict[Status, tuple[Any, Any]] = {
    Status.YES: (pgettext_lazy("of invitations", "Yes"), _("have registered, by the link or on the page")),
    Status.NO: (pgettext_lazy("of invitations", "No"), _("have said that they do not come")),
    Status.DEPUTY: (pgettext_lazy("of invitations", "Deputy"), _("have named somebody, who is invited in turn")),
    Status.STOPPED: (pgettext_lazy("of invitations", "No more mails"), _("do not want to be written to about it")),
    Status.WAITING: (pgettext_lazy("of invitations", "Not answered"), _("have their mail and have not answered")),
    Status.FAILED: (pgettext_lazy("of invitations", "Not reached"), _("the mail could not be delivered")),
    Status.NOT_SENT: (pgettext_lazy("of invitations", "Not sent"), _("stand on the list and have got no mail")),
    Status.TAKEN_BACK: (pgettext_lazy("of invitations", "Taken back"), _("are invited no more")),
}
#: These can be taken back.
OPEN = (Status.WAITING, Status.FAILED, Status.NOT_SENT, Status.NO)


@dataclass(frozen=True, slots=True)
class Row:
    """One invitation on the list; ``back``: the mail about it that reached nobody."""

    invitation: Invitation
    status: Status
    back: OutboundMessage | None = None

    @property
    def why(self) -> str:
        """Why its mail reached nobody, as far as it is known."""
        return returned_mail.in_words(self.back) if self.back else ""

    @property
    def is_unreached(self) -> bool:
        """Whether nobody can answer it before its address is put right."""
        return self.status is Status.FAILED

    @property
    def called(self) -> str:
        """Her name, else her address."""
        return self.invitation.name or self.invitation.email

    @property
    def label(self) -> Any:
        """How it stands, in a word or two."""
        return WORDS[self.status][0]

    @property
    def is_open(self) -> bool:
        """Whether it can be taken back."""
        return self.status in OPEN

    @property
    def at(self) -> datetime | None:
        """When that came to be."""
        one = self.invitation
        return one.withdrawn_at or one.answered_at or one.sent_at


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the bar, from ``x`` on."""

    status: Status
    x: int
    wide: int


def rows_of(page: Any) -> list[Row]:
    """Everybody on the list of the event but those set aside and what was weeded, by what they are called."""
    shown = Invitation.objects.of_event(page).unrestricted().exclude(email="")
    digests = known.digests_of(shown)
    silent = known.those_with(known.not_to_be_written_to(), digests)
    coming = known.those_with(known.coming(page), digests)
    failed = returned.unreached(shown)
    found = [
        Row(each, _status(each, coming, failed), failed.get(each.pk)) for each in shown if each.pk not in silent
    ]
    return sorted(found, key=lambda row: row.called.casefold())


def set_aside(page: Any) -> int:
    """How many are on no list: their use is restricted, or their identity protected."""
    ours = Invitation.objects.of_event(page).exclude(email="")
    hidden = ours.exclude(restricted_at=None, protected=False)
    silent = known.those_with(known.not_to_be_written_to(), known.digests_of(ours))
    return len({*hidden.values_list("pk", flat=True), *silent})


def counts_of(rows: Sequence[Row]) -> dict[Status, int]:
    """How many stand how, in the order of the list of words."""
    return {status: sum(row.status is status for row in rows) for status in WORDS}


def bar_of(counts: Mapping[Status, int]) -> list[Part]:
    """The bar of all who were not taken back: each part as wide as its share, one unit at least."""
    told = {status: number for status, number in counts.items() if number and status is not Status.TAKEN_BACK}
    parts, x, whole = [], 0, sum(told.values())
    for status, number in told.items():
        wide = max(1, number * WIDE // whole)
        parts.append(Part(status, x, wide))
        x += wide
    return parts


def _status(invitation: Invitation, coming: set[UUID], failed: Collection[UUID]) -> Status:
    if invitation.withdrawn_at:
        return Status.TAKEN_BACK
    if invitation.answer != Answer.NONE:
        return Status(invitation.answer)
    if invitation.pk in coming:
        return Status.YES
    if invitation.pk in failed:
        return Status.FAILED
    return Status.WAITING if invitation.sent_at else Status.NOT_SENT
