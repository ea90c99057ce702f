"""Posts to public pages need no token; what is too large or broken is refused before it is read."""
import io

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError
from django.test import Client, RequestFactory

from config.front_door import LARGEST_POST
from home.models import StandardPage

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


class Unreadable(io.BytesIO):
    """The body of a request that nobody may touch."""

    def read(self, *args):
        raise AssertionError("the body was read")

    readline = read


def answer_to(environ):
    """What the whole application answers; WSGI itself, so that the body is in our hands."""
    status = []
    environ = {**RequestFactory()._base_environ(), "REQUEST_METHOD": "POST", **environ}
    body = b"".join(WSGIHandler()(environ, lambda line, headers: status.append(line)))
    return int(status[0].split()[0]), body.decode()


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_a_post_that_announces_too_much_is_refused_before_its_body_is_read(small_site, language):
    status, page = answer_to({
        "PATH_INFO": f"/{language}/alvmark/om-oss/",
        "CONTENT_TYPE": FORM,
        "CONTENT_LENGTH": str(LARGEST_POST + 1),
        "wsgi.input": Unreadable(),
    })
    assert status == 413
    assert f'<html lang="{language}"' in page


def test_a_post_of_a_hundred_thousand_letters_is_let_through_to_the_form(small_site):
    response = Client(enforce_csrf_checks=True).post("/sv/alvmark/om-oss/", {"answer": "å" * 100_000})
    assert response.status_code not in (400, 403, 413)


@pytest.mark.parametrize("length", ["", "many"])
def test_a_post_that_does_not_tell_its_length_is_refused_unread(small_site, length):
    status, page = answer_to({
        "PATH_INFO": "/fi/alvmark/om-oss/",
        "CONTENT_TYPE": FORM,
        "CONTENT_LENGTH": length,
        "HTTP_TRANSFER_ENCODING": "chunked",
        "wsgi.input": Unreadable(),
    })
    assert status == 400
    assert '<html lang="fi"' in page


@pytest.mark.parametrize("content_type", [f"{FORM}; charset=utf-16", f"{FORM}; charset=utf-7", "text/plain; charset=x"])
@pytest.mark.parametrize("address", ["/sv/alvmark/om-oss/", "/account/login/"])
def test_a_charset_that_no_browser_uses_is_answered_with_400(small_site, content_type, address):
    response = Client().generic("POST", address, b"a=b", content_type=content_type)
    assert response.status_code == 400
    assert "<h1" in response.content.decode() or "<p>" in response.content.decode()


@pytest.mark.parametrize("body", [b"name=a%00b", b"na%00me=a"])
def test_a_nul_in_a_post_is_answered_with_400(small_site, body):
    assert Client().post("/sv/alvmark/om-oss/", body.replace(b"%00", b""), content_type=FORM).status_code != 400
    assert Client().post("/sv/alvmark/om-oss/", body, content_type=FORM).status_code == 400


@pytest.mark.parametrize("address", ["/sv/?q=%00", "/fi/alvmark/om-oss/?a%00=1", "/sv/%00/", "/sitemap.xml?%00"])
def test_a_nul_in_an_address_is_answered_with_400(small_site, address):
    assert Client().get(address).status_code == 400


def test_a_broken_multipart_post_is_answered_with_400(small_site):
    response = Client().post("/sv/alvmark/om-oss/", b"--x", content_type="multipart/form-data; boundary=")
    assert response.status_code == 400


def test_too_many_fields_are_answered_with_400(small_site, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5
    assert Client().post("/sv/alvmark/om-oss/", {str(n): n for n in range(9)}).status_code == 400


def test_no_token_is_asked_for_at_the_front_door_but_at_every_other_one(small_site):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/sv/alvmark/om-oss/", {"a": "b"}).status_code != 403
    assert strict.post("/account/login/", {"login": "vera", "password": "x"}).status_code == 403
    assert strict.post("/account/password/reset/", {"email": "vera@example.org"}).status_code == 403


def test_an_address_without_its_last_slash_leads_to_the_page(small_site):
    response = Client().get("/sv/alvmark/om-oss")
    assert (response.status_code, response["Location"]) == (301, "/sv/alvmark/om-oss/")


@pytest.mark.parametrize("language", ["sv", "fi"])
@pytest.mark.parametrize("error", [OperationalError("lock timeout"), OperationalError("the server went away")])
def test_when_the_database_is_away_the_page_says_try_again_in_the_visitors_language(
    small_site, monkeypatch, language, error
):
    def serve(page, request, *args, **kwargs):
        raise error

    monkeypatch.setattr(StandardPage, "serve", serve)
    client = Client(raise_request_exception=False)
    for response in (client.get(f"/{language}/alvmark/om-oss/"), client.post(f"/{language}/alvmark/om-oss/", {})):
        assert response.status_code == 503
        assert response["Retry-After"]
        assert response["Cache-Control"] == "no-store"
        assert f'<html lang="{language}"' in response.content.decode()
