"""Reading a list that another system has written: which letters, which separator, which lines. Pure.

Lyyti, Magnet, Webropol and Excel write commas, semicolons or tabs, in UTF-8 with or without its mark, in UTF-16 or in
Windows-1252. Nothing is guessed from the name of the file: the bytes decide.
"""
from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 1_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 200
#: Characters in one cell; the longest answer of a form is shorter.
LONGEST_CELL = 10_000
_SEPARATORS = ";\t,|"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Wrong(StrEnum):
    """Why a file cannot be read as a list."""

    TOO_LARGE = "too_large"
    EMPTY = "empty"
    NOT_TEXT = "not_text"
    SPREADSHEET = "spreadsheet"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    LONG_CELL = "long_cell"
    NO_HEADINGS = "no_headings"
    BROKEN_QUOTES = "broken_quotes"


class Unreadable(Exception):
    """The file is no list; carries the reason and, where there is one, the number of the row. Never a value."""

    def __init__(self, wrong: Wrong, row: int = 0) -> None:
        super().__init__(f"{wrong} {row}")
        self.wrong, self.row = wrong, row


@dataclass(frozen=True, slots=True)
class Sheet:
    """The headings, and each row that says something with its number in a spreadsheet (the headings are row 1)."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def examples(self, column: int, most: int = 2) -> list[str]:
        """The first values of a column."""
        return [row[column] for _number, row in self.rows if row[column]][:most]


def read(content: bytes) -> Sheet:
    """The list in ``content``.

    :raises Unreadable: when it is none, or more than is taken at once.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(Wrong.TOO_LARGE)
    return sheet_of(_lines(decoded(content)))


def sheet_of(lines: Iterator[tuple[int, list[str]]]) -> Sheet:
    """The list in these numbered lines, the headings first.

    :raises Unreadable: when there are no headings, or nothing below them.
    """
    headings = tuple(_tidy(cell) for cell in next(lines, (0, []))[1])
    while headings and not headings[-1]:
        headings = headings[:-1]
    written = [each for each in headings if each]
    if len(set(written)) < max(len(written), 1):
        raise Unreadable(Wrong.NO_HEADINGS)
    rows = tuple((number, _filled(row, len(headings))) for number, row in lines if any(cell.strip() for cell in row))
    if not rows:
        raise Unreadable(Wrong.EMPTY)
    return Sheet(headings, rows)


def decoded(content: bytes) -> str:
    """The text of the bytes: by their mark, else UTF-8, else UTF-16 without a mark, else Windows-1252.

    :raises Unreadable: when they are no text, or a spreadsheet that was not saved as CSV.
    """
    if content[:4] == b"PK\x03\x04" or content[:4] == b"\xd0\xcf\x11\xe0":
        raise Unreadable(Wrong.SPREADSHEET)
    if not content.strip():
        raise Unreadable(Wrong.EMPTY)
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    raise Unreadable(Wrong.NOT_TEXT)


def _encodings(content: bytes) -> list[str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return [encoding]
    head = content[:200]
    if head.count(b"\0") * 4 > len(head):
        return ["utf-16-le" if content[1:2] == b"\0" else "utf-16-be"]
    return ["utf-8", "cp1252"]


def _is_text(text: str) -> bool:
    return not any(unicodedata.category(letter) == "Cc" and letter not in "\t\r\n\v\f" for letter in set(text))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, 1):
            if number > MOST_ROWS + 1:
                raise Unreadable(Wrong.TOO_MANY_ROWS)
            if len(row) > MOST_COLUMNS:
                raise Unreadable(Wrong.TOO_MANY_COLUMNS, number)
            if any(len(cell) > LONGEST_CELL for cell in row):
                raise Unreadable(Wrong.LONG_CELL, number)
            # Excel's own line about the separator is no heading.
            if not (number == 1 and len(row) <= 2 and row and row[0].casefold().startswith("sep=")):
                yield number, row
    except csv.Error as error:
        raise Unreadable(Wrong.BROKEN_QUOTES, number + 1) from error


def _separator(text: str) -> str:
    """The sign that most often stands between the cells of the first line, outside quotes."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    if first.casefold().startswith("sep="):
        return first.strip()[4:5] or ";"
    outside = "".join(part for place, part in enumerate(first.split('"')) if place % 2 == 0)
    return max(_SEPARATORS, key=outside.count)


def _filled(row: list[str], width: int) -> tuple[str, ...]:
    return tuple(_tidy(cell) for cell in [*row, *[""] * width][:width])


def _tidy(cell: str) -> str:
    """Without spaces around it, nor the apostrophe by which a spreadsheet was kept from calculating."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text
