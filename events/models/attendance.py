"""That somebody came: one row for each person and occasion, written at the door."""
from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.registrations import Seat


class Attendance(models.Model):
    """One person came to one occasion. ``seat`` is hers at the event itself; ``occasion_key`` lasts over revisions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="attendances", verbose_name=_("seat"))
    occasion_key = models.UUIDField(_("occasion"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["seat", "occasion_key"], name="events_attendance_once_for_each_occasion")
        ]

    def __str__(self) -> str:
        return f"attendance {self.pk}"
