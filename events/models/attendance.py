"""That somebody came: one row for each person and occasion, or step of a programme, written at the door or after."""
from __future__ import annotations

import uuid
from collections import Counter
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.registrations import Seat


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Choices of attendances."""

    def of_event(self, event_key: UUID) -> AttendanceQuerySet:
        """Those at one event."""
        return self.filter(seat__registration__event_key=event_key)

    def by_occasion(self) -> Counter[UUID]:
        """How many persons came to each occasion or step, by its lasting key: one statement."""
        found = self.order_by().values_list("occasion_key").annotate(number=models.Count("pk"))
        return Counter(dict(found))


class Attendance(models.Model):
    """One person came to one occasion, or to one step of a programme.

    ``seat`` is hers at the event itself; ``occasion_key``, of the Occasion or Module, lasts over revisions. ``at``:
    when it was noted, which for what is filled in afterwards is later than she came.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="attendances", verbose_name=_("seat"))
    occasion_key = models.UUIDField(_("occasion"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["seat", "occasion_key"], name="events_attendance_once_for_each_occasion")
        ]

    def __str__(self) -> str:
        return f"attendance {self.pk}"
