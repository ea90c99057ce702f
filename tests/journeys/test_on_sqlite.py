"""The demo's own database tells the same story.

Wagtail chooses its search tables by the database when it starts, so this takes a process of its own.
"""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

STORIES = [str(Path(__file__).parent / name) for name in ("test_registering.py", "test_searching.py")]


def test_the_stories_of_registering_and_searching_are_the_same_on_sqlite(tmp_path):
    environment = {**os.environ, "TEST_DATABASE_URL": f"sqlite:///{tmp_path / 'story.sqlite3'}"}
    environment.pop("PYTEST_XDIST_WORKER", None)
    told = subprocess.run(
        [sys.executable, "-m", "pytest", *STORIES, "-q", "-p", "no:cacheprovider", "-k", "finnish or twice or search"],
        env=environment, capture_output=True, text=True, timeout=400, cwd=Path(STORIES[0]).parents[2], check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stdout[-3000:]
    assert "SQLite" in told.stdout
    assert " passed" in told.stdout
