"""What the mails about a moved or cancelled event say beside what every mail about a registration says."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from events.chosen import occasions_chosen
from events.models import EventChange, Registration
from events.moves import LIVE, State
from events.settling import CANCELLED, DATE_SET, MOVED, REVIVED, of_rows
from privacy.models import OutboundMessage
from privacy.models.outbox import MessageState

#: The states of a registration in which each kind still has something to tell.
_WHILE = {
    MOVED: LIVE, DATE_SET: LIVE, CANCELLED: (State.CANCELLED_BY_ORGANISER,), REVIVED: (State.CANCELLED_BY_ORGANISER,),
}  # fmt: skip


def tells_of_change(kind: str) -> bool:
    """Whether mails of this kind tell of a change."""
    return kind in _WHILE


def of_change(kind: str, registration: Registration, page: Any, language: str) -> dict[str, Any] | None:
    """``changes`` in words and the organiser's ``own_sentence``; None where there is nothing (any more) to tell.

    With ``says`` and ``own_link`` where she is also asked whether she can still come.

    What was is what the mail was queued for; what is now is read from the page when the mail is sent.

    :param page: the canonical page.
    """
    message = (
        OutboundMessage.objects.filter(kind=kind, object_id=registration.pk, state=MessageState.QUEUED)
        .order_by("next_attempt_at", "pk")
        .first()
    )
    newest = EventChange.objects.filter(pk=message.version).first() if message else None
    if newest is None or newest.settled_at is None or registration.state not in _WHILE[kind]:
        return None
    together = EventChange.objects.of_event(newest.event_key).filter(settled_at=newest.settled_at)
    change = of_rows(page, together)
    if change is None or change.kind != kind:
        return None
    hers = occasions_chosen(registration.submission)
    told = {"changes": change.in_words(language, hers), "own_sentence": newest.sentences.get(language, "")}
    return {**told, **_question()} if newest.asks else told


def _question() -> dict[str, Any]:
    """What stands in the place of the usual words when she is asked whether she can still come."""
    return {
        "says": [
            _("What you registered for has changed. Can you still come?"),
            _("Please answer yes or no by the link below. If you do not answer, your registration stands."),
        ],
        "own_link": _("Answer whether you can still come"),
    }
