"""Every error has a page, in the language of its address, and the last ones need no database."""
import pytest
from django.test import Client, RequestFactory

from config import errors
from home.models import StandardPage

STATUSES = [400, 403, 404, 413, 429, 500, 503]
HEADINGS = {"sv": "Till startsidan", "fi": "Etusivulle", "en": "To the start page"}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["sv", "fi", "en"])
@pytest.mark.parametrize("status", STATUSES)
def test_every_error_page_speaks_the_language_of_its_address_and_leads_home(status, language):
    response = errors.page(RequestFactory().get(f"/{language}/x/", headers={"accept-language": "de"}), status)
    page = response.content.decode()
    assert response.status_code == status
    assert f'<html lang="{language}"' in page
    assert f'href="/{language}/"' in page
    assert page.count("<h1") == 1
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("status", [500, 503])
def test_the_pages_for_500_and_503_ask_the_database_for_nothing(status):
    # Without the mark of pytest-django every look into the database is an error.
    page = errors.page(RequestFactory().get("/fi/x/"), status).content.decode()
    assert "<h1" in page
    assert 'href="/fi/"' in page


def test_when_even_the_template_fails_a_few_words_remain():
    request = RequestFactory().get("/fi/x/")
    # The page for 404 has the menu, which needs the database that this test may not ask.
    request._wagtail_site = None
    response = errors.page(request, 599)
    assert response.status_code == 599
    assert '<html lang="fi">' in response.content.decode()


@pytest.mark.django_db
def test_a_fault_of_ours_is_a_page_that_says_so(small_site, monkeypatch):
    def serve(page, request, *args, **kwargs):
        raise RuntimeError("a fault")

    assert Client().get("/fi/alvmark/om-oss/").status_code == 200
    monkeypatch.setattr(StandardPage, "serve", serve)
    response = Client(raise_request_exception=False).get("/fi/alvmark/om-oss/")
    assert response.status_code == 500
    assert '<html lang="fi"' in response.content.decode()
    assert "a fault" not in response.content.decode()


@pytest.mark.django_db
def test_a_host_that_is_not_ours_gets_the_page_for_400():
    response = Client(headers={"host": "evil.example"}).get("/sv/")
    assert response.status_code == 400
    assert "<h1" in response.content.decode()
