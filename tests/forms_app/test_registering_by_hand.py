"""Staff register somebody by hand over HTTP: who called or wrote, without an address, twice, with company, too late."""
from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from forms_app.models import FormPage, StaffEntry, Submission
from privacy.models import AuditEvent
from privacy.roles import Role
from tests.factories import a_form_page, a_submission, question
from tests.forms_app.test_desk import colleague, is_refused, signed_in
from tests.forms_app.walking import Walker

pytestmark = pytest.mark.django_db

CALLED = {"channel": "telephone", "notice_given": "read"}


def who() -> list[Any]:
    return [question("name", clean_name="namename"), question("email", clean_name="mailmail")]


def place_of(page: FormPage) -> str:
    return reverse("forms_app_desk:enter", args=[page.pk])


def at_the_desk(page: FormPage) -> Walker:
    """The organiser of ``page``, in front of its form."""
    return Walker(page, client=signed_in(page.owner), address=place_of(page))


@pytest.fixture
def eva() -> Any:
    return colleague("eva", Role.ORGANISER)


def organised(eva: Any, *questions: Any, **facts: Any) -> FormPage:
    page = a_form_page(*(questions or who()), **facts)
    page.organisers.add(eva)
    page.owner = eva
    page.save()
    return page


def test_an_organiser_registers_who_called_and_gave_no_address(eva):
    desk = at_the_desk(organised(eva))
    answer = desk.press(**CALLED, namename="Maj Lind")
    record = Submission.objects.get()
    assert answer["Location"] == reverse("forms_app_desk:detail", args=[record.pk])
    assert record.answers["namename"] == "Maj Lind"
    assert not record.answers.get("mailmail")
    assert (record.origin, record.entry.channel, record.entry.notice_given) == ("drawn_up", "telephone", "read")
    assert record.entry.by == eva
    assert AuditEvent.objects.filter(action="submission.entered", subject_id=str(record.pk)).count() == 1


@pytest.mark.parametrize("left_out", ["channel", "notice_given", "namename"])
def test_nobody_is_registered_before_it_is_said_how_she_came_and_was_told(eva, left_out):
    desk = at_the_desk(organised(eva))
    given = {**CALLED, "namename": "Maj Lind", "mailmail": "maj@example.org"}
    given.pop(left_out)
    assert desk.press(**given).status_code == 422
    assert not Submission.objects.exists()
    assert dict(desk.filled())["mailmail"] == "maj@example.org"
    desk.press(**{**CALLED, "namename": "Maj Lind"})
    assert Submission.objects.count() == 1


def test_who_is_registered_already_is_shown_first_and_entered_all_the_same_when_wanted(eva):
    page = organised(eva)
    a_submission(page, name="Maj Lind", email="maj@example.org")
    first = Submission.objects.get()
    desk = at_the_desk(page)
    assert desk.press(**CALLED, namename="Maj Lind", mailmail="Maj@example.org").status_code == 422
    assert desk.html.select_one("#known a").get_text() == first.reference
    assert Submission.objects.count() == 1
    assert desk.press(anyway="on").status_code == 302
    assert Submission.objects.count() == 2


def test_company_is_entered_in_the_steps_of_the_form(eva):
    each = question("name", "Deltagarens namn", clean_name="whoiswho", asked_of="participant")
    desk = at_the_desk(organised(eva, *who(), each))
    assert desk.press(**CALLED, namename="Maj Lind", party_size="2").status_code == 200
    assert not Submission.objects.exists()
    assert {"whoiswho-1", "whoiswho-2"} <= set(desk.asked)
    assert desk.press(whoiswho__1="Bo Ek", whoiswho__2="Siv Ek").status_code == 302
    record = Submission.objects.get()
    assert [one.answers["whoiswho"] for one in record.persons.order_by("ordinal")] == ["Bo Ek", "Siv Ek"]
    assert record.entry.channel == "telephone"


def test_a_closed_form_takes_an_entry_with_its_reason_only(eva):
    desk = at_the_desk(organised(eva, closes_on=timezone.localdate() - timedelta(days=2)))
    assert "why_closed" in desk.asked
    assert desk.press(**CALLED, namename="Maj Lind").status_code == 422
    assert not Submission.objects.exists()
    assert desk.press(why_closed="Ringde i tid, men vi svarade inte").status_code == 302
    assert StaffEntry.objects.get().why_closed == "Ringde i tid, men vi svarade inte"


@pytest.mark.parametrize("with_company", [False, True])
def test_no_file_is_asked_for_and_it_is_said_how_files_come(eva, settings, with_company):
    settings.KALLELSE_FILES = True
    each = [question("name", "Deltagarens namn", clean_name="whoiswho", asked_of="participant")]
    file = question("file", "Din ansökan", clean_name="thefiles", required=True)
    page = organised(eva, *who(), file, *(each if with_company else []))
    desk = at_the_desk(page)
    assert "thefiles" in Walker(page).asked or with_company
    assert "thefiles" not in desk.asked
    assert "frågar också efter filer" in desk.text
    if with_company:
        desk.press(namename="Maj Lind", party_size="1")
        assert "thefiles" not in desk.asked
        desk.press(**CALLED, whoiswho__1="Bo Ek")
    else:
        desk.press(**CALLED, namename="Maj Lind")
    record = Submission.objects.get()
    assert "thefiles" in [asked.key for asked in record.questions]
    assert not record.answers.get("thefiles")


def test_a_form_without_a_file_question_says_nothing_of_files(eva):
    assert "efter filer" not in at_the_desk(organised(eva)).text


def test_who_does_not_look_after_the_page_registers_nobody(eva):
    page = organised(eva)
    sent = Walker(page, client=signed_in(eva), address=place_of(page)).filled()
    for other in (colleague("olle", Role.ORGANISER), colleague("dora", Role.DATA_PROTECTION_OFFICER)):
        browser = signed_in(other)
        assert is_refused(browser.get(place_of(page)))
        assert is_refused(browser.post(place_of(page), {**dict(sent), **CALLED, "namename": "Maj Lind"}))
    assert not Submission.objects.exists()
    assert AuditEvent.objects.filter(action="submissions.refused").count() == 4
