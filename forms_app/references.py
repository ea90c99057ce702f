"""Reference numbers that can be read over the telephone and tell nothing of order. Pure."""
from __future__ import annotations

import re
import secrets

# No vowels (no words), no letters or digits that sound or look alike.
_LETTERS = "BCDFGHJKLMNPRSTVX"
_DIGITS = "23456789"
_SHAPE = re.compile(rf"([{_LETTERS}]{{4}})[\s–-]*([{_DIGITS}]{{4}})")


def new_reference() -> str:
    """A random reference such as ``KRTM-4827``: four letters, four digits."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(4))
    digits = "".join(secrets.choice(_DIGITS) for _ in range(4))
    return f"{letters}-{digits}"


def as_reference(text: str) -> str:
    """``text`` as the reference number that somebody has read or typed: "krtm 4827" is ``KRTM-4827``; "" for none."""
    found = _SHAPE.fullmatch(text.strip().upper())
    return f"{found[1]}-{found[2]}" if found else ""
