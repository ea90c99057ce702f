"""Events whose form asks what people eat, those who have registered to them, and the page about it at the desk."""
from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from forms_app.models import Submission
from forms_app.ready_made.follow_ups import with_follow_ups
from tests.events.conftest import register
from tests.events.visiting import limited
from tests.factories import question
from tests.forms_app.test_desk import signed_in

NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)


def asking(page: Any, *kinds: str, **settings: Any) -> Any:
    """The page, whose form asks these questions on diet instead of its own; with what goes with each."""
    kept = [row for row in page.form_fields.all() if row.field_type != "diet"]
    with translation.override("sv"):
        added = [question(kind) for kind in kinds]
        for row in added:
            row.complete()
        rows = with_follow_ups([*kept, *added])
    for order, row in enumerate(rows):
        row.sort_order = order
    return limited(page, form_fields=rows, **settings)


def eat(page: Any, number: int, *kinds: str, first: int = 0, **given: Any) -> list[Submission]:
    """So many people register who eat these kinds."""
    usual = {"diet": "", "diet_kinds": list(kinds), "diet_other": ""}
    return [
        register(page, now=NOW, name=f"{'-'.join(kinds)} {first + place}",
                 email=f"{'-'.join(kinds) or 'all'}{first + place}@example.org", **{**usual, **given})
        for place in range(number)
    ]  # fmt: skip


def address(page: Any) -> str:
    return reverse("events_desk:catering", args=[page.pk])


def seen_by(user: Any, page: Any) -> BeautifulSoup:
    """The page as ``user`` sees it."""
    response = signed_in(user).get(address(page))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def cells(soup: BeautifulSoup, panel: str = "serving-1") -> dict[str, str]:
    """A table of diets: the words of each row and its number."""
    rows = soup.select(f"#{panel} tbody tr") or soup.select(f"#{panel}-content tbody tr")
    return {row.th.get_text(strip=True): " ".join(row.td.get_text().split()) for row in rows}


def portions(soup: BeautifulSoup) -> list[str]:
    return [each.get_text(strip=True) for each in soup.select(".catering-portions")]
