"""The generation of everything that is remembered about the public site, shared by all processes of a machine.

Whatever is kept for long is kept under the generation it was read in. A new one begins when something changes; every
process sees that at its next request, since the generation is what the file system says of one file. Other machines
see it when what they keep runs out, a minute later at most.
"""
from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings


def current() -> str:
    """The generation now: one look at the file system, no query."""
    try:
        found = settings.KALLELSE_GENERATION.stat()
    except FileNotFoundError:
        return ""
    return f"{found.st_ino:x}.{found.st_mtime_ns:x}"


def begin() -> None:
    """Begin a new generation: what was kept under the one before is read anew."""
    file = Path(settings.KALLELSE_GENERATION)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=".generation-")
    os.close(handle)
    Path(draft).replace(file)

