"""Whatever the list of the desk is narrowed to, a file made from there holds the same records, and no other."""
from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forms_app.models import FormPage, FormVersion, Submission
from privacy.roles import Role
from tests.factories import a_form_page, a_submission, in_language, published
from tests.forms_app.test_desk import colleague, list_of, signed_in

pytestmark = pytest.mark.django_db
ORDER = {
    "purpose": "attendance", "given_to": "self", "recipient": "", "preset": "ordinary", "format": "csv",
}  # fmt: skip
TODAY = timezone.localdate()


@pytest.fixture
def form() -> FormPage:
    """A form with answers of two languages, three versions, both origins, every state and several days."""
    page = a_form_page(owner=colleague("eva", Role.EDITOR))
    finnish = in_language(page, "fi", {"Namn": "Nimi"})
    now = timezone.now()
    first, second, third, fourth, fifth = (
        a_submission(page, served, now=now - timedelta(days=days), name=f"Person {days}", email=f"p{days}@example.org")
        for days, served in ((1, page), (2, finnish), (3, page), (4, finnish), (5, page))
    )
    for pk, facts in {
        first: {"handling": "handled"}, second: {"handling": "archived"}, third: {"origin": "drawn_up"},
        fourth: {"restricted_at": now}, fifth: {"version": a_newer_version(page)},
    }.items():  # fmt: skip
        Submission.objects.filter(pk=pk).update(**facts)
    return page


def a_newer_version(page: FormPage) -> FormVersion:
    before = set(FormVersion.objects.values_list("pk", flat=True))
    page.button_text = "Anmäl mig"
    published(page)
    return FormVersion.objects.filter(page=page.pk, language="sv").exclude(pk__in=before).get()


@pytest.fixture
def officer() -> Client:
    return signed_in(colleague("otto", Role.CASE_OFFICER))


def listed(browser: Client, form: FormPage, query: str) -> list[str]:
    """The reference numbers of the list."""
    return sorted(row.submission.reference for row in browser.get(list_of(form) + query).context["rows"])


def exported(browser: Client, form: FormPage, query: str) -> list[str]:
    """Those of the file; none where the page says that there is nothing to download."""
    response = browser.post(reverse("forms_app_desk:export", args=[form.pk]) + query, ORDER)
    if not response.streaming:
        assert response.context["form"].errors == {"__all__": ["Det finns inget att ladda ner."]}
        return []
    text = b"".join(response.streaming_content).decode().removeprefix("\ufeff")
    return sorted(row[0] for row in list(csv.reader(io.StringIO(text), delimiter=";"))[1:])


QUERIES = [
    ("", 4),
    *((f"?state={state}", 1) for state in ("handled", "archived")),
    ("?state=received", 2),
    ("?state=handled&state=archived", 2),
    ("?language=sv", 3),
    ("?language=fi", 1),
    ("?origin=received", 3),
    ("?origin=drawn_up", 1),
    (f"?since={TODAY - timedelta(days=2)}", 2),
    (f"?until={TODAY - timedelta(days=3)}", 2),
    (f"?since={TODAY - timedelta(days=3)}&until={TODAY - timedelta(days=2)}", 2),
    (f"?language=sv&state=received&until={TODAY - timedelta(days=3)}&order=oldest&columns=door", 2),
    ("?language=fi&state=handled", 0),
    ("?state=forged&language=xx&since=yesterday", 4),
]


@pytest.mark.parametrize(("query", "number"), QUERIES)
def test_the_file_holds_what_the_list_shows(officer, form, query, number):
    found = listed(officer, form, query)
    assert len(found) == number
    assert exported(officer, form, query) == found


def test_so_it_is_for_every_version_of_the_form(officer, form):
    found = {}
    for version in FormVersion.objects.filter(page=form.pk):
        found[version.pk] = listed(officer, form, f"?version={version.pk}")
        assert exported(officer, form, f"?version={version.pk}") == found[version.pk]
    numbers = sorted(map(len, found.values()))
    assert [each for each in numbers if each] == [1, 1, 2]
    assert 0 in numbers, "a version that was published and that nobody answered: nothing to download"


def test_what_a_search_finds_is_in_the_list_and_in_the_file_and_a_search_narrows_no_file(officer, form):
    two = sorted(a_submission(form, name=name, email="delad@example.org") for name in ("Bo Ek", "Eva Ek"))
    found = officer.post(reverse("forms_app_desk:find", args=[form.pk]), {"wanted": "delad@example.org"})
    assert sorted(row.submission.pk for row in found.context["rows"]) == two
    numbers = {row.submission.reference for row in found.context["rows"]}
    everything = listed(officer, form, "")
    assert numbers < set(everything)
    assert exported(officer, form, "") == exported(officer, form, "?wanted=delad@example.org") == everything
