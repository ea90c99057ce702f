"""Access needs at an event: they follow what becomes of the registration, and take no seat."""
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.utils import translation

from events.models import Seat
from events.moves import Act, Deed
from events.organising import perform as organise
from events.own import perform
from forms_app.models import AccessTask, NeedState, Submission
from forms_app.needs.counts import assistants_in_words
from forms_app.ready_made.follow_ups import with_follow_ups
from privacy.roles import Role
from tests.events.conftest import fresh, register
from tests.events.visiting import limited
from tests.factories import an_officer, question

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
def page(seminar):
    """The seminar, which asks of access needs and has room for two."""
    access = question("access")
    access.complete()
    rows = with_follow_ups([*seminar.form_fields.all(), access])
    for order, row in enumerate(rows):
        row.sort_order = order
    return limited(seminar, form_fields=rows, capacity=2, verifies_address=True)


def states():
    return sorted(AccessTask.objects.values_list("state", flat=True))


def test_needs_count_from_when_the_address_is_verified_and_end_when_she_cancels(page):
    told = register(page, now=NOW, access=["assistant", "wheelchair"], sign_language="", access_other="")
    assert states() == []
    perform(Act.VERIFY, record=told.pk, now=NOW)
    assert states() == ["new", "new"]
    assert Seat.objects.filter(allotment_key=None).count() == 1
    perform(Act.CANCEL, record=told.pk, now=NOW)
    assert states() == ["no_longer", "no_longer"]


def test_a_need_is_over_when_the_organiser_cancels_and_told_anew_by_whoever_registers_anew(page):
    told = register(page, now=NOW, access=["wheelchair"], sign_language="", access_other="")
    perform(Act.VERIFY, record=told.pk, now=NOW)
    organise(Deed.CANCEL, page=fresh(page), record=told.pk, by=an_officer(Role.CASE_OFFICER), now=NOW)
    again = register(page, now=NOW, access=["wheelchair"], sign_language="", access_other="")
    perform(Act.VERIFY, record=again.pk, now=NOW)
    found = {each.submission_id: each.state for each in AccessTask.objects.all()}
    assert found == {told.pk: NeedState.NO_LONGER, again.pk: NeedState.NEW}
    assert Submission.objects.count() == 2


def test_assistants_are_told_exactly_only_to_whoever_reads_the_needs(page):
    for name in ("Ada Ek", "Bo Ek"):
        told = register(
            page, now=NOW, name=name, email=f"{name[:2].strip().lower()}@example.org", access=["assistant"],
            sign_language="", access_other="",
        )  # fmt: skip
        perform(Act.VERIFY, record=told.pk, now=NOW)
    organiser = get_user_model().objects.create_user("organiser")
    with translation.override("en"):
        assert "Assistants along: 2." in assistants_in_words(fresh(page), an_officer(Role.CASE_OFFICER))
        assert "fewer than 5" in assistants_in_words(fresh(page), organiser)
    assert Seat.objects.filter(allotment_key=None).count() == 2
