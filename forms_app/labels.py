"""Sheets of labels: the common sizes, which of a sheet's labels are free, and how small long words are set. Pure."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

#: From so many characters on a name, or all that stands on a label, is set smaller, and smaller still.
_LONG, _LONGEST = (24, 80), (48, 150)


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A sheet of A4: its name, and how many labels it has across and down. Its measures stand in badges.css."""

    name: Any
    across: int
    down: int

    @property
    def labels(self) -> int:
        """How many there are on a sheet."""
        return self.across * self.down


#: Name in the address -> the sheet.
SHEETS: dict[str, LabelSheet] = {
    "90x55": LabelSheet(_("90 × 55 mm, ten on a sheet"), 2, 5),
    "80x50": LabelSheet(_("80 × 50 mm, ten on a sheet"), 2, 5),
    "99x38": LabelSheet(_("99.1 × 38.1 mm, 14 on a sheet"), 2, 7),
    "63x38": LabelSheet(_("63.5 × 38.1 mm, 21 on a sheet"), 3, 7),
}
USUAL = "90x55"


def laid_out(badges: Sequence[Any], sheet: LabelSheet, *, begins_at: int) -> Iterator[list[Any]]:
    """The badges sheet by sheet; None is a label of the first sheet that is used already.

    :param begins_at: the first free label of the first sheet, counted from 1.
    """
    every: list[Any] = [*[None] * (begins_at - 1), *badges]
    for first in range(0, len(every), sheet.labels):
        yield every[first : first + sheet.labels]


def size_of(name: str, *beside: str) -> str:
    """How the words of one label are set: "", "long" or "longest"."""
    whole = len(name) + sum(map(len, beside))
    for size, (of_name, of_all) in (("longest", _LONGEST), ("long", _LONG)):
        if len(name) >= of_name or whole >= of_all:
            return size
    return ""
