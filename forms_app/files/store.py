"""Where files lie: in private storage, under names of our own, readable by the site alone.

A file is written under a temporary name while its row is still uncertain, and gets its own name when the
row has been committed. It is removed before its row: whoever is stopped between finds the row and goes on.
"""
from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from forms_app.files.judging import KINDS, NewFile

#: What stands behind the name of a file whose row is not committed yet.
UNCERTAIN = ".part"
#: No transaction takes so long: what is uncertain for longer belongs to none.
GRACE = timedelta(hours=1)


def folder() -> Path:
    """The folder of all files, made at first need."""
    path = Path(settings.KALLELSE_PRIVATE) / "files"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def path_of(file: UUID, kind: str) -> Path:
    """Where a stored file lies."""
    return folder() / f"{file}.{KINDS[kind].ending}"


def found(file: UUID, kind: str) -> Path:
    """Where a stored file lies now: a process that was stopped after its commit left it under the uncertain name.

    :raises FileNotFoundError: when it is gone.
    """
    certain = path_of(file, kind)
    for path in (certain, _uncertain(certain)):
        if path.exists():
            return path
    raise FileNotFoundError(file)


@contextmanager
def none_left(files: Iterable[NewFile]) -> Iterator[None]:
    """Around the transaction that stores ``files``: when it fails, nothing of them stays on the disk."""
    try:
        yield
    except BaseException:
        for each in files:
            _uncertain(path_of(each.id, each.kind)).unlink(missing_ok=True)
        raise


def write(files: Iterable[NewFile]) -> None:
    """Write ``files``, whose rows are made in the running transaction; its commit gives them their names."""
    for each in files:
        path = path_of(each.id, each.kind)
        _write(_uncertain(path), each.content())
        transaction.on_commit(partial(_settle, path))


def remove(files: Iterable[tuple[UUID, str]]) -> None:
    """Delete files, given as (id, kind), from the disk."""
    for file, kind in files:
        certain = path_of(file, kind)
        certain.unlink(missing_ok=True)
        _uncertain(certain).unlink(missing_ok=True)


def uncertain(now: datetime) -> list[Path]:
    """Files under uncertain names for which no transaction is running any more."""
    return [path for path in _old(now) if path.suffix == UNCERTAIN]


def certain(now: datetime) -> list[Path]:
    """Files under their own names, apart from the newest."""
    return [path for path in _old(now) if path.suffix != UNCERTAIN]


def id_of(path: Path) -> UUID | None:
    """Whose file it is; None for what was never ours."""
    try:
        return UUID(path.name.partition(".")[0])
    except ValueError:
        return None


def settle(path: Path) -> None:
    """Give an uncertain file its own name."""
    _settle(path.with_suffix(""))


def _old(now: datetime) -> list[Path]:
    latest = (now - GRACE).timestamp()
    return sorted(Path(each.path) for each in os.scandir(folder()) if each.is_file() and each.stat().st_mtime < latest)


def _uncertain(path: Path) -> Path:
    return path.with_name(path.name + UNCERTAIN)


def _settle(path: Path) -> None:
    uncertain = _uncertain(path)
    if uncertain.exists():
        uncertain.replace(path)


def _write(path: Path, content: bytes) -> None:
    # The mode is given at creation: at no moment can anybody else read it.
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
