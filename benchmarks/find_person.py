"""Finding a person among a million submissions by her key, against reading every answer.

    python benchmarks/find_person.py [--submissions 1000000]

Runs on a PostgreSQL of its own that is thrown away, prints milliseconds and their ratio, and ends with an
error when the key takes longer than 5 ms or is less than a thousand times as fast.
"""
from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django  # noqa: E402  (the settings must be named first)

SLOWEST_MS = 5.0
LEAST_RATIO = 1000
SOUGHT = "maj.lind@example.org"


def main() -> int:
    """Fill, measure, print; 0 when the numbers are reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=1_000_000)
    many = parser.parse_args().submissions
    django.setup()
    from tests.databases import Postgres, default_database, find_postgres

    settings, stop = find_postgres()
    databases = Postgres(settings, f"bench{os.getpid()}")
    try:
        with default_database(databases.clone("find_person")):
            return measure(many)
    finally:
        databases.drop_all()
        stop()


def measure(many: int) -> int:
    from django.db import connection

    page_key = fill(many)
    keyed = by_key()
    scan = median(3, lambda: run(
        "SELECT id FROM forms_app_submission WHERE answers->>%s = %s", [page_key, SOUGHT]
    ))  # fmt: skip
    ratio = scan / keyed
    print(f"submissions: {many:,}")
    print(f"by key, in SQL: {keyed:.3f} ms")
    print(f"by reading every answer: {scan:.1f} ms")
    print(f"ratio: {ratio:,.0f}")
    connection.close()
    return 0 if keyed <= SLOWEST_MS and ratio >= LEAST_RATIO else 1


def fill(many: int) -> str:
    """One real submission, copied in SQL under other names, with the keys of each; the key of the e-mail question."""
    from django.db import connection

    from forms_app.models import Submission
    from privacy.models import SubjectKey
    from tests.factories import a_form_page, a_submission, key_of, question

    page = a_form_page(question("name"), question("email"))
    record = a_submission(page, email=SOUGHT)
    name, email = key_of(page, "name"), key_of(page, "email")
    values = {
        "id": "gen_random_uuid()",
        "reference": "'B' || lpad(n::text, 9, '0')",
        "answers": f"jsonb_build_object('{name}', 'Person ' || n, '{email}', 'person' || n || '@example.org')",
    }
    columns = [column.column for column in Submission._meta.concrete_fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO forms_app_submission ({', '.join(columns)}) "
            f"SELECT {', '.join(values.get(column, column) for column in columns)} "
            "FROM forms_app_submission, generate_series(1, %s) AS n WHERE id = %s",
            [many - 1, record],
        )
        cursor.execute(
            f"INSERT INTO {SubjectKey._meta.db_table} (record, kind, key_number, digest) "
            "SELECT id, 'email', 1, encode(sha256(id::text::bytea), 'hex') FROM forms_app_submission WHERE id <> %s",
            [record],
        )
        cursor.execute("ANALYZE forms_app_submission")
        cursor.execute(f"ANALYZE {SubjectKey._meta.db_table}")
    assert Submission.objects.count() == SubjectKey.objects.count() == many
    return email


def by_key() -> float:
    """Milliseconds that the database needs for the statement by which the site finds her."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from privacy import subject_keys

    with CaptureQueriesContext(connection) as queries:
        assert len(subject_keys.records_with("email", SOUGHT)) == 1
    statement = queries.captured_queries[-1]["sql"]
    return median(20, lambda: explained(statement))


def explained(statement: str) -> float:
    """What the database says it needed, planning included."""
    found = json.loads(_fetched(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}"))
    return float(found[0]["Execution Time"] + found[0]["Planning Time"])


def _fetched(statement: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        (value,) = cursor.fetchone()
    return value if isinstance(value, str) else json.dumps(value)


def run(statement: str, parameters: list[Any]) -> float:
    from django.db import connection

    started = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        assert len(cursor.fetchall()) == 1
    return (time.perf_counter() - started) * 1000


def median(times: int, act: Callable[[], float]) -> float:
    return statistics.median(act() for _turn in range(times))


if __name__ == "__main__":
    sys.exit(main())
