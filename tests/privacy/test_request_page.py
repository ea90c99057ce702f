"""The page on which people ask about their data: plain, the same for everybody, and single use where it matters."""

from django.test import Client
from wagtail.models import Page

from tests.privacy.conftest import make_body

LANGUAGES = ("sv", "fi", "en")


def test_one_can_ask_in_each_language_without_cookie(page: Page) -> None:
    make_body(page)
    for language in LANGUAGES:
        answer = Client().get(f"/{language}/personal-data/")
        assert answer.status_code == 200
        assert not answer.cookies
