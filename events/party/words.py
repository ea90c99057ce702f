"""Why a party stays as it was, in words."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

CHANGED_MEANWHILE = _("Those who come had changed meanwhile, so we did nothing. Below you see who is registered now.")
_NO_PLACE_FOR_CHOICE = _(
    "There is no place left in what was chosen, so nothing has been changed. Choose something else, or leave it as it "
    "was."
)
_NO_ROOM = _("There is no room for more participants, so nothing has been changed. What you wrote is still here.")


def no_room(number: int | None) -> Any:
    """There is room for so many of those who were to join; None: not for what was chosen anew."""
    if number is None:
        return _NO_PLACE_FOR_CHOICE
    if number == 0:
        return _NO_ROOM
    return ngettext(
        "There is room for %(number)d more participant, so nothing has been changed. What you wrote is still here.",
        "There is room for %(number)d more participants, so nothing has been changed. What you wrote is still here.",
        number,
    ) % {"number": number}
