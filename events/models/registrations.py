"""The lock of an event and what became of each registration."""
from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy import trials


class AdmissionQuerySet(models.QuerySet["Admission"]):
    """The one way to take an event's lock."""

    def take(self, event_key: UUID) -> Admission:
        """Lock the event until the transaction ends; its row is made when there is none.

        Whoever admits, or changes opening, closing, dates or status, takes it first and reads those
        again under it. Read committed only: a later isolation level would read what was true before.
        What is only tried is undone, so it waits for nobody and keeps nobody waiting.
        """
        if trials.is_on():
            return self.model(event_key=event_key)
        self.bulk_create([self.model(event_key=event_key)], ignore_conflicts=True)
        return self.select_for_update(no_key=True).get(event_key=event_key)


class Admission(models.Model):
    """The lock row of an event, shared by all its languages: their translation key."""

    event_key = models.UUIDField(_("event"), primary_key=True)

    objects = AdmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("lock of an event")
        verbose_name_plural = _("locks of events")

    def __str__(self) -> str:
        return str(self.event_key)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Choices of registrations."""

    def of_event(self, event_key: UUID) -> RegistrationQuerySet:
        """Those to one event, whatever language they came in."""
        return self.filter(event_key=event_key)

    def live(self) -> RegistrationQuerySet:
        """Those that still mean somebody is coming."""
        return self.filter(state__in=Registration.LIVE)


class Registration(models.Model):
    """One registration to an event. What was answered lies in its submission and goes with it."""

    class State(models.TextChoices):
        """What became of it."""

        CONFIRMED = "confirmed", _("Confirmed")
        REPEATED = "repeated", _("Sent again by somebody who is registered")

    LIVE = (State.CONFIRMED,)

    submission = models.OneToOneField(
        "forms_app.Submission", on_delete=models.CASCADE, primary_key=True, related_name="registration"
    )
    event_key = models.UUIDField(_("event"), db_index=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices)
    repeats = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="repeated_by",
        verbose_name=_("repeats"),
    )
    decided_at = models.DateTimeField(_("decided"))

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.CheckConstraint(
                name="events_registration_state_is_known", condition=Q(state__in=["confirmed", "repeated"])
            ),
            models.CheckConstraint(
                name="events_registration_only_repeats_point_back",
                condition=Q(state="repeated") | Q(repeats__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_key} {self.state}"
