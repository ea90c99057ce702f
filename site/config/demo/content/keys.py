"""Fixed identities, so that the demo's words and pages fit together on every database."""
from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

_DEMO = UUID("6b1f0c2e-6f0e-5b2a-9d51-6b616c6c656c")


def fixed(name: str) -> UUID:
    """The same identity for the same name, always."""
    return uuid5(_DEMO, name)


def block(page: str, number: int, kind: str, value: Any) -> dict[str, Any]:
    """One block of a body with a fixed id."""
    return {"type": kind, "value": value, "id": str(fixed(f"{page}/{number}"))}


def body(page: str, *blocks: tuple[str, Any]) -> list[dict[str, Any]]:
    """A body as a stream field stores it."""
    return [block(page, number, kind, value) for number, (kind, value) in enumerate(blocks)]


def question_key(page: str, number: int) -> str:
    """An opaque key of eight characters that begins with a letter."""
    return "k" + fixed(f"{page}/question/{number}").hex[:7]
