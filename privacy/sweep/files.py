"""What lies outside the database: media, private files, mails that wait in a folder, the cache."""

from __future__ import annotations

import gzip
import os
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.files.storage import FileSystemStorage, storages

_BLOCK = 1024 * 1024
#: More than the longest needle in its longest spelling, so that none is cut in two between blocks.
_OVERLAP = 8 * 1024
_COMPRESSED = b"\x78\x9c"  # what zlib begins with
#: Kinds of files whose text is packed in a way that is not opened here.
_PACKED = {".pdf", ".doc", ".xls", ".7z", ".rar", ".mp4", ".mp3"}


@dataclass(frozen=True, slots=True)
class Place:
    """A folder that is searched, file by file."""

    name: str
    folder: Path


def folders() -> list[Place]:
    """Media, private files and the spool of mails, where there are such folders."""
    known = [
        ("media", settings.MEDIA_ROOT),
        ("private files", getattr(settings, "KALLELSE_PRIVATE", None)),
        ("spool of mails", getattr(settings, "EMAIL_FILE_PATH", None)),
    ]
    return [Place(name, Path(folder)) for name, folder in known if folder and Path(folder).is_dir()]


def unread_stores() -> list[str]:
    """What is known to exist and cannot be looked into from here."""
    found = [f"cache: {alias}" for alias in settings.CACHES if not _readable(caches[alias])]
    if any(isinstance(caches[alias], LocMemCache) for alias in settings.CACHES):
        found.append("cache: other processes")
    if not isinstance(storages["default"], FileSystemStorage):
        found.append("media: outside this machine")
    return found


def is_packed(path: Path) -> bool:
    """Whether the text of this kind of file cannot be read."""
    return path.suffix.lower() in _PACKED


def in_folder(place: Place) -> Iterator[Path]:
    """Every file, in a stable order; nothing outside the folder is followed."""
    for folder, names, files in os.walk(place.folder):
        names.sort()
        for name in sorted(files):
            yield Path(folder) / name


def blocks(path: Path) -> Iterator[bytes]:
    """The content in overlapping blocks; archives and office documents also unpacked."""
    with path.open("rb") as file:
        yield from _overlapping(file)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                yield member.filename.encode()
                with archive.open(member) as file:
                    yield from _overlapping(file)
    elif path.suffix == ".gz":
        with gzip.open(path) as file:
            yield from _overlapping(file)


def cached() -> Iterator[tuple[str, str, bytes]]:
    """(cache, key, content) of every entry of the caches that can be read from this process."""
    for alias, setting in settings.CACHES.items():
        cache = caches[alias]
        if isinstance(cache, LocMemCache):
            for key, content in list(vars(cache)["_cache"].items()):
                yield alias, str(key), str(key).encode() + b"\n" + bytes(content)
        elif isinstance(cache, FileBasedCache):
            for path in sorted(Path(setting["LOCATION"]).glob("*.djcache")):
                yield alias, path.name, _file_entry(path.read_bytes())


def _readable(cache: BaseCache) -> bool:
    return isinstance(cache, LocMemCache | FileBasedCache | DatabaseCache | DummyCache)


def _overlapping(file: Any) -> Iterator[bytes]:
    before = b""
    while block := file.read(_BLOCK):
        yield before + block
        before = block[-_OVERLAP:]


def _file_entry(content: bytes) -> bytes:
    """A cache file holds the time of its end, then the compressed value."""
    start = content.find(_COMPRESSED)
    return zlib.decompress(content[start:]) if start >= 0 else content
