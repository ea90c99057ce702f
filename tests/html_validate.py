"""Where the tests find html-validate, an independent checker that comes from npm, and what it says.

It stands in ``node_modules`` of the project, put there by ``npm ci`` (which `.ci/run` calls); Node is the one on the
path. Without either, the tests that need it are skipped, and the last lines of the run say so (tests/conftest.py).
"""
from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from tests.house.tree import ROOT

PROGRAM = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
#: Which rules hold, and why any does not.
RULES = Path(__file__).with_name("html_validate.config.mjs")
NOT_FOUND = "no html-validate: install Node.js 20.19 or newer with npm, then run: npm ci"


def find_node() -> str | None:
    """The path of a Node that can run the checker; None when either is missing."""
    node = shutil.which("node")
    if not node or not PROGRAM.exists():
        return None
    runs = subprocess.run([node, PROGRAM, "--version"], capture_output=True, check=False).returncode == 0
    return node if runs else None


def findings_in(folder: Path) -> list[str]:
    """What the checker finds in all the HTML files of a folder, one line for each place."""
    node, report = find_node(), folder / "report.json"
    assert node, NOT_FOUND
    command = [node, PROGRAM, "--config", RULES, "--ext", "html", "--formatter", f"json={report}", folder]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert report.exists(), told.stderr[-2000:]
    return [
        f"{Path(page['filePath']).stem}:{message['line']} {message['ruleId']}: {message['message']}"
        for page in json.loads(report.read_text(encoding="utf-8"))
        for message in page["messages"]
    ]
