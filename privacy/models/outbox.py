"""Mail that is to be sent: ids only, the text is rendered at sending."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    """What became of a message."""

    QUEUED = "queued", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    DROPPED = "dropped", _("Nothing left to send")
    FAILED = "failed", _("Given up")


class Return(models.TextChoices):
    """What the mail provider has told of a message after it was sent."""

    DEFERRED = "deferred", _("delayed")
    REJECTED = "rejected", _("not delivered")
    BOUNCED = "bounced", _("came back")
    COMPLAINED = "complained", _("reported as unwanted")


class ReturnReason(models.TextChoices):
    """Why, as coarsely as it helps: what a mail server writes may name a person, and is not kept."""

    INVALID = "invalid", _("the address is not written as an address")
    BOUNCED = "bounced", _("the address takes no mail")
    TIMED_OUT = "timed_out", _("the recipient’s mail server did not answer")
    BLOCKED = "blocked", _("our mail to the address is stopped")
    SPAM = "spam", _("our mail has been reported as unwanted")
    UNSUBSCRIBED = "unsubscribed", _("the recipient has declined mail from us")
    OTHER = "other", _("the reason is not known")


#: Those that did not reach anybody.
UNREACHED = (Return.REJECTED, Return.BOUNCED)


class MessageQuerySet(models.QuerySet["OutboundMessage"]):
    """Messages, chosen."""

    def due(self, now: datetime) -> "MessageQuerySet":
        """Those to be sent now that no other sender holds."""
        free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
        return self.filter(free, state=MessageState.QUEUED, next_attempt_at__lte=now).order_by("next_attempt_at", "pk")

    def unreached(self) -> "MessageQuerySet":
        """Those that came back or were not delivered, as long as nobody has done anything about it."""
        return self.filter(returned__in=UNREACHED, return_settled_at__isnull=True)


class OutboundMessage(models.Model):
    """One mail about one thing. The row is written in the transaction that gives reason to write."""

    kind = models.CharField(max_length=50, verbose_name=_("kind"))
    object_id = models.UUIDField(verbose_name=_("about"))
    version = models.PositiveIntegerField(default=1, verbose_name=_("version"))
    language = models.CharField(max_length=10, verbose_name=_("language"))
    message_id = models.CharField(max_length=200, unique=True, verbose_name=_("Message-ID"))
    state = models.CharField(
        max_length=10,
        choices=MessageState,
        default=MessageState.QUEUED,
        verbose_name=_("state"),
    )
    created_at = models.DateTimeField(verbose_name=_("created at"))
    next_attempt_at = models.DateTimeField(verbose_name=_("next attempt at"))
    attempts = models.PositiveIntegerField(default=0, verbose_name=_("attempts"))
    lease = models.UUIDField(null=True, verbose_name=_("held by"))
    leased_until = models.DateTimeField(null=True, verbose_name=_("held until"))
    finished_at = models.DateTimeField(null=True, verbose_name=_("finished at"))
    problem = models.CharField(max_length=60, blank=True, verbose_name=_("last problem"))
    returned = models.CharField(max_length=10, choices=Return, blank=True, verbose_name=_("told by the mail provider"))
    return_reason = models.CharField(max_length=12, choices=ReturnReason, blank=True, verbose_name=_("why"))
    returned_at = models.DateTimeField(null=True, verbose_name=_("told at"))
    return_settled_at = models.DateTimeField(null=True, verbose_name=_("settled at"))

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("outbound message")
        verbose_name_plural = _("outbound messages")
        constraints = [
            models.UniqueConstraint(fields=["object_id", "kind", "version"], name="message_once_per_version"),
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_known"),
            models.CheckConstraint(
                condition=Q(state="queued", finished_at__isnull=True)
                | (~Q(state="queued") & Q(finished_at__isnull=False)),
                name="message_finished_unless_queued",
            ),
            models.CheckConstraint(
                condition=Q(lease__isnull=True, leased_until__isnull=True)
                | Q(lease__isnull=False, leased_until__isnull=False),
                name="message_lease_whole",
            ),
            models.CheckConstraint(
                condition=Q(returned="", return_reason="", returned_at__isnull=True, return_settled_at__isnull=True)
                | Q(
                    returned__in=Return.values,
                    return_reason__in=["", *ReturnReason.values],
                    returned_at__isnull=False,
                ),
                name="message_return_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state="queued"),
                name="message_queued",
            ),
            models.Index(
                fields=["object_id"],
                condition=Q(returned__in=["rejected", "bounced"], return_settled_at__isnull=True),
                name="message_unreached",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


def new_message_id(domain: str) -> str:
    """A Message-ID that stays the same however often the message is tried."""
    return f"<{uuid.uuid4()}@{domain}>"


def unique_part(message_id: str) -> str:
    """What tells a Message-ID from every other: short enough for whatever a mail provider passes on."""
    return message_id.strip("<>").partition("@")[0]
