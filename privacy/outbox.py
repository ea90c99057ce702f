"""Mail leaves the house here, and only here: never in a visitor's request, never twice, never lost.

:func:`queue` writes a row in the caller's transaction; :func:`send_due` (the periodic command)
takes a lease on a row, renders it, sends it and marks it. A sender that dies leaves a lease that
runs out; the next attempt carries the same Message-ID.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import formataddr
from time import monotonic
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from privacy import audit, registry
from privacy.alone import problem_in
from privacy.contracts import Letter
from privacy.models import OutboundMessage
from privacy.models.outbox import MessageState, new_message_id, unique_part

#: How long one sender may hold a message; longer than the mail server's timeout.
LEASE = timedelta(minutes=5)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
#: After about three days of trying a message is given up and shown as failed.
MOST_ATTEMPTS = 80


def queue(kind: str, *, object_id: UUID, version: int = 1, language: str) -> None:
    """Queue one mail about ``object_id``, in the caller's transaction.

    The same kind, object and version is queued once; asking again changes nothing.
    """
    queue_all(kind, [object_id], version=version, language=language)


def queue_all(
    kind: str, object_ids: Iterable[UUID], *, version: int = 1, language: str, not_before: datetime | None = None
) -> None:
    """:func:`queue` about several things at once; one statement, or none.

    :param not_before: until then the mails can be withdrawn (:func:`withdraw`).
    """
    now = timezone.now()
    host = _domain()
    messages = [
        OutboundMessage(
            kind=kind,
            object_id=object_id,
            version=version,
            language=language,
            message_id=new_message_id(host),
            created_at=now,
            next_attempt_at=not_before or now,
        )
        for object_id in object_ids
    ]
    OutboundMessage.objects.bulk_create(messages, ignore_conflicts=True)


def withdraw(kind: str, *, version: int, object_ids: Iterable[UUID]) -> int:
    """Take back mails of one kind and version that nobody has begun to send; how many. In the caller's transaction."""
    waiting = OutboundMessage.objects.filter(
        kind=kind, version=version, object_id__in=object_ids, state=MessageState.QUEUED, attempts=0
    )
    return waiting.delete()[0]


def send_due(now: datetime, limit: int = 200) -> int:
    """Send what is due, at most ``limit`` messages; how many were sent.

    Safe to run several times at once: a message is held by one sender. A message that cannot be
    sent waits longer after each attempt.
    """
    sent = 0
    started = monotonic()
    for _turn in range(limit):
        # A lease counts from when it is taken: the letters before this one may have been slow.
        message = _take(now + timedelta(seconds=monotonic() - started))
        if message is None:
            break
        sent += _deliver(message, now)
    return sent


def send_at_once(letter: Letter, *, kind: str) -> None:
    """Send a letter that no row could keep waiting, since nothing it is about is stored (``privacy.trials``).

    :raises Exception: whatever the mail server's library raises; nothing is tried again.
    """
    message = OutboundMessage(kind=kind, object_id=uuid4(), message_id=new_message_id(_domain()))
    envelope(letter, message).send(fail_silently=False)


def try_again(message: OutboundMessage, *, by: Any, now: datetime) -> None:
    """Queue a message that was given up once more, as if it were new."""
    given_up = OutboundMessage.objects.filter(pk=message.pk, state=MessageState.FAILED)
    with transaction.atomic():
        if given_up.update(state=MessageState.QUEUED, finished_at=None, attempts=0, next_attempt_at=now):
            audit.record("mail.retried", actor=by, subject_type="message", subject_id=message.pk)


def send_again(message: OutboundMessage, *, now: datetime) -> bool:
    """Queue what came back once more, to the address that stands there now; whether it is queued by this call.

    It keeps its kind, object and version, which its words are found by, and gets a new Message-ID: what the provider
    still has to tell of the first one is not said of this one. In the caller's transaction.
    """
    back = OutboundMessage.objects.unreached().filter(pk=message.pk, state=MessageState.SENT)
    return bool(
        back.update(
            state=MessageState.QUEUED, finished_at=None, attempts=0, next_attempt_at=now, problem="",
            message_id=new_message_id(_domain()), returned="", return_reason="", returned_at=None,
        )
    )  # fmt: skip


def _domain() -> str:
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: doubling from a minute up to an hour."""
    return min(FIRST_WAIT * 2 ** min(attempts - 1, 10), LONGEST_WAIT)


def _take(now: datetime) -> OutboundMessage | None:
    """Hold the next due message. PostgreSQL skips rows that another sender is taking; elsewhere the
    conditional update alone decides who gets it.
    """
    with transaction.atomic():
        due = OutboundMessage.objects.due(now)
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        message = due.first()
        if message is None:
            return None
        lease = uuid4()
        held = OutboundMessage.objects.due(now).filter(pk=message.pk)
        if not held.update(lease=lease, leased_until=now + LEASE, attempts=F("attempts") + 1):
            return None
    return OutboundMessage.objects.get(pk=message.pk)


def _deliver(message: OutboundMessage, now: datetime) -> bool:
    """Render and send a held message, and write down what became of it; whether it was sent."""
    found: list[Letter | None] = []

    def send() -> None:
        found.append(registry.letter_of(message.kind, message.object_id, message.language, message.version))
        if found[0] is not None:
            envelope(found[0], message).send(fail_silently=False)

    problem = problem_in(send, what=f"outbox: message {message.pk} of kind {message.kind}")
    if problem is not None:
        _postpone(message, now, type(problem).__name__)
        return False
    is_sent = found[0] is not None
    _finish(message, MessageState.SENT if is_sent else MessageState.DROPPED, now)
    return is_sent


def envelope(letter: Letter, message: OutboundMessage) -> EmailMultiAlternatives:
    """The mail as it leaves. Metadata and tags hold ids and the kind only; tracking is off."""
    sender = formataddr((letter.from_name, settings.DEFAULT_FROM_EMAIL)) if letter.from_name else None
    headers = {
        "Auto-Submitted": "auto-generated",
        **letter.headers,
        "Message-ID": message.message_id,
    }
    mail = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),
        body=letter.text,
        from_email=sender,
        to=[letter.to],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers=headers,
    )
    if letter.html:
        mail.attach_alternative(letter.html, "text/html")
    for file in letter.attachments:
        mail.attach(file.filename, file.content, file.content_type)
    # Read by anymail's backends, ignored by the others.
    for name, value in {
        "metadata": {
            "kind": message.kind, "object": str(message.object_id), "message": unique_part(message.message_id),
        },
        "tags": [message.kind],
        "track_opens": False,
        "track_clicks": False,
    }.items():
        setattr(mail, name, value)
    return mail


def _finish(message: OutboundMessage, state: MessageState, now: datetime) -> None:
    _release(message, state=state, finished_at=now, problem="")


def _postpone(message: OutboundMessage, now: datetime, problem: str) -> None:
    if message.attempts >= MOST_ATTEMPTS:
        _release(message, state=MessageState.FAILED, finished_at=now, problem=problem)
    else:
        _release(message, next_attempt_at=now + wait_after(message.attempts), problem=problem)


def _release(message: OutboundMessage, **columns: object) -> None:
    held = OutboundMessage.objects.filter(pk=message.pk, lease=message.lease)
    held.update(lease=None, leased_until=None, **columns)
