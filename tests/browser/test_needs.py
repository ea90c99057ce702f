"""Access needs and the square on a receipt with a browser: without a barrier, and on a telephone."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from playwright.sync_api import Browser

from forms_app.models import AccessTask
from forms_app.ready_made.follow_ups import with_follow_ups
from privacy.roles import Role
from tests.browser.visitor import Visitor
from tests.factories import a_form_page, a_submission, an_officer, question


@pytest.fixture
def visitor(browser: Browser, live_server: Any) -> Any:
    context = browser.new_context(base_url=live_server.url, reduced_motion="reduce")
    client = Client()
    client.force_login(an_officer(Role.CASE_OFFICER))
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    context.add_cookies([{**cookie, "url": live_server.url}])
    yield Visitor(context.new_page(), live_server.url)
    context.close()


def a_form_with_needs() -> Any:
    access = question("access")
    with translation.override("sv"):
        access.complete()
        rows = with_follow_ups([question("name"), question("email"), question("telephone"), access])
    page = a_form_page(*rows, title="Tillgänglighetsdag för folkbibliotek", closes_on=date(2099, 2, 21))
    usual = {"sign_language": "", "access_other": ""}
    now = timezone.now()
    a_submission(page, name="Ada Ahlström-Lindqvist", access=["interpreter", "guidedog"], now=now,
                 **{**usual, "sign_language": "finlandswedish"})  # fmt: skip
    a_submission(page, name="Bo Berg", email="bo@example.org", access=["wheelchair"], now=now + timedelta(hours=1),
                 **usual)  # fmt: skip
    AccessTask.objects.filter(pk=AccessTask.objects.all()[0].pk).update(state="booked", booked_at=now)
    return page


def test_the_pages_of_access_needs_have_no_barrier_and_fit_a_telephone(visitor, live_server):
    page = a_form_with_needs()
    task = AccessTask.objects.filter(state="new")[0]
    paths = (
        reverse("forms_app_desk:needs", args=[page.pk]),
        reverse("forms_app_desk:need_order", args=[page.pk, task.pk]),
        page.get_url_parts()[2],
        reverse("events:show_code"),
    )
    found = []
    for path in paths:
        for width in (1280, 390, 320):
            visitor.page.set_viewport_size({"width": width, "height": 900})
            assert visitor.open(path).status == 200, path
            found += [f"{path} {width}: {visitor.overflow()}"] if visitor.overflow() > 0 else []
        found += [f"{path}: {each}" for each in visitor.axe()]
    assert found == []
