"""The days of an edition: all of them that the page and its rows have, and what each becomes next time."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import DateField, DateTimeField
from django.utils import timezone
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, Page

from events.editions.moved_days import moved_as
from events.times import Precision
from events.wording import day_words, when_words


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the old edition.

    ``relation`` and ``key``: the row of the page it stands in, by its lasting name; "" and None on the page itself.
    ``said``: as it is in words. ``precision``: how much of it is decided.
    """

    relation: str
    key: UUID | None
    field: str
    label: str
    day: date
    said: str
    precision: Precision = Precision.DAY

    @property
    def name(self) -> str:
        """Its name in a form."""
        return "-".join(filter(None, ["day", self.relation, str(self.key or ""), self.field]))

    def becomes(self, first: date, new_first: date) -> date:
        """The day it moves to."""
        return moved_as(self.precision, self.day, first, new_first)


def days_of(page: Any, language: str) -> list[Day]:
    """Every day that an editor has set on the canonical ``page``: its occasions in their order, then the rest."""
    rows = [day for relation in _relations(page) for day in _of_rows(page, relation, language)]
    occasions = sorted((day for day in rows if day.relation == "occasions"), key=lambda day: day.day)
    others = [day for day in rows if day.relation != "occasions"]
    return [*occasions, *_of_page(page, language), *others]


def first_of(days: list[Day]) -> date | None:
    """The day that all others are counted from: that of the first occasion, where there is one."""
    occasions = [each for each in days if each.relation == "occasions"]
    decided = [each for each in occasions if each.precision in (Precision.EXACT, Precision.DAY)]
    return min((each.day for each in decided or occasions or days), default=None)


def _relations(page: Any) -> Iterator[str]:
    for relation in get_all_child_relations(type(page)):
        if relation.get_accessor_name() == COMMENTS_RELATION_NAME:
            continue
        if any(_is_day(field) for field in relation.related_model._meta.fields):
            yield relation.get_accessor_name()


def _of_page(page: Any, language: str) -> Iterator[Day]:
    for field in page._meta.concrete_fields:
        # When a page is published and taken down is Wagtail's business, and decided anew.
        if _is_day(field) and field.model is not Page:
            day = _local(getattr(page, field.name), page)
            if day is not None:
                yield Day("", None, field.name, capfirst(field.verbose_name), day, day_words(day, language))


def _of_rows(page: Any, relation: str, language: str) -> Iterator[Day]:
    for number, row in enumerate(getattr(page, relation).all(), start=1):
        named = f"{capfirst(row._meta.verbose_name)} {number}"
        for field in row._meta.concrete_fields:
            day = _local(getattr(row, field.name), page) if _is_day(field) else None
            if day is None:
                continue
            is_when = relation == "occasions" and field.name == "first_day"
            said = when_words(row.when(page.zone()), language) if is_when else day_words(day, language)
            precision = Precision(row.precision) if relation == "occasions" else Precision.DAY
            label = named if is_when else f"{named}, {field.verbose_name}"
            yield Day(relation, row.translation_key, field.name, label, day, said, precision)


def _is_day(field: Any) -> bool:
    return isinstance(field, DateField) and field.editable and not field.auto_created


def _local(value: date | datetime | None, page: Any) -> date | None:
    return timezone.localdate(value, page.zone()) if isinstance(value, datetime) else value


def moved_value(field: Any, before: Any, day: date | None, page: Any) -> Any:
    """What a field of the new page has: the day, with the clock that a moment showed before."""
    if day is None or not isinstance(field, DateTimeField):
        return day
    clock = timezone.localtime(before, page.zone()).time()
    return datetime.combine(day, clock, page.zone())
