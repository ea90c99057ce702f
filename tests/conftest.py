"""What every test may ask for.

``db`` (or the mark ``django_db``): PostgreSQL, in a transaction that is rolled back.
``committed_db`` (also ``transactional_db``, ``live_server``): PostgreSQL, a clone of the migrated template
that is thrown away; nothing is ever flushed, since flushing would remove Wagtail's root page and is refused
by the append-only tables.
``demo_db``: the same with the demo's content.  ``sqlite_db``: on SQLite.
``kultur``: whichever of these databases holds a public body and its usual form from the start; ``seminar`` and
``seminar_in_finnish``: a seminar in one language or in both.
``both_databases``: the test runs twice, once on each.
"""
from __future__ import annotations

import contextlib
import inspect
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_django.fixtures
from django.test import override_settings
from django.utils.translation.reloader import translation_file_changed

from config.catalogues import compile_stale
from config.demo.indexing import unindexed
from tests import html_validate, offices
from tests.browsers import NOT_FOUND, find_chromium, version_of
from tests.databases import Postgres, Sqlite, default_database, find_postgres, forget_what_was_read
from tests.worlds import world_of

# Playwright's synchronous interface keeps an event loop running in the thread of the tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

COMMITTING = {"committed_db", "demo_db", "transactional_db", "live_server", "sqlite_db", "both_databases"}
WITHOUT_INDEX = {"default": {"BACKEND": "wagtail.search.backends.database.fallback"}}
SERVER = pytest.StashKey[dict[str, Any]]()
STOP = pytest.StashKey[Callable[[], None]]()
#: World -> settings of this worker's database of it.
CLONED = pytest.StashKey[dict[str, dict[str, Any]]]()
#: Name of such a database -> this worker's connection to it.
OPENED = pytest.StashKey[dict[str, Any]]()


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        config.stash[SERVER] = config.workerinput["kallelse_server"]
        return
    # Whoever ends the tests by SIGTERM ends the database server too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    compile_stale()
    # Django may have read the catalogues already, as they were.
    translation_file_changed(sender=None, file_path=Path("django.mo"))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Worker processes share the server that the first process has started."""
    node.workerinput["kallelse_server"] = server_of(node.config)


def pytest_unconfigure(config: pytest.Config) -> None:
    if SERVER in config.stash and not hasattr(config, "workerinput"):
        kind_of_database(config).drop_all()
        sqlite_of(config.stash[SERVER]["run"]).drop_all()
        config.stash[STOP]()
    folder = Path(os.environ.get("TEST_FOLDER", ""))
    if folder.name == f"kallelse-test-{os.getpid()}":
        shutil.rmtree(folder, ignore_errors=True)


def server_of(config: pytest.Config) -> dict[str, Any]:
    """The connection settings of the server; it is started at the first call."""
    if SERVER not in config.stash:
        config.stash[SERVER], config.stash[STOP] = find_postgres()
        config.stash[SERVER]["run"] = f"{os.getpid()}"
    return config.stash[SERVER]


def kind_of_database(config: pytest.Config) -> Postgres | Sqlite:
    """PostgreSQL, unless TEST_DATABASE_URL asks for SQLite."""
    settings = dict(server_of(config))
    run = settings.pop("run")
    return sqlite_of(run) if "sqlite" in settings["ENGINE"] else Postgres(settings, run)


def sqlite_of(run: str) -> Sqlite:
    return Sqlite(Path(tempfile.gettempdir()) / f"kallelse-sqlite-{run}")


def worker_of(config: pytest.Config) -> str:
    return getattr(config, "workerinput", {}).get("workerid", "main")


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """One database for each worker, cloned from the template that the first of them migrates."""
    with django_db_blocker.unblock():
        settings = kind_of_database(request.config).clone(worker_of(request.config))
        with default_database(settings):
            yield
        for connection in request.config.stash.get(OPENED, {}).values():
            connection.close()


@pytest.fixture
def _django_db_helper(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    """Roll back what a test has written, or give a committing test a clone of its own."""
    marker = request.node.get_closest_marker("django_db")
    if COMMITTING & set(request.fixturenames) or (marker and marker.kwargs.get("transaction")):
        with django_db_blocker.unblock(), clone(request):
            yield
        return
    with contextlib.ExitStack() as stack:
        with django_db_blocker.unblock():
            if world := world_of(request.fixturenames):
                opened = request.config.stash.setdefault(OPENED, {})
                stack.enter_context(default_database(database_of(world, request.config), opened))
            forget_what_was_read()
        if not request.node.get_closest_marker("indexed"):
            # A third of what it takes to save a page: only for tests that look for it by its words or its links.
            stack.enter_context(unindexed())
        yield from inspect.unwrap(pytest_django.fixtures._django_db_helper)(request, None, django_db_blocker)


def database_of(world: str, config: pytest.Config) -> dict[str, Any]:
    """The worker's own database of a world, for tests that are rolled back; cloned at the first call."""
    cloned = config.stash.setdefault(CLONED, {})
    if world not in cloned:
        cloned[world] = kind_of_database(config).clone(f"{worker_of(config)}_{world}", world=world)
    return cloned[world]


@contextlib.contextmanager
def clone(request: pytest.FixtureRequest) -> Iterator[None]:
    names = set(request.fixturenames)
    on_sqlite = "sqlite_db" in names or (
        "both_databases" in names and request.node.callspec.params["both_databases"] == "sqlite"
    )
    kind = sqlite_of(server_of(request.config)["run"]) if on_sqlite else kind_of_database(request.config)
    # Wagtail makes the models of its search index for the first database it sees: the other one goes without.
    searched = override_settings(WAGTAILSEARCH_BACKENDS=WITHOUT_INDEX) if on_sqlite else contextlib.nullcontext()
    with searched:
        settings = kind.clone(f"{worker_of(request.config)}_clone", world=world_of(names))
        try:
            with default_database(settings):
                yield
        finally:
            kind.drop(settings)


@pytest.fixture
def committed_db(_django_db_helper: None) -> None:
    """A database of the test's own, where transactions really commit and threads see each other."""


@pytest.fixture
def demo_db(_django_db_helper: None) -> None:
    """A database of the test's own with the demo's content; with ``sqlite_db``, on SQLite."""


@pytest.fixture
def kultur() -> None:
    """The database holds the body and the usual form of ``tests.factories`` from the start (tests/worlds.py)."""


@pytest.fixture
def sqlite_db(_django_db_helper: None) -> None:
    """A SQLite database of the test's own, as the demo has."""


@pytest.fixture(params=["postgresql", "sqlite"])
def both_databases(request: pytest.FixtureRequest, _django_db_helper: None) -> str:
    """Run the test on PostgreSQL and on SQLite, each in a database of its own; tells which."""
    return request.param


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the Chromium that is there; the test is skipped, and the last lines say so, when there is none."""
    path = find_chromium()
    if path is None:
        pytest.skip(NOT_FOUND)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": path, "args": arguments}


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say last what the tests ran on."""
    database = kind_of_database(config).version() if SERVER in config.stash else "none was needed"
    terminalreporter.write_line(f"Database: {database}")
    browser = find_chromium()
    _tell_of(terminalreporter, "Browser", "tests/browser/", version_of(browser) if browser else "", NOT_FOUND)
    office = "LibreOffice" if offices.find_office() else ""
    _tell_of(terminalreporter, "Spreadsheets", "test_spreadsheet_program.py", office, offices.NOT_FOUND)
    _tell_of(terminalreporter, "HTML", "tests/journeys/test_html.py", "html-validate", html_validate.NOT_FOUND)


def _tell_of(terminalreporter: Any, what: str, place: str, program: str, not_found: str) -> None:
    """How many tests of a program ran; in red, when they were skipped for want of it."""
    ran, skipped = (
        sum(place in report.nodeid for report in terminalreporter.stats.get(outcome, []))
        for outcome in ("passed", "skipped")
    )
    if program and not skipped:
        terminalreporter.write_line(f"{what}: {program} ({ran} tests)")
    else:
        terminalreporter.write_line(f"{what}: {skipped} TESTS SKIPPED, {not_found}", red=True, bold=True)
