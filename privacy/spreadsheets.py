"""Tables for spreadsheets: UTF-8 with its mark, and nothing that a program would take for a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.http import StreamingHttpResponse
from django.utils import translation

Row = TypeVar("Row")

#: What a program may take for a formula, also after spaces and in wide letters; and what would be taken for one
#: that has been defused already.
_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")
_MARK = "\ufeff"
#: Where the comma separates decimals, Excel separates cells by semicolons, and opens nothing else by a double click.
SEMICOLON = ";"


class _Echo:
    """Gives back what is written to it, so that rows can be sent one by one."""

    def write(self, text: str) -> str:
        return text


def lines(rows: Iterable[Iterable[Any]], *, separator: str = ",") -> Iterator[str]:
    """The rows as lines of CSV, the mark of UTF-8 first."""
    writer = csv.writer(_Echo(), delimiter=separator)
    yield _MARK
    for row in rows:
        yield writer.writerow([defused(cell) for cell in row])


def defused(cell: Any) -> str:
    """The cell as text that no spreadsheet calculates: an apostrophe goes before what looks like a formula.

    ``original`` takes it away again; a text that began with apostrophes and a formula has one more, not the same.
    """
    text = "" if cell is None else str(cell)
    return f"'{text}" if _FORMULA.match(text) else text


def original(text: str) -> str:
    """What ``defused`` was given, as text."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def answer(rows: Iterable[Iterable[Any]], filename: str, *, separator: str = ",") -> StreamingHttpResponse:
    """The table as a download that no cache keeps."""
    in_words = in_language(rows, translation.get_language() or "")
    response = StreamingHttpResponse(lines(in_words, separator=separator), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "no-store"
    return response


def in_language(rows: Iterable[Row], language: str) -> Iterator[Row]:
    """The rows, each made in the reader's language: the request is over when the last ones are."""
    waiting = iter(rows)
    while True:
        with translation.override(language):
            found = list(islice(waiting, 1))
        if not found:
            return
        yield found[0]
