"""What may become of a registration, from which state, and the letter that tells it (domain.md §4). Pure."""
from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """What became of a registration."""

    UNVERIFIED = "unverified", _("Waits for her to follow the link in the mail")
    EXPIRED = "expired", _("Expired")
    REPEATED = "repeated", _("Sent again by somebody who is registered")
    CONFIRMED = "confirmed", _("Confirmed")
    WAITING = "waiting", _("On the waiting list")
    PENDING_APPROVAL = "pending_approval", _("Waits for approval")
    REJECTED = "rejected", _("Not approved")
    OFFERED = "offered", _("Has been offered a place")
    DECLINED = "declined", _("Declined the place")
    NOT_PLACED = "not_placed", _("Got no place")
    CANCELLED_BY_REGISTRANT = "cancelled_by_registrant", _("Cancelled by herself")
    CANCELLED_BY_ORGANISER = "cancelled_by_organiser", _("Cancelled by the organiser")


#: Those that still mean somebody is coming, or hopes to.
LIVE = (State.CONFIRMED, State.WAITING, State.OFFERED, State.PENDING_APPROVAL, State.UNVERIFIED)
#: Those that hold seats; whoever is to wait once she is verified holds none.
HOLDING = (State.CONFIRMED, State.OFFERED, State.PENDING_APPROVAL, State.UNVERIFIED)
#: Those in which who comes may be changed: who has to confirm an address or to answer an offer does that first, since
#: it was for the party as it is.
CHANGEABLE = (State.CONFIRMED, State.WAITING, State.PENDING_APPROVAL)


@dataclass(frozen=True, slots=True)
class Step:
    """From which states, to which, and with which letter: a kind of the outbox, "" for none.

    ``is_told_apart``: the letter does not follow by itself; somebody decides for all of them (events.settling).
    """

    begins: tuple[State, ...]
    ends: State
    letter: str = ""
    is_told_apart: bool = False


class Move(Enum):
    """Every change of a registration that stands already."""

    VERIFY_CONFIRMED = Step((State.UNVERIFIED,), State.CONFIRMED, "registration_confirmed")
    VERIFY_WAITING = Step((State.UNVERIFIED,), State.WAITING, "registration_waiting")
    VERIFY_PENDING = Step((State.UNVERIFIED,), State.PENDING_APPROVAL, "registration_pending")
    EXPIRE = Step((State.UNVERIFIED, State.OFFERED), State.EXPIRED)
    APPROVE = Step((State.PENDING_APPROVAL,), State.CONFIRMED, "registration_confirmed")
    REJECT = Step((State.PENDING_APPROVAL,), State.REJECTED, "registration_rejected")
    PROMOTE = Step((State.WAITING, State.NOT_PLACED), State.CONFIRMED, "registration_promoted")
    OFFER = Step((State.WAITING,), State.OFFERED, "registration_offered")
    ACCEPT = Step((State.OFFERED,), State.CONFIRMED, "registration_confirmed")
    DECLINE = Step((State.OFFERED,), State.DECLINED)
    STOP = Step((State.WAITING,), State.NOT_PLACED, "registration_not_placed")
    CANCEL = Step(LIVE, State.CANCELLED_BY_REGISTRANT, "registration_cancelled")
    CANCEL_FOR_HER = Step(LIVE, State.CANCELLED_BY_ORGANISER, "registration_cancelled_for_her")
    CANCEL_WITH_EVENT = Step(LIVE, State.CANCELLED_BY_ORGANISER, "registration_event_cancelled", is_told_apart=True)

    def is_open_to(self, state: str) -> bool:
        """Whether a registration in ``state`` may make this move."""
        return state in self.value.begins

    @property
    def begins_anew(self) -> bool:
        """Whether it brings to life what was not, or counted for nobody yet."""
        return any(state == State.UNVERIFIED or state not in LIVE for state in self.value.begins)


class Act(StrEnum):
    """What one can do with one's registration."""

    VERIFY = "verify"
    ACCEPT = "accept"
    DECLINE = "decline"
    CANCEL = "cancel"
    #: She was asked after a change: nothing moves, it is only noted.
    STILL_COMING = "still-coming"


class Deed(StrEnum):
    """What staff can do with somebody's registration."""

    APPROVE = "approve"
    REJECT = "reject"
    PROMOTE = "promote"
    ACCEPT = "accept"
    DECLINE = "decline"
    CANCEL = "cancel"


#: The move that each makes. Offers are answered by staff for whoever answers by telephone.
DEEDS = {
    Deed.APPROVE: Move.APPROVE,
    Deed.REJECT: Move.REJECT,
    Deed.PROMOTE: Move.PROMOTE,
    Deed.ACCEPT: Move.ACCEPT,
    Deed.DECLINE: Move.DECLINE,
    Deed.CANCEL: Move.CANCEL_FOR_HER,
}
#: What follows from these is shown before they are done.
ASKED_ABOUT = (Deed.REJECT, Deed.DECLINE, Deed.CANCEL)


def deeds_open(state: str) -> tuple[Deed, ...]:
    """What staff can do with a registration in ``state``; what waits for approval is refused, not cancelled."""
    found = tuple(deed for deed, move in DEEDS.items() if move.is_open_to(state))
    return tuple(deed for deed in found if deed is not Deed.CANCEL or Deed.REJECT not in found)
