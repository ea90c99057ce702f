"""The organiser's page of places: numbers, who waits, what is pressed, and what she is told first."""
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from events import own, places
from events.models.seating import standing_of
from events.moves import Act, State
from forms_app import badges
from forms_app.models import Submission
from privacy.models import AuditEvent
from privacy.roles import Role
from tests.events.conftest import fresh
from tests.events.test_queue import come, letters_to, limited, state_of
from tests.factories import an_officer

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
def desk():
    """A browser of the case officer."""
    browser = Client()
    browser.force_login(an_officer(Role.CASE_OFFICER))
    return browser


def places_of(event):
    return reverse("events_desk:places", args=[event.pk])


def deed(registration, name):
    return reverse("events_desk:deed", args=[registration.pk, name])


class TestNumbers:
    def test_each_seat_is_counted_where_it_stands(self, seminar):
        event = limited(seminar, capacity=2, promotion="offer")
        people = [come(event, name) for name in ("Anna", "Bo", "Cecilia", "David")]
        own.perform(Act.CANCEL, record=people[0].pk, now=NOW)
        [line] = places.lines_of(fresh(event))
        assert (line.seats, line.confirmed, line.offered, line.waiting, line.free) == (2, 1, 1, 1, 0)

    def test_more_held_than_there_are_leaves_none_free(self, seminar):
        event = limited(seminar, capacity=2)
        for name in ("Anna", "Bo"):
            come(event, name)
        assert places.lines_of(limited(event, capacity=1))[0].free == 0

    def test_where_nothing_is_limited_there_is_no_number_of_free_places(self, seminar):
        come(seminar, "Anna")
        [line] = places.lines_of(fresh(seminar))
        assert (line.seats, line.confirmed, line.free) == (None, 1, None)

    def test_who_is_to_wait_once_she_has_confirmed_holds_nothing(self, seminar):
        event = limited(seminar, capacity=1, verifies_address=True)
        come(event, "Anna"), come(event, "Bo")
        [line] = places.lines_of(fresh(event))
        assert (line.unverified, line.waiting, line.free) == (1, 0, 0)


class TestThePage:
    def test_the_list_stands_in_order_and_who_is_set_aside_in_none(self, seminar, desk):
        event = limited(seminar, capacity=1)
        come(event, "Anna")
        second, third = come(event, "Bo"), come(event, "Cecilia")
        rows = places.rows_of(fresh(event), State.WAITING, standing_of(event))
        assert [(each.name, each.persons, each.fits) for each in rows] == [("Bo", 1, False), ("Cecilia", 1, False)]
        Submission.objects.filter(pk=second.pk).update(protected=True)
        shown = desk.get(places_of(event)).content.decode()
        assert "Cecilia" in shown
        assert "Bo</a>" not in shown
        assert "1 till, som inte står i någon lista: fråga handläggaren." in shown
        assert deed(third, "promote") in shown

    def test_reading_it_is_logged_and_answers_on_health_are_not_in_it(self, seminar, desk):
        come(limited(seminar, capacity=0), "Anna", diet="Kanariefrukt")
        shown = desk.get(places_of(seminar)).content.decode()
        assert "Anna" in shown
        assert "Kanariefrukt" not in shown
        assert AuditEvent.objects.get(action="registrations.places_opened").facts == {"rows": 1}

    def test_whoever_reads_only_finds_no_button(self, seminar):
        event = limited(seminar, capacity=0)
        first = come(event, "Anna")
        browser = Client()
        browser.force_login(an_officer(Role.DATA_PROTECTION_OFFICER))
        shown = browser.get(places_of(event)).content.decode()
        assert "Anna" in shown
        assert deed(first, "promote") not in shown

    def test_it_asks_no_more_of_the_database_for_more_who_wait(self, seminar, desk, django_assert_max_num_queries):
        event = limited(seminar, capacity=0)
        for number in range(12):
            come(event, f"Person{number}")
        desk.get(places_of(event))
        with django_assert_max_num_queries(60) as few:
            desk.get(places_of(event))
        for number in range(12, 24):
            come(event, f"Person{number}")
        with django_assert_max_num_queries(len(few)):
            desk.get(places_of(event))

    def test_a_long_list_says_that_it_is_cut(self, seminar, desk, monkeypatch):
        event = limited(seminar, capacity=0)
        for name in ("Anna", "Bo"):
            come(event, name)
        assert "Högst" not in desk.get(places_of(event)).content.decode()
        monkeypatch.setattr(places, "SHOWN", 1)
        shown = desk.get(places_of(event)).content.decode()
        assert "Högst 1 i varje lista visas här." in shown
        assert "Bo</a>" not in shown

    def test_whoever_has_no_address_is_to_be_called_and_her_answer_is_entered(self, seminar, desk):
        event = limited(seminar, capacity=1, promotion="offer")
        first = come(event, "Anna")
        second = come(event, "Bo", email="")
        own.perform(Act.CANCEL, record=first.pk, now=NOW)
        shown = desk.get(places_of(event)).content.decode()
        assert "Ring 1 person" in shown
        answer = desk.post(deed(second, "accept"), {"back": "places"})
        assert (answer.status_code, answer.url) == (302, places_of(event))
        assert state_of(second) == "confirmed"


class TestDeeds:
    @pytest.fixture
    def event(self, seminar):
        return limited(seminar, capacity=1, needs_approval=True)

    def test_before_she_is_refused_the_mail_is_shown_and_nothing_happens(self, event, desk):
        first = come(event, "Anna")
        shown = desk.get(deed(first, "reject")).content.decode()
        assert "anna@example.org" in shown
        assert "du har inte fått någon plats" in shown
        assert (state_of(first), letters_to(first)) == ("pending_approval", ["registration_pending"])

    def test_the_preview_leaves_no_link_behind(self, event, desk):
        first = come(event, "Anna")
        assert desk.get(deed(first, "approve")).status_code == 200
        assert first.links.count() == 0

    def test_the_button_does_it_and_leads_back(self, event, desk):
        first = come(event, "Anna")
        answer = desk.post(deed(first, "reject"))
        assert answer.url == reverse("forms_app_desk:detail", args=[first.pk])
        assert state_of(first) == "rejected"

    def test_too_late_is_said_with_what_became_of_it(self, event, desk):
        first = come(event, "Anna")
        own.perform(Act.CANCEL, record=first.pk, now=NOW)
        for ask in (desk.get, desk.post):
            answer = ask(deed(first, "approve"))
            assert answer.status_code == 409
            assert "Anmälan är nu: Avanmäld av henne själv." in answer.content.decode()

    def test_without_room_it_says_how_many_places_are_free(self, event, desk):
        come(event, "Anna")
        second = come(event, "Bo")
        answer = desk.post(deed(second, "promote"))
        assert answer.status_code == 409
        assert "0 platser är lediga, och anmälan behöver 1." in answer.content.decode()

    def test_several_are_approved_with_one_button(self, seminar, desk):
        event = limited(seminar, capacity=5, needs_approval=True)
        people = [come(event, name) for name in ("Anna", "Bo")]
        answer = desk.post(reverse("events_desk:approve", args=[event.pk]), {"chosen": [each.pk for each in people]})
        assert answer.url == places_of(event)
        assert [state_of(each) for each in people] == ["confirmed", "confirmed"]

    def test_the_registration_has_the_buttons_too(self, event, desk):
        first = come(event, "Anna")
        shown = desk.get(reverse("forms_app_desk:detail", args=[first.pk])).content.decode()
        assert [deed(first, name) in shown for name in ("approve", "reject", "cancel", "promote")] == [
            True, True, False, False,
        ]  # fmt: skip


class TestTheListOfTheDesk:
    def test_it_is_filtered_by_what_became_of_registrations(self, seminar, desk):
        event = limited(seminar, capacity=1)
        come(event, "Anna"), come(event, "Bo")
        way = reverse("forms_app_desk:list", args=[event.pk])
        everybody, waiting = (desk.get(way + query).content.decode() for query in ("", "?own=waiting"))
        assert "Anna" in everybody
        assert "Bo" in everybody
        assert "Bo" in waiting
        assert "Anna" not in waiting
        assert "own=waiting" in waiting
        assert "På reservlistan" in waiting

    def test_the_desk_leads_to_the_places(self, seminar, desk):
        come(seminar, "Anna")
        shown = desk.get(reverse("forms_app_desk:list", args=[seminar.pk])).content.decode()
        assert places_of(seminar) in shown


def test_only_those_with_a_place_have_a_badge(seminar):
    event = limited(seminar, capacity=2)
    first, second = come(event, "Anna"), come(event, "Bo")
    come(event, "Cecilia")
    assert [each.name for each in badges.badges_of(fresh(event))] == ["Anna", "Bo"]
    for registration in (first, second):
        Submission.objects.filter(pk=registration.pk).update(protected=True)
    assert ([each.name for each in badges.badges_of(fresh(event))], badges.set_aside(fresh(event))) == ([], 2)


def test_the_places_lead_to_the_numbers_for_the_kitchen(seminar, desk):
    event = limited(seminar, capacity=12)
    way = reverse("events_desk:catering", args=[event.pk])
    assert f'<a href="{way}">' in desk.get(places_of(event)).content.decode()
    assert desk.get(way).status_code == 200
