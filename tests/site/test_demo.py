"""The command that shows the site: it starts from nothing, keeps what it has, and stops when told to."""
import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import requests
from django.db import connection
from wagtail.models import Locale, Page

from config.demo import database
from config.demo.accounts import SHOWN_TO_ALL
from config.demo.command import parse
from config.demo.database import NOT_OURS
from config.demo_keys import keys_in
from config.progress import DONE_BEFORE
from tests.house.tree import ROOT

PATIENCE_IN_SECONDS = 240


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment_of(folder: Path, **more: str) -> dict[str, str]:
    """The demo in a folder of its own, in the environment that runs the tests instead of one it makes."""
    database, media = f"sqlite:///{folder / 'demo.sqlite3'}", str(folder / "media")
    destroyed = {"KALLELSE_LEDGER": str(folder / "ledger.jsonl"), "KALLELSE_PRIVATE": str(folder / "private")}
    return {**os.environ, "DATABASE_URL": database, "MEDIA_ROOT": media, **destroyed, DONE_BEFORE: "2", **more}


@contextlib.contextmanager
def demo(folder: Path, *options: str, stop: int = signal.SIGTERM) -> Iterator[tuple[str, list[str]]]:
    """A running demo: its address, and a list that holds all it said once it has stopped."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--no-input", "--port", str(port), *options],
        cwd=ROOT, env=environment_of(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )
    said: list[str] = []
    try:
        wait_for(port, process)
        yield f"http://localhost:{port}", said
    finally:
        process.send_signal(stop)
        said.append(process.communicate(timeout=30)[0])
    assert process.returncode == 0, said


def wait_for(port: int, process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + PATIENCE_IN_SECONDS
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)


def get(address: str) -> tuple[int, str]:
    answer = requests.get(address, timeout=30)
    return answer.status_code, answer.text


def pages_in(folder: Path) -> list[tuple[int, str, str]]:
    with contextlib.closing(sqlite3.connect(folder / "demo.sqlite3")) as database:
        return database.execute("SELECT id, title, first_published_at FROM wagtailcore_page ORDER BY id").fetchall()


def test_the_demo_shows_the_site_and_keeps_what_it_has(tmp_path):
    with demo(tmp_path) as (address, said):
        assert get(f"{address}/sv/")[0] == 200
        status, finnish = get(f"{address}/fi/")
        assert (status, 'lang="fi"' in finnish) == (200, True)
        assert get(f"{address}/demo/mails/")[0] == 200
    first = said[0]
    assert f"{address}/admin/" in first
    assert SHOWN_TO_ALL in first
    assert "The content ..." in first
    pages = pages_in(tmp_path)
    assert len(pages) > 10
    with demo(tmp_path, stop=signal.SIGINT) as (address, said):
        assert get(f"{address}/fi/")[0] == 200
    assert "The demo has stopped" in said[0]
    assert pages_in(tmp_path) == pages


def test_half_a_load_is_thrown_away_at_the_next_start_and_a_whole_one_stays(sqlite_db, settings, tmp_path):
    settings.MEDIA_ROOT, settings.KALLELSE_PRIVATE = tmp_path / "media", tmp_path / "private"
    settings.KALLELSE_LEDGER = tmp_path / "ledger.jsonl"
    with contextlib.suppress(KeyboardInterrupt), database.being_filled():
        Locale.objects.create(language_code="se")
        raise KeyboardInterrupt
    database.prepare(fresh=False, may_ask=False)
    assert Page.objects.filter(depth=1).exists()
    assert not Locale.objects.filter(language_code="se").exists()
    with database.being_filled():
        Locale.objects.create(language_code="se")
    database.prepare(fresh=False, may_ask=False)
    assert Locale.objects.filter(language_code="se").exists()


def test_a_taken_port_is_told_at_once(tmp_path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "manage.py", "demo", "--port", str(port)],
            cwd=ROOT, env=environment_of(tmp_path), capture_output=True, text=True, check=False, timeout=30,
        )
    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr
    assert not (tmp_path / "demo.sqlite3").exists()


def test_the_demo_leaves_a_database_alone_that_holds_something_else(committed_db, tmp_path):
    settings = connection.settings_dict
    url = f"postgres://{settings['USER']}@/{settings['NAME']}?host={settings['HOST']}"
    done = subprocess.run(
        [sys.executable, "manage.py", "demo", "--no-input", "--fresh", "--port", str(free_port())],
        cwd=ROOT, env=environment_of(tmp_path, DATABASE_URL=url), capture_output=True, text=True, check=False,
        timeout=PATIENCE_IN_SECONDS,
    )
    assert done.returncode == 1
    assert NOT_OURS in done.stderr
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM wagtailcore_page")
        assert cursor.fetchone()[0] >= 1


def test_the_port_comes_from_the_option_else_the_environment(monkeypatch):
    monkeypatch.setenv("PORT", "8123")
    assert parse([]).port == 8123
    assert parse(["--port", "9000"]).port == 9000
    monkeypatch.delenv("PORT")
    assert parse([]).port == 8000


def test_the_demos_keys_are_made_once_and_kept_to_their_owner(tmp_path):
    path = tmp_path / "var" / "demo-keys.json"
    made = keys_in(path)
    assert keys_in(path) == made
    assert len(made["SECRET_KEY"]) >= 50
    assert set(made["KALLELSE_KEYS"]) == {"answers", "subjects", "ledger"}
    assert path.stat().st_mode & 0o077 == 0
    assert keys_in(tmp_path / "other.json") != made
