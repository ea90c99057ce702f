"""Reference numbers that can be read over the telephone and tell nothing of order. Pure."""
from __future__ import annotations

import secrets

# No vowels (no words), no letters or digits that sound or look alike.
_LETTERS = "BCDFGHJKLMNPRSTVX"
_DIGITS = "23456789"


def new_reference() -> str:
    """A random reference such as ``KRTM-4827``: four letters, four digits."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(4))
    digits = "".join(secrets.choice(_DIGITS) for _ in range(4))
    return f"{letters}-{digits}"
