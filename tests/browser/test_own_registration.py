"""One's own registration with a browser: its page, what one does and changes there, and the way back to a lost link."""
from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from playwright.sync_api import Browser

from events import own_links
from events.models import Registration
from forms_app import receipts
from tests.browser.visitor import Visitor
from tests.events import seminars
from tests.events.conftest import fresh, register
from tests.events.test_party import an_excursion, come, keys

each_language = pytest.mark.parametrize("language", ["sv", "fi"])


@pytest.fixture
def visitor(browser: Browser, live_server: Any) -> Any:
    context = browser.new_context(base_url=live_server.url, reduced_motion="reduce")
    yield lambda: Visitor(context.new_page(), live_server.url)
    context.close()


def a_registration(language: str) -> Registration:
    """To the seminar, on the page of one language, a few minutes ago."""
    page = seminars.the_seminar()
    first = page.occasions.get()
    first.first_day = timezone.localdate() + timedelta(days=60)
    page.occasions.add(first)
    page.save_revision().publish()
    served = fresh(page)
    if language != "sv":
        finnish = seminars.the_language(language)
        for ancestor in page.get_ancestors().filter(depth__gt=1).specific():
            if not ancestor.has_translation(finnish):
                ancestor.copy_for_translation(finnish, copy_parents=True)
        copied = fresh(page).copy_for_translation(finnish)
        type(page)._base_manager.filter(pk__in=[copied.pk]).update(live=True)
        above = copied.get_ancestors().filter(depth__gt=1)
        above.model.objects.filter(pk__in=above.values("pk")).update(live=True)
        served = fresh(copied)
    return Registration.objects.get(pk=register(fresh(page), served, now=timezone.now()).pk)


def address_of(registration: Registration) -> str:
    return urlsplit(own_links.link_for(registration, timezone.now())).path


@each_language
def test_no_page_of_ones_own_registration_has_a_barrier(visitor, language):
    her = a_registration(language)
    link = address_of(her)
    somebody = visitor()
    found = []
    Registration.objects.filter(pk=her.pk).update(asked_at=timezone.now())
    for path in (link, f"{link}cancel/", f"{link}still-coming/", f"{link}stored/", f"{link}answers/"):
        assert somebody.open(path).status == 200
        found += somebody.barriers()
    somebody.fill()
    assert somebody.send().status == 200
    for state in Registration.State.values:
        until = timezone.now() + timedelta(hours=20) if state in ("offered", "unverified") else None
        number = 1 if state == "waiting" else None
        Registration.objects.filter(pk=her.pk).update(state=state, until=until, queue_number=number)
        assert somebody.open(link).status == 200
        found += somebody.barriers()
    assert found == []
    assert (somebody.strays, somebody.complaints, somebody.page.context.cookies()) == ([], [], [])


def a_party(language: str) -> Registration:
    """Three, of whom one is not named yet, to the seminar that asks each of them something."""
    page = an_excursion(a_registration(language).submission.page.specific, names_later=True)
    served = page.get_translation(seminars.the_language(language)) if language != "sv" else page
    return come(page, "Ada", "Bo", "", served=served)


@each_language
def test_the_page_of_a_party_has_no_barrier(visitor, language):
    link = address_of(a_party(language))
    somebody = visitor()
    assert somebody.open(link).status == 200
    found = somebody.barriers()
    assert somebody.open(f"{link}party/").status == 200
    found += somebody.barriers()
    with somebody.page.expect_navigation():
        somebody.form.locator("button[name=more]").click()
    found += somebody.barriers()
    somebody.form.locator("input[name=leaves-1]").check()
    somebody.form.locator("input[name$='-4'][type=email]").fill("cai@skola.example")
    with somebody.page.expect_navigation() as arrival:
        somebody.form.locator(".form-actions button").click()
    assert arrival.value.status == 422
    found += somebody.barriers()
    assert found == []
    assert (somebody.strays, somebody.complaints, somebody.page.context.cookies()) == ([], [], [])


def test_the_enter_key_in_a_field_of_a_party_saves_and_adds_nobody(visitor):
    her = a_party("sv")
    somebody = visitor()
    somebody.open(f"{address_of(her)}party/")
    assert somebody.form.locator("button[name=more]").count() == 1
    name = somebody.form.locator(f"input[name={keys(her.submission.page.specific)['name']}-2]")
    name.fill("Boel")
    with somebody.page.expect_navigation():
        name.press("Enter")
    assert "/party/" not in somebody.page.url
    assert her.submission.persons.count() == 3
    assert "Boel" in str(her.submission.persons.get(ordinal=2).corrected)


@each_language
def test_a_lost_link_and_a_mistyped_address_have_no_barrier(visitor, language):
    her = a_registration(language)
    with translation.override(language):
        lost = reverse("events:lost_link", args=[her.event_key])
        receipt = reverse("forms_app:receipt", args=[receipts.sign(her.pk)])
    somebody = visitor()
    found = []
    for path in (lost, receipt, f"{receipt}address/"):
        assert somebody.open(path).status == 200
        found += somebody.barriers()
    assert somebody.send().status == 422
    found += somebody.barriers()
    somebody.open(lost)
    somebody.fill()
    assert somebody.send().status == 200
    assert somebody.page.url.endswith("/sent/")
    found += somebody.barriers()
    assert somebody.open(f"/{language}/registration/nothing-that-was-sent/").status == 404
    found += somebody.barriers()
    assert found == []
    assert (somebody.strays, somebody.complaints, somebody.page.context.cookies()) == ([], [], [])
