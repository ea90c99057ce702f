"""The demo's own database tells the same story.

Wagtail chooses its search tables by the database when it starts, so this takes a process of its own.
"""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

STORY = Path(__file__).parent / "test_registering.py"


def test_the_registration_story_is_the_same_on_sqlite(tmp_path):
    environment = {**os.environ, "TEST_DATABASE_URL": f"sqlite:///{tmp_path / 'story.sqlite3'}"}
    environment.pop("PYTEST_XDIST_WORKER", None)
    told = subprocess.run(
        [sys.executable, "-m", "pytest", str(STORY), "-q", "-p", "no:cacheprovider", "-k", "finnish or twice"],
        env=environment, capture_output=True, text=True, timeout=400, cwd=STORY.parents[2], check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stdout[-3000:]
    assert "SQLite" in told.stdout
    assert " passed" in told.stdout
