"""Registering: confirmed while open, refused otherwise, and the same person once."""
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from events.models import Admission, EventPage, Registration
from forms_app import quarantine
from forms_app.admission import Refused
from forms_app.models import PostOnce, Submission
from privacy.models import OutboundMessage
from privacy.roles import Role
from tests.events.conftest import fresh, register, republish
from tests.factories import an_officer, let_go

OPEN = datetime(2027, 2, 1, 12, tzinfo=UTC)
LATER = OPEN + timedelta(hours=1)
CLOSED = datetime(2027, 2, 22, 12, tzinfo=UTC)


@pytest.mark.django_db
class TestOneRegistration:
    def test_a_registration_while_open_is_confirmed(self, seminar):
        submission = register(seminar, now=OPEN)
        registration = Registration.objects.get(submission=submission)
        assert (registration.state, registration.event_key) == ("confirmed", seminar.translation_key)
        assert OutboundMessage.objects.get(object_id=submission.pk).kind == "registration_confirmed"

    def test_a_registration_after_closing_is_refused_and_nothing_is_stored(self, seminar):
        register(seminar, now=OPEN, email="innan@example.org")
        assert Submission.objects.count() == 1
        with pytest.raises(Refused):
            register(seminar, now=CLOSED)
        assert (Submission.objects.count(), Registration.objects.count()) == (1, 1)

    def test_the_record_is_kept_by_the_last_occasion(self, seminar):
        submission = register(seminar, now=OPEN)
        assert (submission.anchor_on, submission.due_on) == (date(2027, 2, 27), date(2027, 3, 29))

    def test_what_decides_is_read_again_under_the_lock(self, seminar):
        assert seminar.admission(OPEN).is_open
        EventPage.objects.filter(pk=seminar.pk).update(closes_on=date(2027, 1, 15))
        with pytest.raises(Refused):
            register(seminar, now=OPEN)

    def test_dates_are_read_again_under_the_lock(self, seminar):
        list(seminar.occasions.all())
        seminar.occasions.all().update(status="cancelled")
        with pytest.raises(Refused):
            register(seminar, now=OPEN)

    def test_a_page_taken_down_meanwhile_takes_no_registration(self, seminar):
        EventPage.objects.filter(pk=seminar.pk).update(live=False)
        with pytest.raises(Refused):
            register(seminar, now=OPEN)

    def test_a_registration_goes_with_its_record(self, seminar):
        submission = register(seminar, now=OPEN)
        assert Registration.objects.filter(submission=submission).exists()
        let_go(submission)
        assert not Registration.objects.exists()


@pytest.mark.django_db
class TestTheSamePerson:
    def test_the_same_address_and_name_is_a_repeat_with_its_own_number(self, seminar):
        first = register(seminar, now=OPEN)
        second = register(seminar, now=LATER, name=" maja  STRÖM ", email="Maja@Example.org", title="Chef")
        registration = Registration.objects.get(submission=second)
        assert (registration.state, registration.repeats.submission) == ("repeated", first)
        assert second.reference != first.reference
        assert OutboundMessage.objects.get(object_id=second.pk).kind == "registration_repeated"

    def test_a_repeat_is_a_record_of_minor_importance(self, seminar):
        register(seminar, now=OPEN)
        repeat = register(seminar, now=LATER, title="Chef")
        assert (repeat.rule.selector, repeat.due_on) == ("minor", date(2027, 2, 8))

    def test_the_same_person_in_another_language_is_a_repeat(self, seminar, seminar_in_finnish):
        register(seminar, now=OPEN)
        repeat = register(seminar, seminar_in_finnish, now=LATER)
        assert Registration.objects.get(submission=repeat).state == "repeated"

    def test_another_name_with_the_same_address_is_a_registration_of_its_own(self, seminar):
        register(seminar, now=OPEN)
        other = register(seminar, now=LATER, name="Nils Ström")
        assert Registration.objects.get(submission=other).state == "confirmed"

    def test_the_same_name_with_another_address_is_a_registration_of_its_own(self, seminar):
        register(seminar, now=OPEN)
        other = register(seminar, now=LATER, email="maja.strom@example.org")
        assert Registration.objects.get(submission=other).state == "confirmed"

    def test_a_registration_to_another_event_is_no_repeat(self, seminar):
        register(seminar, now=OPEN)
        copy = seminar.copy(update_attrs={"slug": "annan"}, keep_live=False)
        copy.get_latest_revision_as_object().save_revision().publish()
        other = register(fresh(copy), now=LATER)
        assert Registration.objects.get(submission=other).state == "confirmed"


@pytest.mark.django_db
class TestMovedDates:
    def test_a_later_date_moves_the_date_until_which_records_are_kept(self, seminar):
        submission = register(seminar, now=OPEN)
        before = submission.due_on
        republish(seminar, first_day=date(2027, 3, 27))
        submission.refresh_from_db()
        assert (before, submission.due_on) == (date(2027, 3, 29), date(2027, 4, 26))

    def test_an_earlier_date_leaves_at_least_seven_days(self, seminar, time_machine):
        submission = register(seminar, now=OPEN)
        time_machine.move_to(datetime(2027, 2, 20, 12, tzinfo=UTC))
        republish(seminar, first_day=date(2027, 1, 2))
        submission.refresh_from_db()
        assert submission.due_on == date(2027, 2, 27)


@pytest.mark.django_db
def test_the_lock_row_is_made_once(seminar):
    Admission.objects.all().delete()
    with transaction.atomic():
        first = Admission.objects.take(seminar.translation_key)
        again = Admission.objects.take(seminar.translation_key)
    assert first == again
    assert Admission.objects.count() == 1


def test_a_registration_waits_for_a_change_that_is_being_published(committed_db, request):
    seminar = request.getfixturevalue("seminar")
    outcome = []

    def try_to_register():
        try:
            outcome.append(register(fresh(seminar), now=OPEN).reference)
        except Refused:
            outcome.append("refused")
        finally:
            connection.close()

    with transaction.atomic():
        Admission.objects.take(seminar.translation_key)
        thread = threading.Thread(target=try_to_register)
        thread.start()
        thread.join(0.5)
        assert (thread.is_alive(), outcome) == (True, [])
        seminar.occasions.all().update(status="cancelled")
    thread.join(10)
    assert outcome == ["refused"]


@pytest.mark.django_db
class TestSetAside:
    """A suspicious registration holds no place until somebody has looked at it."""

    @pytest.fixture
    def officer(self):
        return an_officer(Role.CASE_OFFICER)

    def test_it_holds_no_place_until_it_is_released_and_is_then_decided_as_if_it_came_now(self, seminar, officer):
        aside = register(seminar, now=OPEN, suspicious=True)
        assert Submission.objects.quarantined().get() == aside
        assert not Registration.objects.exists()
        assert not OutboundMessage.objects.exists()
        quarantine.release(record=aside.pk, by=officer, now=LATER)
        registration = Registration.objects.get(submission=aside)
        assert (registration.state, registration.decided_at) == ("confirmed", LATER)
        assert OutboundMessage.objects.get(object_id=aside.pk).kind == "registration_confirmed"
        assert Submission.objects.get().received_at == OPEN

    def test_the_same_person_who_has_registered_meanwhile_is_registered_once(self, seminar, officer):
        aside = register(seminar, now=OPEN, suspicious=True)
        PostOnce.objects.all().delete()
        register(seminar, now=OPEN + timedelta(minutes=20))
        quarantine.release(record=aside.pk, by=officer, now=LATER)
        assert Registration.objects.get(submission=aside).state == "repeated"
        assert Registration.objects.live().count() == 1
        assert Submission.objects.get(pk=aside.pk).rule.selector == "minor"

    def test_after_the_last_day_it_is_not_released(self, seminar, officer):
        aside = register(seminar, now=OPEN, suspicious=True)
        with pytest.raises(quarantine.CannotRelease):
            quarantine.release(record=aside.pk, by=officer, now=CLOSED)
        assert Submission.objects.quarantined().count() == 1
