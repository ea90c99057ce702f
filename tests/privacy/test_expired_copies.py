"""Short-lived copies are gone when their time is over, and not before."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import Page

from privacy import registry
from privacy.expired_copies import delete_expired

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def make_copies(*, age: timedelta) -> list:
    """A session that ended, a form and an editor that were last touched, so long before NOW."""
    user = get_user_model().objects.create_user(f"copies-{age.total_seconds():.0f}")
    about = {"user": user, "content_type": ContentType.objects.get_for_model(Page), "object_id": "1"}
    return [
        Session.objects.create(session_key=f"{age.total_seconds():.0f}", session_data="", expire_date=NOW - age),
        FormState.objects.create(data="title=Anna", parent_object_id="", last_updated_at=NOW - age, **about),
        EditingSession.objects.create(last_seen_at=NOW - age, **about),
    ]


def still_there(copies: list) -> list[str]:
    return [type(copy).__name__ for copy in copies if type(copy).objects.filter(pk=copy.pk).exists()]


def test_what_is_a_day_old_is_deleted():
    copies = make_copies(age=timedelta(days=1, seconds=1))
    assert len(still_there(copies)) == 3
    assert delete_expired(NOW) == 3
    assert still_there(copies) == []


def test_a_form_of_this_morning_stays_and_an_editor_left_this_morning_goes():
    copies = make_copies(age=timedelta(hours=3))
    delete_expired(NOW)
    assert still_there(copies) == ["FormState"]


def test_what_is_still_in_use_stays():
    copies = make_copies(age=timedelta(minutes=-5))
    assert delete_expired(NOW) == 0
    assert len(still_there(copies)) == 3


def test_the_periodic_command_knows_of_it():
    assert registry.timers()["privacy.expired_copies"] is delete_expired
