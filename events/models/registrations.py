"""The lock of an event, what became of each registration, and the seats it holds and the links that open it."""
from __future__ import annotations

import secrets
import uuid
from collections import Counter
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from events import link_tokens, moves
from events.seats import Key, Room
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
        row = self.select_for_update(no_key=True).filter(event_key=event_key)
        if (taken := row.first()) is not None:
            return taken
        self.bulk_create([self.model(event_key=event_key)], ignore_conflicts=True)
        return row.get()


class Admission(models.Model):
    """The lock row of an event, shared by all its languages: their translation key.

    ``room`` is the word that the public reads of its seats; it is written under the lock.
    """

    ROOMS = [
        (Room.FREE.value, _("Places are free")),
        (Room.FEW.value, _("Few places are left")),
        (Room.QUEUE.value, _("There is a waiting list")),
        (Room.FULL.value, _("It is full")),
    ]

    event_key = models.UUIDField(_("event"), primary_key=True)
    room = models.CharField(_("room"), max_length=5, choices=ROOMS, default=Room.FREE.value)

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
        """Those that still mean somebody is coming, or hopes to."""
        return self.filter(state__in=moves.LIVE)

    def confirmed(self) -> RegistrationQuerySet:
        """Those who have a place."""
        return self.filter(state=moves.State.CONFIRMED)

    def in_queue(self) -> RegistrationQuerySet:
        """Those who wait, the first first."""
        return self.filter(state=moves.State.WAITING).order_by("queue_number")

    def next_in_queue(self) -> int:
        """The number of whoever joins the queue now; taken under the lock of the event."""
        last = self.aggregate(last=Max("queue_number"))["last"]
        return (last or 0) + 1


class Registration(models.Model):
    """One registration to an event. What was answered lies in its submission and goes with it.

    ``queue_number``: its number in the queue, as long as it waits or is to wait once it is verified.
    ``until``: until when an offer is good, or an address may be verified. ``asked_at``: when she was asked whether she
    can still come, after a change; ``still_coming_at``: when she said yes. Who says no cancels.
    """

    State = moves.State

    submission = models.OneToOneField(
        "forms_app.Submission", on_delete=models.CASCADE, primary_key=True, related_name="registration"
    )
    event_key = models.UUIDField(_("event"), db_index=True)
    state = models.CharField(_("state"), max_length=23, choices=moves.State.choices)
    repeats = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="repeated_by",
        verbose_name=_("repeats"),
    )
    queue_number = models.PositiveIntegerField(_("number in the queue"), null=True, blank=True)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"))
    asked_at = models.DateTimeField(_("asked whether she can still come"), null=True, blank=True)
    still_coming_at = models.DateTimeField(_("said that she still comes"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.CheckConstraint(
                name="events_registration_state_is_known", condition=Q(state__in=moves.State.values)
            ),
            models.CheckConstraint(
                name="events_registration_only_repeats_point_back",
                condition=Q(state="repeated") | Q(repeats__isnull=True),
            ),
            models.CheckConstraint(
                name="events_registration_queues_while_it_waits",
                condition=(Q(state="waiting") & Q(queue_number__isnull=False))
                | Q(state="unverified")
                | (~Q(state__in=["waiting", "unverified"]) & Q(queue_number__isnull=True)),
            ),
            models.CheckConstraint(
                name="events_registration_has_a_limit_while_it_is_held",
                condition=Q(state__in=["offered", "unverified"], until__isnull=False)
                | (~Q(state__in=["offered", "unverified"]) & Q(until__isnull=True)),
            ),
            models.CheckConstraint(
                name="events_registration_answers_what_was_asked",
                condition=Q(still_coming_at__isnull=True) | Q(asked_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["event_key", "queue_number"], name="events_registration_one_at_each_number"
            ),
        ]
        indexes = [
            models.Index(fields=["event_key", "state"], name="events_registration_of_event"),
            models.Index(fields=["until"], condition=Q(until__isnull=False), name="events_registration_until"),
        ]

    def __str__(self) -> str:
        return f"{self.event_key} {self.state}"

    def new_address(self, now: datetime) -> str:
        """A new link to it, absolute, in the language she registered in. Earlier ones stay valid."""
        token = secrets.token_urlsafe(32)
        RegistrationLink.objects.create(registration=self, digest=link_tokens.digest(token), made_at=now)
        with translation.override(self.submission.version.language):
            return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('events:registration', args=[token])}"


class SeatQuerySet(models.QuerySet["Seat"]):
    """Choices of seats."""

    def held(self, event_key: UUID) -> Counter[Key]:
        """How many seats are held at an event, by key: one statement."""
        holding = Q(registration__state__in=moves.HOLDING, registration__queue_number__isnull=True)
        found = self.filter(holding, registration__event_key=event_key).order_by()
        return Counter(dict(found.values_list("allotment_key").annotate(number=Count("pk"))))

    def needed(self, event_key: UUID) -> dict[UUID, Counter[Key]]:
        """What each registration that waits needs, by its number of the submission; the first in the queue first."""
        waiting = self.filter(registration__event_key=event_key, registration__state=moves.State.WAITING)
        needs: dict[UUID, Counter[Key]] = {}
        for registration, key in waiting.order_by("registration__queue_number").values_list(
            "registration", "allotment_key"
        ):
            needs.setdefault(registration, Counter())[key] += 1
        return needs

    def needs_of(self, registration: UUID) -> Counter[Key]:
        """What one registration needs."""
        return Counter(self.filter(registration=registration).values_list("allotment_key", flat=True))


class Seat(models.Model):
    """A seat that a registration holds or waits for, for one person, at the event itself or in an allotment of it.

    Assistants and interpreters hold none.
    """

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="seats", verbose_name=_("registration")
    )
    person = models.ForeignKey(
        "forms_app.SubmittedPerson", on_delete=models.CASCADE, null=True, blank=True, related_name="seats",
        verbose_name=_("participant"), help_text=_("Empty: the one who registered herself."),
    )
    allotment_key = models.UUIDField(_("allotment"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")

    def __str__(self) -> str:
        return f"seat {self.pk}"


class RegistrationLink(models.Model):
    """A link to a registration, for the one who registered. Only the hash of its token is stored; dies with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="links", verbose_name=_("registration")
    )
    digest = models.CharField(_("hash of the token"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("link to a registration")
        verbose_name_plural = _("links to registrations")

    def __str__(self) -> str:
        return f"link {self.pk}"
