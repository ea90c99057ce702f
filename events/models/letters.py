"""Mails to several of those who registered to an event: what went out. To whom stands in the outbox."""
from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

#: So long after the button nothing of a message is sent yet, and it can be undone.
UNDO_LASTS = timedelta(minutes=2)


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


class OrganiserMessage(models.Model):
    """What an organiser has written to those who registered: a record, with its words and whom it was meant for.

    ``whom``: codes and keys (events.letters.whom); ``texts``: by language its ``subject`` and ``text``; ``instead``: by
    language the one whose text they get. ``once`` comes with the form: the same press twice is one message. Its number
    is the version of the mails. It goes when nothing of the event is left to which it was written.
    """

    event_key = models.UUIDField(_("event"), db_index=True)
    whom = models.JSONField(_("to whom"))
    texts = models.JSONField(_("texts"))
    instead = models.JSONField(_("text in another language"), default=dict)
    once = models.UUIDField(_("press"))
    told = models.PositiveIntegerField(_("mails"), default=0)
    set_aside = models.PositiveIntegerField(_("set aside"), default=0)
    without_address = models.PositiveIntegerField(_("without an address"), default=0)
    made_at = models.DateTimeField(_("made"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    undone_at = models.DateTimeField(_("undone"), null=True)

    class Meta:
        verbose_name = _("message to those registered")
        verbose_name_plural = _("messages to those registered")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event_key", "once"], name="events_organiser_message_once"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def undo_ends_at(self) -> datetime:
        """Until when it can be undone."""
        return self.made_at + UNDO_LASTS

    def may_be_undone(self, now: datetime) -> bool:
        """Whether it can be undone at ``now``."""
        return self.undone_at is None and now < self.undo_ends_at

    def words_for(self, language: str) -> tuple[str, dict[str, Any]]:
        """The language in which those of ``language`` get it, and its subject and text in that."""
        spoken = self.instead.get(language, language)
        return spoken, self.texts.get(spoken, {})
