"""Reading the lists of other systems: letters, separators, quotes, and clear refusals."""
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from forms_app.moving_in.columns import as_posted, chosen, day_of, fold, moment_of
from forms_app.moving_in.lists import LONGEST_CELL, MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Unreadable, Wrong, read
from forms_app.questions import Option, Question, Words

TEXT = "Namn;E-post\nÅsa Öberg;asa@example.org\n"
STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_bytes_decide_which_letters_they_are(encoding):
    sheet = read(TEXT.encode(encoding))
    assert sheet.headings == ("Namn", "E-post")
    assert sheet.rows == ((2, ("Åsa Öberg", "asa@example.org")),)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_the_one_of_the_headings(separator):
    content = TEXT.replace(";", separator).encode()
    assert read(content).headings == ("Namn", "E-post")


def test_a_line_break_in_quotes_belongs_to_the_cell_and_excels_own_first_line_is_left_out():
    sheet = read(b'sep=;\r\nNamn;Adress\r\n"Ek; Bo";"Gatan 1\r\n123 45 Byn"\r\n\r\nLo;\r\n')
    assert sheet.headings == ("Namn", "Adress")
    assert [cells for _number, cells in sheet.rows] == [("Ek; Bo", "Gatan 1\n123 45 Byn"), ("Lo", "")]


def test_an_apostrophe_that_kept_a_spreadsheet_from_calculating_is_taken_away():
    assert read(b"Namn;Tel\nBo;'+46401234567\n").rows[0][1] == ("Bo", "+46401234567")


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", Wrong.EMPTY),
        (b"Namn;E-post\n", Wrong.EMPTY),
        (b"Namn;Namn\nBo;Ek\n", Wrong.NO_HEADINGS),
        (b";;\nBo;Ek;\n", Wrong.NO_HEADINGS),
        (b"Namn;E-post\nB\x00o;x\n" + b"a;b\n" * 100, Wrong.NOT_TEXT),
        (b"Namn;E-post\nB\x81o;x\n", Wrong.NOT_TEXT),
        (b"PK\x03\x04 a workbook", Wrong.SPREADSHEET),
        (b'Namn;E-post\n"Bo" Ek;x\n', Wrong.BROKEN_QUOTES),
        (b"x" * (MOST_BYTES + 1), Wrong.TOO_LARGE),
        (b"Namn\n" + b"Bo\n" * (MOST_ROWS + 1), Wrong.TOO_MANY_ROWS),
        (b"Namn;x\n" + b"a;" * MOST_COLUMNS + b"b\n", Wrong.TOO_MANY_COLUMNS),
        (b"Namn\n" + b"a" * (LONGEST_CELL + 1) + b"\n", Wrong.LONG_CELL),
    ],
)
def test_what_is_no_list_is_refused_with_the_reason_and_without_its_content(content, wrong):
    with pytest.raises(Unreadable) as refused:
        read(content)
    assert refused.value.wrong == wrong
    assert "Bo" not in str(refused.value)


def test_headings_are_compared_without_marks_and_signs():
    assert fold(" E-postadress * ") == fold("e postadress")
    assert fold("Förnamn") == "fornamn"
    assert fold("Sähköposti") == "sahkoposti"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-02-27", date(2027, 2, 27)),
        ("27.2.2027", date(2027, 2, 27)),
        ("03/04/2027", date(2027, 4, 3)),
        ("27.2.27 kl. 10.05", date(2027, 2, 27)),
        ("32.1.2027", None),
        ("i går", None),
    ],
)
def test_days_are_read_the_nordic_way(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize("text", ["2026-11-02 09:05", "2.11.2026 9.05", "2.11.2026 klo 9.05", "2026-11-02T09:05:00"])
def test_moments_are_those_of_the_controllers_zone(text):
    assert moment_of(text, STOCKHOLM) == datetime(2026, 11, 2, 9, 5, tzinfo=STOCKHOLM)
    assert moment_of("2.11.2026", STOCKHOLM) == datetime(2026, 11, 2, 12, tzinfo=STOCKHOLM)
    assert moment_of("2.11.2026 klo 25.05", STOCKHOLM) is None


def a_question(kind: str, *options: str) -> Question:
    kept = tuple(Option(f"key{number}", Words(words)) for number, words in enumerate(options))
    return Question("abc", kind, Words("Fråga"), required=False, options=kept)


def test_options_are_found_by_their_words_and_nothing_else_is_taken_for_one():
    lunch = a_question("checkboxes", "Kött eller fisk", "Vegan")
    assert chosen(lunch, "vegan") == ["key1"]
    assert chosen(lunch, "Kött eller fisk; Vegan") == ["key0", "key1"]
    assert chosen(lunch, "Pizza") is None
    assert chosen(a_question("radio", "A", "B"), "A, B") is None


@pytest.mark.parametrize(
    ("value", "posted"), [("Kyllä", ["on"]), ("ja", ["on"]), ("Nej", []), ("", []), ("fråga", ["on"]), ("kanske", None)]
)
def test_yes_and_no_are_read_in_three_languages(value, posted):
    assert as_posted(a_question("checkbox"), value) == posted
