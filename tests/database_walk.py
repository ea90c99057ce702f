"""Every value of every table of the PostgreSQL database, read by the tests' own plain walk.

Knows nothing of models, declarations or the sweep, so that it can judge them.
"""
from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

Place = tuple[str, str]


def rows() -> Iterator[tuple[str, dict[str, str]]]:
    """(table, column -> value as text) of every row; sessions opened."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')
            columns = [each[0] for each in cursor.description]
            texts = ", ".join(f'"{column}"::text' for column in columns)
            cursor.execute(f'SELECT {texts} FROM "{table}"')
            for values in cursor.fetchall():
                row = {column: value or "" for column, value in zip(columns, values, strict=True)}
                if table == "django_session":
                    row["session_data"] = str(SessionStore().decode(row["session_data"]))
                yield table, row


def places_of(strings: Iterable[str]) -> dict[str, set[Place]]:
    """string -> the (table, column) in which it stands, whatever the case of its letters."""
    wanted = re.compile("|".join(re.escape(each) for each in sorted(strings, key=len, reverse=True)), re.IGNORECASE)
    found: dict[str, set[Place]] = defaultdict(set)
    for table, row in rows():
        for column, value in row.items():
            for hit in wanted.findall(value):
                found[hit.lower()].add((table, column))
    return found


def rows_with(strings: Iterable[str]) -> set[str]:
    """Every row in which one of the strings stands, whole, to be compared byte by byte."""
    wanted = [each.lower() for each in strings]
    return {
        f"{table} {sorted(row.items())}"
        for table, row in rows()
        if any(each in value.lower() for each in wanted for value in row.values())
    }


def in_the_files(strings: Iterable[str]) -> set[str]:
    """Which strings stand in the bytes of the database's own files, after everything was written out."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        (directory,) = cursor.fetchone()
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        (number,) = cursor.fetchone()
    wanted = [each.lower().encode() for each in strings]
    found = set()
    for path in (Path(directory) / "base" / str(number)).iterdir():
        content = path.read_bytes().lower()
        found |= {each.decode() for each in wanted if each in content}
    return found


def write_anew(*, patience: float = 300) -> None:
    """VACUUM FULL, once it can leave out every row that is gone.

    It keeps rows for as long as any transaction that is older than their removal is open, in whatever database of the
    server: another test at work beside this one is enough (PostgreSQL's manual, "Routine Vacuuming").

    :param patience: seconds to wait for such transactions.
    :raises TimeoutError: when one of them is still open.
    """
    until = time.monotonic() + patience
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
        (last,) = cursor.fetchone()
        while True:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot()) > %s::xid8", [last])
            if cursor.fetchone()[0]:
                break
            if time.monotonic() > until:
                raise TimeoutError("an older transaction is still open")
            time.sleep(0.1)
        cursor.execute("VACUUM FULL")
