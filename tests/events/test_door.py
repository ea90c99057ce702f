"""Arrivals on the day: whom a few letters mean, one press, a mistake taken back, and the list for print."""
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from events import door
from events.models import Attendance, Occasion, Seat
from forms_app.models import Submission
from forms_app.restriction import NotYours
from privacy.models import AuditEvent
from privacy.roles import Role
from tests.events.conftest import fresh
from tests.events.test_queue import come, limited
from tests.factories import an_officer

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
TEN = datetime(2027, 2, 27, 9, 5, tzinfo=UTC)


@pytest.fixture
def officer():
    return an_officer(Role.CASE_OFFICER)


@pytest.fixture
def desk(officer):
    browser = Client()
    browser.force_login(officer)
    return browser


@pytest.fixture
def event(seminar):
    """Åsa and Bo have places, Cecilia waits."""
    event = limited(seminar, capacity=2, promotion="by_hand")
    for name in ("Åsa Öman-Lind", "Bo Berg", "Cecilia By"):
        come(event, name)
    return fresh(event)


def key_of(event):
    return fresh(event).occasions.get().translation_key


def guests(event):
    return door.guests_of(fresh(event), key_of(event))


def arrivals_of(event):
    return reverse("events_desk:arrivals", args=[event.pk])


class TestWhoIsExpected:
    def test_those_with_a_place_by_name_and_nobody_else(self, event):
        assert [each.name for each in guests(event)] == ["Åsa Öman-Lind", "Bo Berg"]

    def test_who_is_set_aside_is_a_number(self, event):
        Submission.objects.filter(pk=guests(event)[0].seat.registration_id).update(protected=True)
        assert [each.name for each in guests(event)] == ["Bo Berg"]
        assert door.set_aside(event) == 1

    @pytest.mark.parametrize("letters", ["åsa", "ASA", "öma", "oman-l", "Lin", "Åsa Ö"])
    def test_the_first_letters_of_any_name_are_enough(self, event, letters):
        assert [each.name for each in door.meant_by(letters, guests(event))] == ["Åsa Öman-Lind"]

    def test_a_reference_number_is_enough(self, event):
        found = guests(event)
        assert door.meant_by(found[1].reference[:4].lower(), found) == [found[1]]

    @pytest.mark.parametrize("letters", ["", "  ", "man", "x"])
    def test_other_letters_mean_nobody(self, event, letters):
        assert door.meant_by(letters, guests(event)) == []

    def test_more_guests_take_no_more_statements(self, seminar, django_assert_max_num_queries):
        event = fresh(seminar)
        come(event, "Anna")
        with django_assert_max_num_queries(12) as one:
            guests(event)
        for number in range(8):
            come(event, f"Person{number}")
        with django_assert_max_num_queries(len(one)):
            assert len(guests(event)) == 9


class TestWhichOccasion:
    def occasion(self, day):
        return Occasion(first_day=day)

    def test_todays_then_the_next_then_the_last(self):
        first, second = self.occasion(date(2027, 2, 1)), self.occasion(date(2027, 3, 1))
        for today, wanted in ((1, first), (2, second)):
            assert door.occasion_today([first, second], date(2027, 2, today)) is wanted
        assert door.occasion_today([first, second], date(2027, 4, 1)) is second
        assert door.occasion_today([], date(2027, 4, 1)) is None


class TestArriving:
    def test_it_is_noted_once_with_when_and_by_whom(self, event, officer):
        seat = guests(event)[0].seat
        for _press in range(2):
            door.arrive(
                page=event, seat=seat.pk, occasion_key=key_of(event), by=officer, now=TEN
            )
        row = Attendance.objects.get()
        assert (row.seat, row.at, row.by) == (seat, TEN, officer)
        assert AuditEvent.objects.filter(action="attendance.noted").count() == 1
        facts = event.record_facts([seat.registration.submission])[seat.registration_id]
        assert facts[-1] == ("Närvarande", "27 februari 2027 kl. 10.05")

    def test_who_has_no_place_cannot_arrive(self, event, officer):
        waiting = Seat.objects.get(registration__state="waiting")
        with pytest.raises(Seat.DoesNotExist):
            door.arrive(
                page=event, seat=waiting.pk, occasion_key=key_of(event), by=officer, now=TEN
            )

    def test_those_who_only_read_note_nothing(self, event):
        watcher = an_officer(Role.DATA_PROTECTION_OFFICER)
        seat = guests(event)[0].seat
        with pytest.raises(NotYours):
            door.arrive(
                page=event, seat=seat.pk, occasion_key=key_of(event), by=watcher, now=TEN
            )
        assert not Attendance.objects.exists()


class TestThePage:
    def test_letters_one_press_and_a_mistake_without_any_script(self, event, desk):
        way = arrivals_of(event)
        assert "0 av 2" in desk.get(way).content.decode()
        found = desk.post(way, {"wanted": "asa"}).content.decode()
        assert "Åsa Öman-Lind" in found
        assert "Bo Berg" not in found
        seat = guests(event)[0].seat
        answer = desk.post(way, {"seat": seat.pk})
        assert (answer.status_code, "asa" in answer.url.casefold()) == (302, False)
        shown = desk.get(answer.url).content.decode()
        assert "1 av 2" in shown
        assert "Åsa Öman-Lind" in shown
        desk.post(way, {"mistake": Attendance.objects.get().pk})
        assert "0 av 2" in desk.get(way).content.decode()
        assert AuditEvent.objects.filter(action="attendance.taken_back").exists()

    @pytest.mark.parametrize("seat", ["", "x", "999999"])
    def test_a_forged_seat_is_nobodys(self, event, desk, seat):
        assert desk.post(arrivals_of(event), {"seat": seat}).status_code == 404

    def test_without_a_day_nobody_can_come(self, event, desk):
        event.occasions.all().update(status="cancelled")
        assert desk.get(arrivals_of(event)).status_code == 200
        assert desk.post(arrivals_of(event), {"wanted": "asa"}).status_code == 404

    def test_the_list_for_print_has_everybody_and_nothing_of_health(self, event, desk):
        shown = desk.get(reverse("events_desk:attendance", args=[event.pk])).content.decode()
        assert shown.index("Åsa Öman-Lind") < shown.index("Bo Berg")
        assert "Byns bibliotek" in shown
        assert "Jordnötsallergi" not in shown
        assert "Cecilia" not in shown
        assert AuditEvent.objects.filter(action="registrations.attendance_opened").exists()
