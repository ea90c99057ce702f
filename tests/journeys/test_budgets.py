"""How many queries a visitor costs, with what a process remembers warm and no page cache."""
from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import EventPage
from tests.journeys.visitor import Visitor

HOME, INDEX, FORM, POST = 6, 10, 14, 24


def cost_of(visitor: Visitor, path: str) -> int:
    """Queries of the second visit to ``path``."""
    assert visitor.go(path).status_code == 200
    with CaptureQueriesContext(connection) as counted:
        visitor.go(path)
    return len(counted)


@pytest.mark.parametrize("path", ["/sv/", "/fi/"])
def test_the_start_page(visitor, path):
    assert cost_of(visitor, path) <= HOME


@pytest.mark.parametrize(
    "path", ["/sv/region-granskar/evenemang/", "/fi/region-granskar/tapahtumat/", "/sv/delaktighetsverket/evenemang/"]
)
def test_a_list_of_events(visitor, path):
    assert cost_of(visitor, path) <= INDEX


@pytest.mark.parametrize("slug", ["vassbaten", "palvelut", "koordinaattorit"])
@pytest.mark.parametrize("language", ["sv", "fi"])
def test_an_event_with_its_form_and_a_registration(visitor, slug, language):
    key = EventPage.objects.get(slug=slug).translation_key
    page = EventPage.objects.get(translation_key=key, locale__language_code=language)
    assert cost_of(visitor, page.url) <= FORM
    posted = visitor.fill()
    for control in visitor.page.select("form input[required], form input[aria-required]"):
        posted[control["name"]] = control["value"] if control.get("type") == "radio" else "Nils Ekvik"
    posted[visitor.page.select_one("form input[type=email]")["name"]] = "nils.ekvik@example.org"
    with CaptureQueriesContext(connection) as counted:
        visitor.send(posted)
    assert visitor.answer.status_code == 303, visitor.text()
    assert len([each for each in counted if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]) <= POST
