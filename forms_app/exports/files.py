"""The files of exports: in private storage, readable by the site alone, gone when their time is over."""
from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

#: A folder that somebody still works in is never older.
_AT_WORK = timedelta(hours=1)


def folder() -> Path:
    """Where the files lie; made at first need, for our own account's eyes only."""
    path = Path(settings.KALLELSE_PRIVATE) / "exports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def path_of(export: UUID) -> Path:
    """Where the finished file of an export lies."""
    return folder() / str(export)


def part_of(export: UUID, lease: UUID) -> Path:
    """Where a writer that holds ``lease`` writes; nobody else does."""
    return folder() / f"{export}.{lease}.part"


@contextlib.contextmanager
def workshop() -> Iterator[Path]:
    """A private folder for the time of the work; empty and gone afterwards, whatever happens."""
    with tempfile.TemporaryDirectory(prefix="work-", dir=folder()) as name:
        yield Path(name)


def opened_and_gone(path: Path) -> BinaryIO:
    """The file opened for reading, and its name deleted: nothing is left when the reader is done, or dies."""
    file = path.open("rb")
    path.unlink()
    return file


def remove(exports: list[UUID]) -> None:
    """Delete the files of these exports, finished or not."""
    for export in exports:
        for path in folder().glob(f"{export}*"):
            path.unlink(missing_ok=True)


def delete_strays(known: set[UUID], leases: set[UUID], now: datetime) -> int:
    """Delete what belongs to no export: files of rows that are gone, parts whose writer lost its lease, and folders
    that a writer who was killed left behind; how many.

    :param known: the exports that have a finished file.
    :param leases: the leases under which somebody writes.
    """
    names = {str(each) for each in known}
    writing = {str(each) for each in leases}
    strays = 0
    for path in folder().iterdir():
        if path.is_dir():
            is_stray = datetime.fromtimestamp(path.stat().st_mtime, tz=now.tzinfo) < now - _AT_WORK
        else:
            lease = path.name.removesuffix(".part").rpartition(".")[2]
            is_stray = path.name not in names and lease not in writing
        if is_stray:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
            strays += 1
    return strays


def write_for_our_eyes(path: Path) -> None:
    """Make the file, empty, with the mode it keeps: at no moment can anybody else read it."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
