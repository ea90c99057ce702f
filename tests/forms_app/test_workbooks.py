"""A workbook that somebody uploads is read as a list, or refused before it has cost anything."""
import io
import re
import zipfile
from datetime import date

import pytest
import xlsxwriter

from forms_app.moving_in import workbooks
from forms_app.moving_in.lists import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Unreadable, Wrong

HEADINGS = ("Namn", "E-post")


def a_workbook(*rows, **more_sheets) -> bytes:
    """A workbook as a spreadsheet program writes it; the first sheet has these rows."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, lines in {"Först": rows, **more_sheets}.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(lines):
                for column, value in enumerate(row):
                    sheet.write(number, column, value, day if isinstance(value, date) else None)
    return content.getvalue()


def with_part(content: bytes, name: str, change) -> bytes:
    """The workbook with one part of it changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, change(old.read(each)) if each == name else old.read(each))
    return written.getvalue()


def refusal_of(content: bytes) -> tuple[Wrong, int]:
    with pytest.raises(Unreadable) as refused:
        workbooks.read(content)
    return refused.value.wrong, refused.value.row


def test_cells_say_what_is_seen_in_them():
    rows = [("Maja Ström", "maja@example.org"), (701234567, 2.5), (date(2027, 2, 21), True), ("", ""), ("Li", "")]
    sheet = workbooks.read(a_workbook(HEADINGS, *rows, Andra=[("Annat",), ("x",)]))
    assert sheet.headings == HEADINGS
    assert sheet.rows == (
        (2, ("Maja Ström", "maja@example.org")), (3, ("701234567", "2.5")), (4, ("2027-02-21", "True")),
        (6, ("Li", "")),
    )  # fmt: skip


def test_a_formula_is_what_it_said_when_it_was_saved():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write(1, 0, "Maja")
        sheet.write_formula(1, 1, '=HYPERLINK("https://example.org")', None, "maja@example.org")
    assert workbooks.read(content.getvalue()).rows == ((2, ("Maja", "maja@example.org")),)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([HEADINGS, *[("x", "y")] * (MOST_ROWS + 1)], (Wrong.TOO_MANY_ROWS, 0)),
        ([HEADINGS, ["x"] * (MOST_COLUMNS + 1)], (Wrong.TOO_MANY_COLUMNS, 2)),
        ([HEADINGS, ["x" * (LONGEST_CELL + 1)]], (Wrong.LONG_CELL, 2)),
        ([], (Wrong.NO_HEADINGS, 0)),
        ([HEADINGS], (Wrong.EMPTY, 0)),
    ],
)
def test_more_than_is_taken_and_less_than_a_list_is_refused(rows, why):
    assert workbooks.read(a_workbook(HEADINGS, ("x", "y"))).rows
    assert refusal_of(a_workbook(*rows)) == why


def test_what_is_small_only_while_it_is_packed_is_refused():
    bomb = with_part(a_workbook(HEADINGS, ("x", "y")), "xl/styles.xml", lambda part: part + b" " * 60_000_000)
    assert len(bomb) < 200_000
    assert refusal_of(bomb) == (Wrong.TOO_LARGE, 0)


def test_a_part_that_grows_while_it_is_read_is_refused():
    laughs = b'<!DOCTYPE x [<!ENTITY a "' + b"ha" * 50 + b'"><!ENTITY b "' + b"&a;" * 50 + b'">]>'
    content = a_workbook(HEADINGS, ("x", "y"))

    def with_words(words: bytes) -> bytes:
        return with_part(content, "xl/sharedStrings.xml", lambda part: re.sub(rb"\?>", b"?>" + words, part, count=1))

    assert workbooks.read(with_words(b"<!-- nothing -->")).rows == ((2, ("x", "y")),)
    assert refusal_of(with_words(laughs)) == (Wrong.NOT_TEXT, 0)


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("instead", [b"", b"<a>", b"not even that"])
def test_broken_parts_are_refused(name, instead):
    assert refusal_of(with_part(a_workbook(HEADINGS, ("x", "y")), name, lambda part: instead))[0] in (
        Wrong.NOT_TEXT, Wrong.NO_HEADINGS,
    )  # fmt: skip


def test_what_only_begins_as_a_workbook_is_refused():
    assert workbooks.is_workbook(b"PK\x03\x04 broken")
    assert refusal_of(b"PK\x03\x04 broken") == (Wrong.NOT_TEXT, 0)
