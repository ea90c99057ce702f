"""What the organisers of an event are told at once: it has become full, somebody has cancelled late."""
from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.registration import first_of
from forms_app.organisers.alerts import alert
from forms_app.organisers.kinds import AlertWords, to_answer
from privacy.working_days import working_days_before

#: Cancelling so many working days before the start, or later, is told at once.
LATE_DAYS = 2
FULL, LATE = "event_full", "late_cancellation"


def _to_places(page: Any, record: UUID | None) -> str:
    return reverse("events_desk:places", args=[page.pk])


KINDS = {
    FULL: AlertWords(
        _("That an event is full"),
        _("All places are taken – %(title)s"),
        (_("The last place at “%(title)s” has just been taken. At the desk you see who waits, and can give places."),),
        _("Open the places"),
        _to_places,
    ),
    LATE: AlertWords(
        _("That somebody has cancelled late"),
        _("A late cancellation – %(title)s"),
        (
            _("Somebody has cancelled shortly before “%(title)s” begins. Food and badges may have been ordered."),
        ),
        _("Open the registration"),
        to_answer,
    ),
}


def became_full(page: Any) -> None:
    """Tell it once a day, also when a place becomes free and is taken again. In the transaction that took the last."""
    now = timezone.now()
    alert(FULL, page, now=now, mark=timezone.localdate(now, page.zone()).isoformat())


def cancelled(page: Any, record: UUID, now: datetime) -> None:
    """Tell that the registration ``record``, which had a place, was cancelled, where it is late for that: once."""
    if is_late(page, now):
        alert(LATE, page, now=now, record=record)


def is_late(page: Any, now: datetime) -> bool:
    """Whether the event begins within two working days."""
    first = first_of(page.terms().kept)
    if first is None or first.earliest_day is None or not first.has_day or page.section is None:
        return False
    since = working_days_before(first.earliest_day, LATE_DAYS, page.section.controller.jurisdiction)
    return timezone.localdate(now, page.zone()) >= since
