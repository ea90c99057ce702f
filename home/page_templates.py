"""Templates of new pages: what an editor chooses between when she adds a page, and what each brings along. Pure."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

#: Where templates stand in the list; those of the floors above come between.
PLAIN, FORM, LIST, BODY, OTHER = 80, 85, 90, 95, 99


@dataclass(frozen=True, slots=True)
class PageTemplate:
    """One way to begin a page.

    ``key`` stands in the address; ``place`` orders the list, lowest first. ``values`` are set on the new page:
    settings only, never words that could be published by mistake. ``examples`` are such words, shown as the
    help of a field.
    """

    key: str
    name: str | Promise
    description: str | Promise = ""
    icon: str = "doc-empty"
    place: int = OTHER
    values: Mapping[str, Any] = field(default_factory=dict)
    examples: Mapping[str, str | Promise] = field(default_factory=dict)
