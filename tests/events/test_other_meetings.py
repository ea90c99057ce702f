"""Who chose meetings of a series chooses others later: by her own link, or by staff for her; all follows."""
from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from events.models import Allotment, Registration, Seat, SeriesPage
from events.registration import Status
from forms_app.models import Submission, SubmissionChange
from privacy.models import AuditEvent
from privacy.roles import Role
from tests.events.attendee import Attendee
from tests.events.conftest import fresh, occasion
from tests.events.test_occasions_chosen import KEY, choosing, come, february, keys, series
from tests.events.visiting import NOW, files_of, own_link, post, state_of
from tests.factories import an_officer, in_language
from tests.forms_app.test_desk import colleague, is_refused, signed_in

__all__ = ["february", "series"]

pytestmark = pytest.mark.django_db


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def titles_of(page: SeriesPage, registration: Registration) -> list[str]:
    record = Submission.objects.get(pk=registration.pk)
    [question] = [each for each in record.questions if each.key == KEY]
    given = record.answer(question)
    called = {key: title for title, key in keys(page).items()}
    return [called[each] for each in ([given] if isinstance(given, str) else given)]


def offered_in(response: Any) -> tuple[list[str], list[str]]:
    """The keys of the meetings on the page, and of those that are hers."""
    boxes = BeautifulSoup(response.content, "html.parser").select(f"main input[name={KEY}]")
    return [str(each["value"]) for each in boxes], [str(each["value"]) for each in boxes if each.has_attr("checked")]


class Maja:
    """She has registered, and has the link and a calendar that takes in her mails."""

    def __init__(self, client: Any, page: SeriesPage, clock: Any, address: str = "maja@example.org") -> None:
        self.client, self.page, self.clock, self.address = client, page, clock, address
        self.calendar = Attendee()
        self.link = self.reads()

    def reads(self) -> str:
        """Whatever mail has come, an hour later; the link in the last."""
        letters = post(self.address)
        self.calendar.reads(*letters)
        self.clock.shift(timedelta(hours=1))
        self.letter = letters[-1]
        return own_link(letters[-1])

    @property
    def entries(self) -> list[str]:
        return sorted(str(each["SUMMARY"]).rpartition(": ")[2] for each in self.calendar.entries.values())

    def opens(self) -> Any:
        return self.client.get(f"{self.link}answers/")

    def chooses(self, *titles: str, **given: str) -> Any:
        own = {"name": "Maja Ström", "title": "R", "organisation": "S", **given}
        rows = self.page.form_fields.filter(field_type__in=own)
        answers: dict[str, Any] = {row.clean_name: own[row.field_type] for row in rows}
        return self.client.post(
            f"{self.link}answers/", {**answers, KEY: [keys(self.page)[title] for title in titles]}
        )


@pytest.fixture
def maja(client, series, february) -> Maja:
    come(series, "Våren")
    return Maja(client, series, february)


def with_one_place(page: SeriesPage, *titles: str) -> SeriesPage:
    draft = page.get_latest_revision_as_object()
    for title in titles:
        draft.allotments.add(Allotment(title=title, option=f"{KEY}:{keys(page)[title]}", capacity=1))
    draft.save_revision().publish()
    return fresh(page)


def changed(page: SeriesPage, title: str, **facts: Any) -> SeriesPage:
    draft = page.get_latest_revision_as_object()
    [row] = [each for each in draft.occasions.all() if each.title == title]
    for name, value in facts.items():
        setattr(row, name, value)
    draft.occasions.add(row)
    draft.save_revision().publish()
    return fresh(page)


class TestByHerLink:
    def test_those_to_come_are_offered_hers_are_ticked_and_all_follows(self, maja, series):
        all_keys = keys(series)
        assert offered_in(maja.opens()) == (
            [all_keys[title] for title in ("Våren", "Islossning", "Sommaren")], [all_keys["Våren"]],
        )  # fmt: skip
        answer = maja.chooses("Islossning", "Sommaren")
        assert (answer.status_code, answer["Location"]) == (303, maja.link)
        her = Registration.objects.get()
        assert titles_of(series, her) == ["Islossning", "Sommaren"]
        change = SubmissionChange.objects.get(key=KEY)
        assert (change.old, change.why, change.by) == ([all_keys["Våren"]], "herself", None)
        shown = words(maja.client.get(maja.link))
        assert "Islossning: lördag 6 mars" in shown
        assert maja.entries == ["Våren"]
        maja.reads()
        assert "Dina svar har ändrats" in maja.letter.body
        assert {str(calendar["METHOD"]) for calendar, _kind in files_of(maja.letter)} == {"REQUEST", "CANCEL"}
        # The summer has no day yet, so it stands in no calendar.
        assert maja.entries == ["Islossning"]

    def test_in_finnish_in_finnish_words(self, client, series, february):
        served = in_language(series, "fi", {"Samtal om böcker": "Kirjakeskusteluja", "Våren": "Kevät"})
        come(series, "Våren", served=served, name="Aino Vieras")
        aino = Maja(client, series, february, "aino@example.org")
        assert "Mihin tapaamisiin tulet?" in words(aino.opens())
        assert aino.chooses("Islossning").status_code == 303
        aino.reads()
        assert "Vastauksesi on muutettu" in aino.letter.body
        assert len(aino.entries) == 1

    def test_what_she_takes_again_stands_in_her_calendar_again(self, maja):
        for titles in (["Islossning"], ["Våren"], ["Islossning"], ["Våren", "Islossning"]):
            assert maja.chooses(*titles).status_code == 303
            maja.reads()
            assert maja.entries == sorted(titles)

    def test_who_cancels_has_nothing_and_who_registers_anew_has_it_again(self, maja, series):
        for title in ("Islossning", "Våren"):
            maja.chooses(title)
            maja.reads()
        maja.client.post(f"{maja.link}cancel/")
        maja.reads()
        assert maja.entries == []
        come(series, "Våren")
        maja.reads()
        assert maja.entries == ["Våren"]

    def test_a_colleague_with_the_same_address_keeps_hers(self, maja, series):
        come(series, "Våren", name="Maja Ek")
        maja.reads()
        assert maja.chooses("Islossning").status_code == 303
        maja.reads()
        assert maja.entries == ["Islossning", "Våren"]

    def test_other_answers_bring_no_calendar(self, maja):
        assert maja.chooses("Våren", organisation="Skolan").status_code == 303
        maja.reads()
        assert "Dina svar har ändrats" in maja.letter.body
        assert files_of(maja.letter) == []


class TestSeatsForEachMeeting:
    def test_what_she_leaves_goes_to_who_waits_and_what_is_full_is_refused(self, client, series, february):
        page = with_one_place(series, "Våren", "Islossning")
        ada, bo = come(page, "Våren", name="Ada"), come(page, "Islossning", name="Bo")
        cai = come(page, "Våren", name="Cai")
        assert state_of(cai) == "waiting"
        her = Maja(client, page, february, "ada@example.org")
        full = her.chooses("Islossning", organisation="Skolan")
        assert (full.status_code, "ingen plats kvar i det som valdes" in words(full)) == (409, True)
        assert 'value="Skolan"' in words(full)
        assert offered_in(full)[1] == [keys(page)["Islossning"]]
        assert (titles_of(page, ada), titles_of(page, bo)) == (["Våren"], ["Islossning"])
        assert her.chooses("Sommaren").status_code == 303
        assert state_of(cai) == "confirmed"
        held = Seat.objects.held(page.translation_key)
        assert sorted(number for key, number in held.items() if key) == [1, 1]


class TestWhatHasBeen:
    def test_it_can_be_neither_left_nor_joined(self, maja, series, february):
        maja.chooses("Våren", "Islossning")
        maja.reads()
        february.move_to(NOW.replace(day=28), tick=False)
        all_keys = keys(series)
        assert offered_in(maja.opens())[0] == [all_keys["Islossning"], all_keys["Sommaren"]]
        assert maja.chooses("Våren").status_code == 422
        assert maja.chooses("Sommaren").status_code == 303
        assert titles_of(series, Registration.objects.get()) == ["Våren", "Sommaren"]
        assert maja.chooses().status_code == 303
        assert titles_of(series, Registration.objects.get()) == ["Våren"]

    def test_what_is_still_to_come_is_not_left_altogether(self, maja):
        assert maja.chooses().status_code == 422

    def test_who_comes_to_one_changes_it_until_it_begins_or_when_it_is_cancelled(self, client, series, february):
        page = choosing(series, registers_for="one")
        her = come(page, "Våren")
        maja = Maja(client, page, february)
        assert maja.chooses("Islossning").status_code == 303
        assert titles_of(page, her) == ["Islossning"]
        page = changed(page, "Islossning", status=Status.CANCELLED)
        assert offered_in(maja.opens()) == ([keys(page)["Våren"], keys(page)["Sommaren"]], [])
        assert maja.chooses("Våren").status_code == 303
        february.move_to(NOW.replace(day=28), tick=False)
        assert offered_in(maja.opens()) == ([], [])

    def test_a_meeting_that_came_later_is_not_hers_to_choose_and_a_moved_one_has_its_new_day(self, maja, series):
        draft = series.get_latest_revision_as_object()
        later = occasion(first_day=date(2027, 4, 3), title="Snödroppar", sort_order=9, locale=series.locale)
        draft.occasions.add(later)
        draft.save_revision().publish()
        changed(series, "Islossning", first_day=date(2027, 3, 13))
        shown = words(maja.opens())
        assert "13 mars" in shown
        assert "6 mars" not in shown
        assert "Snödroppar" not in shown
        assert choosing(series, registers_for="all").registers_for == "all"
        assert offered_in(maja.opens()) == ([], [])


class TestAtTheDesk:
    @pytest.fixture
    def organiser(self, series) -> Any:
        user = colleague("ebba", Role.ORGANISER)
        draft = fresh(series).get_latest_revision_as_object()
        draft.organisers.add(user)
        draft.save_revision().publish()
        return user

    def test_staff_do_the_same_for_her_and_the_history_says_who(self, maja, series, organiser, february):
        her, browser = Registration.objects.get(), signed_in(organiser)
        detail, address = (
            reverse(name, args=[her.pk]) for name in ("forms_app_desk:detail", "events_desk:meetings")
        )
        assert address in words(browser.get(detail))
        assert offered_in(browser.get(address))[1] == [keys(series)["Våren"]]
        assert browser.post(address, {}).status_code == 422
        answer = browser.post(address, {KEY: [keys(series)["Islossning"]]})
        assert (answer.status_code, answer["Location"]) == (302, detail)
        [change] = SubmissionChange.objects.all()
        assert (change.why, change.by) == ("asked", organiser)
        assert AuditEvent.objects.get(action="submission.corrected").actor is not None
        maja.reads()
        assert maja.entries == ["Islossning"]
        assert "ebba" in words(browser.get(detail))

    def test_who_corrects_the_answer_is_shown_the_way_that_tells_her(self, maja, series, client):
        her = Registration.objects.get()
        client.force_login(an_officer(Role.CASE_OFFICER))
        ways = reverse("forms_app_desk:correct", args=[her.pk, KEY]), reverse("events_desk:meetings", args=[her.pk])
        assert ways[1] in words(client.get(ways[0]))
        name = next(each.key for each in her.submission.questions if each.type == "name")
        other = client.get(reverse("forms_app_desk:correct", args=[her.pk, name]))
        assert (other.status_code, ways[1] in words(other)) == (200, False)
        Registration.objects.update(state="cancelled_by_registrant")
        assert ways[1] not in words(client.get(ways[0]))

    def test_what_is_full_is_refused_after_the_last_day_too(self, maja, series, organiser, february):
        page = with_one_place(series, "Islossning")
        come(page, "Islossning", name="Bo")
        choosing(page, closes_on=NOW.date() + timedelta(days=1))
        february.move_to(NOW + timedelta(days=5), tick=False)
        her, browser = Registration.objects.get(submission__served_page=page, decided_at=NOW), signed_in(organiser)
        address = reverse("events_desk:meetings", args=[her.pk])
        full = browser.post(address, {KEY: [keys(page)["Islossning"]]})
        assert (full.status_code, "ingen plats kvar i det som valdes" in words(full)) == (409, True)
        assert browser.post(address, {KEY: [keys(page)["Sommaren"]]}).status_code == 302
        Registration.objects.update(state="cancelled_by_registrant")
        assert browser.get(address).status_code == 409

    def test_others_are_refused(self, maja):
        her = Registration.objects.get()
        stranger = signed_in(colleague("vera", Role.DATA_PROTECTION_OFFICER))
        for method in ("get", "post"):
            assert is_refused(getattr(stranger, method)(reverse("events_desk:meetings", args=[her.pk])))
