"""Which public body a page belongs to, by name."""
from __future__ import annotations

from typing import Any

from home.models import BodyPage
from home.navigation import remembered


def body_names(locale_id: int) -> dict[str, str]:
    """The name of each live public body of one language by its path in the tree; read once a minute."""

    def look() -> dict[str, str]:
        return dict(BodyPage.objects.live().filter(locale_id=locale_id).values_list("path", "title"))

    return remembered(f"bodies.{locale_id}", look)


def name_of_body(page: Any) -> str:
    """The name of the public body that ``page`` is or lies below, or nothing where it lies below none."""
    names = body_names(page.locale_id)
    return next((name for path, name in names.items() if page.path.startswith(path)), "")
