"""Reading the first sheet of a workbook (XLSX, ECMA-376) as a list: what its cells say, never what they calculate."""
from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook

from forms_app.moving_in.lists import (
    LONGEST_CELL,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Sheet,
    Unreadable,
    Wrong,
    sheet_of,
)

#: Bytes of all parts of the workbook when they are unpacked: far more than so many rows need.
_MOST_UNPACKED = 60_000_000


def is_workbook(content: bytes) -> bool:
    """Whether the bytes begin as a workbook does."""
    return content[:4] == b"PK\x03\x04"


def read(content: bytes) -> Sheet:
    """The list in the first sheet of the workbook.

    :raises Unreadable: when it is none, or more than is taken at once.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(Wrong.TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(each.file_size for each in parts.infolist()) > _MOST_UNPACKED:
                raise Unreadable(Wrong.TOO_LARGE)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # What a workbook says of its own size is not what it has.
        sheet.reset_dimensions()
        return sheet_of(_rows(sheet))
    except Unreadable:
        raise
    except Exception as error:  # Whatever a part that is not what it should be leads the library to.
        raise Unreadable(Wrong.NOT_TEXT) from error


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MOST_ROWS + 1:
            raise Unreadable(Wrong.TOO_MANY_ROWS)
        if len(row) > MOST_COLUMNS:
            raise Unreadable(Wrong.TOO_MANY_COLUMNS, number)
        cells = [_said(cell) for cell in row]
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise Unreadable(Wrong.LONG_CELL, number)
        yield number, cells


def _said(value: Any) -> str:
    """The text of a cell; a day as it is written everywhere, a number without the zeros that it does not need."""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)
