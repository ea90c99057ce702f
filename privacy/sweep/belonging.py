"""To whom a finding belongs: to a living record, which has a rule of its own, or to nobody."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection, models

from privacy import registry, triggers
from privacy.holding_tables import models_of_holdings
from privacy.sweep.findings import State
from privacy.sweep.needles import Needle, NeedleKind

_DEEPEST = 4
#: The key's column, and (column -> (their column, their table)) for every foreign key.
Shape = tuple[str, dict[str, tuple[str, str]]]


class Belonging:
    """Remembers what it has asked, for one sweep.

    :param own: numbers of records, and rows (table, primary key), that are known and kept on purpose.
    """

    def __init__(self, own: Collection[UUID | tuple[str, str]]) -> None:
        self._own = set(own)
        self._living: dict[UUID, bool] = {}
        self._shapes: dict[str, Shape | None] = {}
        self._models = models_of_holdings()
        self._tables = {model._meta.db_table for model in self._models}
        self._insert_only = {model._meta.db_table for model in triggers.INSERT_ONLY}

    def of_row(self, table: str, key: tuple[Any, ...], needle: Needle) -> State:
        """What a finding of ``needle`` in the row means."""
        if needle.kind is NeedleKind.RECORD and table in self._insert_only:
            return State.KEPT
        if (table, "/".join(map(str, key))) in self._own:
            return State.ELSEWHERE
        return self._state(self._records_of(table, key), needle)

    def of_file(self, name: str, needle: Needle) -> State:
        """What a finding in a file means: a row of a holding may name the file."""
        records: set[UUID] = set()
        for model in self._models:
            for field in model._meta.local_concrete_fields:
                if "file" in field.name and isinstance(field, models.CharField | models.FileField):
                    rows = model._base_manager.filter(**{f"{field.name}__in": [name, name.rpartition("/")[2]]})
                    for key in rows.values_list("pk", flat=True):
                        records |= self._records_of(model._meta.db_table, (key,))
        return self._state(records, needle)

    def _state(self, records: set[UUID], needle: Needle) -> State:
        others = records - {needle.record}
        return State.ELSEWHERE if any(map(self._lives, others)) else State.RESIDUE

    def _records_of(self, table: str, key: tuple[Any, ...], depth: int = 0) -> set[UUID]:
        """The numbers that stand in a row, and in the rows of holdings that it points to."""
        shape = self._shape(table) if len(key) == 1 and depth < _DEEPEST else None
        if shape is None:
            return set()
        own_key, parents = shape
        row = _read(table, own_key, key[0])
        found = {number for value in row.values() if (number := _number(value))}
        for column, (_their_key, parent) in parents.items():
            if row.get(column) is not None and parent in self._tables:
                found |= self._records_of(parent, (row[column],), depth + 1)
        return found

    def _lives(self, number: UUID) -> bool:
        if number not in self._living:
            self._living[number] = number in self._own or any(
                holding.stamped._base_manager.filter(pk=number).exists() for holding in registry.holdings()
            )
        return self._living[number]

    def _shape(self, table: str) -> Shape | None:
        if table not in self._shapes:
            with connection.cursor() as cursor:
                known = table in connection.introspection.table_names(cursor)
                key = connection.introspection.get_primary_key_column(cursor, table) if known else None
                relations = connection.introspection.get_relations(cursor, table) if key else {}
            self._shapes[table] = (key, relations) if key else None
        return self._shapes[table]


def _read(table: str, column: str, key: Any) -> dict[str, Any]:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(" ".join(("SELECT * FROM", quote(table), "WHERE", quote(column), "= %s")), [str(key)])
        row = cursor.fetchone()
        names = [described[0] for described in cursor.description or ()]
    return dict(zip(names, row, strict=True)) if row else {}


def _number(value: Any) -> UUID | None:
    """The record's number that a column holds, as the database gives it: SQLite keeps it as text."""
    if isinstance(value, UUID):
        return value
    if isinstance(value, str) and len(value) in (32, 36):
        try:
            return UUID(value)
        except ValueError:
            return None
    return None
