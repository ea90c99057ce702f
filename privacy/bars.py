"""A bar chart as whole numbers for an SVG: two parts on each bar, one above the other. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

STEP, WIDE, HIGH = 48, 32, 120


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``x`` and the tops and heights of its lower and upper part; ``middle`` is where its name stands."""

    name: str
    x: int
    middle: int
    lower_y: int
    lower: int
    upper_y: int
    upper: int
    total: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars and the box around them."""

    bars: tuple[Bar, ...]
    width: int
    height: int = HIGH
    wide: int = WIDE

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(bar.total for bar in self.bars)


def chart(parts: Sequence[tuple[str, int, int]]) -> Chart:
    """The chart of (name, lower number, upper number). The highest bar fills the height; none that counts vanishes."""
    highest = max((lower + upper for _name, lower, upper in parts), default=0)
    bars = [_bar(place, *part, highest) for place, part in enumerate(parts)]
    return Chart(tuple(bars), width=STEP * len(parts))


def _bar(place: int, name: str, lower: int, upper: int, highest: int) -> Bar:
    x = place * STEP + (STEP - WIDE) // 2
    low, high = _height(lower, highest), _height(upper, highest)
    return Bar(name, x, x + WIDE // 2, HIGH - low, low, HIGH - low - high, high, lower + upper)


def _height(number: int, highest: int) -> int:
    return max(2, number * (HIGH - 4) // highest) if number else 0
