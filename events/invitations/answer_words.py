"""What the page behind the link of an invitation says, by its answer and how the event stands. Lazily translated."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.invitations import Answer
from events.own_words import ActWords
from events.registration import State


@dataclass(frozen=True, slots=True)
class Said:
    """A heading and what follows it."""

    heading: Any
    lead: Any = ""


ANSWERS: dict[str, Said] = {
    Answer.NONE: Said(_("Will you come?")),
    Answer.YES: Said(
        _("You have registered"), _("The mail that confirmed it has a link by which you see or change it.")
    ),
    Answer.NO: Said(_("You have said no"), _("Thank you for telling us. If you change your mind, register here.")),
    Answer.DEPUTY: Said(
        _("You have named somebody to come instead"), _("We invite her or him by mail. You need do nothing more.")
    ),
    Answer.STOPPED: Said(
        _("We do not write to you again about this"),
        _("Thank you for telling us. If you change your mind, register here."),
    ),
}
#: Why nobody answers any more, or not yet.
STATES: dict[str, Said] = {
    State.CANCELLED: Said(
        _("It does not take place"), _("What you were invited to is cancelled. You need do nothing.")
    ),
    State.PAST: Said(_("It has taken place"), _("The invitation is over. You need do nothing.")),
    State.CLOSED: Said(
        _("Registration has closed"),
        _("The last day to answer has passed. Write to the organiser if you want to come."),
    ),
    State.POSTPONED: Said(_("It is postponed"), _("There is no new day yet, so nobody can register now.")),
    State.NOT_NEEDED: Said(_("No registration needed"), _("You are welcome as you are.")),
}
#: Why nobody can register though the invitation stands.
NO_FORM: dict[str, Any] = {
    State.FULL: _("All places are taken just now, so you cannot register."),
    State.NOT_YET_OPEN: _("Registration has not opened yet. Use the same link when it has."),
}
#: What can be done with one button.
ACTS: dict[str, ActWords] = {
    Answer.NO: ActWords(
        pgettext_lazy("answer to an invitation", "No, I cannot come"),
        _("Do you want to say no?"),
        _("You get no reminder. As long as registration is open you can change your mind by the same link."),
        _("Say no"),
    ),
    Answer.STOPPED: ActWords(
        _("Do not write to me again about this"),
        _("Shall we not write to you again about this?"),
        _("You get no more mails about this event, and nobody can invite you to it anew."),
        _("Do not write again"),
    ),
}
