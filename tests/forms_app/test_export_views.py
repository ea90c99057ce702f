"""The page that asks before answers leave the house: who may, what is written down, and what is refused."""
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forms_app.exports import background, files, making, views
from forms_app.models import Export, FormPage, Submission
from privacy.models import AuditEvent, Disclosure
from privacy.roles import Role, group_of
from tests.factories import a_form_page, a_submission, in_language
from tests.forms_app.test_desk import colleague, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(settings: Any, tmp_path: Any) -> FormPage:
    """A form with two answers, made by an editor called Eva, who may edit it no more."""
    settings.KALLELSE_PRIVATE = tmp_path / "private"
    sent_to = a_form_page(owner=colleague("eva", Role.EDITOR))
    a_submission(sent_to, diet="jordnötter")
    a_submission(sent_to, name="Bo Ek", email="bo@example.org")
    return sent_to


@pytest.fixture
def officer() -> Client:
    return signed_in(colleague("otto", Role.CASE_OFFICER))


def place_of(form: FormPage, query: str = "") -> str:
    return reverse("forms_app_desk:export", args=[form.pk]) + query


def download(browser: Client, form: FormPage, query: str = "", **given: Any) -> Any:
    usual = {"purpose": "badges", "given_to": "organisation", "recipient": "Kongresshuset", "preset": "ordinary",
             "format": "csv"}  # fmt: skip
    return browser.post(place_of(form, query), {**usual, **given})


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("made", ["csv", "xlsx", "json"])
def test_a_file_leaves_with_its_purpose_and_recipient_written_down(form, officer, made):
    response = download(officer, form, format=made)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Disposition"].strip('"').endswith(f".{made}")
    assert len(content_of(response)) > 100
    (disclosure,) = Disclosure.objects.all()
    assert (disclosure.purpose, disclosure.recipient, disclosure.rows) == ("badges", "Kongresshuset", 2)
    assert disclosure.group == form.translation_key
    assert "reference" in disclosure.columns
    event = AuditEvent.objects.get(action="submissions.exported")
    assert event.facts["disclosure"] == disclosure.pk
    assert "Kongresshuset" not in json.dumps(event.facts)
    assert event.actor == disclosure.by
    assert list(files.folder().iterdir()) == []


def test_nothing_leaves_before_it_is_said_what_for_and_to_whom(form, officer):
    for missing in ({"purpose": ""}, {"recipient": ""}, {"recipient": "bo@example.org"}, {"recipient": "0401234567"}):
        response = download(officer, form, **missing)
        assert response.status_code == 200, missing
        assert response.context["form"].errors, missing
    assert not Disclosure.objects.exists()


def test_the_filters_of_the_list_are_applied_and_logged(form, officer):
    finnish = in_language(form, "fi", {"Namn": "Nimi"})
    a_submission(form, finnish, name="Heli Metsä")
    shown = officer.get(place_of(form, "?language=fi"))
    assert shown.context["count"] == 1
    content = content_of(download(officer, form, "?language=fi&forged=1")).decode()
    assert "Heli Metsä" in content
    assert "Maj Lind" not in content
    assert AuditEvent.objects.get(action="submissions.exported").facts["filters"] == ["language:fi"]


def test_sensitive_answers_are_for_those_named_for_it(form, officer):
    assert "special" in officer.get(place_of(form)).context["form"].fields
    assert b"jordn" in content_of(download(officer, form, special="on"))
    assert Disclosure.objects.get().special
    organiser = colleague("olle", Role.ORGANISER)
    form.organisers.add(organiser)
    form.save()
    browser = signed_in(organiser)
    assert "special" not in browser.get(place_of(form)).context["form"].fields
    assert b"jordn" not in content_of(download(browser, form, special="on"))


def test_who_is_set_aside_is_told_as_a_number(form, officer):
    Submission.objects.filter(pk=Submission.objects.latest("pk").pk).update(restricted_at=timezone.now())
    shown = officer.get(place_of(form))
    assert (shown.context["count"], shown.context["set_aside"]) == (1, 1)


ROLES = [None, Role.EDITOR, Role.ORGANISER, Role.TRANSLATOR, Role.DECISION_MAKER, Role.ARCHIVIST,
         Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR]  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_nobody_else_takes_anything_along(form, role):
    browser = signed_in(colleague("nils", *([role] if role else []), is_superuser=role is None))
    assert browser.get(place_of(form)).status_code == 403
    assert download(browser, form).status_code == 403
    assert AuditEvent.objects.filter(action="submissions.refused").count() == 2
    assert not Disclosure.objects.exists()


def test_a_full_disk_is_said_and_nothing_has_left(form, officer, monkeypatch):
    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "write", full)
    response = download(officer, form, format="xlsx")
    assert response.status_code == 507
    assert response.context["form"].non_field_errors()
    assert not Disclosure.objects.exists()
    assert list(files.folder().iterdir()) == []


@pytest.fixture
def large(form, officer, monkeypatch) -> Export:
    """An export that is too large to be made at once."""
    monkeypatch.setattr(views, "MOST_AT_ONCE", 1)
    response = download(officer, form, special="on")
    export = Export.objects.get()
    assert response.url == reverse("forms_app_desk:export_progress", args=[form.pk, export.pk])
    return export


def addresses(form: FormPage, export: Export) -> tuple[str, str]:
    return tuple(reverse(f"forms_app_desk:{name}", args=[form.pk, export.pk])
                 for name in ("export_progress", "export_fetch"))  # fmt: skip


def test_a_large_file_is_waited_for_without_a_script_and_fetched_by_a_button(form, officer, large):
    progress, fetch = addresses(form, large)
    waiting = officer.get(progress)
    assert waiting["Refresh"] == "5"
    assert "Refresh" not in officer.get(f"{progress}?still=1")
    assert officer.post(fetch).status_code == 302  # not ready yet
    background.make_due(timezone.now())
    ready = officer.get(progress)
    assert "Refresh" not in ready
    assert fetch in ready.content.decode()
    assert officer.get(fetch).status_code == 405
    response = officer.post(fetch)
    assert "no-store" in response["Cache-Control"]
    assert b"jordn" in content_of(response)
    assert Disclosure.objects.get().special
    assert officer.get(place_of(form)).context["exports"].count() == 1


def test_only_who_ordered_it_fetches_it_and_only_with_the_right(form, officer, large):
    background.make_due(timezone.now())
    colleagues = signed_in(colleague("olga", Role.CASE_OFFICER))
    for address in addresses(form, large):
        assert colleagues.post(address).status_code in (403, 405)
        assert colleagues.get(address).status_code in (403, 405)
    large.by.groups.set([group_of(Role.EDITOR)])
    for address in addresses(form, large):
        assert officer.post(address).status_code in (403, 405)
    form.organisers.add(large.by)
    form.save()
    assert officer.post(addresses(form, large)[1]).status_code == 403  # sensitive answers are not for organisers
    assert not Disclosure.objects.exists()


def test_a_file_that_is_gone_is_said(form, officer, large):
    background.make_due(timezone.now())
    files.remove([large.pk])
    assert officer.post(addresses(form, large)[1]).url == place_of(form)
    assert not Disclosure.objects.exists()


def test_the_page_takes_no_more_queries_when_more_has_come_in(form, officer):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(place_of(form)).status_code == 200
        return len(captured)

    queries()
    before = queries()
    for name in ("Ann Ek", "Cai Cruz", "Dag Dahl"):
        a_submission(form, name=name)
    assert queries() == before
