"""What is decided about a registration when it comes in."""
from __future__ import annotations

from dataclasses import dataclass

from events.models.registrations import Registration
from events.models.seating import NOTHING_LIMITED, Standing
from events.seats import Fate, Key
from forms_app.admission import Decision

#: What is sent when a registration has come in, by what became of it.
LETTERS = {
    Fate.CONFIRMED: "registration_confirmed",
    Fate.WAITING: "registration_waiting",
    Fate.PENDING_APPROVAL: "registration_pending",
    Fate.UNVERIFIED: "registration_unverified",
}


@dataclass(frozen=True, slots=True)
class EventDecision(Decision):
    """What becomes of a registration, which one it repeats, and what each of its party has chosen of what is limited.

    ``has_persons``: that it came in with participants; ``waits``: that it holds no seats; ``standing``: how the seats
    stood when it was decided.
    """

    repeats: Registration | None = None
    party: tuple[frozenset[Key], ...] = ()
    has_persons: bool = False
    waits: bool = False
    standing: Standing = NOTHING_LIMITED
