"""Which numbers about sensitive answers may be told. Pure.

A number below five may tell who it is, and so may one that can be computed from the others and their sum.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: The least number that is told.
LEAST = 5


@dataclass(frozen=True, slots=True)
class Several:
    """How many are in each of several groups, and ``some`` in at least one; None for what is not told."""

    counts: dict[str, int | None]
    some: int | None


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


def told_of_several(counts: Mapping[str, int], *, some: int, total: int) -> Several:
    """What may be told of groups of which one person may be in several, as of those with a special diet.

    :param some: how many are in at least one; told together with those who are in none.
    :param total: how many there are in all, which everybody knows.

    Whatever is hidden keeps at least two possible values, for a reader who knows this rule and reckons with all that
    is told: ``some`` is at most the sum of the groups, and at least as large as each.
    """
    shown = {name: one_told(number, total=total) for name, number in counts.items()}
    told_some = one_told(some, total=total)
    hidden = sum(number is None for number in shown.values())
    known = sum(number for number in shown.values() if number is not None)
    # Beyond this what is left over would leave the hidden ones, each below five, hardly a choice.
    if told_some is not None and hidden and some - known > (LEAST - 1) * hidden - 2:
        told_some = None
    # Then ``some`` is one of the last few below the total, and the sum of the groups reaches but the first of them.
    if told_some is None and not hidden and 0 < known <= total - LEAST + 1:
        smallest = min(counts, key=lambda name: (counts[name], name))
        shown[smallest] = None
    return Several(shown, told_some)


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
