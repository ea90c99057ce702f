"""Fetching the copy of one's own data by the link in a mail."""
import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from privacy.models import AuditEvent, ExtractPackage, RequestToken, RightsRequest
from privacy.requests import extract, extract_files, tokens
from tests.factories import a_form_page, a_request

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kultur")]
OURS = {"Sec-Fetch-Site": "same-origin"}
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def package() -> ExtractPackage:
    request = a_request(a_form_page().section.controller, kind="access")
    RightsRequest.objects.update(decided_at=timezone.now(), state="decided")
    request.refresh_from_db()
    return extract.make(request, timezone.now())


def address(package: ExtractPackage, language: str = "sv", purpose: str = "fetch", ago: timedelta = timedelta()) -> str:
    token = tokens.issue(package.request, RequestToken.Purpose(purpose), now=timezone.now() - ago)
    with translation.override(language):
        return reverse("privacy_public:fetch", args=[token])


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_the_link_shows_a_button_and_hands_out_nothing(client, package, language):
    page = client.get(address(package, language))
    assert page.status_code == 200
    html = page.content.decode()
    assert f'<html lang="{language}"' in html
    assert '<button class="button" type="submit"' in html
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex"
    assert not page.cookies
    assert package.request.name not in html
    assert not AuditEvent.objects.filter(action="extract.fetched").exists()


def test_the_button_hands_out_the_file_as_often_as_she_needs_it(client, package):
    link = address(package)
    for times in (1, 2):
        answer = client.post(link, "fetch=1", content_type=FORM, headers=OURS)
        assert answer["Content-Type"] == "application/zip"
        assert answer["Content-Disposition"] == f'attachment; filename="{package.request.number}.zip"'
        assert "no-store" in answer["Cache-Control"]
        assert sorted(zipfile.ZipFile(io.BytesIO(answer.content)).namelist()) == ["data.json", "index.html"]
        package.refresh_from_db()
        assert package.fetched == times
    logged = AuditEvent.objects.filter(action="extract.fetched")
    assert {(event.actor, event.subject_id) for event in logged} == {(None, str(package.request_id))}


def test_another_site_cannot_press_the_button(client, package):
    answer = client.post(address(package), "fetch=1", content_type=FORM, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    package.refresh_from_db()
    assert package.fetched == 0


@pytest.mark.parametrize("what", ["unknown", "old", "of another kind", "without its file"])
def test_a_link_that_leads_to_nothing_says_so_and_no_more(client, package, what):
    links = {
        "unknown": address(package)[:-4] + "abc/",
        "old": address(package, ago=timedelta(days=14, seconds=1)),
        "of another kind": address(package, purpose="confirm"),
        "without its file": address(package),
    }
    assert client.get(address(package)).status_code == 200
    extract_files.path_of(package.file_name).unlink()
    answer = client.post(links[what], "fetch=1", content_type=FORM, headers=OURS)
    assert answer.status_code == 410
    assert package.request.number not in answer.content.decode()
