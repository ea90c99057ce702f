"""Participants with a browser: what is asked later, at the desk and on badges, without a barrier and on a telephone."""
from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from forms_app.later import asking
from forms_app.models import FormPage, Submission
from privacy.roles import Role
from tests.browser.visitor import Visitor
from tests.factories import a_form_page, an_officer, in_language, published, question
from tests.forms_app.test_persons import register

ASKED = {"asked_of": "participant", "required": False}


def a_party() -> tuple[FormPage, Submission]:
    page = a_form_page(
        question("name"), question("organisation"), question("email"), question("name", "Deltagarens namn", **ASKED),
        question("title", "Deltagarens titel", **ASKED),
        question("diet", "Deltagarens kost", asked_when="with_place", **ASKED),
        question("telephone", asked_when="with_place", required=False),
        title="Workshop om lättläst",
    )  # fmt: skip
    in_language(page, "fi", {"Workshop om lättläst": "Selkokielipaja"})
    sent = register(
        page, {"name": "Ada Ahlström-Lindqvist", "title": "Bibliotekarie"}, {"name": "Bo Berg", "title": ""},
        name="Sara Sekreterare", organisation="Stadsbiblioteket i Älvmark",
    )  # fmt: skip
    row = question("radio", "Kommer du med buss eller tåg?", choices="b=Buss\nt=Tåg")
    row.sort_order = 99
    page.form_fields.add(row)
    return published(page), sent


@pytest.fixture
def visitor(browser: Browser, live_server: Any) -> Any:
    context = browser.new_context(base_url=live_server.url, reduced_motion="reduce")
    client = Client()
    client.force_login(an_officer(Role.CASE_OFFICER))
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}

    def arrive(*, as_officer: bool = False) -> Visitor:
        if as_officer:
            context.add_cookies([{**cookie, "url": live_server.url}])
        return Visitor(context.new_page(), live_server.url)

    yield arrive
    context.close()


def test_the_page_of_questions_asked_later_has_no_barrier_and_works_without_script(visitor, live_server):
    _page, sent = a_party()
    address = "/" + asking.link_for(sent, timezone.now()).split("/", 3)[3]
    somebody = visitor()
    assert somebody.open(address).status == 200
    assert somebody.barriers() == []
    somebody.fill()
    assert somebody.send().status == 200
    assert somebody.barriers() == []
    assert (somebody.strays, somebody.page.context.cookies()) == ([], [])


def test_the_desk_and_the_badges_have_no_barrier(visitor, live_server):
    page, sent = a_party()
    key = page.form_fields.get(label="Kommer du med buss eller tåg?").clean_name
    somebody = visitor(as_officer=True)
    for path in (
        reverse("forms_app_desk:detail", args=[sent.pk]),
        reverse("forms_app_desk:ask_later", args=[page.pk]),
        reverse("forms_app_desk:preview_asking", args=[page.pk, key]),
        reverse("forms_app_desk:badges", args=[page.pk]),
        f"{reverse('forms_app_desk:badges', args=[page.pk])}?size=63x38",
    ):
        assert somebody.open(path).status == 200
        assert somebody.axe() == [], path
        somebody.page.set_viewport_size({"width": 320, "height": 900})
        assert somebody.overflow() <= 0, path
        somebody.page.set_viewport_size({"width": 1280, "height": 900})
