"""The files of extracts: in private storage, readable by the site alone, gone when their time is over."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from privacy.models import ExtractPackage


def path_of(file_name: str) -> Path:
    """Where a file of this name lies."""
    return Path(settings.KALLELSE_PRIVATE) / "extracts" / file_name


def write(file_name: str, content: bytes) -> str:
    """Store ``content``, for our own account's eyes only, and say its SHA-256."""
    path = path_of(file_name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The mode is given at creation: at no moment can anybody else read it.
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    return digest_of(content)


def read(file_name: str) -> bytes:
    """The content of a stored file.

    :raises FileNotFoundError: when it is gone.
    """
    return path_of(file_name).read_bytes()


def digest_of(content: bytes) -> str:
    """SHA-256, 64 hexadecimal characters."""
    return hashlib.sha256(content).hexdigest()


def remove(package: ExtractPackage) -> None:
    """Delete the file, then its row: whoever is stopped between finds the row and goes on from there."""
    path_of(package.file_name).unlink(missing_ok=True)
    package.delete()


def remove_of(requests: Sequence[UUID]) -> None:
    """Delete the extracts of these cases."""
    for package in ExtractPackage.objects.filter(request__in=requests):
        remove(package)


def delete_expired(now: datetime) -> int:
    """Delete every extract whose fourteen days are over; how many."""
    expired = list(ExtractPackage.objects.filter(expires_at__lte=now))
    for package in expired:
        remove(package)
    return len(expired)
