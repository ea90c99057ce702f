"""What one comes to at an event, in words for the desk: its occasions, or the steps of a programme."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from events.models import Module
from events.programme_words import step_names
from events.wording import when_words
from home.languages import text_language


@dataclass(frozen=True, slots=True)
class Part:
    """One of them: ``key`` lasts over revisions; ``beside`` is what tells it more closely, or empty."""

    key: UUID
    name: str
    beside: str

    @property
    def called(self) -> str:
        """Its whole name: "Module 2: The rooms of the house"."""
        return f"{self.name}: {self.beside}" if self.beside else self.name


def parts_of(page: Any) -> list[Part]:
    """What one comes to at the event of ``page`` (canonical), in its order, in the reader's language."""
    return named(page, page.attended_rows())


def named(page: Any, rows: Iterable[Any]) -> list[Part]:
    """These occasions or steps of ``page`` in words, in their order."""
    known = list(rows)
    steps = [each for each in known if isinstance(each, Module)]
    numbered = dict(zip((each.pk for each in steps), step_names(steps), strict=True))
    return [
        Part(each.translation_key, numbered[each.pk], each.title)
        if isinstance(each, Module)
        else _occasion(page, each)
        for each in known
    ]


def _occasion(page: Any, occasion: Any) -> Part:
    when = when_words(occasion.when(page.zone()), get_language() or text_language(page))
    return Part(occasion.translation_key, occasion.title or when, when if occasion.title else "")
