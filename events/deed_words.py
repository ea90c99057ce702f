"""What staff can do with somebody's registration, in words, lazily translated."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.moves import Deed


@dataclass(frozen=True, slots=True)
class DeedWords:
    """What it is called among others, the question, what follows from it, the button, and what is said when done."""

    label: Any
    question: Any
    follows: Any
    button: Any
    done: Any


DEEDS: dict[Deed, DeedWords] = {
    Deed.APPROVE: DeedWords(
        pgettext_lazy("a registration", "Approve"),
        _("Do you want to approve this registration?"),
        _("The place is then hers."),
        _("Approve the registration"),
        _("The registration is approved."),
    ),
    Deed.REJECT: DeedWords(
        pgettext_lazy("a registration", "Do not approve"),
        _("Do you want to say no to this registration?"),
        _("She gets no place. The place that was held for her goes to the next person on the waiting list. "
          "This cannot be undone."),
        _("Say no to the registration"),
        _("The registration is not approved."),
    ),
    Deed.PROMOTE: DeedWords(
        _("Give a place"),
        _("Do you want to give her a place?"),
        _("The place is then hers, whoever else waits."),
        _("Give her a place"),
        _("She has a place."),
    ),
    Deed.ACCEPT: DeedWords(
        _("She wants the place"),
        _("Does she want the place?"),
        _("The place is then hers."),
        _("Yes, she wants it"),
        _("The place is hers."),
    ),
    Deed.DECLINE: DeedWords(
        _("She does not want the place"),
        _("Does she not want the place?"),
        _("It goes to the next person on the waiting list. This cannot be undone."),
        _("Let the place go"),
        _("The place has been let go."),
    ),
    Deed.CANCEL: DeedWords(
        pgettext_lazy("a registration", "Cancel"),
        _("Do you want to cancel this registration?"),
        _("It then holds for nobody in it. If there is a waiting list, the place goes to the next person. "
          "This cannot be undone, but she may be registered anew."),
        _("Cancel the registration"),
        _("The registration is cancelled."),
    ),
}
