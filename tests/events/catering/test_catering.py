"""The numbers for the kitchen: who sees which, for whom and for what they are, and what leaves the house."""
from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.users.models import UserProfile

from events.models import Registration
from forms_app.models import Submission
from privacy.models import AuditEvent, Disclosure
from privacy.roles import Role
from tests.events.catering.kitchens import NOW, address, asking, cells, eat, portions, seen_by
from tests.events.visiting import limited
from tests.factories import an_officer
from tests.forms_app.test_desk import colleague, signed_in

pytestmark = pytest.mark.django_db
UNTOLD = "färre än 5, eller för få andra"


@pytest.fixture(autouse=True)
def _in_february(time_machine):
    time_machine.move_to(NOW, tick=False)


def swedish(user: Any) -> Any:
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "sv"})
    return user


@pytest.fixture
def organiser() -> Any:
    return swedish(colleague("olle", Role.ORGANISER))


@pytest.fixture
def cook() -> Any:
    return swedish(colleague("kia", Role.ORGANISER))


@pytest.fixture
def page(seminar, organiser, cook) -> Any:
    """Its form asks of diets by kind, and freely; one looks after it, and another after diet and access."""
    return asking(seminar, "diet_kinds", "diet", organisers=[organiser], special_reader=cook)


@pytest.fixture
def full(page) -> Any:
    """Nine eat vegetarian food, six of them without gluten; three no nuts, one of whom wrote it; twelve anything."""
    eat(page, 3, "vegetarian")
    eat(page, 6, "vegetarian", "glutenfree")
    eat(page, 2, "nutallergy")
    eat(page, 1, "nutallergy", first=2, diet="Cashew")
    eat(page, 12)
    return page


class TestWhoSeesWhat:
    def test_the_one_named_for_diet_sees_every_number_and_what_was_written(self, full, cook):
        soup = seen_by(cook, full)
        seen = cells(soup)
        assert portions(soup) == ["24 portioner sammanlagt"]
        assert (seen["Vegetariskt"], seen["Glutenfritt"], seen["Nötallergi"], seen["Veganskt"]) == ("9", "6", "3", "0")
        assert (seen["Har skrivit något med egna ord"], seen["Har angett specialkost"]) == ("1", "12")
        assert seen["Har inte angett någon"] == "12"
        assert "Cashew" in soup.get_text()
        assert "nutallergy 0" not in soup.get_text()

    def test_an_organiser_sees_no_small_number_and_nothing_that_was_written(self, full, organiser):
        soup = seen_by(organiser, full)
        seen = cells(soup)
        assert portions(soup) == ["24 portioner sammanlagt"]
        assert (seen["Vegetariskt"], seen["Glutenfritt"]) == ("9", "6")
        assert (seen["Nötallergi"], seen["Veganskt"], seen["Har skrivit något med egna ord"]) == (UNTOLD,) * 3
        assert (seen["Har angett specialkost"], seen["Har inte angett någon"]) == ("12", "12")
        assert "Cashew" not in soup.get_text()

    @pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.DATA_PROTECTION_OFFICER])
    def test_officers_who_read_sensitive_answers_see_every_number(self, full, role):
        assert cells(seen_by(swedish(an_officer(role)), full))["Nötallergi"] == "3"

    def test_each_reading_is_logged_and_whether_it_was_of_every_number(self, full, organiser, cook):
        for user in (organiser, cook):
            seen_by(user, full)
        opened = AuditEvent.objects.filter(action="registrations.catering_opened").order_by("pk")
        assert [(each.facts["rows"], each.facts["special"]) for each in opened] == [(24, False), (24, True)]

    def test_a_superuser_without_a_role_is_refused_and_it_is_logged(self, full):
        stranger = get_user_model().objects.create_superuser("root", "root@example.org", "x")
        assert signed_in(stranger).get(address(full)).status_code == 403
        assert AuditEvent.objects.filter(action="submissions.refused").count() == 1

    def test_no_other_page_of_the_desk_tells_how_many_have_told_of_diet(self, full, organiser):
        numbers = signed_in(organiser).get(f"/admin/submissions/form/{full.pk}/numbers/")
        listed = signed_in(organiser).get(f"/admin/submissions/form/{full.pk}/")
        assert (numbers.context["special"], listed.context["special"]) == ([], [])


class TestWhoIsCounted:
    def test_whoever_is_set_aside_is_one_more_portion_and_of_no_kind(self, full, organiser, cook):
        [aside, *_others] = eat(full, 1, "vegandiet")
        Submission.objects.filter(pk=aside.pk).update(restricted_at=NOW)
        for user in (organiser, cook):
            soup = seen_by(user, full)
            assert portions(soup) == ["24 portioner sammanlagt"]
            assert "1 till, fråga handläggaren." in soup.get_text()
        assert cells(soup)["Veganskt"] == "0"

    def test_whoever_waits_is_not_counted_but_told(self, page, cook):
        event = limited(page, capacity=2)
        eat(event, 2, "vegetarian")
        eat(event, 3, "vegandiet")
        soup = seen_by(cook, event)
        assert portions(soup) == ["2 portioner sammanlagt"]
        assert cells(soup)["Veganskt"] == "0"
        assert "3 till kan komma" in soup.get_text()

    def test_whoever_cancelled_or_was_erased_is_not_counted(self, page, cook):
        _stays, gone, erased = eat(page, 3, "vegetarian")
        Registration.objects.filter(pk=gone.pk).update(state="cancelled_by_registrant")
        key = next(each.key for each in erased.questions if each.type == "diet_kinds")
        Submission.objects.filter(pk=erased.pk).update(
            answers={**erased.answers, key: None}, erased={key: {"cause": "period", "on": "2027-01-31"}}
        )
        soup = seen_by(cook, page)
        assert portions(soup) == ["2 portioner sammanlagt"]
        assert cells(soup)["Vegetariskt"] == "1"
        assert "har angett om kost är raderat" in soup.get_text()

    def test_two_questions_on_diet_count_one_person_once(self, seminar, cook):
        page = asking(seminar, "diet_kinds", "diet_kinds", special_reader=cook)
        eat(page, 2, "vegetarian")
        seen = cells(seen_by(cook, page))
        assert (seen["Vegetariskt"], seen["Har angett specialkost"]) == ("2", "2")

    def test_choices_that_an_editor_left_as_they_came_stand_in_the_readers_language(self, page, cook):
        UserProfile.objects.filter(user=cook).update(preferred_language="fi")
        eat(page, 2, "vegetarian")
        assert cells(seen_by(cook, page))["Kasvisruoka"] == "2"

    def test_the_line_of_something_else_is_read_and_counted_once(self, page, cook):
        eat(page, 1, "otherdiet", diet_other="Inte svamp")
        soup = seen_by(cook, page)
        seen = cells(soup)
        assert (seen["Något annat"], seen["Har skrivit något med egna ord"]) == ("1", "0")
        assert "Inte svamp" in soup.get_text()


class TestWhatIsEmpty:
    def test_a_form_that_does_not_ask_says_how_it_would(self, seminar, cook, organiser):
        page = asking(seminar, special_reader=cook)
        eat(page, 1)
        soup = seen_by(cook, page)
        assert "Formuläret frågar inte om kost." in soup.get_text()
        assert "Välj specialkost eller matallergi" in soup.get_text()
        assert portions(soup) == ["1 portion sammanlagt"]

    def test_nobody_yet(self, page, organiser):
        soup = seen_by(organiser, page)
        assert portions(soup) == ["0 portioner sammanlagt"]
        assert "Ingen är anmäld" in soup.get_text()

    def test_where_one_writes_freely_only_how_many_have_written_is_counted(self, seminar, organiser):
        page = limited(seminar, organisers=[organiser])
        for number in range(12):
            eat(page, 1, first=number, diet="Jordnötter" if number < 6 else "")
        soup = seen_by(organiser, page)
        seen = cells(soup)
        assert seen["Har skrivit något med egna ord"] == "6"
        assert "med egna ord vad de äter" in soup.get_text()
        assert "Jordnötter" not in soup.get_text()


class TestTheFile:
    def rows(self, response: Any) -> list[list[str]]:
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";"))

    def test_it_has_no_small_number_whoever_takes_it_and_who_gets_it_is_written_down(self, full, cook):
        response = signed_in(cook).post(address(full), {"recipient": "Kongresshuset AB"})
        assert response["Content-Disposition"] == 'attachment; filename="lasning-2027-02-01.csv"'
        [head, *rows] = self.rows(response)
        assert head == ["När", "Vad", "Antal"]
        told = {what: number for _when, what, number in rows}
        assert (told["Portioner sammanlagt"], told["Vegetariskt"], told["Nötallergi"]) == ("24", "9", UNTOLD)
        [disclosure] = Disclosure.objects.all()
        assert (disclosure.kind, disclosure.purpose) == ("numbers", "catering")
        assert (disclosure.recipient, disclosure.special, disclosure.rows) == ("Kongresshuset AB", False, len(rows))
        assert disclosure.columns[:2] == ["portions", "vegetarian"]
        taken = AuditEvent.objects.get(action="registrations.caterer_told")
        assert taken.facts == {"rows": len(rows), "disclosure": disclosure.pk}

    @pytest.mark.parametrize("recipient", ["", "kock@example.org", "070-174 06 05"])
    def test_without_the_name_of_an_organisation_nothing_leaves(self, full, organiser, recipient):
        response = signed_in(organiser).post(address(full), {"recipient": recipient})
        assert response.status_code == 200
        assert response.context["form"].errors["recipient"]
        assert not Disclosure.objects.exists()

    def test_the_data_protection_officer_reads_and_takes_nothing(self, full):
        watcher = an_officer(Role.DATA_PROTECTION_OFFICER)
        assert signed_in(watcher).post(address(full), {"recipient": "Kongresshuset"}).status_code == 403
        assert not Disclosure.objects.exists()

    def test_a_diet_that_looks_like_a_formula_is_text(self, full, cook):
        rows = list(full.form_fields.all())
        for row in rows:
            row.choices = row.choices.replace("Vegetariskt", "=1+1")
        page = limited(full, form_fields=rows)
        eat(page, 1, "vegetarian", first=90)
        told = {what for _when, what, _number in self.rows(signed_in(cook).post(address(page), {"recipient": "Köket"}))}
        assert "'=1+1" in told


def test_the_number_of_statements_does_not_grow_with_the_people(page, organiser, cook):
    found = []
    for user in (organiser, cook):
        browser = signed_in(user)
        for first in (0, 20):
            eat(page, 4, "vegetarian", first=first + 50 * len(found))
            browser.get(address(page))
            with CaptureQueriesContext(connection) as asked:
                browser.get(address(page))
            found.append(len(asked))
    assert found[0] == found[1]
    assert found[2] == found[3]
    assert max(found) <= 32
