"""An editor tries a form that asks for files: taken or refused as a visitor's are, and nothing of them is left."""
import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from forms_app.files import store
from forms_app.models import SubmittedFile
from privacy.roles import Role
from tests.factories import a_form_page, an_officer, answers_to, key_of, question
from tests.forms_app.files.conftest import on_the_disk
from tests.made_files import PDF, multipart

pytestmark = pytest.mark.django_db
#: More than Django keeps in memory.
LONG = PDF.replace(b"endobj\n", b"endobj\n%" + b"x" * 3_000_000 + b"\n")


def tried(page, *files, token=True):
    """What answers an editor whose browser sends these files with the form, the token among its fields."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(an_officer(Role.ADMINISTRATOR))
    address = reverse("forms_app_desk:try", args=[page.pk])
    shown = browser.get(address).content.decode()
    hidden = {
        name: re.search(rf'name="{name}" value="([^"]+)"', shown)[1]
        for name in ("version", *(["csrfmiddlewaretoken"] if token else []))
    }
    filled = {"webbplats": "", **answers_to(page), **hidden}
    filled.pop(key_of(page, "file"))
    body, content_type = multipart(filled, [(key_of(page, "file"), *each) for each in files])
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
    return browser.post(address, body, content_type=content_type, headers=headers)


@pytest.fixture
def page(takes_files):
    return a_form_page(question("name"), question("email"), question("file", "Din ansökan", required=True))


@pytest.mark.parametrize("content", [PDF, LONG], ids=["short", "long"])
def test_a_file_is_taken_and_shown_on_the_receipt_and_none_is_left(page, takes_files, content, monkeypatch):
    rows = []
    keep = SubmittedFile.objects.bulk_create
    monkeypatch.setattr(SubmittedFile.objects, "bulk_create", lambda made: rows.extend(keep(made)))
    assert on_the_disk(takes_files) == []
    response = tried(page, ("Plan.pdf", "application/pdf", content))
    assert response.status_code == 200
    assert "Plan.pdf" in response.context["outcome"].receipt
    assert len(rows) == 1
    assert on_the_disk(takes_files) == []
    assert not SubmittedFile.objects.exists()


def test_a_bad_file_is_refused_in_words_and_none_is_left(page, takes_files):
    response = tried(page, ("plan.exe", "application/x-msdownload", b"MZ"))
    assert response.status_code == 422
    assert 'class="field-error"' in response.content.decode()
    assert on_the_disk(takes_files) == []


def test_a_file_that_is_too_large_is_thrown_away_while_it_is_read(page, takes_files, settings):
    settings.KALLELSE_FILE_SIZE = 1_000_000
    assert tried(page, ("plan.pdf", "application/pdf", LONG)).status_code == 422
    assert on_the_disk(takes_files) == []


def test_a_post_without_the_token_is_refused_with_files_too(page, takes_files):
    assert tried(page, ("plan.pdf", "application/pdf", PDF), token=False).status_code == 403
    assert on_the_disk(takes_files) == []


def test_the_folder_would_show_a_file_under_an_uncertain_name(takes_files):
    """The negative control."""
    path = store.path_of(UUID(int=7), "pdf")
    path.with_name(path.name + store.UNCERTAIN).write_bytes(PDF)
    assert on_the_disk(takes_files) == [f"{path.name}.part"]
