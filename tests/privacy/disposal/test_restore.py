"""An older backup is restored: whoever was erased since is erased again, and nobody else is touched."""
from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from psycopg import sql

from forms_app.models import Submission
from privacy.disposal import backup, destroy, footprint, grounds, ledger, ledger_file, reapply
from privacy.models import ErasureLedger, SubjectKey
from tests.privacy.disposal.conftest import A_YEAR_LATER, HOLDING, IN_FEBRUARY, Office, an_office
from tests.privacy.disposal.test_kill import decided

LATER = A_YEAR_LATER - timedelta(days=200)


@contextmanager
def restored(target: Path) -> Iterator[None]:
    """The database is put back as the guide says: from the file, the site being stopped."""
    name = connection.settings_dict["NAME"]
    connections.close_all()
    if connection.vendor == "sqlite":
        for rest in ("-wal", "-shm"):
            Path(name + rest).unlink(missing_ok=True)
        shutil.copyfile(target, name)
        yield
        return
    fresh = f"{name}_restored"
    program = str(Path(backup.pg_dump() or "").with_name("pg_restore"))
    where = backup._where(connection.settings_dict)
    connections.close_all()
    _administer("CREATE DATABASE {}", fresh)
    subprocess.run([program, *where, "--no-owner", "--exit-on-error", f"--dbname={fresh}", str(target)], check=True)
    connection.settings_dict["NAME"] = fresh
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = name
        _administer("DROP DATABASE {} WITH (FORCE)", fresh)


def _administer(statement: str, name: str) -> None:
    settings = connection.settings_dict
    with psycopg.connect(
        dbname="postgres", user=settings["USER"] or None, host=settings["HOST"] or None,
        port=settings["PORT"] or None, password=settings["PASSWORD"] or None, autocommit=True,
    ) as administration:  # fmt: skip
        administration.execute(sql.SQL(statement).format(sql.Identifier(name)))


def rows_of(records: set[UUID]) -> dict[str, list[str]]:
    """Every row of these records, in every table that has some, column by column."""
    return {
        model._meta.db_table: [repr(row) for row in model._base_manager.filter(**{f"{path}__in": records})
                               .order_by("pk").values_list()]
        for model, path in footprint.tables()
    }  # fmt: skip


def erase(office: Office, record: UUID) -> None:
    request = decided(office, record)
    destroy.destroy(grounds=grounds.of_case(request, request.items.all(), A_YEAR_LATER.date()), holding=HOLDING,
                    records=[record], now=LATER)  # fmt: skip


def test_after_a_restore_nobody_is_resurrected_and_nobody_else_is_touched(
    both_databases: str, tmp_path: Path
) -> None:
    office = an_office()
    old = [office.register(f"Old {number}", diet="nötter") for number in range(10)]
    young = [office.register(f"Young {number}", LATER, diet="fisk") for number in range(20)]
    call_command("backup", tmp_path / "backup", stdout=StringIO())
    erased = young[:5]
    for record in erased:
        erase(office, record)
    newcomer = office.register("Somebody New", A_YEAR_LATER)
    office.dispose(A_YEAR_LATER)
    assert set(Submission.objects.values_list("pk", flat=True)) == {*young[5:], newcomer}
    blanked = {each.pk: each.erased for each in Submission.objects.exclude(pk=newcomer)}
    assert all(blanked.values())

    with restored(tmp_path / "backup"):
        assert set(Submission.objects.values_list("pk", flat=True)) == {*old, *young}
        # Numbers that were given to the newcomer and to cases are given to somebody else now.
        again = {office.register(f"Again {number}", A_YEAR_LATER) for number in range(3)}
        assert SubjectKey.objects.filter(record__in=again).exists()
        before = rows_of(again)
        said = StringIO()
        call_command("reapply_erasures", stdout=said)
        assert "Destroyed again: 15 records, and values of 15 more." in said.getvalue()
        assert set(Submission.objects.values_list("pk", flat=True)) == {*young[5:], *again}
        assert {each.pk: each.erased.keys() for each in Submission.objects.exclude(pk__in=again)} == {
            pk: erased.keys() for pk, erased in blanked.items()
        }
        assert not SubjectKey.objects.filter(record__in=[*old, *erased]).exists()
        assert rows_of(again) == before
        second = StringIO()
        call_command("reapply_erasures", stdout=second)
        assert "Destroyed again: 0 records, and values of 0 more." in second.getvalue()


def test_a_row_of_somebody_else_that_would_change_stops_everything(office: Office) -> None:
    record, other = office.register("Maj Lind"), office.register("Pia Sten")
    entry = ledger.entry(holding=HOLDING, records=[record], keys=[], cause="case:2027-1", now=LATER)
    ledger_file.append(entry.lines("done"))
    table = Submission._meta.db_table
    with connection.cursor() as cursor:
        # Something in the database that nobody knows of follows the deletion into another person's row.
        cursor.execute(
            f"CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE {table} SET"
            " handling = 'archived'; RETURN OLD; END $$"
        )
        cursor.execute(f"CREATE TRIGGER touch AFTER DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION touch()")
    with pytest.raises(reapply.TouchedOthers, match=table):
        reapply.reapply(A_YEAR_LATER)
    assert set(Submission.objects.values_list("pk", "handling")) == {(record, "received"), (other, "received")}


class TestTheFile:
    def test_a_record_that_the_backup_did_not_bring_back_is_passed_over(self, office: Office) -> None:
        office.register("Maj Lind")
        entry = ledger.entry(holding=HOLDING, records=[uuid4()], keys=[], cause="case:2027-1", now=LATER)
        ledger_file.append(entry.lines("done"))
        assert reapply.reapply(A_YEAR_LATER).records == 0
        assert Submission.objects.count() == 1

    def test_what_was_begun_and_never_took_place_is_not_destroyed_after_a_restore(self, office: Office) -> None:
        record = office.register("Maj Lind")
        entry = ledger.entry(holding=HOLDING, records=[record], keys=[], cause="run:2028-1", now=IN_FEBRUARY)
        ledger_file.append(entry.lines("begun"))
        assert ledger.settle(A_YEAR_LATER) == 1
        assert [line["step"] for line in ledger_file.lines()] == ["begun", "undone"]
        assert reapply.reapply(A_YEAR_LATER).records == 0
        assert Submission.objects.filter(pk=record).exists()

    def test_what_may_have_taken_place_is_destroyed_after_a_restore(self, office: Office) -> None:
        record = office.register("Maj Lind")
        entry = ledger.entry(holding=HOLDING, records=[record], keys=[], cause="run:2028-1", now=IN_FEBRUARY)
        ledger_file.append(entry.lines("begun"))
        assert reapply.reapply(A_YEAR_LATER).records == 1
        assert not Submission.objects.filter(pk=record).exists()

    def test_a_torn_last_line_is_passed_over_and_not_continued(self, db: None) -> None:
        entry = ledger.entry(holding=HOLDING, records=[uuid4()], keys=[], cause="case:2027-1", now=LATER)
        ledger_file.append(entry.lines("begun"))
        with ledger_file.path().open("a") as file:
            file.write('{"key_number":1,"dig')
        ledger_file.append(entry.lines("done"))
        assert [line["step"] for line in ledger_file.lines()] == ["begun", "done"]

    def test_what_no_backup_can_bring_back_is_pruned_from_file_and_table(self, office: Office) -> None:
        long_ago = IN_FEBRUARY.replace(year=2020)
        for now in (long_ago, A_YEAR_LATER):
            entry = ledger.entry(holding=HOLDING, records=[uuid4()], keys=["diet"], cause="case:2027-1", now=now)
            ledger_file.append(entry.lines("done"))
            ledger.store(entry, "done")
        assert ledger.prune(A_YEAR_LATER) == 2
        assert [line["at"] for line in ledger_file.lines()] == [A_YEAR_LATER.isoformat()]
        assert ErasureLedger.objects.get().at == A_YEAR_LATER

    def test_each_line_holds_what_is_promised(self, db: None) -> None:
        entry = ledger.entry(holding=HOLDING, records=[uuid4()], keys=["diet"], cause="case:2027-1", now=LATER)
        ledger_file.append(entry.lines("begun"))
        (line,) = map(json.loads, ledger_file.path().read_text().splitlines())
        assert set(line) == {"key_number", "digest", "holding", "fields", "cause", "step", "at", "keep_until"}
        assert ledger_file.path().stat().st_mode & 0o077 == 0


class TestBackup:
    def test_a_backup_never_writes_over_a_file(self, db: None, tmp_path: Path) -> None:
        target = tmp_path / "backup"
        target.write_text("something")
        with pytest.raises(CommandError, match="never writes over"):
            call_command("backup", target)
        assert target.read_text() == "something"

    def test_a_copy_of_sqlite_is_a_whole_database(self, sqlite_db: None, tmp_path: Path) -> None:
        an_office().register("Maj Lind")
        backup.make(tmp_path / "copy")
        with sqlite3.connect(tmp_path / "copy") as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert copy.execute("SELECT count(*) FROM forms_app_submission").fetchone() == (1,)

    def test_no_backup_is_left_when_the_dump_fails(self, committed_db: None, tmp_path: Path) -> None:
        settings = connection.settings_dict
        name, settings["NAME"] = settings["NAME"], "there_is_no_such_database"
        try:
            with pytest.raises(backup.NoBackup):
                backup.make(tmp_path / "copy")
        finally:
            settings["NAME"] = name
        assert not (tmp_path / "copy").exists()
