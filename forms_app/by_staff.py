"""That an answer is entered by staff in the name of somebody who wrote, called or came. Pure."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

#: What is taken down from somebody's words is drawn up by us; a letter is a document received, also when we copy it
#: into the form (TF 2:9-10; julkisuuslaki 5 §).
_TAKEN_DOWN = ("telephone", "visit")


@dataclass(frozen=True, slots=True)
class ByStaff:
    """How an entry came to be.

    :param channel: a value of ``StaffEntry.Channel``.
    :param came_at: aware moment when the person wrote, called or came: the record is received then.
    :param notice_given: a value of ``StaffEntry.NoticeGiven``.
    :param by: the colleague.
    :param once: what is the same when the same entry is sent twice: a random value of the form, or a line's number.
    :param is_written_to: whether the mail goes out that follows upon an answer.
    :param why_closed: why it is entered although the form takes no answers; never a name.
    """

    channel: str
    came_at: datetime
    notice_given: str
    by: Any
    once: str
    why_closed: str = ""
    is_written_to: bool = True

    @property
    def origin(self) -> str:
        """A value of ``privacy.models.Origin``."""
        return origin_of(self.channel)


def origin_of(channel: str) -> str:
    """The value of ``privacy.models.Origin`` of what came by this way; "": by the form itself."""
    return "drawn_up" if channel in _TAKEN_DOWN else "received"
