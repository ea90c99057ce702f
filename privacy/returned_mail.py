"""What the mail provider tells of a message after it was sent: it came back, was delayed, was reported as unwanted.

Of what the provider sends only a word for what happened and a word for why are kept: the address stands with the
record, and the answer of a mail server may name a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from privacy import audit, outbox
from privacy.models import OutboundMessage
from privacy.models.outbox import Return, ReturnReason

#: What the provider calls it -> what is kept; anymail's names, the same for every provider.
_TOLD = {
    "deferred": Return.DEFERRED,
    "rejected": Return.REJECTED,
    "failed": Return.REJECTED,
    "bounced": Return.BOUNCED,
    "complained": Return.COMPLAINED,
}
#: What is told later counts only when it stands further down: reports come in any order, and more than once.
_ORDER = ("", Return.DEFERRED, Return.REJECTED, Return.BOUNCED, Return.COMPLAINED)
DELIVERED = "delivered"


def note(*, message: str, told: str, reason: str | None, at: datetime) -> bool:
    """Keep what was told of one message; whether anything was. Safe to repeat; what is not ours is passed over.

    :param message: the unique part of its Message-ID.
    :param told: what happened, in anymail's word. That it arrived ends a delay.
    :param reason: why, in anymail's word.
    """
    found = OutboundMessage.objects.filter(message_id__startswith=f"<{message}@") if _is_id(message) else None
    if found is None:
        return False
    if told == DELIVERED:
        late = found.filter(returned=Return.DEFERRED)
        return bool(late.update(returned="", return_reason="", returned_at=None, return_settled_at=None))
    state = _TOLD.get(told)
    if state is None:
        return False
    why = reason if reason in ReturnReason.values else ReturnReason.OTHER if reason else ""
    with transaction.atomic():
        row = found.filter(returned__in=_ORDER[: _ORDER.index(state)]).first()
        if row is None:
            return False
        changed = OutboundMessage.objects.filter(pk=row.pk, returned=row.returned).update(
            returned=state, return_reason=why, returned_at=at
        )
        if changed:
            facts = {"state": str(state), "reason": str(why)}
            audit.record("mail.returned", subject_type="message", subject_id=row.pk, facts=facts)
    return bool(changed)


def unreached_about(records: Iterable[UUID]) -> list[OutboundMessage]:
    """What did not reach anybody of all that was sent about these records, and waits for somebody; the oldest first."""
    return list(OutboundMessage.objects.unreached().filter(object_id__in=list(records)).order_by("returned_at", "pk"))


def send_again(message: OutboundMessage, *, by: Any, now: datetime) -> bool:
    """Send it once more; whether this call did: of two who press at once one does."""
    with transaction.atomic():
        if not outbox.send_again(message, now=now):
            return False
        audit.record("mail.sent_again", actor=by, subject_type="message", subject_id=message.pk)
    return True


def settle(message: OutboundMessage, *, by: Any, now: datetime) -> bool:
    """Somebody has told her in another way, or it need not be told any more; whether this call said so."""
    with transaction.atomic():
        waiting = OutboundMessage.objects.unreached().filter(pk=message.pk)
        if not waiting.update(return_settled_at=now):
            return False
        audit.record("mail.return_settled", actor=by, subject_type="message", subject_id=message.pk)
    return True


def in_words(message: OutboundMessage) -> str:
    """What became of a message after it was sent, in the active language; "" while nothing was told."""
    if not message.returned:
        return ""
    what = message.get_returned_display()
    if not message.return_reason:
        return str(what)
    return _("%(what)s: %(why)s") % {"what": what, "why": message.get_return_reason_display()}


def _is_id(text: str) -> bool:
    """Whether it looks like a part that we have made: nothing else is looked for."""
    try:
        return str(UUID(text)) == text
    except (ValueError, AttributeError, TypeError):
        return False
