"""What is kept of following up a registration to a programme: its own day, and each follow-up that is dealt with."""
from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.registrations import Registration

LONGEST_SUBJECT, LONGEST_TEXT, LONGEST_NOTE = 200, 4000, 1000


class FollowedFrom(models.Model):
    """The day from which a registration is followed up: that of its certificate, where one is given."""

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, primary_key=True, related_name="followed_from",
        verbose_name=_("registration"),
    )
    on = models.DateField(_("day"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("day from which a registration is followed up")
        verbose_name_plural = _("days from which registrations are followed up")

    def __str__(self) -> str:
        return f"followed up from {self.on}"


class FollowUpDeedQuerySet(models.QuerySet["FollowUpDeed"]):
    """Choices of what has been done."""

    def of_event(self, event_key: UUID) -> FollowUpDeedQuerySet:
        """Those at one programme, the oldest first."""
        return self.filter(registration__event_key=event_key).order_by("at", "pk")


class FollowUpDeed(models.Model):
    """That one follow-up of one registration is dealt with. A part of the record: in her extract, goes with it.

    ``follow_up_key``, of the FollowUp, lasts over revisions; ``title`` and ``due_on`` are those of the day it was done.
    """

    class Outcome(models.TextChoices):
        """How it was dealt with."""

        SENT = "sent", _("A mail was sent")
        DONE = "done", _("Done without a mail")
        NOT_NEEDED = "not_needed", _("Does not apply")

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="follow_ups", verbose_name=_("registration")
    )
    follow_up_key = models.UUIDField(_("follow-up"))
    title = models.CharField(_("title"), max_length=250)
    due_on = models.DateField(_("day"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT, blank=True)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT, blank=True)
    note = models.CharField(_("note"), max_length=LONGEST_NOTE, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    objects = FollowUpDeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up of a registration")
        verbose_name_plural = _("follow-ups of registrations")
        constraints = [
            models.UniqueConstraint(fields=["registration", "follow_up_key"], name="events_follow_up_deed_once"),
            models.CheckConstraint(
                name="events_follow_up_deed_has_a_mail_when_sent",
                condition=(Q(outcome="sent") & ~Q(subject="") & ~Q(text=""))
                | Q(outcome__in=["done", "not_needed"], subject="", text=""),
            ),
        ]

    def __str__(self) -> str:
        return f"follow-up {self.pk}"
