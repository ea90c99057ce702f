"""A copy of the database while it is in use, by the database's own means."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from privacy.contracts import Refusal


class NoBackup(Refusal):
    """No copy could be made."""


def make(target: Path) -> None:
    """Write a copy of the database to the new file ``target``, readable for its owner only.

    :raises NoBackup: when the file exists, or the program that copies is missing or fails.
    """
    if target.exists():
        raise NoBackup([_("There is a file of this name already; a backup never writes over another.")])
    target.touch(0o600)
    try:
        if connection.vendor == "sqlite":
            _copy_sqlite(target)
        else:
            _dump_postgresql(target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _copy_sqlite(target: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)


def _dump_postgresql(target: Path) -> None:
    settings = connection.settings_dict
    program = pg_dump()
    if program is None:
        raise NoBackup([
            _("PostgreSQL’s program pg_dump was not found. Install the client programs of the server’s version."),
        ])  # fmt: skip
    arguments = ["--format=custom", f"--file={target}", *_where(settings), settings["NAME"]]
    environment = {**os.environ, "PGPASSWORD": settings.get("PASSWORD") or ""}
    done = subprocess.run([program, *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoBackup([_("pg_dump failed. Is it of the same version as the server?")])


def pg_dump() -> str | None:
    """The program beside the server, which fits it, else the one on the path."""
    beside = _folder_of_server() / "pg_dump"
    return str(beside) if os.access(beside, os.X_OK) else shutil.which("pg_dump")


def _folder_of_server() -> Path:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            row = cursor.execute("SELECT setting FROM pg_config WHERE name = 'BINDIR'").fetchone()
    except DatabaseError:  # only the server's administrators may ask
        return Path()
    return Path(row[0] if row else "")


def _where(settings: dict[str, Any]) -> list[str]:
    names = {"HOST": "--host", "PORT": "--port", "USER": "--username"}
    return [f"{option}={settings[name]}" for name, option in names.items() if settings.get(name)]
