"""Asking for many rows at once with one parameter: ``filter(record__in=Among(records))``.

A thousand placeholders cost more time in Python than the database needs for the rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Field, Func, TextField, UUIDField, Value


class Among(Func):
    """The right-hand side of ``__in`` for a column of UUIDs."""

    template = "(SELECT value::uuid FROM json_array_elements_text(%(expressions)s::json))"
    field: Field[Any, Any] = UUIDField()

    def __init__(self, values: Iterable[Any]) -> None:
        # SQLite keeps a UUID as its 32 digits, and PostgreSQL reads it so.
        plain = [value.hex if isinstance(value, UUID) else value for value in values]
        super().__init__(Value(json.dumps(plain), TextField()), output_field=self.field)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """The same in SQLite's words."""
        return self.as_sql(compiler, connection, template="(SELECT value FROM json_each(%(expressions)s))", **context)


class AmongNumbers(Among):
    """The same for a column of whole numbers."""

    template = "(SELECT value::bigint FROM json_array_elements_text(%(expressions)s::json))"
    field = BigIntegerField()


class AmongTexts(Among):
    """The same for a column of texts."""

    template = "(SELECT value FROM json_array_elements_text(%(expressions)s::json))"
    field = TextField()
