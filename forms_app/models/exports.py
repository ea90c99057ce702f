"""A large export: ordered, made by the clock, kept for a few days, fetched by whoever ordered it."""
from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ExportState(models.TextChoices):
    """How far an export has come."""

    WAITING = "waiting", _("Waiting to be made")
    READY = "ready", _("Ready to be fetched")
    FAILED = "failed", _("Could not be made")


class ExportQuerySet(models.QuerySet["Export"]):
    """Choices of exports."""

    def due(self, now: datetime) -> ExportQuerySet:
        """Those to be made now that nobody is making."""
        free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
        return self.filter(free, state=ExportState.WAITING, next_attempt_at__lte=now).order_by("ordered_at", "pk")

    def ready(self, now: datetime) -> ExportQuerySet:
        """Those whose file can be fetched."""
        return self.filter(state=ExportState.READY, expires_at__gt=now)


class Export(models.Model):
    """What a colleague ordered and how far it is. The file is named by the key; who and what stand here only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("ordered by")
    )
    order = models.JSONField(_("what was ordered"))
    state = models.CharField(_("state"), max_length=10, choices=ExportState, default=ExportState.WAITING)
    ordered_at = models.DateTimeField(_("ordered"))
    submissions = models.PositiveIntegerField(_("submissions to read"))
    done = models.PositiveIntegerField(_("submissions read"), default=0)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"))
    problem = models.CharField(_("last problem"), max_length=60, blank=True)
    lease = models.UUIDField(_("held by"), null=True)
    leased_until = models.DateTimeField(_("held until"), null=True)
    read_at = models.DateTimeField(_("answers read"), null=True)
    expires_at = models.DateTimeField(_("expires"), null=True, db_index=True)
    fetched = models.PositiveIntegerField(_("times fetched"), default=0)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-ordered_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ExportState.values), name="forms_app_export_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="waiting", expires_at__isnull=True)
                | Q(~Q(state="waiting"), expires_at__isnull=False),
                name="forms_app_export_expires_when_done",
            ),
            models.CheckConstraint(
                condition=Q(lease__isnull=True, leased_until__isnull=True)
                | Q(lease__isnull=False, leased_until__isnull=False),
                name="forms_app_export_lease_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"export {self.pk}"

    @property
    def percent(self) -> int:
        """How much has been read, 0 to 100."""
        return min(100, self.done * 100 // self.submissions) if self.submissions else 0
