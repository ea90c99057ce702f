"""Numbered steps with seconds, as the commands print them. Standard library only."""
from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

#: How many steps were done before the command re-executed itself in its own environment.
DONE_BEFORE = "KALLELSE_STEPS_DONE"

_done = int(os.environ.pop(DONE_BEFORE, "0"))


def steps_done() -> int:
    """The number of steps so far, those before the command re-executed itself included."""
    return _done


@contextmanager
def step(title: str) -> Iterator[None]:
    """Print a numbered line that tells what is being done, and after it how many seconds that took."""
    global _done
    _done += 1
    print(f"{_done}. {title} ...", end="", flush=True)
    started = time.monotonic()
    try:
        yield
    except BaseException:
        print(" failed", flush=True)
        raise
    print(f" {time.monotonic() - started:.1f} s", flush=True)
