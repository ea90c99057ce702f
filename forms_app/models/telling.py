"""What organisers are told by mail: something at once, and once a morning what has happened since the last time."""
from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OrganiserAlert(models.Model):
    """One thing that one colleague is told at once about one page, or about one answer to its form and gone with that.

    ``mark``: what tells it from others of its kind about the same: a day, the number of a mail; "" for the only one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("told")
    )
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    submission = models.ForeignKey(
        "forms_app.Submission", on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("answer")
    )
    kind = models.CharField(_("kind"), max_length=40)
    mark = models.CharField(_("about"), max_length=60, blank=True)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("message to an organiser")
        verbose_name_plural = _("messages to organisers")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "kind", "mark"], condition=Q(submission__isnull=True),
                name="forms_app_organiseralert_told_once_of_page",
            ),
            models.UniqueConstraint(
                fields=["user", "submission", "kind", "mark"], condition=Q(submission__isnull=False),
                name="forms_app_organiseralert_told_once_of_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class DigestReader(models.Model):
    """Whether a colleague wants the digest, until when she has been told, and which tasks she knew of then."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+", verbose_name=_("told")
    )
    wants_digest = models.BooleanField(
        _("a digest in the morning"),
        default=True,
        help_text=_("One mail at eight on days when something has happened on the pages you look after."),
    )
    told_until = models.DateTimeField(_("told until"), null=True)
    tasks = models.JSONField(_("tasks she knew of"), default=list)

    class Meta:
        verbose_name = _("reader of the digest")
        verbose_name_plural = _("readers of the digest")

    def __str__(self) -> str:
        return f"reader {self.pk}"


class Digest(models.Model):
    """One digest: for whom, and of which time. What it says is counted when it is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("told")
    )
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("digest to an organiser")
        verbose_name_plural = _("digests to organisers")
        constraints = [models.UniqueConstraint(fields=["user", "until"], name="forms_app_digest_once")]

    def __str__(self) -> str:
        return f"digest {self.pk}"
