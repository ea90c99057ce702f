"""The database keeps the audit log and the ledger: on both databases, after migrating, also for the table's owner."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from privacy import after_migrate, audit
from privacy.models import AuditEvent, ErasureLedger


def attempt(sql: str, *values: Any) -> None:
    """Run a statement past the ORM, as the table's owner could."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values or None)


@pytest.fixture
def event(both_databases: str) -> AuditEvent:
    return audit.record("list.opened", facts={"rows": 3})


def add_expired() -> None:
    """An event whose day has passed."""
    ended = timezone.localdate() - timedelta(days=2)
    AuditEvent.objects.create(at=timezone.now(), action="list.opened", keep_until=ended)


@pytest.mark.parametrize("statement", [
    "UPDATE privacy_auditevent SET action = 'nothing'",
    "UPDATE privacy_auditevent SET keep_until = '2000-01-01'",
    "DELETE FROM privacy_auditevent",
])  # fmt: skip
def test_an_event_is_neither_changed_nor_deleted_before_its_day(event: AuditEvent, statement: str) -> None:
    with pytest.raises(DatabaseError, match="insert-only"):
        attempt(statement)
    assert list(AuditEvent.objects.values_list("pk", "action", "facts")) == [(event.pk, "list.opened", {"rows": 3})]


def test_the_orm_is_refused_too(event: AuditEvent) -> None:
    event.action = "nothing"
    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
        event.save()
    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
        event.delete()


def test_an_event_is_not_replaced_by_another_with_its_number(event: AuditEvent) -> None:
    same = AuditEvent(pk=event.pk, at=event.at, action="nothing", keep_until=event.keep_until)
    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
        AuditEvent.objects.bulk_create([same], update_conflicts=True, unique_fields=["id"], update_fields=["action"])
    if connection.vendor == "sqlite":
        with pytest.raises(DatabaseError, match="insert-only"):
            attempt(
                "INSERT OR REPLACE INTO privacy_auditevent"
                " (id, at, action, subject_type, subject_id, facts, keep_until) VALUES"
                " (%s, '2027-01-01', 'nothing', '', '', '{}', '2000-01-01')",
                event.pk,
            )
    assert AuditEvent.objects.get().action == "list.opened"


def test_after_its_day_an_event_may_be_deleted_and_still_not_changed(both_databases: str) -> None:
    add_expired()
    with pytest.raises(DatabaseError, match="insert-only"):
        attempt("UPDATE privacy_auditevent SET action = 'nothing'")
    attempt("DELETE FROM privacy_auditevent")
    assert not AuditEvent.objects.exists()


def test_truncating_is_refused_even_when_everything_has_expired(committed_db: None) -> None:
    add_expired()
    with pytest.raises(DatabaseError, match="insert-only"):
        attempt("TRUNCATE privacy_auditevent CASCADE")
    with pytest.raises(DatabaseError, match="insert-only"):
        attempt("SET LOCAL session_replication_role = replica; TRUNCATE privacy_auditevent CASCADE")
    assert AuditEvent.objects.exists()


def test_triggers_lost_in_a_rebuilt_table_are_made_again_after_migrating(event: AuditEvent) -> None:
    with connection.schema_editor() as editor:
        field = AuditEvent._meta.get_field("subject_type")
        wider = field.clone()
        wider.max_length = 70
        wider.set_attributes_from_name("subject_type")
        wider.model = AuditEvent
        editor.alter_field(AuditEvent, field, wider)
    if connection.vendor == "sqlite":
        with transaction.atomic():  # the rebuilt table has no trigger: this is what the receiver mends
            attempt("UPDATE privacy_auditevent SET action = 'changed'")
            transaction.set_rollback(True)
    after_migrate.restore()
    with pytest.raises(DatabaseError, match="insert-only"):
        attempt("UPDATE privacy_auditevent SET action = 'changed'")


def add_to_ledger(keep_until: date) -> None:
    ErasureLedger.objects.create(
        step="begun", key_number=1, digest="0" * 64, holding="forms_app.submissions", cause="run:2027-1",
        at=timezone.now(), keep_until=keep_until,
    )  # fmt: skip


@pytest.mark.parametrize("statement", [
    "UPDATE privacy_erasureledger SET cause = 'nothing'",
    "UPDATE privacy_erasureledger SET keep_until = '2000-01-01'",
    "DELETE FROM privacy_erasureledger",
])  # fmt: skip
def test_the_ledger_is_neither_changed_nor_deleted_before_its_day(both_databases: str, statement: str) -> None:
    add_to_ledger(timezone.localdate() + timedelta(days=40))
    with pytest.raises(DatabaseError, match="insert-only"):
        attempt(statement)
    assert ErasureLedger.objects.get().cause == "run:2027-1"


def test_after_its_day_an_entry_of_the_ledger_may_be_deleted(both_databases: str) -> None:
    add_to_ledger(timezone.localdate() - timedelta(days=2))
    attempt("DELETE FROM privacy_erasureledger")
    assert not ErasureLedger.objects.exists()


def test_truncating_the_ledger_is_refused(committed_db: None) -> None:
    add_to_ledger(timezone.localdate() - timedelta(days=2))
    with pytest.raises(DatabaseError, match="insert-only"):
        attempt("TRUNCATE privacy_erasureledger")
    assert ErasureLedger.objects.exists()
