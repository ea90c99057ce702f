"""An export for Excel and its like: typed cells, and no text that is ever taken for a formula or a link."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from forms_app.exports.table import Cell

#: What a cell may hold; the rest is cut off and marked.
_LONGEST_TEXT = 32_767
#: Numbers with more digits than a spreadsheet can count exactly stay text.
_MOST_DIGITS = 15


def write(rows: Iterable[Iterable[Cell]], path: Path, *, folder: Path) -> None:
    """Write the rows, headings first, to ``path``; one row is in memory at a time.

    :param folder: private; where the writer keeps the sheet until it is packed, and removes it.
    """
    options = {
        "constant_memory": True, "tmpdir": str(folder),
        "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False,
    }  # fmt: skip
    with path.open("wb") as file:
        # Not as a context: closing packs the sheet, which one that could not be finished is not worth.
        book = Workbook(file, options)
        _fill(book, rows)
        book.close()


def _fill(book: Workbook, rows: Iterable[Iterable[Cell]]) -> None:
    sheet = book.add_worksheet(_("Answers"))
    head = book.add_format({"bold": True, "bottom": 1})
    formats: dict[type, Any] = {
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 255, 22)
    for row, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            _put(sheet, row, place, cell, formats, head if row == 0 else None)


def _put(sheet: Any, row: int, place: int, cell: Cell, formats: dict[type, Any], style: Any) -> None:
    if isinstance(cell, date):  # a moment is a date too
        sheet.write_datetime(row, place, cell, formats[type(cell)])
    elif isinstance(cell, int | Decimal) and len(str(cell).strip("-").replace(".", "")) <= _MOST_DIGITS:
        sheet.write_number(row, place, cell)
    elif cell is not None:
        text = str(cell)
        sheet.write_string(row, place, text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…", style)
