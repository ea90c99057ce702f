"""What the database holds, asked of the database itself: every table, every column that can hold text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

_ROWS_AT_A_TIME = 1000
#: Where PostgreSQL's planner shows what it remembers of every column.
STATISTICS = "pg_stats"

#: Ordinary, partitioned and foreign tables and materialised views outside the system's own schemas.
_POSTGRESQL_TABLES = """
    SELECT c.oid::bigint, n.nspname, c.relname, has_table_privilege(c.oid, 'SELECT')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND n.nspname NOT LIKE 'pg_toast%%' AND n.nspname NOT LIKE 'pg_temp%%'
    ORDER BY n.nspname, c.relname
"""
#: Every column but numbers, dates and yes or no, with its type and whether it is in the primary key.
_POSTGRESQL_COLUMNS = """
    SELECT a.attname, t.typname, t.typcategory NOT IN ('N', 'B', 'D', 'T') AS holds_text,
        COALESCE(a.attnum = ANY(i.indkey), false) AS is_key
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
    WHERE a.attrelid = %s AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the columns that can hold text, and those by which a row is named."""

    name: str
    columns: tuple[tuple[str, str], ...]  # name and, on PostgreSQL, type
    key: tuple[str, ...]
    schema: str = ""
    is_readable: bool = True

    @property
    def quoted(self) -> str:
        """Its name for a statement."""
        quote = connection.ops.quote_name
        return f"{quote(self.schema)}.{quote(self.name)}" if self.schema else quote(self.name)

    @property
    def shown(self) -> str:
        """Its name for a person; the schema only where it is not the usual one."""
        return self.name if self.schema in ("", "public") else f"{self.schema}.{self.name}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the values of its key, and of every column that can hold text."""

    key: tuple[Any, ...]
    values: tuple[tuple[str, Any], ...]


def tables() -> list[Table]:
    """Every table of the database, whoever made it."""
    return _postgresql_tables() if connection.vendor == "postgresql" else _sqlite_tables()


def rows(table: Table) -> Iterator[Row]:
    """Every row, a thousand at a time; search vectors as text, bytes as bytes."""
    keys = [_expression(column, "") for column in table.key]
    values = [_expression(name, kind) for name, kind in table.columns]
    names = [name for name, _kind in table.columns]
    with connection.chunked_cursor() as cursor:
        cursor.execute(" ".join(("SELECT", ", ".join([*keys, *values]), "FROM", table.quoted)))
        while found := cursor.fetchmany(_ROWS_AT_A_TIME):
            for each in found:
                yield Row(tuple(each[: len(keys)]), tuple(zip(names, map(_plain, each[len(keys) :]), strict=True)))


def analyse(schema: str, name: str) -> None:
    """Let the planner learn a table anew, so that it forgets values that are gone."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {quote(schema)}.{quote(name)}")


def _expression(name: str, kind: str) -> str:
    quoted = "rowid" if name == "rowid" else "ctid" if name == "ctid" else connection.ops.quote_name(name)
    if connection.vendor == "postgresql" and kind != "bytea":
        return f"{quoted}::text"
    return quoted


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def _postgresql_tables() -> list[Table]:
    found = []
    with connection.cursor() as cursor:
        cursor.execute(_POSTGRESQL_TABLES)
        for oid, schema, name, is_readable in cursor.fetchall():
            cursor.execute(_POSTGRESQL_COLUMNS, [oid])
            columns = cursor.fetchall()
            texts = tuple((column, kind) for column, kind, holds_text, _is_key in columns if holds_text)
            key = tuple(column for column, _kind, _holds_text, is_key in columns if is_key) or ("ctid",)
            found.append(Table(name, texts, key, schema, is_readable))
        # The planner's statistics repeat the commonest values of every column until the next ANALYZE.
        statistics = tuple((column, "") for column in ("most_common_vals", "histogram_bounds", "most_common_elems"))
        found.append(Table(STATISTICS, statistics, ("schemaname", "tablename", "attname"), "pg_catalog"))
    return found


def _sqlite_tables() -> list[Table]:
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for name, statement in [*cursor.fetchall(), ("sqlite_master", "")]:
            cursor.execute("SELECT name, pk FROM pragma_table_info(%s)", [name])
            columns = cursor.fetchall()
            key = tuple(column for column, in_key in columns if in_key) or ("rowid",)
            found.append(Table(name, tuple((column, "") for column, _in_key in columns), key))
            if "using fts5" in statement.casefold():
                found.append(_vocabulary(cursor, name))
    return found


def _vocabulary(cursor: Any, name: str) -> Table:
    """The words that a full-text index itself keeps, apart from the table it was made from."""
    words = f"words_of_{name}"
    cursor.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{connection.ops.quote_name(words)}"
        f" USING fts5vocab('main', '{name}', 'instance')"
    )
    return Table(words, (("term", ""),), ("doc",), "temp")
