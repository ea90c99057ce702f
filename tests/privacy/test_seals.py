"""The chain over the audit log: what was written is sealed, and what was tampered with is found."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from privacy import audit, chain, periodic, seals, triggers
from privacy.models import AuditEvent, AuditLeaf, AuditSeal, Heartbeat
from privacy.seals import Break, BreakKind

TABLES = ("privacy_auditevent", "privacy_auditleaf", "privacy_auditseal")


def write(number: int = 1) -> list[int]:
    """So many events; their numbers."""
    return [audit.record("list.opened", facts={"rows": each}).pk for each in range(number)]


def run(sql: str, *values: Any) -> None:
    """Run a statement past the ORM, as the tables' owner could."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values or None)


@contextmanager
def the_guards_off() -> Iterator[None]:
    """Somebody with the keys to the database has put triggers and foreign keys out of action."""
    with connection.cursor() as cursor:
        if connection.in_atomic_block and connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to do is not altered
        for table in TABLES:
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
            else:
                cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
                for (name,) in cursor.fetchall():
                    cursor.execute(f"DROP TRIGGER {name}")
        # SQLite looks at foreign keys when a transaction is committed; these never are.
        yield
        for table in TABLES:
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
    triggers.create(connection.alias)


@pytest.fixture
def sealed(both_databases: str) -> list[int]:
    """Six events under two seals."""
    numbers = write(3)
    seals.seal(timezone.now())
    numbers += write(3)
    seals.seal(timezone.now())
    assert list(AuditSeal.objects.values_list("number", "events")) == [(1, 3), (2, 3)]
    assert seals.verify() == []
    return numbers


def test_the_digest_of_an_event_takes_in_all_its_columns() -> None:
    assert set(chain.COLUMNS) == {field.attname for field in AuditEvent._meta.concrete_fields}
    first = {
        "id": 7, "at": datetime(2027, 2, 1, 12, tzinfo=UTC), "action": "list.opened", "actor": None,
        "subject_type": "page", "subject_id": "3", "facts": {"rows": 3}, "keep_until": date(2032, 2, 1),
    }  # fmt: skip
    other = {
        "id": 8, "at": datetime(2027, 2, 1, 13, tzinfo=UTC), "action": "list.shut", "actor": "x",
        "subject_type": "form", "subject_id": "4", "facts": {"rows": 4}, "keep_until": date(2032, 2, 2),
    }  # fmt: skip
    digests = {chain.digest_of_event({**first, name: other[name]}) for name in chain.COLUMNS}
    assert len(digests | {chain.digest_of_event(first)}) == len(chain.COLUMNS) + 1


def test_every_event_is_sealed_once_and_each_seal_takes_in_the_one_before(sealed: list[int]) -> None:
    first, second = AuditSeal.objects.order_by("number")
    assert (first.previous, second.previous) == ("", first.digest)
    assert list(AuditLeaf.objects.order_by("seal", "position").values_list("event_id", flat=True)) == sealed
    seals.seal(timezone.now())
    assert AuditSeal.objects.count() == 2


def test_an_event_that_is_committed_late_goes_into_the_next_seal(committed_db: None) -> None:
    waiting, go_on = threading.Event(), threading.Event()

    def slowly() -> None:
        try:
            with transaction.atomic():
                write()
                waiting.set()
                go_on.wait(10)
        finally:
            connection.close()

    slow = threading.Thread(target=slowly)
    slow.start()
    assert waiting.wait(10)
    write()
    seals.seal(timezone.now())
    assert AuditLeaf.objects.count() == 1
    go_on.set()
    slow.join()
    seals.seal(timezone.now())
    late, early = AuditLeaf.objects.order_by("event_id").values_list("event_id", "seal_id")
    assert (late[0] < early[0], late[1], early[1]) == (True, 2, 1)
    assert seals.verify() == []


def test_two_that_seal_at_once_seal_each_event_once(committed_db: None) -> None:
    write(50)
    start = threading.Barrier(4)

    def one(_number: int) -> None:
        try:
            start.wait(10)
            seals.seal(timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert len(list(threads.map(one, range(4)))) == 4  # raises what one of them raised
    assert AuditLeaf.objects.count() == AuditEvent.objects.count() == 50
    assert seals.verify() == []


def test_many_events_make_several_segments(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seals, "SEGMENT", 4)
    write(10)
    seals.seal(timezone.now())
    assert list(AuditSeal.objects.values_list("events", flat=True)) == [4, 4, 2]
    assert seals.verify() == []


def last_event() -> int:
    return AuditEvent.objects.latest("pk").pk


TAMPERING = {
    "a changed fact": (
        lambda event: run("UPDATE privacy_auditevent SET facts = '{\"rows\": 9}' WHERE id = %s", event),
        lambda event: {Break(BreakKind.CHANGED, 1, event)},
    ),
    "a changed time": (
        lambda event: run("UPDATE privacy_auditevent SET at = '2026-01-01 00:00:00' WHERE id = %s", event),
        lambda event: {Break(BreakKind.CHANGED, 1, event)},
    ),
    "a removed event": (
        lambda event: run("DELETE FROM privacy_auditevent WHERE id = %s", event),
        lambda event: {Break(BreakKind.REMOVED, 1), Break(BreakKind.REMOVED, 1, event)},
    ),
    "an event removed with its leaf": (
        lambda event: [
            run("DELETE FROM privacy_auditleaf WHERE event_id = %s", event),
            run("DELETE FROM privacy_auditevent WHERE id = %s", event),
        ],
        lambda event: {Break(BreakKind.REMOVED, 1)},
    ),
    "a changed event whose leaf was made to fit": (
        lambda event: [
            run("UPDATE privacy_auditevent SET action = 'nothing' WHERE id = %s", event),
            run(
                "UPDATE privacy_auditleaf SET digest = %s WHERE event_id = %s",
                chain.digest_of_event(AuditEvent.objects.filter(pk=event).values().get()),
                event,
            ),
        ],
        lambda event: {Break(BreakKind.CHANGED, 1)},
    ),
    "an event put into a sealed segment": (
        lambda event: AuditLeaf.objects.create(
            event_id=write()[0], seal_id=1, position=3, digest="0" * 64, keep_until=date(2040, 1, 1)
        ),
        lambda event: {Break(BreakKind.CHANGED, 1, last_event()), Break(BreakKind.INSERTED, 1)},
    ),
    "a changed seal": (
        lambda event: run("UPDATE privacy_auditseal SET events = 4 WHERE number = 1"),
        lambda event: {Break(BreakKind.BROKEN, 1), Break(BreakKind.REMOVED, 1)},
    ),
    "a seal that says its events may be gone": (
        lambda event: run("UPDATE privacy_auditseal SET events_until = '2001-01-01' WHERE number = 1"),
        lambda event: {Break(BreakKind.BROKEN, 1)},
    ),
    "a removed seal": (
        lambda event: run("DELETE FROM privacy_auditseal WHERE number = 1"),
        lambda event: {Break(BreakKind.BROKEN, 1), Break(BreakKind.BROKEN, 2)},
    ),
}


def test_tampering_with_what_is_sealed_is_found(sealed: list[int]) -> None:
    for what, (tamper, expected) in TAMPERING.items():
        with transaction.atomic():
            with the_guards_off():
                tamper(sealed[1])
            assert set(seals.verify()) == expected(sealed[1]), what
            transaction.set_rollback(True)
        assert seals.verify() == [], what


def test_an_event_inserted_with_a_date_in_the_past_is_found_before_and_after_it_is_sealed(sealed: list[int]) -> None:
    past = timezone.now() - timedelta(days=2)
    inserted = AuditEvent.objects.create(at=past, action="list.opened", keep_until=date(2040, 1, 1))
    assert seals.verify() == [Break(BreakKind.INSERTED, 0, inserted.pk)]
    seals.seal(timezone.now())
    assert seals.verify() == [Break(BreakKind.INSERTED, 3, inserted.pk)]


def test_an_event_inserted_far_below_those_sealed_is_found(sealed: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seals, "REACH", 2)
    with the_guards_off():
        run("DELETE FROM privacy_auditleaf WHERE event_id = %s", sealed[0])
    seals.seal(timezone.now())
    assert set(seals.verify()) == {Break(BreakKind.REMOVED, 1), Break(BreakKind.INSERTED, 0, sealed[0])}


def test_the_database_refuses_to_change_or_delete_any_part_of_the_chain(sealed: list[int]) -> None:
    for table in TABLES:
        for statement in (f"UPDATE {table} SET keep_until = '2000-01-01'", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError, match="insert-only"):
                run(statement)
        if connection.vendor == "postgresql":
            with pytest.raises(DatabaseError, match="insert-only"):
                run(f"TRUNCATE {table} CASCADE")
    assert seals.verify() == []


def test_a_segment_goes_whole_when_its_last_event_may_and_its_seal_stays(both_databases: str, settings: Any) -> None:
    with time_machine.travel("2020-03-01 12:00+00:00", tick=False):
        settings.KALLELSE_AUDIT_PERIOD = "P1Y"
        write(2)
        settings.KALLELSE_AUDIT_PERIOD = "P2Y"
        write(1)
        seals.seal(timezone.now())
    with time_machine.travel("2021-06-01 12:00+00:00", tick=False):
        settings.KALLELSE_AUDIT_PERIOD = "P20Y"
        write(1)
        seals.seal(timezone.now())
    assert seals.prune(datetime(2022, 3, 1, 23, tzinfo=UTC)) == 0  # the last event's last day
    assert AuditEvent.objects.count() == 4
    assert seals.prune(datetime(2022, 3, 2, 1, tzinfo=UTC)) == 1
    assert AuditEvent.objects.count() == AuditLeaf.objects.count() == 1
    assert list(AuditSeal.objects.values_list("number", "events")) == [(1, 3), (2, 1)]
    assert seals.verify() == []
    with the_guards_off():
        run("UPDATE privacy_auditseal SET contents = %s WHERE number = 1", "0" * 64)
    assert seals.verify() == [Break(BreakKind.BROKEN, 1)]


def test_the_periodic_command_seals_and_checks_once_a_day(db: None) -> None:
    write()
    now = timezone.now()
    assert "privacy.seals" not in periodic.run(now)
    assert AuditLeaf.objects.count() == 1
    assert Heartbeat.objects.get(job=seals.CHECKED).problem == ""
    with the_guards_off():
        run("UPDATE privacy_auditevent SET action = 'nothing'")
    assert "privacy.verify_audit" not in periodic.run(now + timedelta(hours=23))
    assert "privacy.verify_audit" in periodic.run(now + timedelta(hours=25))
    assert Heartbeat.objects.get(job=seals.CHECKED).problem == "changed"


def test_the_command_prints_the_last_seal_and_finds_it_again(db: None) -> None:
    write()
    seals.seal(timezone.now())
    printed = StringIO()
    call_command("verify_audit", stdout=printed)
    noted = printed.getvalue().split()[-1]
    assert noted == f"1:{AuditSeal.objects.get().digest}"
    call_command("verify_audit", noted=noted, stdout=StringIO())
    with pytest.raises(CommandError, match="noted"):
        call_command("verify_audit", noted=f"2:{'0' * 64}", stdout=StringIO())


def test_the_command_ends_with_an_error_and_says_which_event(db: None) -> None:
    event = write()[0]
    seals.seal(timezone.now())
    with the_guards_off():
        run("UPDATE privacy_auditevent SET action = 'nothing'")
    problems = StringIO()
    with pytest.raises(CommandError, match="1 places"):
        call_command("verify_audit", stderr=problems)
    assert problems.getvalue() == f"changed: seal 1, event {event}\n"
