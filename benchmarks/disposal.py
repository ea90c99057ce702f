"""Disposing of many records and blanking one value in as many, against one plain statement of SQL each.

    python benchmarks/disposal.py [--records 100000]

Runs on a PostgreSQL of its own that is thrown away (in memory where there is room), while posts keep arriving.
Prints seconds and ratios, and ends with an error when one of them is not reached.
"""
from __future__ import annotations

import argparse
import cProfile
import multiprocessing
import os
import pstats
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django  # noqa: E402  (the settings must be named first)

MOST_FOR_DISPOSAL, MOST_FOR_BLANKING, LONGEST_WAIT_IN_MS = 8, 10, 100
NOW = datetime(2028, 2, 10, 12, tzinfo=UTC)
ARRIVED = datetime(2027, 2, 1, 12, tzinfo=UTC)


def main() -> int:
    """Fill, measure, print; 0 when the numbers are reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--profile", action="store_true", help="say where the time goes")
    options = parser.parse_args()
    django.setup()
    from django.test import override_settings

    from tests.databases import Postgres, default_database, find_postgres

    settings, stop = find_postgres()
    databases = Postgres(settings, f"bench{os.getpid()}")
    reached = []
    try:
        folder = tempfile.TemporaryDirectory(dir=memory())
        with folder as name, override_settings(KALLELSE_LEDGER=Path(name) / "ledger.jsonl"):
            for measure in (disposing, blanking):
                with default_database(databases.clone(measure.__name__)):
                    reached.append(measure(options.records, options.profile))
    finally:
        databases.drop_all()
        stop()
    return 0 if all(reached) else 1


def memory() -> str | None:
    """A folder in memory; None means the usual one."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108  (a folder of our own is made in it)


def disposing(many: int, is_profiled: bool) -> bool:
    """Records that are due, with a key and a mail each."""
    office = fill(many)
    plain = rolled_back("DELETE FROM forms_app_submission")
    with_children = rolled_back(
        "WITH keys AS (DELETE FROM privacy_subjectkey), mails AS (DELETE FROM privacy_outboundmessage)"
        " DELETE FROM forms_app_submission"
    )
    ours = carried_out(office, is_profiled, "dispose")
    print(f"  one DELETE of the records alone: {plain:.2f} s; with keys and mails: {with_children:.2f} s")
    return all([ratio("dispose", ours["seconds"], plain, MOST_FOR_DISPOSAL), waited(ours)])


def blanking(many: int, is_profiled: bool) -> bool:
    """One sealed value in each record."""
    office = fill(many, due="2029-01-01")
    with_expiries(office)
    key = office.key("diet")
    emptied = f"jsonb_set(answers, '{{{key}}}', 'null')"
    plain = rolled_back(f"UPDATE forms_app_submission SET answers = {emptied}")
    ours = carried_out(office, is_profiled, "blank")
    print(f"  one UPDATE: {plain:.2f} s")
    return all([ratio("blank one value", ours["seconds"], plain, MOST_FOR_BLANKING), waited(ours)])


def carried_out(office: Any, is_profiled: bool, name: str) -> dict[str, float]:
    """The seconds of an approved run, its list and what posts had to wait meanwhile."""
    from privacy.disposal import runs, sample

    # The sweep after a run reads the whole database; it comes when everything has been destroyed.
    sample.AT_ALL = 0
    started = time.perf_counter()
    run = office.propose(NOW)
    listing = time.perf_counter() - started
    runs.approve(run=run, by=office.archivist, now=NOW)
    with posts(office) as waits:
        profile = cProfile.Profile()
        if is_profiled:
            profile.enable()
        started = time.perf_counter()
        runs.execute(run=run, by=office.case_officer, now=NOW)
        seconds = time.perf_counter() - started
        profile.disable()
    assert run.state == "done"
    print(f"{name}: {run.listed:,} decisions in {seconds:.2f} s, after {listing:.2f} s for the list")
    if is_profiled:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(45)
    return {"seconds": seconds, **waits}


@contextmanager
def posts(office: Any) -> Iterator[dict[str, float]]:
    """While the block runs, people register in another process, and somebody looks who waits for a lock."""
    waits: dict[str, float] = {}
    stop = multiprocessing.get_context("fork").Event()
    longest = multiprocessing.get_context("fork").Array("d", 2)
    from django.db import connections

    connections.close_all()
    visitor = multiprocessing.get_context("fork").Process(target=register_until, args=(office, stop, longest))
    visitor.start()
    watcher = threading.Thread(target=watch, args=(stop, waits))
    watcher.start()
    try:
        yield waits
    finally:
        stop.set()
        visitor.join()
        watcher.join()
        waits["slowest_post"], waits["posts"] = longest


def register_until(office: Any, stop: Any, longest: Any) -> None:
    from django.db import connections

    connections.close_all()
    while not stop.is_set():
        started = time.perf_counter()
        office.register(f"Besökare {int(longest[1])}", datetime.now(UTC))
        longest[0] = max(longest[0], time.perf_counter() - started)
        longest[1] += 1
        time.sleep(0.02)


def watch(stop: Any, waits: dict[str, float]) -> None:
    """The longest time that anybody has waited for a lock."""
    from django.db import connection

    waits["lock"] = 0.0
    asked = "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - waitstart)), 0) FROM pg_locks WHERE NOT granted"
    with connection.cursor() as cursor:
        while not stop.is_set():
            cursor.execute(asked)
            waits["lock"] = max(waits["lock"], float(cursor.fetchone()[0]))
            time.sleep(0.005)
    connection.close()


def ratio(name: str, ours: float, plain: float, most: int) -> bool:
    print(f"  {name}: {ours / plain:.1f} times one statement (at most {most})")
    return ours / plain <= most


def waited(ours: dict[str, float]) -> bool:
    print(
        f"  longest wait for a lock: {ours['lock'] * 1000:.0f} ms (at most {LONGEST_WAIT_IN_MS});"
        f" {ours['posts']:.0f} posts arrived, the slowest took {ours['slowest_post'] * 1000:.0f} ms"
    )
    return ours["lock"] * 1000 <= LONGEST_WAIT_IN_MS


def rolled_back(statement: str) -> float:
    """Seconds for one plain statement, which is then undone."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        started = time.perf_counter()
        cursor.execute(statement)
        seconds = time.perf_counter() - started
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return seconds


def fill(many: int, due: str = "2028-02-01") -> Any:
    """A form with so many registrations: one is sent, the others are copies of its rows."""
    from django.db import connection

    from tests.privacy.disposal.conftest import an_office

    office = an_office()
    first = office.register("Maj Lind", ARRIVED, diet="jordnötter")
    number = f"md5('{first}' || n)::uuid"
    series = f"CROSS JOIN generate_series(2, {many}) AS n"
    with connection.cursor() as cursor:
        for table, changed in {
            "forms_app_submission": {"id": number, "reference": "lpad(n::text, 10, '0')"},
            "privacy_subjectkey": {"record": number, "digest": "md5(n::text)"},
            "privacy_outboundmessage": {"object_id": number, "message_id": "n::text"},
        }.items():
            copy(cursor, table, changed, series)
        cursor.execute("UPDATE forms_app_submission SET due_on = %s", [due])
        cursor.execute("DELETE FROM privacy_fieldexpiry")
        cursor.execute("VACUUM ANALYZE")
    return office


def with_expiries(office: Any) -> None:
    """The sealed value of each record is due."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO privacy_fieldexpiry (holding, record, key, privacy_class, question_kind, rule_id, anchor_on,"
            " due_on, retention_state) SELECT 'forms_app.submissions', id, %s, 'special', 'diet', %s, '2027-02-01',"
            " '2027-02-08', 'scheduled' FROM forms_app_submission",
            [office.key("diet"), office.rule("privacy_class").pk],
        )
        cursor.execute("VACUUM ANALYZE")


def copy(cursor: Any, table: str, changed: dict[str, str], series: str) -> None:
    """Copies of the rows of ``table``, with other values in some columns."""
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_identity = 'NO'", [table]
    )
    columns = [name for (name,) in cursor.fetchall()]
    values = [changed.get(name, f"it.{name}") for name in columns]
    cursor.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} it {series}")


if __name__ == "__main__":
    sys.exit(main())
