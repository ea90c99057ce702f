"""Reading the first sheet of a workbook (XLSX, ECMA-376) as a list: what its cells say, never what they calculate."""
from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

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

#: Bytes of one part of the workbook when it is unpacked: far more than so many rows need.
_MOST_UNPACKED = 60_000_000
_PLACE = re.compile(r"([A-Z]{1,3})[0-9]+")
_STRINGS = "xl/sharedStrings.xml"
_SHEET = re.compile(r"xl/worksheets/sheet([0-9]+)\.xml")


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
            sheets = sorted(filter(_SHEET.fullmatch, parts.namelist()), key=lambda name: int(name[19:-4]))
            if not sheets:
                raise Unreadable(Wrong.NOT_TEXT)
            shared = _shared(parts) if _STRINGS in parts.namelist() else []
            return sheet_of(_rows(parts, sheets[0], shared))
    except (zipfile.BadZipFile, ParseError, DefusedXmlException, IndexError, ValueError, NotImplementedError) as error:
        raise Unreadable(Wrong.NOT_TEXT) from error


def _rows(parts: zipfile.ZipFile, name: str, shared: list[str]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(_elements(parts, name, "row"), 1):
        if number > MOST_ROWS + 1:
            raise Unreadable(Wrong.TOO_MANY_ROWS)
        cells: list[str] = []
        for cell in row:
            found = _PLACE.fullmatch(cell.get("r", ""))
            place = _column(found[1]) if found else len(cells)
            if place >= MOST_COLUMNS:
                raise Unreadable(Wrong.TOO_MANY_COLUMNS, number)
            cells += [""] * (place + 1 - len(cells))
            cells[place] = _said(cell, shared)
            if len(cells[place]) > LONGEST_CELL:
                raise Unreadable(Wrong.LONG_CELL, number)
        yield number, cells


def _said(cell: Any, shared: list[str]) -> str:
    """The text of a cell; a number as it is written."""
    if cell.get("t") == "inlineStr":
        return _text_of(cell)
    value = next((each.text or "" for each in cell if _is(each, "v")), "")
    return shared[int(value)] if cell.get("t") == "s" and value else value


def _shared(parts: zipfile.ZipFile) -> list[str]:
    return [_text_of(each) for each in _elements(parts, _STRINGS, "si")]


def _text_of(element: Any) -> str:
    """All its runs of text, without readings for East Asian letters."""
    skipped = {id(text) for ruby in element.iter() if _is(ruby, "rPh") for text in ruby.iter()}
    return "".join(each.text or "" for each in element.iter() if _is(each, "t") and id(each) not in skipped)


def _elements(parts: zipfile.ZipFile, name: str, wanted: str) -> Iterator[Any]:
    """The elements of one name, one after another; each is forgotten once it has been read."""
    if parts.getinfo(name).file_size > _MOST_UNPACKED:
        raise Unreadable(Wrong.TOO_LARGE)
    with parts.open(name) as part:
        for _event, element in iterparse(part):
            if _is(element, wanted):
                yield element
                element.clear()


def _is(element: Any, name: str) -> bool:
    return str(element.tag).rpartition("}")[2] == name


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
