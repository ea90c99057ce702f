"""Numbered steps with seconds, as the commands print them. Standard library only."""
from __future__ import annotations

import itertools
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

#: The variable that tells how many steps were done before the command re-executed itself in its own environment.
DONE_BEFORE = "KALLELSE_STEPS_DONE"

STEPS_BEFORE = int(os.environ.pop(DONE_BEFORE, "0"))
_numbers = itertools.count(STEPS_BEFORE + 1)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Print a numbered line that tells what is being done, and after it how many seconds that took."""
    print(f"{next(_numbers)}. {title} ...", end="", flush=True)
    started = time.monotonic()
    try:
        yield
    except BaseException:
        print(" failed", flush=True)
        raise
    print(f" {time.monotonic() - started:.1f} s", flush=True)
