"""The copy of the ledger that lies outside the database, and so survives the restore of an older dump.

One JSON object a line: key_number, digest, holding, fields, cause, step, at, keep_until. ``begun`` is
on the disk before anything is destroyed and ``done`` after; ``undone`` follows a ``begun`` whose act
never took place. A torn last line, left by a machine that died, is passed over.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

Line = dict[str, Any]
#: In the file only: the act that was begun never took place.
UNDONE = "undone"


def path() -> Path:
    """Where the file lies."""
    return Path(settings.KALLELSE_LEDGER)


def append(lines: Iterable[Line]) -> None:
    """Put the lines at the end; they are on the disk when this returns."""
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
    with _locked():
        descriptor = os.open(path(), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            # After a torn line the next begins on a line of its own.
            size = os.fstat(descriptor).st_size
            if size and os.pread(descriptor, 1, size - 1) != b"\n":
                text = "\n" + text
            _write_all(descriptor, text.encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def lines() -> Iterator[Line]:
    """Every whole line, oldest first."""
    if not path().exists():
        return
    with path().open(encoding="utf-8") as file:
        for text in file:
            try:
                found = json.loads(text)
            except ValueError:
                continue
            if isinstance(found, dict) and "digest" in found:
                yield found


def keep(is_kept: Any) -> int:
    """Rewrite the file with the lines for which ``is_kept(line)``; how many were left out."""
    if not path().exists():
        return 0
    with _locked():
        every = list(lines())
        kept = [line for line in every if is_kept(line)]
        if len(kept) == len(every):
            return 0
        fresh = path().with_name(path().name + ".new")
        with fresh.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(line, separators=(",", ":")) + "\n" for line in kept)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(0o600)
        fresh.replace(path())
    return len(every) - len(kept)


@contextmanager
def _locked() -> Iterator[None]:
    """One writer at a time, also among processes: an append must not vanish while the file is rewritten."""
    path().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path().with_name(path().name + ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write_all(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]
