"""Migrated databases that outlast a run of the tests, so that the next run need not migrate again.

A copy is good as long as the locked packages, the migrations and what is made after them are the same; otherwise the
database is migrated anew. Copies lie in a folder of the temporary files (``TEST_TEMPLATES`` names another) and hold
nobody's data.
"""
from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, connections

from config.bootstrap import ROOT
from config.migrating import migrate
from privacy.disposal import backup

FLOORS = ("events", "forms_app", "home", "privacy")
#: What decides how a migrated database looks, below the project's folder.
DECIDING = (
    "requirements-test.txt", "privacy/role*.py", "privacy/after_migrate.py", "privacy/triggers.py",
    *(f"{floor}/{name}" for floor in FLOORS for name in ("migrations/*.py", "personal_data.py")),
)  # fmt: skip


def folder() -> Path:
    """Where the copies lie."""
    usual = Path(tempfile.gettempdir()) / f"kallelse-templates-{os.geteuid()}"
    return Path(os.environ.get("TEST_TEMPLATES", usual))


def kept(root: Path = ROOT) -> Path:
    """The file of a copy that fits the present code and server, whether it exists or not."""
    digest = hashlib.sha256(f"{sys.version} {_server()}".encode())
    for path in sorted(path for pattern in DECIDING for path in root.glob(pattern)):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return folder() / f"{connection.vendor}-{digest.hexdigest()[:16]}"


def migrate_or_restore() -> None:
    """Bring the empty default database to the present schema: from a copy that fits, else by every migration."""
    copy = kept()
    if copy.is_file() and _restore(copy):
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
        return
    migrate()
    _keep(copy)


def _keep(copy: Path) -> None:
    copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = copy.with_name(f"{copy.name}-{os.getpid()}")
    try:
        backup.make(draft)
    except backup.NoBackup:  # no program of the server's version: the next run migrates again
        return
    for old in copy.parent.glob(f"{connection.vendor}-*"):
        if old != draft and old.stat().st_mtime < draft.stat().st_mtime - 86400:
            old.unlink(missing_ok=True)
    draft.rename(copy)


def _restore(copy: Path) -> bool:
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        connections.close_all()
        shutil.copyfile(copy, settings["NAME"])
        return True
    program = str(Path(backup.pg_dump() or "").with_name("pg_restore"))
    where = [*backup._where(settings), f"--dbname={settings['NAME']}"]
    connections.close_all()
    done = subprocess.run([program, "--no-owner", "--exit-on-error", *where, str(copy)], check=False)
    return done.returncode == 0


def _server() -> str:
    if connection.vendor == "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])
