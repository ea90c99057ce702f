"""Taking words out of a stored value, or the row out of its table."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.db import models

from privacy import spellings
from privacy.models import Outcome

#: What becomes of one row: (row, column, what is sought) -> Outcome.
Eraser = Callable[[Any, str, re.Pattern[str]], Outcome]

#: Columns of one table that say the same: when one loses words, so does the other.
_TWINS = ({"content", "object_str"}, {"label", "data"}, {"content_json", "object_repr"}, {"data", "field_error"})


def replace(row: Any, column: str, sought: re.Pattern[str]) -> Outcome:
    """Put a neutral mark in place of the words; the rest of the value and of the row stays.

    No signal is sent and nothing of the row's own behaviour is asked: it is the stored copy that changes.
    """
    changed: dict[str, Any] = {}
    for field in row._meta.local_concrete_fields:
        if field.name == column or any({field.name, column} <= pair for pair in _TWINS):
            value = field.value_from_object(row)
            cleaned = without(value, sought)
            if cleaned != value:
                changed[field.attname] = _fitting(field, cleaned)
    if not changed:
        return Outcome.NOTHING
    type(row)._base_manager.filter(pk=row.pk).update(**changed)
    return Outcome.BLANKED


def delete(row: Any, column: str, sought: re.Pattern[str]) -> Outcome:
    """The whole row, and with an unfinished upload its file."""
    for field in row._meta.local_concrete_fields:
        if isinstance(field, models.FileField) and getattr(row, field.name):
            getattr(row, field.name).delete(save=False)
    type(row)._base_manager.filter(pk=row.pk).delete()
    return Outcome.ERASED


def without(value: Any, sought: re.Pattern[str]) -> Any:
    """``value`` with the words replaced, in texts at any depth of lists and dictionaries."""
    if isinstance(value, str):
        return sought.sub(spellings.MARK, value)
    if isinstance(value, dict):
        return {key: without(each, sought) for key, each in value.items()}
    if isinstance(value, list):
        return [without(each, sought) for each in value]
    return value


def _fitting(field: models.Field, value: Any) -> Any:
    limit = getattr(field, "max_length", None)
    return value[:limit] if isinstance(value, str) and limit else value
