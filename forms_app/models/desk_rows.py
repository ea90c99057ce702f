"""What the desk keeps beside a submission: its states, notes, how it was entered, changes of who comes."""
from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forms_app.models.submissions import Handling, Submission


class HandlingChange(models.Model):
    """That somebody gave a submission another state. What was done with one button has one ``act``, to undo it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="handling_changes", verbose_name=_("submission")
    )
    act = models.UUIDField(_("act"), db_index=True)
    before = models.CharField(_("state before"), max_length=10, choices=Handling)
    after = models.CharField(_("state after"), max_length=10, choices=Handling)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(before__in=Handling.values) & Q(after__in=Handling.values),
                name="forms_app_handling_change_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"change of state {self.pk}"


class SubmissionNote(models.Model):
    """What a colleague wrote down about a submission. About a person: in her extract, goes with the record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="notes", verbose_name=_("submission")
    )
    text = models.CharField(
        _("note"),
        max_length=1000,
        help_text=_(
            "For example: Called back, brings a colleague. The note is a part of the record: she may ask to read it. "
            "Nothing sensitive, such as health or diet."
        ),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("note on a submission")
        verbose_name_plural = _("notes on submissions")
        ordering = ["at"]

    def __str__(self) -> str:
        return f"note {self.pk}"


class StaffEntry(models.Model):
    """That staff entered a submission: by which way it came, when, and how the notice was given (GDPR 13, 14)."""

    class Channel(models.TextChoices):
        """The way by which it came to us."""

        TELEPHONE = "telephone", _("Telephone")
        VISIT = "visit", _("Visit")
        LETTER = "letter", _("Letter")
        EMAIL = "email", _("E-mail")
        LIST = "list", _("List from another system")

    class NoticeGiven(models.TextChoices):
        """How the person was told what becomes of her data."""

        READ = "read", _("Read aloud")
        SENT = "sent", _("Sent to her")
        HANDED = "handed", _("Handed over")
        EARLIER = "earlier", _("Given by the system she registered in")

    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, primary_key=True, related_name="entry", verbose_name=_("submission")
    )
    channel = models.CharField(
        _("How did it come?"),
        max_length=10,
        choices=Channel,
        help_text=_(
            "What came by letter or e-mail is a document received; what you take down on the telephone or at a visit "
            "is drawn up by us."
        ),
    )
    came_at = models.DateTimeField(_("When did it come?"), help_text=_("The retention period is counted from then."))
    notice_given = models.CharField(
        _("How was the notice given?"),
        max_length=10,
        choices=NoticeGiven,
        help_text=_("Everybody is told what becomes of her data before they are stored."),
    )
    why_closed = models.CharField(
        _("Why after the last day?"),
        max_length=200,
        blank=True,
        help_text=_("For example: Called in time, we were not there. No names."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("entered"))

    class Meta:
        verbose_name = _("entry by staff")
        verbose_name_plural = _("entries by staff")
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=["telephone", "visit", "letter", "email", "list"]),
                name="forms_app_staffentry_channel_is_known",
            ),
            models.CheckConstraint(
                condition=Q(notice_given__in=["read", "sent", "handed", "earlier"]),
                name="forms_app_staffentry_notice_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"entry of {self.pk}"


class PartyChange(models.Model):
    """That others come with a registration than before: how many joined, left and were named, and by whom.

    ``channel``: by which way staff were asked for it; "" when the one who registered did it herself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="party_changes", verbose_name=_("submission")
    )
    joined = models.PositiveSmallIntegerField(_("joined"), default=0)
    left = models.PositiveSmallIntegerField(_("left"), default=0)
    named = models.PositiveSmallIntegerField(_("named"), default=0)
    channel = models.CharField(_("How did it come?"), max_length=10, choices=StaffEntry.Channel, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("change of who comes")
        verbose_name_plural = _("changes of who comes")
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(joined__gt=0) | Q(left__gt=0) | Q(named__gt=0), name="forms_app_partychange_changes"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["", "telephone", "visit", "letter", "email"]),
                name="forms_app_partychange_channel_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"change of who comes {self.pk}"
