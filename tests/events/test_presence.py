"""Who came to which meeting of a series or step of a programme: a table that is filled in by hand."""
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import translation

from events import door, presence
from events.models import Attendance, Seat
from events.parts import parts_of
from forms_app.models import SubmittedPerson
from privacy.models import AuditEvent
from privacy.roles import Role
from tests.events.conftest import fresh
from tests.events.programmes import a_network, a_programme, joins
from tests.factories import an_officer
from tests.journeys.editor import Editor

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
FIRST = "Moment 1: Att mötas"


@pytest.fixture(autouse=True)
def _in_february(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def officer():
    return an_officer(Role.CASE_OFFICER)


@pytest.fixture
def desk(officer):
    browser = Client()
    browser.force_login(officer)
    return browser


@pytest.fixture
def programme(body):
    page = a_programme()
    joins(page, "Byns bibliotek", "Ada Ahl", "Bo Berg")
    joins(page, "Aspskolan", "Cai Cruz", name="Ove Ek", email="ove@example.org")
    return fresh(page)


def address(page):
    return reverse("events_desk:presence", args=[page.pk])


def shown(desk, page):
    return BeautifulSoup(desk.get(address(page)).content, "html.parser")


def marks(table, *labels):
    """The table as a browser would post it, with these cells ticked besides."""
    posted = {"came": [], "stood": [each["value"] for each in table.select("input[name=stood]")]}
    for cell in table.select("input[name=came]"):
        if cell.has_attr("checked") or cell.parent.get_text() in labels:
            posted["came"].append(cell["value"])
    return posted


def who_came(page):
    keys = {each.key: each.called for each in parts_of(page)}
    rows = Attendance.objects.select_related("seat__person", "seat__registration__submission")
    names = {each.seat.pk: each.name for each in door.people_of(page)}
    return {(names[each.seat_id], keys[each.occasion_key]) for each in rows}


class TestWhatOneComesTo:
    def test_the_steps_of_a_programme_by_number_and_title(self, programme):
        with translation.override("sv"):
            called = [each.called for each in parts_of(programme)]
        assert called == ["Moment 1: Att mötas", "Moment 2: Husets rum", "Moment 3: Dit vi vill"]

    def test_the_meetings_of_a_network_by_title_and_time(self, body):
        with translation.override("fi"):
            called = [each.called for each in parts_of(a_network())]
        assert called[:2] == ["Första träffen: tiistaina 9. maaliskuuta 2027 klo 10–16", "Andra träffen: syksy 2027"]

    def test_steps_can_be_arrived_at_with_one_press_too(self, programme, desk):
        way = reverse("events_desk:arrivals", args=[programme.pk])
        [second] = [each for each in parts_of(programme) if each.beside == "Husets rum"]
        found = BeautifulSoup(desk.get(f"{way}?occasion={second.key}").content, "html.parser")
        assert "Moment 2: Husets rum" in found.select_one(".desk-date").get_text()
        seat = door.people_of(programme)[0].seat
        assert desk.post(f"{way}?occasion={second.key}", {"seat": seat.pk}).status_code == 302
        assert Attendance.objects.get().occasion_key == second.key


class TestTheTable:
    def test_one_form_notes_what_was_ticked_and_says_who_came_to_how_many(self, programme, desk):
        table = shown(desk, programme)
        assert [each.get_text() for each in table.select("tbody th span[translate=no]:first-child")] == [
            "Cai Cruz", "Ada Ahl", "Bo Berg"
        ]  # fmt: skip
        posted = marks(table, f"Ada Ahl: {FIRST}", "Ada Ahl: Moment 2: Husets rum", f"Cai Cruz: {FIRST}")
        assert desk.post(address(programme), posted).status_code == 302
        with translation.override("sv"):
            assert who_came(programme) == {
                ("Ada Ahl", FIRST), ("Ada Ahl", "Moment 2: Husets rum"), ("Cai Cruz", FIRST),
            }  # fmt: skip
        again = shown(desk, programme)
        sums = [each.get_text(" ", strip=True) for each in again.select(".presence__sum")]
        assert sums == ["1 av 3", "2 av 3", "0 av 3"]
        assert [each.get_text() for each in again.select("tfoot td")][:3] == ["2", "1", "0"]
        logged = AuditEvent.objects.filter(action="attendance.noted").order_by("pk")
        assert sorted(each.facts["rows"] for each in logged) == [1, 2]

    def test_a_mark_is_taken_back_and_what_a_colleague_ticked_meanwhile_stays(self, programme, desk, officer):
        desk.post(address(programme), marks(shown(desk, programme), f"Ada Ahl: {FIRST}"))
        open_on_her_screen = marks(shown(desk, programme))
        bo = next(each for each in door.people_of(programme) if each.name == "Bo Berg")
        first = parts_of(programme)[0]
        door.arrive(page=programme, seat=bo.seat.pk, occasion_key=first.key, by=officer, now=NOW)
        open_on_her_screen["came"] = []
        desk.post(address(programme), open_on_her_screen)
        assert {name for name, _part in who_came(programme)} == {"Bo Berg"}

    def test_pressed_twice_it_is_noted_once(self, programme, desk):
        posted = marks(shown(desk, programme), f"Ada Ahl: {FIRST}")
        for _press in range(2):
            desk.post(address(programme), posted)
        assert Attendance.objects.count() == 1

    def test_what_is_no_mark_is_passed_over(self, programme, desk):
        key, seat = parts_of(programme)[0].key, Seat.objects.first().pk
        marks = ["", "x", "1", "1.x", f"999999.{key}", f"{seat}.00000000-0000-4000-8000-000000000000"]
        assert desk.post(address(programme), {"came": marks}).status_code == 302
        assert not Attendance.objects.exists()

    def test_who_stands_in_no_list_stands_not_in_it_and_cannot_be_ticked(self, programme, desk):
        seat = next(each.seat for each in door.people_of(programme) if each.name == "Ada Ahl")
        SubmittedPerson.objects.filter(pk=seat.person_id).update(protected=True)
        page = desk.get(address(programme)).content.decode()
        assert "Bo Berg" in page
        assert "Ada Ahl" not in page
        assert "1 till" in page
        desk.post(address(programme), {"came": [f"{seat.pk}.{parts_of(programme)[0].key}"]})
        assert not Attendance.objects.exists()

    def test_more_people_take_no_more_statements(self, programme, django_assert_max_num_queries):
        with django_assert_max_num_queries(12) as few:
            presence.parties_of(door.people_of(programme), parts_of(programme))
        joins(programme, "Cedersalen", *(f"Person {number}" for number in range(7)), email="c@example.org")
        with django_assert_max_num_queries(len(few)):
            presence.parties_of(door.people_of(programme), parts_of(programme))

    def test_what_she_came_to_stands_on_her_registration(self, programme, desk):
        desk.post(address(programme), marks(shown(desk, programme), f"Ada Ahl: {FIRST}"))
        registration = Attendance.objects.get().seat.registration
        with translation.override("sv"):
            facts = programme.record_facts([registration.submission])[registration.pk]
        assert facts[-1] == ("Närvarande", "Att mötas (antecknat 1 februari 2027 kl. 13.00)")


class TestTakingAStepOut:
    def test_it_stays_as_long_as_somebody_came_to_it(self, programme, desk):
        desk.post(address(programme), marks(
            shown(desk, programme), f"Ada Ahl: {FIRST}", f"Bo Berg: {FIRST}"
        ))
        draft = programme.get_latest_revision_as_object()
        draft.modules = [each for each in draft.modules.all() if each.title != "Att mötas"]
        with translation.override("sv"):
            [reason] = draft.own_refusals()
        assert reason.startswith("”Att mötas” kan inte tas bort: 2 personer")
        Attendance.objects.all().delete()
        assert draft.own_refusals() == []

    def test_the_editor_is_told_with_the_count_already_in_a_draft(self, programme, desk):
        desk.post(address(programme), marks(shown(desk, programme), f"Ada Ahl: {FIRST}"))
        an_officer(Role.ADMINISTRATOR, "redaktor")
        editor = Editor("redaktor")
        editor.edit(programme)
        editor.write_body(("text", "Tre steg."))
        answer = editor.send(**{"modules-0-DELETE": "on"})
        assert answer.status_code == 200
        assert "”Att mötas” kan inte tas bort: 1 person" in answer.content.decode()
