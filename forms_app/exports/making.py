"""Making the file of an order: sent while it is read, or written to the disk."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.db.models import Q
from django.utils import translation
from django.utils.formats import get_format

from forms_app.exports import document, spreadsheet
from forms_app.exports.order import Format, Order
from forms_app.exports.reading import Reader
from forms_app.exports.table import Cell, columns, rows
from forms_app.models import FormPageMixin
from privacy import spreadsheets

#: Characters that are sent or written at a time.
_BLOCK = 64 * 1024

Reached = Callable[[int], None]


def ignore(_read: int) -> None:
    """Nobody is waiting for the number."""


def stream(page: FormPageMixin, order: Order, wanted: Q, now: datetime, reached: Reached = ignore) -> Iterator[bytes]:
    """A CSV or JSON file, block by block, made as it is taken; what stands before the first row comes at once.

    :param wanted: the filters of the order as a condition.
    """
    # The request, and with it its language, is over when the last blocks are made.
    is_table = order.format is Format.CSV
    parts = _csv(page, order, wanted, reached) if is_table else _json(page, order, wanted, now, reached)
    for block in spreadsheets.in_language(_blocks(parts), order.language):
        yield block.encode()


def write(
    page: FormPageMixin, order: Order, wanted: Q, path: Path, *, folder: Path, now: datetime, reached: Reached = ignore
) -> None:
    """Write the file of an order to ``path``.

    :param folder: private; where a writer may keep what it has not packed yet.
    :raises OSError: when there is no room.
    """
    if order.format is Format.XLSX:
        with translation.override(order.language):
            spreadsheet.write(_table(page, order, wanted, reached), path, folder=folder)
        return
    with path.open("wb") as file:
        for block in stream(page, order, wanted, now, reached):
            file.write(block)


def _csv(page: FormPageMixin, order: Order, wanted: Q, reached: Reached) -> Iterator[str]:
    as_text = ([_as_text(cell) for cell in row] for row in _table(page, order, wanted, reached))
    return spreadsheets.lines(as_text, separator=spreadsheets.SEMICOLON)


def _json(page: FormPageMixin, order: Order, wanted: Q, now: datetime, reached: Reached) -> Iterator[str]:
    return document.chunks(Reader(page, wanted), order, columns(page, order), now, reached)


def _table(page: FormPageMixin, order: Order, wanted: Q, reached: Reached) -> Iterator[list[Cell]]:
    shown = columns(page, order)
    yield [column.heading for column in shown]
    yield from rows(Reader(page, wanted), order, shown, reached)


def _as_text(cell: Cell) -> str:
    """As Excel in the reader's language takes it: days by ISO 8601, decimals with her own sign."""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return format(cell, "f").replace(".", get_format("DECIMAL_SEPARATOR"))
    return "" if cell is None else str(cell)


def _blocks(parts: Iterable[str]) -> Iterator[str]:
    """The parts joined to blocks; the mark and the headings go first, alone."""
    waiting: list[str] = []
    size, first = 0, 2
    for part in parts:
        waiting.append(part)
        size += len(part)
        first -= 1
        if size >= _BLOCK or first == 0:
            yield "".join(waiting)
            waiting, size = [], 0
    yield "".join(waiting)
