"""Tables for spreadsheets: UTF-8 with its mark, commas, and nothing that a program would take for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.http import StreamingHttpResponse
from django.utils import translation

Row = TypeVar("Row")

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARK = "\ufeff"


class _Echo:
    """Gives back what is written to it, so that rows can be sent one by one."""

    def write(self, text: str) -> str:
        return text


def lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The rows as lines of CSV, the mark of UTF-8 first."""
    writer = csv.writer(_Echo())
    yield _MARK
    for row in rows:
        yield writer.writerow([defused(cell) for cell in row])


def defused(cell: Any) -> str:
    """The cell as text that no spreadsheet calculates: an apostrophe goes before what looks like a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def answer(rows: Iterable[Iterable[Any]], filename: str) -> StreamingHttpResponse:
    """The table as a download that no cache keeps."""
    in_words = _in_language(rows, translation.get_language() or "")
    response = StreamingHttpResponse(lines(in_words), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "no-store"
    return response


def _in_language(rows: Iterable[Row], language: str) -> Iterator[Row]:
    """The rows, each made in the reader's language: the request is over when the last ones are."""
    waiting = iter(rows)
    while True:
        with translation.override(language):
            found = list(islice(waiting, 1))
        if not found:
            return
        yield found[0]
