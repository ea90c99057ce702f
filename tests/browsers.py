"""Where the browser tests find a Chromium."""
from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NOT_FOUND = "no Chromium: set CHROMIUM to one, install your distribution's, or run: playwright install chromium"


def find_chromium() -> str | None:
    """The path of a Chromium: CHROMIUM, Playwright's own, or one on the path; None when there is none."""
    candidates = [os.environ.get("CHROMIUM"), _of_playwright(), *map(shutil.which, NAMES)]
    return next((path for path in candidates if path and Path(path).exists()), None)


def version_of(path: str) -> str:
    """Name and version, as the browser itself tells them."""
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    return told.partition("built on")[0].strip() or path


def _of_playwright() -> str | None:
    """Playwright's download for the locked version, looked for without starting its driver."""
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    found = sorted(folder.glob("chromium-*/chrome-linux*/chrome"))
    return str(found[-1]) if found else None
