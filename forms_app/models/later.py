"""Questions asked later: of those who have got a place, and of those who registered before the question was there."""
from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forms_app.models.submissions import Submission
from forms_app.models.versions import FormVersion


class LaterRound(models.Model):
    """That a question was put to those who are registered already: once, with one reminder at most."""

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="later_rounds", verbose_name=_("page")
    )
    key = models.CharField(_("question key"), max_length=16)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)

    class Meta:
        verbose_name = _("question put to those registered")
        verbose_name_plural = _("questions put to those registered")
        ordering = ["-at"]
        indexes = [models.Index(fields=["page", "key"], name="forms_app_rounds_of_question")]

    def __str__(self) -> str:
        return f"{self.key} {self.pk}"


class LaterAskQuerySet(models.QuerySet):
    """Choices of what is asked later."""

    def open(self) -> LaterAskQuerySet:
        """Those that wait for an answer."""
        return self.filter(answered_at=None)


class LaterAsk(models.Model):
    """What one submission is asked later, in which version's words; goes with it."""

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="later_asks", verbose_name=_("submission")
    )
    round = models.ForeignKey(
        LaterRound, null=True, on_delete=models.CASCADE, related_name="asks", verbose_name=_("round"),
        help_text=_("Empty: what is asked of everybody who has got a place."),
    )  # fmt: skip
    version = models.ForeignKey(
        FormVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("form version")
    )
    keys = models.JSONField(_("question keys"))
    at = models.DateTimeField(_("at"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects: ClassVar[Any] = LaterAskQuerySet.as_manager()

    class Meta:
        verbose_name = _("questions asked later")
        verbose_name_plural = _("questions asked later")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "round"], name="forms_app_asked_once_a_round"),
            models.UniqueConstraint(
                fields=["submission"], condition=Q(round=None), name="forms_app_asked_once_with_place"
            ),
        ]

    def __str__(self) -> str:
        return f"asked later {self.pk}"


class LaterLink(models.Model):
    """A link to what a submission is asked later. Only the hash of its token is stored; dies with the record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="later_links", verbose_name=_("submission")
    )
    digest = models.CharField(_("hash of the token"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("link to questions asked later")
        verbose_name_plural = _("links to questions asked later")

    def __str__(self) -> str:
        return f"link {self.pk}"
