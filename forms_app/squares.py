"""An address as a square of dots, which the camera of a telephone opens."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import segno


@dataclass(frozen=True, slots=True)
class Square:
    """An address, and the path of its dots in a picture (SVG) of ``side`` by ``side``, with the quiet edge around."""

    url: str
    side: int
    path: str


def square_of(url: str) -> Square:
    """The square of an address; a tenth of it may be unreadable."""
    dots = segno.make(url, error="m", micro=False)
    side, _height = dots.symbol_size(border=4)
    return Square(url, int(side), _path(dots))


def _path(dots: Any) -> str:
    """One small square for each dark dot."""
    rows = enumerate(dots.matrix_iter(border=4))
    return "".join(f"M{x} {y}h1v1h-1z" for y, row in rows for x, is_dark in enumerate(row) if is_dark)
