"""Which numbers about sensitive answers may be told. Pure.

A number below five may tell who it is, and so may one that can be computed from the others and their sum.
"""
from __future__ import annotations

from collections.abc import Mapping

#: The least number that is told.
LEAST = 5


def told(counts: Mapping[str, int], *, total: int) -> dict[str, int | None]:
    """``counts`` of which each person is in exactly one, with None for what is not told.

    :param total: their sum, which everybody knows.

    Beside what is below five so many of the smallest others are hidden that none of those can be computed.
    """
    shown: dict[str, int | None] = {name: None if number < LEAST else number for name, number in counts.items()}
    while (hidden := {name for name, number in shown.items() if number is None}) and len(hidden) < len(shown):
        rest = total - sum(number for number in shown.values() if number is not None)
        if not _is_computable(counts, hidden, rest):
            break
        smallest = min((number, name) for name, number in shown.items() if number is not None)[1]
        shown[smallest] = None
    return shown


def one_told(number: int, *, total: int) -> int | None:
    """How many of ``total`` said something, where each may say several things; None where it is not told."""
    return told({"said": number, "did not": total - number}, total=total)["said"]


def _is_computable(counts: Mapping[str, int], hidden: set[str], rest: int) -> bool:
    """Whether the sum of the hidden ones leaves but one possibility for one of those below five."""
    bounds = {name: (0, LEAST - 1) if counts[name] < LEAST else (LEAST, rest) for name in hidden}
    least = sum(low for low, _high in bounds.values())
    most = sum(high for _low, high in bounds.values())
    for name in hidden:
        low, high = bounds[name]
        if low == 0 and min(high, rest - (least - low)) == max(low, rest - (most - high)):
            return True
    return False
