"""Mails to several of those who registered to an event: what went out. To whom stands in the outbox."""
from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LetterRound(models.Model):
    """That those with a place were reminded of an occasion, or written to after the last. Names no one.

    Made by the clock, once for each occasion and day: an occasion that moves to another day reminds anew. Its number
    is the version of the mails.
    """

    class Kind(models.TextChoices):
        """Why they were written to."""

        REMINDER = "reminder", _("Reminder")
        FOLLOW_UP = "follow_up", _("Mail afterwards")

    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices)
    event_key = models.UUIDField(_("event"), db_index=True)
    occasion_key = models.UUIDField(_("occasion"))
    day = models.DateField(_("day of the occasion"))
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("round of mails")
        verbose_name_plural = _("rounds of mails")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "occasion_key", "day"], name="events_letter_round_once_for_each_day"
            ),
            models.CheckConstraint(
                name="events_letter_round_kind_is_known", condition=Q(kind__in=["reminder", "follow_up"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
