"""Staff change who comes with a registration: what follows is told first, then it is done, by the rules of her link."""
from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from events.models import EventPage, Registration, Seat
from forms_app.models import PartyChange, PersonChange, Submission, SubmittedPerson
from privacy.models import AuditEvent, OutboundMessage, SubjectKey
from privacy.roles import Role
from tests.events.conftest import fresh
from tests.events.test_party import ADDRESS, an_excursion, come, fields_in, keys, names_of, words, workshops
from tests.events.visiting import NOW, everything_stored, limited, own_link, post, state_of, texts_of
from tests.factories import an_officer
from tests.forms_app.test_desk import colleague, is_refused, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def excursion(time_machine, seminar) -> EventPage:
    time_machine.move_to(NOW, tick=False)
    return an_excursion(seminar)


@pytest.fixture
def organiser(excursion) -> Any:
    user = colleague("ebba", Role.ORGANISER)
    draft = fresh(excursion).get_latest_revision_as_object()
    draft.organisers.add(user)
    draft.save_revision().publish()
    return user


class Ebba:
    """The organiser, with what she has been told on the telephone about one registration."""

    def __init__(self, client: Client, registration: Registration) -> None:
        self.client, self.registration = client, registration
        self.address = reverse("events_desk:party", args=[registration.pk])

    def writes(self, more: int = 0, channel: str = "telephone", **given: str) -> Any:
        """Open the page, ask for room for so many more, fill in and go on; double underscores stand for hyphens."""
        page = self.client.get(self.address)
        for _time in range(more):
            page = self.client.post(self.address, {**fields_in(page), "more": "1"})
        written = {name.replace("__", "-"): value for name, value in given.items()}
        return self.client.post(self.address, {**fields_in(page), "channel": channel, **written})

    def agrees(self, page: Any) -> Any:
        """Press the button of the page that says what follows."""
        return self.client.post(self.address, {**fields_in(page), "confirmed": "1"})

    def changes(self, more: int = 0, **given: str) -> Any:
        return self.agrees(self.writes(more, **given))


@pytest.fixture
def ebba(excursion, organiser) -> Ebba:
    return Ebba(signed_in(organiser), come(fresh(excursion), "Ada", "Bo"))


def the_table(page: Any) -> list[list[str]]:
    rows = BeautifulSoup(page.content, "html.parser").select("main table.listing tbody tr")
    return [[cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in rows]


def joins(page: EventPage, name: str, number: int, **more: str) -> dict[str, str]:
    hers = keys(page)
    return {f"{hers[kind]}__{number}": value for kind, value in {"name": name, **more}.items()}


class TestWhatFollows:
    def test_is_told_with_seats_and_the_mail_and_nothing_has_happened(self, ebba, excursion):
        given = joins(excursion, "Cai", 3, email="cai@skola.example", radio=workshops(excursion)[0])
        post(ADDRESS)
        before = everything_stored()
        told = ebba.writes(1, leaves__1="on", **given)
        shown = words(told)
        assert told.status_code == 200
        assert the_table(told) == [["Läsning för alla", "2", "2", "3"], ["A", "0", "1", "1"]]
        assert re.search(r"Tillkommer</dt><dd[^>]*>Deltagare 3: Cai", shown)
        assert re.search(r"Kommer inte längre</dt><dd[^>]*>Deltagare 1: Ada", shown)
        assert "din anmälan har ändrats" in shown
        assert "1 deltagare får ett mejl om att hon har anmälts" in shown
        after = everything_stored()
        logged = {"privacy.AuditEvent", "privacy.StaffReference"}
        assert {each for each in before if before[each] != after[each]} == logged

    def test_who_waits_and_gets_what_becomes_free_is_counted(self, ebba, excursion):
        come(excursion, "Dea", "Eva", "Fia", address="other@skola.example")
        come(excursion, "Gun", address="third@skola.example")
        assert "Det som blir ledigt går till 1 anmälan på reservlistan" in words(ebba.writes(leaves__1="on"))

    def test_what_was_written_is_there_again_when_she_goes_back(self, ebba, excursion):
        told = ebba.writes(1, **joins(excursion, "Cai", 3))
        back = words(ebba.client.post(ebba.address, {**fields_in(told), "back": "1"}))
        assert 'value="Cai"' in back
        assert re.search(r'value="telephone"[^>]* checked', back)

    def test_nothing_changed_or_no_way_told_is_said(self, ebba, excursion):
        assert (ebba.writes().status_code, "inte ändrat något än" in words(ebba.writes())) == (422, True)
        untold = ebba.writes(leaves__1="on", channel="")
        assert (untold.status_code, "Något saknas eller stämmer inte" in words(untold)) == (422, True)
        assert ebba.writes(1).status_code == 422


class TestItIsDone:
    def test_with_seat_record_history_and_log_that_say_who_did_it(self, ebba, excursion, organiser):
        first = workshops(excursion)[0]
        answer = ebba.changes(
            1, leaves__1="on", **joins(excursion, "Cai", 3, email="cai@skola.example", radio=first),
            **joins(excursion, "Boel", 2),
        )  # fmt: skip
        detail = reverse("forms_app_desk:detail", args=[ebba.registration.pk])
        assert (answer.status_code, answer["Location"]) == (302, detail)
        assert names_of(ebba.registration) == ["Boel", "Cai"]
        joined = SubmittedPerson.objects.get(ordinal=3)
        assert set(joined.seats.values_list("allotment_key", flat=True)) == {
            None, excursion.allotments.get().translation_key,
        }  # fmt: skip
        assert (joined.origin, joined.rule.selector) == ("drawn_up", "record")
        assert SubjectKey.objects.filter(record=joined.pk, kind="email").exists()
        assert Seat.objects.held(excursion.translation_key)[None] == 2
        change = PartyChange.objects.get()
        assert (change.joined, change.left, change.channel, change.by) == (1, 1, "telephone", organiser)
        corrected = PersonChange.objects.get()
        assert (corrected.new, corrected.why, corrected.by) == ("Boel", "asked", organiser)
        event = AuditEvent.objects.get(action="registration.party_changed")
        assert event.facts == {"joined": 1, "left": 1, "named": 0, "corrected": 1}
        assert event.actor is not None
        history = words(ebba.client.get(detail))
        assert "Deltagarna ändrades (Telefon): 1 tillkom, 1 ströks" in history
        assert "ebba" in history

    @pytest.mark.parametrize(
        ("language", "subject", "named"),
        [
            ("sv", "din anmälan har ändrats", "har anmält dig"),
            ("fi", "ilmoittautumistasi on muutettu", "on ilmoittanut sinut mukaan"),
        ],
    )
    def test_she_is_told_in_her_language_and_so_is_who_was_named(
        self, excursion, organiser, request, language, subject, named
    ):
        served = fresh(request.getfixturevalue("seminar_in_finnish")) if language == "fi" else None
        ebba = Ebba(signed_in(organiser), come(fresh(excursion), "Ada", served=served))
        post(ADDRESS)
        ebba.changes(1, **joins(excursion, "Cai", 2, email="cai@skola.example", diet="nötter"))
        [letter] = post(ADDRESS)
        assert subject in letter.subject
        for text in texts_of(letter):
            assert "Cai" in text
            assert "nötter" not in text
        assert named in post("cai@skola.example")[0].body

    def test_what_came_by_mail_was_received_and_her_own_change_is_told_apart(self, ebba, excursion, client):
        ebba.changes(1, channel="email", **joins(excursion, "Cai", 3))
        assert SubmittedPerson.objects.get(ordinal=3).origin == "received"
        link = own_link(post(ADDRESS)[0])
        client.post(f"{link}party/", {**fields_in(client.get(f"{link}party/")), "leaves-3": "on"})
        assert [(each.channel, each.by is None) for each in PartyChange.objects.all()] == [("email", False), ("", True)]
        history = words(ebba.client.get(reverse("forms_app_desk:detail", args=[ebba.registration.pk])))
        assert "Deltagarna ändrades av den anmälda själv: 1 ströks" in history

    def test_another_workshop_moves_one_seat_and_no_more(self, ebba, excursion):
        first, second = workshops(excursion)
        radio = keys(excursion)["radio"]
        allotment = excursion.allotments.get().translation_key
        ebba.changes(**{f"{radio}__1": first})
        assert Seat.objects.held(excursion.translation_key) == {None: 2, allotment: 1}
        ebba.changes(**{f"{radio}__1": second})
        assert Seat.objects.held(excursion.translation_key) == {None: 2}

    def test_the_place_that_becomes_free_goes_to_the_first_who_waits(self, ebba, excursion):
        come(excursion, "Dea", "Eva", "Fia", address="other@skola.example")
        waiting = come(excursion, "Gun", address="third@skola.example")
        ebba.changes(leaves__2="on")
        assert state_of(waiting) == "confirmed"
        assert "du har fått en plats" in post("third@skola.example")[-1].subject

    def test_after_the_last_day_too(self, ebba, excursion, time_machine):
        time_machine.move_to(NOW.replace(day=24), tick=False)
        assert not excursion.admission(NOW.replace(day=24)).is_open
        assert ebba.changes(leaves__2="on").status_code == 302


class TestItIsRefused:
    def test_beyond_room_with_how_many_fit_and_what_was_written_is_kept(self, ebba, excursion):
        come(excursion, "Dea", "Eva", address="other@skola.example")
        told = ebba.writes(2, **joins(excursion, "Cai", 3), **joins(excursion, "Fia", 4))
        assert (told.status_code, "Det finns plats för 1 deltagare till" in words(told)) == (409, True)
        assert 'value="Fia"' in words(told)
        assert names_of(ebba.registration) == ["Ada", "Bo"]

    def test_a_group_that_waits_overtakes_nobody(self, excursion, organiser):
        come(fresh(excursion), "Dea", "Eva", "Fia", "Gun", address="other@skola.example")
        ebba = Ebba(signed_in(organiser), come(fresh(excursion), "Ada", "Bo"))
        come(fresh(excursion), "Hed", "Ida", address="third@skola.example")
        told = ebba.writes(1, **joins(excursion, "Cai", 3))
        assert (told.status_code, "andra väntar efter dem" in words(told)) == (409, True)
        assert "De behåller sin plats på reservlistan" in words(told)
        ebba.changes(leaves__1="on")
        assert (state_of(ebba.registration), names_of(ebba.registration)) == ("confirmed", ["Bo"])

    def test_when_she_was_quicker_or_it_is_too_late(self, ebba, excursion, client):
        told = ebba.writes(leaves__1="on")
        link = own_link(post(ADDRESS)[0])
        client.post(f"{link}party/", {**fields_in(client.get(f"{link}party/")), "leaves-2": "on"})
        assert ebba.agrees(told).status_code == 409
        assert names_of(ebba.registration) == ["Ada"]
        Registration.objects.filter(pk=ebba.registration.pk).update(state="cancelled_by_registrant")
        late = ebba.client.get(ebba.address)
        assert (late.status_code, "Det går inte att ändra vilka som kommer nu" in words(late)) == (409, True)
        assert not OutboundMessage.objects.filter(kind="participant_told", object_id=ebba.registration.pk).exists()

    def test_to_whoever_does_not_look_after_the_page_and_it_is_logged(self, ebba):
        for user in (colleague("vera", Role.DATA_PROTECTION_OFFICER), colleague("arvid", Role.ARCHIVIST)):
            for method in ("get", "post"):
                assert is_refused(getattr(signed_in(user), method)(ebba.address))
        assert AuditEvent.objects.filter(action="submission.refused").count() == 4


def test_the_button_stands_where_there_are_several_and_not_elsewhere(ebba, excursion):
    def shown(registration: Registration) -> str:
        return words(ebba.client.get(reverse("forms_app_desk:detail", args=[registration.pk])))

    assert ebba.address in shown(ebba.registration)
    limited(excursion, largest_party=1)
    assert ebba.address not in shown(ebba.registration)


def test_who_is_set_aside_stays_as_she_is_and_is_counted(ebba, excursion):
    SubmittedPerson.objects.filter(ordinal=1).update(protected=True)
    shown = words(ebba.client.get(ebba.address))
    assert "Ada" not in shown
    assert "1 till kommer, som inte står i någon lista" in shown
    ebba.changes(leaves__2="on")
    coming = SubmittedPerson.objects.filter(submission=ebba.registration.pk, left_at=None)
    assert [each.ordinal for each in coming] == [1]


def test_an_officer_may_and_her_name_goes_with_her(ebba, excursion):
    officer = an_officer(Role.CASE_OFFICER)
    Ebba(signed_in(officer), ebba.registration).changes(leaves__1="on")
    officer.delete()
    assert PartyChange.objects.get().by is None
    assert "(Telefon)" in words(ebba.client.get(reverse("forms_app_desk:detail", args=[ebba.registration.pk])))
    assert Submission.objects.count() == 1
