"""What the page of one's own registration says: how it stands, and what one can do. Lazily translated."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from events.moves import Act, State


@dataclass(frozen=True, slots=True)
class StateWords:
    """How a registration stands, as its registrant reads it; ``shape`` is one of components/state.html."""

    shape: str
    heading: Any
    lead: Any = ""


@dataclass(frozen=True, slots=True)
class ActWords:
    """What one can do: the link to it, the question, what follows from it, and the button that does it."""

    link: Any
    question: Any
    follows: Any
    button: Any


STATES: dict[str, StateWords] = {
    State.CONFIRMED: StateWords("open", _("You are registered")),
    State.WAITING: StateWords(
        "queue", _("You are on the waiting list"), _("We write to you if you get a place.")
    ),
    State.PENDING_APPROVAL: StateWords(
        "coming", _("Your registration waits for an answer"), _("We write to you when it has been decided.")
    ),
    State.UNVERIFIED: StateWords(
        "coming", _("Your e-mail address is not confirmed yet"), _("You are not registered until you confirm it.")
    ),
    State.OFFERED: StateWords(
        "few", _("You have been offered a place"), _("The place goes to somebody else if you do not answer in time.")
    ),
    State.EXPIRED: StateWords(
        "closed", _("The time to answer is over"), _("You are not registered. You may register anew.")
    ),
    State.REJECTED: StateWords("closed", _("You have not got a place")),
    State.DECLINED: StateWords("closed", _("You have said no to the place")),
    State.NOT_PLACED: StateWords(
        "full", _("There was no place for you"), _("No place became free in time, so the waiting list is closed.")
    ),
    State.CANCELLED_BY_REGISTRANT: StateWords("cancelled", _("You have cancelled")),
    State.CANCELLED_BY_ORGANISER: StateWords("cancelled", _("The organiser has cancelled your registration")),
    State.REPEATED: StateWords(
        "closed", _("You were registered already"), _("What you sent this time gives no second place.")
    ),
}
ACTS: dict[Act, ActWords] = {
    Act.VERIFY: ActWords(
        _("Confirm my e-mail address"),
        _("Is this your e-mail address and your registration?"),
        _("When you confirm, your registration counts. You get a mail that says how it went."),
        _("Yes, confirm"),
    ),
    Act.ACCEPT: ActWords(
        _("Yes, I want the place"),
        _("Do you want the place?"),
        _("The place is then yours, and you get a confirmation by e-mail."),
        _("Yes, I want the place"),
    ),
    Act.DECLINE: ActWords(
        _("No, somebody else may have it"),
        _("Do you want to let the place go?"),
        _("It goes to the next person on the waiting list. This cannot be undone."),
        _("Let the place go"),
    ),
    Act.STILL_COMING: ActWords(
        _("Yes, I can still come"),
        _("Can you still come?"),
        _("Then nothing changes: your registration stands, and the organiser knows."),
        _("Yes, I can still come"),
    ),
    Act.CANCEL: ActWords(
        _("Cancel my registration"),
        _("Do you want to cancel your registration?"),
        _("It then holds for nobody in it. If there is a waiting list, the place goes to the next person. "
          "This cannot be undone, but you may register anew."),
        _("Cancel the registration"),
    ),
}
