"""The organiser's own message: to whom, in which words, sent once, undone within two minutes, and forgotten."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from events.letters.reach import Reach
from events.letters.whom import Whom, reach
from events.models import OrganiserMessage, Registration
from events.models.letters import UNDO_LASTS
from forms_app.access import may_message
from forms_app.restriction import NotYours
from privacy import audit, outbox
from privacy.contracts import Refusal

#: The kind of outbound messages; their object is the registration, their version the message.
MESSAGE = "organiser_message"
#: What was undone never left the house: it is a draft, and goes after so many days.
DRAFTS_LAST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be sent; ``texts``: by language its ``subject`` and ``text``, only where both are written.

    ``instead``: by language the one whose text they get. ``once``: the number of the form that was filled in.
    """

    whom: Whom
    once: UUID
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    instead: Mapping[str, str] = field(default_factory=dict)

    def lacks(self, found: Reach) -> list[str]:
        """The languages in which somebody is to get it and there is nothing to send."""
        return [each for each in found.by_language if self.instead.get(each, each) not in self.texts]

    @property
    def digest(self) -> str:
        """By this one knows whether what is sent is what was looked at."""
        parts = [self.whom.stored(), self.texts, self.instead]
        return hashlib.sha256(json.dumps(parts, sort_keys=True, default=dict).encode()).hexdigest()[:32]


def kept(page: Any, draft: Draft, *, by: Any, now: datetime) -> OrganiserMessage:
    """The row of ``draft``, stored with nothing queued; in the caller's transaction."""
    return OrganiserMessage.objects.create(
        event_key=page.translation_key, once=draft.once, whom=draft.whom.stored(), texts=dict(draft.texts),
        instead=dict(draft.instead), made_at=now, by=by,
    )  # fmt: skip


def send(*, page: Any, draft: Draft, by: Any, now: datetime) -> OrganiserMessage:
    """Send ``draft`` to everybody it reaches, each alone; the mails wait until it can be undone no more.

    The same form sent twice is one message: the second press gets the first one's.

    :raises NotYours: for those who do not look after the page; the attempt is logged.
    :raises Refusal: when it reaches nobody, or some in whose language there is nothing to send.
    """
    if not may_message(by, page):
        audit.record("message.refused", actor=by, subject_type="page", subject_id=page.pk)
        raise NotYours([_("Only those who look after this page may do this.")])
    with transaction.atomic():
        # The lock: of two presses of one button the second finds what the first has stored.
        page.take_lock()
        sent = OrganiserMessage.objects.filter(event_key=page.translation_key, once=draft.once).first()
        if sent is not None:
            return sent
        found = reach(page, draft.whom)
        if not found.mails:
            raise Refusal([_("There is nobody to write to.")])
        if draft.lacks(found):
            raise Refusal([_("There are people in whose language nothing is written.")])
        message = kept(page, draft, by=by, now=now)
        message.told, message.set_aside = found.mails, found.set_aside
        message.without_address = found.without_address
        message.save(update_fields=["told", "set_aside", "without_address"])
        for language, records in found.by_language.items():
            outbox.queue_all(MESSAGE, records, version=message.pk, language=language, not_before=now + UNDO_LASTS)
        audit.record("message.sent", actor=by, subject_type="page", subject_id=page.pk,
                     facts={"message": message.pk, "told": found.mails, "left_out": found.left_out})  # fmt: skip
    return message


def undo(*, page: Any, message: int, by: Any, now: datetime) -> int:
    """Take a message back before anything of it is sent; how many mails.

    :raises NotYours: for those who do not look after the page; the attempt is logged.
    :raises Refusal: when the two minutes are over, or it was undone already.
    """
    if not may_message(by, page):
        audit.record("message.refused", actor=by, subject_type="page", subject_id=page.pk)
        raise NotYours([_("Only those who look after this page may do this.")])
    with transaction.atomic():
        page.take_lock()
        found = OrganiserMessage.objects.filter(event_key=page.translation_key, pk=message).first()
        if found is None or not found.may_be_undone(now):
            raise Refusal([_("It is too late to undo: the mails are on their way.")])
        whom = Registration.objects.of_event(page.translation_key).values_list("pk", flat=True)
        number = outbox.withdraw(MESSAGE, version=found.pk, object_ids=whom)
        OrganiserMessage.objects.filter(pk=found.pk).update(undone_at=now)
        audit.record("message.undone", actor=by, subject_type="page", subject_id=page.pk,
                     facts={"message": found.pk, "mails": number})  # fmt: skip
    return number


def forget(now: datetime) -> int:
    """Delete messages to events of which no registration is left, and drafts that never left the house; how many.

    Registrations go by the rule of their event, under its authority; what was written to them goes with the last.
    """
    there = Registration.objects.values("event_key")
    left = OrganiserMessage.objects.exclude(event_key__in=there)
    drafts = OrganiserMessage.objects.filter(undone_at__lt=now - DRAFTS_LAST)
    return left.delete()[0] + drafts.delete()[0]
