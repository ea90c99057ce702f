"""The page on which people ask about their data: plain, the same for everybody, and single use where it matters."""

import re
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from privacy.models import OutboundMessage, RequestToken, RightsRequest
from privacy.requests import request_mails, tokens
from tests.privacy.conftest import add_page, make_body

LANGUAGES = ("sv", "fi", "en")
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
ASKED = {"kind": "access", "name": "Aino Ek", "email": "aino.ek@example.org", "language": "sv"}
#: Said once in all languages: the words of the code itself, or a translation of them.
BUTTON = "button[type=submit]"


@pytest.fixture(autouse=True)
def nobody_has_asked() -> None:
    """The limits begin anew."""
    cache.clear()


@pytest.fixture
def site(page: Page) -> Page:
    """A site on which one authority answers for personal data."""
    make_body(page)
    return page


def ask(at: str = "sv", headers: dict[str, str] | None = None, **changes: Any) -> Any:
    """Send the form from its own page, with ``changes`` in it."""
    return Client().post(f"/{at}/personal-data/", {**ASKED, **changes}, headers=headers or FROM_HERE)


def seen(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_asks_in_each_language_without_cookie_or_script(site: Page, language: str) -> None:
    page = Client().get(f"/{language}/personal-data/")
    assert page.status_code == 200
    assert not page.cookies
    assert "max-age=60" in page["Cache-Control"]
    assert seen(page).html["lang"] == language
    assert len(seen(page).select("input[name=kind]")) == 7
    assert seen(page).select("input[name=controller]") == []
    answer = ask(language, language=language)
    assert (answer.status_code, answer["Location"]) == (303, f"/{language}/personal-data/sent/")
    request = RightsRequest.objects.get()
    assert (request.kind, request.channel, request.language, request.name) == ("access", "web", language, "Aino Ek")
    assert list(OutboundMessage.objects.values_list("kind", "language")) == [("request_confirm", language)]
    sent = Client().get(answer["Location"])
    assert (sent.status_code, sent["X-Robots-Tag"]) == (200, "noindex")
    assert ASKED["email"] not in sent.content.decode()


def test_where_several_authorities_answer_one_says_which(site: Page) -> None:
    other = make_body(add_page(Page.get_first_root_node(), "Virasto"), "FI").controller
    assert len(seen(Client().get("/fi/personal-data/")).select("input[name=controller]")) == 2
    assert ask("fi").status_code == 422
    assert ask("fi", controller=other.pk).status_code == 303
    assert RightsRequest.objects.get().controller == other


def test_other_addresses_and_numbers_belong_to_the_case(site: Page) -> None:
    assert ask(others="old@example.org\n040-123 45 67, Aino.Ek@example.org").status_code == 303
    found = RightsRequest.objects.get().addresses.order_by("pk").values_list("kind", "value", "is_first")
    assert list(found)[:3] == [
        ("email", "aino.ek@example.org", True), ("email", "old@example.org", False), ("phone", "040-123 45 67", False),
    ]  # fmt: skip


@pytest.mark.parametrize(("wrong", "field"), [
    ({"kind": ""}, "kind"), ({"kind": "appraisal"}, "kind"), ({"name": ""}, "name"), ({"name": "x" * 201}, "name"),
    ({"email": ""}, "email"), ({"email": "aino"}, "email"), ({"others": "my old one"}, "others"),
    ({"others": "\n".join(f"a{n}@example.org" for n in range(11))}, "others"), ({"text": "x" * 2001}, "text"),
    ({"language": "nb"}, "language"), ({"webbplats": "http://spam.example"}, "webbplats"),
])  # fmt: skip
def test_what_is_missing_or_wrong_is_said_beside_the_field_and_first(site: Page, wrong: Any, field: str) -> None:
    answer = ask(text="Höstmötet", **wrong) if "text" not in wrong else ask(**wrong)
    assert answer.status_code == 422
    page = seen(answer)
    assert page.select(f".has-error [name={field}]")
    target = page.select_one(".error-summary a")["href"].removeprefix("#")
    assert page.find(id=target)["name"] == field
    assert "no-store" in answer["Cache-Control"]
    assert not RightsRequest.objects.exists()


def test_what_was_written_is_kept_after_an_error(site: Page) -> None:
    page = seen(ask(name="", text="Höstmötet"))
    assert page.select_one("[name=text]").get_text(strip=True) == "Höstmötet"
    assert page.select_one("[name=email]")["value"] == ASKED["email"]
    assert page.select_one("[name=kind][checked]")["value"] == "access"


def test_a_post_from_another_site_is_refused_and_kept(site: Page) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        answer = ask(headers=headers)
        assert answer.status_code == 403
        assert seen(answer).select_one("[name=name]")["value"] == "Aino Ek"
    assert not RightsRequest.objects.exists()
    assert ask(headers={"Origin": "http://testserver"}).status_code == 303


def test_a_malformed_post_is_refused(site: Page) -> None:
    for body, kind in (("{}", "application/json"), ("name=%00", "application/x-www-form-urlencoded")):
        answer = Client().post("/sv/personal-data/", body, content_type=kind, headers=FROM_HERE)
        assert answer.status_code == 400
    assert Client().put("/sv/personal-data/").status_code == 405


def test_one_mailbox_and_one_network_can_be_asked_for_only_so_often(site: Page) -> None:
    assert [ask().status_code for _turn in range(4)] == [303, 303, 303, 429]
    late = ask(email="AINO.EK@example.org")
    assert (late.status_code, late["Retry-After"]) == (429, "600")
    assert seen(late).select_one("[name=name]")["value"] == "Aino Ek"
    codes = [ask(email=f"a{number}@example.org").status_code for number in range(26)]
    assert (codes[0], codes[-1]) == (303, 429)
    assert not any("example.org" in key for key in cache._cache)


def test_nobody_can_be_asked_where_nobody_answers(db: None) -> None:
    assert Client().get("/sv/personal-data/").status_code == 404


# --- the link of the mail ------------------------------------------------------------------------


@pytest.fixture
def link(site: Page) -> str:
    """The address in the mail that she gets."""
    ask()
    letter = request_mails.confirm(RightsRequest.objects.get().pk, "sv")
    assert letter is not None
    found = re.search(r"https?://[^/]+(/sv/personal-data/confirm/\S+)", letter.text)
    assert found
    return found[1]


def test_the_link_shows_a_button_and_the_button_confirms_once(link: str) -> None:
    page = Client().get(link)
    assert page.status_code == 200
    assert len(seen(page).select(BUTTON)) == 1
    assert RightsRequest.objects.get().confirmed_at is None
    form = {"content_type": "application/x-www-form-urlencoded", "headers": FROM_HERE}
    answer = Client().post(link, "confirm=1", **form)
    assert (answer.status_code, answer["Location"]) == (303, "/sv/personal-data/confirmed/")
    assert RightsRequest.objects.get().confirmed_at is not None
    assert Client().get(answer["Location"]).status_code == 200
    assert set(OutboundMessage.objects.values_list("kind", flat=True)) == {"request_confirm", "request_received"}
    for again in (Client().post(link, "confirm=1", **form), Client().get(link)):
        assert again.status_code == 410
        assert "/sv/personal-data/" in [each["href"] for each in seen(again).select("main a")]


def test_a_link_that_was_used_is_too_old_or_was_never_sent_says_the_same(link: str) -> None:
    request = RightsRequest.objects.get()
    old = tokens.issue(request, RequestToken.Purpose.CONFIRM, now=timezone.now() - timedelta(hours=49))
    pages = [Client().get(f"/sv/personal-data/confirm/{token}/") for token in (old, "X" * 43)]
    assert [page.status_code for page in pages] == [410, 410]
    assert pages[0].content == pages[1].content
    assert Client().get(link).status_code == 200


def test_the_button_pressed_on_another_site_confirms_nothing(link: str) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        answer = Client().post(link, {"x": "1"}, headers=headers)
        assert answer.status_code == 403
    assert RightsRequest.objects.get().confirmed_at is None
    assert Client().get(link).status_code == 200
