"""The demo's own secrets: made once, kept in a file that git ignores, worth nothing anywhere else."""
from __future__ import annotations

import base64
import json
import os
import secrets
from pathlib import Path
from typing import Any

PURPOSES = ("answers", "subjects", "ledger")


def keys_in(path: Path) -> dict[str, Any]:
    """The settings ``SECRET_KEY`` and ``KALLELSE_KEYS`` kept in ``path``, which is made when missing.

    Two processes that start at once end up with the same keys: whoever comes second reads the first's.
    """
    if not path.exists():
        _make(path)
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return kept


def _make(path: Path) -> None:
    keys = {purpose: ["1:" + base64.b64encode(secrets.token_bytes(32)).decode()] for purpose in PURPOSES}
    text = json.dumps({"SECRET_KEY": secrets.token_urlsafe(50), "KALLELSE_KEYS": keys}, indent=2)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
