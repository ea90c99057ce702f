"""Whether what is destroyed now will be rolled back: then what no transaction brings back, a file, stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_on: ContextVar[bool] = ContextVar("privacy_rehearsal", default=False)


@contextmanager
def going_on(rehearsal: bool) -> Iterator[None]:
    """What is destroyed inside will be rolled back by the caller, if ``rehearsal``."""
    token = _on.set(rehearsal)
    try:
        yield
    finally:
        _on.reset(token)


def is_on() -> bool:
    """Whether a rehearsal is going on."""
    return _on.get()
