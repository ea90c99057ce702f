"""Looks for an order that somebody knows: in every column of every table, in what the database notes beside the
columns, and in the bytes of its files.

Knows nothing of evaluations, so that it can judge them. Works on PostgreSQL and on SQLite.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from django.db import connection

#: What PostgreSQL notes of each row beside its columns; SQLite numbers its rows.
SYSTEM_COLUMNS = {"postgresql": ("xmin", "xmax", "cmin", "cmax", "ctid"), "sqlite": ("rowid",)}
#: From here on an order is known: of ten at most two neighbours stand wrong. By chance once in 30,000 times.
KNOWN = 0.9


def likeness(places: dict[str, int]) -> float:
    """How much an order is the known one (1), its reverse (-1) or neither (0): Kendall's tau, ties count nothing.

    :param places: what stands where, by strings in the known order.
    """
    pairs = list(combinations(places.values(), 2))
    return sum((first < second) - (first > second) for first, second in pairs) / len(pairs) if pairs else 0.0


def orders_that_tell(planted: Sequence[str]) -> set[str]:
    """Where rows or bytes that hold ``planted`` stand in the order of ``planted``, or in its reverse."""
    return {where for where, tau in _all_orders(planted) if abs(tau) >= KNOWN}


def tables_with(planted: Sequence[str]) -> dict[str, set[str]]:
    """table -> which of ``planted`` stand in it."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in _tables():
        for _columns, text in _rows(table):
            found[table] |= {each for each in planted if each in text}
    return {table: words for table, words in found.items() if words}


def in_the_files(planted: Sequence[str]) -> set[str]:
    """Which of ``planted`` stand in the bytes of the database's files, dead rows and free pages included."""
    return {each for content in _files().values() for each in planted if each.encode() in content}


def _all_orders(planted: Sequence[str]) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    for table, words in tables_with(planted).items():
        if len(words) < len(planted):
            continue
        found += [(f"{table}.{each}", likeness(_places(table, each, planted))) for each in _columns(table)]
    for name, content in _files().items():
        at = {each: content.find(each.encode()) for each in planted}
        if all(place >= 0 for place in at.values()):
            found.append((name, likeness(at)))
    return found


def _places(table: str, column: str, planted: Sequence[str]) -> dict[str, int]:
    """Each planted string with the rank of its row by the column; equal values have equal ranks."""
    quoted = f'"{column}"' if column not in SYSTEM_COLUMNS[connection.vendor] else column
    key = f"{quoted}::text::bigint" if column in ("xmin", "xmax", "cmin", "cmax") else quoted
    texts = _texts_of(table)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT dense_rank() OVER (ORDER BY {key}), {texts} FROM "{table}"')
        rows = [(rank, "\n".join(str(value) for value in values)) for rank, *values in cursor.fetchall()]
    return {each: next(rank for rank, text in rows if each in text) for each in planted}


def _tables() -> list[str]:
    return connection.introspection.table_names()


def _columns(table: str) -> list[str]:
    return [*_own_columns(connection.vendor, table), *SYSTEM_COLUMNS[connection.vendor]]


@cache
def _own_columns(_vendor: str, table: str) -> list[str]:
    """Read once: the tables are the same in every database of one kind."""
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def _texts_of(table: str) -> str:
    cast = "::text" if connection.vendor == "postgresql" else ""
    return ", ".join(f'"{name}"{cast}' for name in _own_columns(connection.vendor, table))


def _rows(table: str) -> list[tuple[tuple[Any, ...], str]]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {_texts_of(table)} FROM "{table}"')
        return [(values, "\n".join(str(value) for value in values)) for values in cursor.fetchall()]


def _files() -> dict[str, bytes]:
    """The database's own files by name, after everything was written out."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            path = Path(str(connection.settings_dict["NAME"]))
            return {each.name: each.read_bytes() for each in path.parent.glob(f"{path.name}*")}
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        (directory,) = cursor.fetchone()
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        (number,) = cursor.fetchone()
    return {path.name: path.read_bytes() for path in (Path(directory) / "base" / str(number)).iterdir()}


def sequences() -> dict[str, int]:
    """Every counter of the database by name."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
        else:
            cursor.execute("SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences")
        return dict(cursor.fetchall())

