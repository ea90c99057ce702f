"""Organisers of an event hear at once that it is full, and that somebody has cancelled late; nothing twice."""
from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from events import news, own, told_at_once
from events.models import EventPage
from events.moves import Act
from forms_app.models import OrganiserAlert, Submission
from privacy.roles import Role
from tests.events.conftest import fresh
from tests.events.visiting import come, limited
from tests.forms_app.test_desk import colleague

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(seminar) -> Any:
    EventPage.objects.filter(pk=seminar.pk).update(owner=colleague("eva", Role.EDITOR))
    return limited(fresh(seminar), capacity=2)


def told(kind: str) -> int:
    return OrganiserAlert.objects.filter(kind=kind).count()


def happened(event: Any, since: datetime, until: datetime) -> list[str]:
    with translation.override("en"):
        return news.happened(event.translation_key, since, until)


def test_the_last_place_is_told_once_a_day_and_the_waiting_list_no_more(event):
    come(event, name="Maja Ström")
    assert told("event_full") == 0
    second = come(event, name="Ida Lund")
    assert told("event_full") == 1
    come(event, name="Åke Berg")
    own.perform(Act.CANCEL, record=second.pk, now=datetime(2027, 2, 1, 12, tzinfo=UTC))
    assert told("event_full") == 1


@pytest.mark.parametrize(
    ("now", "late"),
    [
        (datetime(2027, 2, 24, 22, 59, tzinfo=UTC), 0),  # Wednesday; it begins on Saturday 27 February
        (datetime(2027, 2, 24, 23, 0, tzinfo=UTC), 1),  # Thursday in Stockholm
        (datetime(2027, 2, 26, 12, 0, tzinfo=UTC), 1),
    ],
)
def test_a_cancellation_within_two_working_days_is_told(event, now, late):
    registration = come(event)
    own.perform(Act.CANCEL, record=registration.pk, now=now)
    assert told("late_cancellation") == late


def test_the_digest_counts_what_became_of_registrations_and_nobody_set_aside(event):
    begun = timezone.now() - timedelta(seconds=1)
    registrations = [come(event, name=name) for name in ("Maja Ström", "Ida Lund", "Åke Berg", "Pia Ek", "Bo Al")]
    assert happened(event, begun, timezone.now()) == [
        "5 new registrations", "3 more on the waiting list",
    ]  # fmt: skip
    later = timezone.now()
    own.perform(Act.CANCEL, record=registrations[0].pk, now=timezone.now())
    Submission.objects.filter(pk=registrations[4].pk).update(restricted_at=later)
    assert happened(event, later, timezone.now()) == [
        "1 cancelled registration", "1 who waited has got a place",
    ]  # fmt: skip
    assert happened(event, begun, timezone.now())[0] == "4 new registrations"
    assert happened(event, timezone.now(), timezone.now()) == []


def test_who_only_waited_cancels_without_a_word(event):
    for name in ("Maja Ström", "Ida Lund", "Åke Berg"):
        waiting = come(event, name=name)
    assert waiting.state == "waiting"
    own.perform(Act.CANCEL, record=waiting.pk, now=datetime(2027, 2, 26, 12, tzinfo=UTC))
    assert told("late_cancellation") == 0


def test_where_no_day_is_set_nothing_is_late(event):
    draft = event.get_latest_revision_as_object()
    first = draft.occasions.all()[0]
    first.precision, first.first_day, first.start_time, first.end_time = "undecided", None, None, None
    draft.occasions.add(first)
    draft.save_revision().publish()
    assert not told_at_once.is_late(fresh(event), datetime(2027, 2, 26, tzinfo=UTC) + timedelta(days=1))
