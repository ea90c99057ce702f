"""What becomes of a registration when its record is shown, set aside or destroyed."""
from datetime import UTC, datetime, timedelta

import pytest

from events import mails
from events.models import Registration
from forms_app.models.submissions import HOLDING
from privacy import registry
from privacy.models import guard
from tests.events.conftest import register

pytestmark = pytest.mark.django_db
OPEN = datetime(2027, 2, 1, 12, tzinfo=UTC)


def holding():
    return registry.holding_of(HOLDING)


@pytest.fixture
def pair(seminar):
    """A registration, and the same sent again with another title."""
    first = register(seminar, now=OPEN)
    return first, register(seminar, now=OPEN + timedelta(hours=1), title="Chef")


def test_the_record_tells_what_became_of_the_registration(pair):
    views = holding().views([each.pk for each in pair], "en", opened=False)
    states = [dict(view.facts)["Registration"] for view in views]
    assert states == ["Confirmed", "Sent again by somebody who is registered"]


def test_its_time_runs_from_the_last_occasion(pair, seminar):
    (anchors,) = holding().anchors([pair[0].pk]).values()
    assert str(anchors["last_occasion_end"]) == "2027-02-27"


def test_a_deleted_record_takes_its_registration_along_and_what_repeated_it_stays(pair):
    first, repeat = pair
    assert Registration.objects.get(pk=repeat.pk).repeats_id == first.pk
    with guard.permitted("a decided case"):
        holding().delete([first.pk])
    (left,) = Registration.objects.all()
    assert (left.pk, left.state, left.repeats) == (repeat.pk, "repeated", None)


def test_set_aside_it_keeps_its_seat_and_gets_no_mail(pair):
    first, repeat = pair
    assert mails.about_registration("registration_confirmed", first.pk, "sv") is not None
    assert mails.about_registration("registration_repeated", repeat.pk, "sv") is not None
    holding().restrict([first.pk], OPEN)
    assert mails.about_registration("registration_confirmed", first.pk, "sv") is None
    assert mails.about_registration("registration_repeated", repeat.pk, "sv") is None
    assert Registration.objects.get(pk=first.pk).state == "confirmed"
