"""A public page is the same for everybody: no cookie, no third party, one policy, and anyone may keep it."""
import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.documents.models import Document

from config import freshness
from forms_app.admission import closing_moment
from tests.factories import a_form_page, address_of

pytestmark = pytest.mark.django_db
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
LOADED = re.compile(r'<(?:link(?! rel="(?:canonical|alternate))|script|img|iframe)[^>]*(?:href|src)="([^"]+)"')
PUBLIC = [
    "/sv/", "/fi/", "/sv/alvmark/", "/fi/alvmark/om-oss/", "/en/", "/sv/nothing/", "/fi/receipt/forged/",
    "/sv/search/?q=om", "/fi/search/", "/sitemap.xml", "/robots.txt", "/",
]


@pytest.fixture
def editor(small_site):
    """Somebody signed in, with every cookie that the admin leaves behind."""
    get_user_model().objects.create_superuser("vera", "vera@example.org", "correct horse battery")
    client = Client()
    client.get("/account/login/")
    client.post("/account/login/", {"login": "vera", "password": "correct horse battery"})
    client.cookies["django_language"] = "fi"
    assert client.get("/admin/").status_code == 200
    assert {"sessionid", "csrftoken", "django_language"} <= set(client.cookies)
    return client


@pytest.mark.parametrize("address", PUBLIC)
def test_an_editor_gets_the_same_bytes_as_a_visitor(editor, address):
    visitors, editors = Client().get(address), editor.get(address)
    assert visitors.content == editors.content
    assert dict(visitors.headers) == dict(editors.headers)


@pytest.mark.parametrize("address", PUBLIC)
def test_no_public_address_sets_a_cookie_or_varies_by_one(editor, address):
    for client in (Client(), editor):
        kept_before = dict(client.cookies)
        response = client.get(address)
        assert "Set-Cookie" not in response.headers
        assert not response.cookies
        assert dict(client.cookies) == kept_before
        assert "cookie" not in response.headers.get("Vary", "").lower()


def test_a_malformed_cookie_of_a_visitor_is_not_answered_with_another_one(small_site):
    response = Client(HTTP_COOKIE="csrftoken=!; sessionid=../../etc").get("/sv/")
    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.parametrize("address", PUBLIC)
def test_every_public_address_sends_the_policy_and_asks_browsers_to_say_where_a_post_comes_from(small_site, address):
    headers = Client().get(address).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/sv/", "/fi/alvmark/om-oss/", "/sv/nothing/"])
def test_a_public_page_loads_nothing_from_anywhere_else(small_site, address):
    page = Client().get(address).content.decode()
    loaded = LOADED.findall(page)
    assert loaded
    assert [url for url in loaded if not url.startswith("/static/")] == []
    assert not re.search(r"<style|<script(?![^>]*\bsrc=|[^>]*ld.json)|\sstyle=|\son\w+=", page)


def test_a_page_may_be_kept_for_a_minute(small_site):
    response = Client().get("/sv/alvmark/om-oss/")
    assert response.status_code == 200
    assert sorted(response["Cache-Control"].split(", ")) == ["max-age=60", "public"]


@pytest.mark.parametrize(("seconds", "kept"), [([20, 40], 20), ([3600], 60), ([-5], 60), ([None, 0.4], 1), ([], 60)])
def test_a_page_is_kept_no_longer_than_until_the_next_moment_at_which_it_changes(seconds, kept):
    now = timezone.now()
    changes = [None if after is None else now + timedelta(seconds=after) for after in seconds]
    assert freshness.seconds_fresh(changes, now) == kept


@pytest.mark.parametrize("moment", ["opens", "closes"])
def test_a_page_with_a_form_is_kept_no_longer_than_until_the_form_opens_or_closes(db, moment):
    page = a_form_page()
    if moment == "opens":
        page.opens_at = change = timezone.now() + timedelta(days=3)
    else:
        page.closes_on = timezone.localdate() + timedelta(days=3)
        change = closing_moment(page.closes_on, page.zone())
    page.save()
    with time_machine.travel(change - timedelta(seconds=15), tick=False):
        response = Client().get(address_of(page))
        assert response.status_code == 200
        assert "max-age=15" in response["Cache-Control"]
    with time_machine.travel(change - timedelta(seconds=150), tick=False):
        assert "max-age=60" in Client().get(address_of(page))["Cache-Control"]


def test_a_page_that_expires_soon_says_so_to_proxies(small_site):
    small_site.about.expire_at = timezone.now() + timedelta(seconds=30)
    small_site.about.save()
    with time_machine.travel(small_site.about.expire_at - timedelta(seconds=12), tick=False):
        assert "max-age=12" in Client().get("/sv/alvmark/om-oss/")["Cache-Control"]


@pytest.mark.parametrize("address", ["/sv/nothing/", "/nothing/"])
def test_an_error_is_not_kept(small_site, address):
    response = Client().get(address)
    assert (response.status_code, response["Cache-Control"]) == (404, "no-store")


def test_a_page_that_has_not_changed_is_not_sent_again(small_site):
    first = Client().get("/sv/alvmark/om-oss/")
    again = Client().get("/sv/alvmark/om-oss/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_admin_has_a_policy_of_its_own_and_is_never_kept(editor):
    response = editor.get("/admin/")
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "private" in response["Cache-Control"]


def test_the_preview_of_a_page_may_be_framed_by_the_admin_and_loads_as_the_admin_does(editor, small_site):
    page = small_site.about
    page.save_revision()
    response = editor.get(f"/admin/pages/{page.pk}/view_draft/")
    assert response.status_code == 200
    assert "Om oss" in response.content.decode()
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "private" in response["Cache-Control"]


def test_the_frame_wears_the_colours_of_the_body_whose_page_it_is(small_site):
    assert 'data-profile="spruce"' in Client().get("/sv/").content.decode()
    page = Client().get("/fi/alvmark/om-oss/").content.decode()
    assert 'data-profile="fjord"' in page
    assert "Älvmarkin alue" in page


def test_every_live_page_of_every_language_stands_in_the_sitemap_with_its_other_languages(small_site):
    small_site.finnish_about.live = False
    small_site.finnish_about.save()
    response = Client().get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml"
    found = re.findall(r"<loc>(.*?)</loc>", response.content.decode())
    assert sorted(found) == [
        f"http://testserver{path}" for path in ["/fi/", "/fi/alvmark/", "/sv/", "/sv/alvmark/", "/sv/alvmark/om-oss/"]
    ]
    entry = response.content.decode().split("<loc>http://testserver/fi/alvmark/</loc>")[1].split("</url>")[0]
    assert 'hreflang="sv" href="http://testserver/sv/alvmark/"' in entry
    assert 'hreflang="fi" href="http://testserver/fi/alvmark/"' in entry


def test_robots_are_told_where_the_sitemap_lies_and_to_stay_out_of_the_admin(client):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /admin/" in text


def test_pictures_are_served_and_documents_are_not_to_be_had_around_wagtail(client, settings):
    for folder in ("images", "documents"):
        (settings.MEDIA_ROOT / folder).mkdir(parents=True, exist_ok=True)
        (settings.MEDIA_ROOT / folder / "x.txt").write_text("kept")
    assert b"".join(client.get("/media/images/x.txt").streaming_content) == b"kept"
    assert client.get("/media/documents/x.txt").status_code == 404


def test_a_document_is_handed_out_without_a_cookie(editor, db):
    document = Document.objects.create(title="Program", file=ContentFile(b"program", "program.txt"))
    for client in (Client(), editor):
        response = client.get(document.url)
        assert b"".join(response.streaming_content) == b"program"
        assert "Set-Cookie" not in response.headers
        assert "cookie" not in response.headers.get("Vary", "").lower()
