"""Running one thing of many so that its failure stays its own."""

from __future__ import annotations

import logging
from collections.abc import Callable

logger = logging.getLogger(__name__)


def problem_in(act: Callable[[], object], *, what: str) -> Exception | None:
    """Do ``act``; the exception it raised, or None.

    The log says what failed and the kind of failure, never the message: it may name a person.
    """
    try:
        act()
    except Exception as problem:  # noqa: BLE001  (the one place where whatever fails is left to fail alone)
        logger.error("%s failed: %s", what, type(problem).__name__)
        return problem
    return None
