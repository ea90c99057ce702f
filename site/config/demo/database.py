"""The demo's database: made, and thrown away again when asked, but never one that holds anything else."""
from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError
from psycopg import sql

from config.migrating import migrate

VAR = Path(__file__).resolve().parents[3] / "var"
#: The comment on the table of migrations by which the demo knows a PostgreSQL database of its own.
MARK = "Made by the demo of Kallelse; it may be thrown away."

NOT_OURS = (
    "The database of DATABASE_URL holds tables that the demo did not make, so the demo leaves it alone. "
    "Give it an empty database."
)
NO_ANSWER = "No database server answers at the address in DATABASE_URL, or it does not let this user in."


def prepare(*, fresh: bool, may_ask: bool) -> None:
    """Bring the database to the present schema; ``fresh`` throws away what the demo has put there before.

    So does a load that was interrupted: half a demo is no demo.
    """
    if connection.vendor == "postgresql":
        _connect()
        _claim()
    if _mark_of_filling().exists() or (fresh and (not may_ask or _is_sure())):
        _throw_away()
    migrate()


@contextmanager
def being_filled() -> Iterator[None]:
    """Remember that the content is being loaded, until it is."""
    mark = _mark_of_filling()
    mark.touch()
    yield
    mark.unlink()


def _mark_of_filling() -> Path:
    place = "{HOST}:{PORT}/{NAME}".format_map(connection.settings_dict)
    return VAR / f"demo-being-filled-{hashlib.sha256(place.encode()).hexdigest()[:12]}"


def _is_sure() -> bool:
    if not sys.stdin.isatty():
        return True
    return input("\n   Throw away everything entered into the demo? [y/N] ").strip().lower() in ("y", "yes")


def _throw_away() -> None:
    _mark_of_filling().unlink(missing_ok=True)
    if connection.vendor == "postgresql":
        tables = sql.SQL(", ").join(map(sql.Identifier, connection.introspection.table_names()))
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("DROP TABLE {} CASCADE").format(tables))
        _claim()
    else:
        connection.close()
        for path in _files_of_sqlite():
            path.unlink(missing_ok=True)
    for folder in filter(None, (settings.MEDIA_ROOT, settings.KALLELSE_DEMO_MAILS, settings.KALLELSE_PRIVATE)):
        shutil.rmtree(folder, ignore_errors=True)
    # What it names was destroyed in a database that is no more.
    Path(settings.KALLELSE_LEDGER).unlink(missing_ok=True)


def _files_of_sqlite() -> list[Path]:
    name = str(connection.settings_dict["NAME"])
    return [Path(name + suffix) for suffix in ("", "-wal", "-shm", "-journal")]


def _connect() -> None:
    """Connect, creating the database that DATABASE_URL names when the server has none of that name."""
    try:
        connection.ensure_connection()
    except OperationalError:
        try:
            with connection._nodb_cursor() as cursor:
                name = sql.Identifier(connection.settings_dict["NAME"])
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(name))
        except OperationalError:
            sys.exit(f"\n{NO_ANSWER}")


def _claim() -> None:
    """Mark an empty database as the demo's; leave the command when it belongs to somebody else."""
    recorder = MigrationRecorder(connection)
    with connection.cursor() as cursor:
        if not connection.introspection.table_names(cursor):
            recorder.ensure_schema()
            cursor.execute(sql.SQL("COMMENT ON TABLE django_migrations IS {}").format(sql.Literal(MARK)))
        cursor.execute("SELECT obj_description(to_regclass('django_migrations'))")
        if cursor.fetchone() != (MARK,):
            sys.exit(f"\n{NOT_OURS}")
