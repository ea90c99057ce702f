"""Options of a question as ``key=label`` lines: the key is stored, the label is shown.

Renaming, reordering or translating an option thereby never touches an answer. Pure: no ORM.
"""
from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping

_KEYED = re.compile(r"^([a-z0-9]{6,16})=(.*)$", re.DOTALL)
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_key() -> str:
    """An opaque key of eight characters for a question or an option; begins with a letter."""
    return secrets.choice(_ALPHABET[:22]) + "".join(secrets.choice(_ALPHABET) for _ in range(7))


def parse(text: str) -> list[tuple[str, str]]:
    """The (key, label) pairs of ``text``; the key is "" where a line has none."""
    pairs = []
    for line in text.splitlines():
        keyed = _KEYED.match(line.strip())
        key, label = (keyed[1], keyed[2].strip()) if keyed else ("", line.strip())
        if label:
            pairs.append((key, label))
    return pairs


def join(pairs: list[tuple[str, str]]) -> str:
    """The text of ``pairs``; a line break inside a label becomes a space."""
    return "\n".join(f"{key}={' '.join(label.split())}" for key, label in pairs)


def standard(pairs: Iterable[tuple[str, object]]) -> str:
    """The text of (key, label) pairs whose labels are translated only now, in the active language."""
    return join([(key, str(label)) for key, label in pairs])


def keyed(text: str, known: Mapping[str, str] | None = None) -> str:
    """``text`` with a key on every line.

    A line without a key takes the key that ``known`` (label to key) gives its label, else a new
    one; never one that another line bears. A repeated key is replaced: keys are unique in a question.
    """
    pairs = parse(text)
    borne = {key for key, _label in pairs}
    seen: set[str] = set()
    complete = []
    for key, label in pairs:
        remembered = (known or {}).get(label, "")
        key = key or (remembered if remembered not in borne else "")
        if not key or key in seen:
            key = new_key()
        seen.add(key)
        complete.append((key, label))
    return join(complete)


def repeated(labels: Iterable[str]) -> tuple[int, int, str] | None:
    """The places of the first two of ``labels`` that read alike, and their words; None when all differ.

    Capitals and spaces make no difference; empty labels are left alone.
    """
    seen: dict[str, int] = {}
    for place, label in enumerate(labels):
        plain = " ".join(label.casefold().split())
        if plain in seen:
            return seen[plain], place, label
        if plain:
            seen[plain] = place
    return None
