"""What a real spreadsheet program makes of our files: every answer as text, as it was written."""
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Q
from django.utils import timezone

from forms_app.exports import making
from forms_app.exports.order import Format
from forms_app.models import FormPage
from privacy import spreadsheets
from tests.factories import ASKED_AT, a_form_page, a_submission, question
from tests.forms_app.exported import FORMULAS, an_order
from tests.offices import NOT_FOUND, SEMICOLONS, Shown, find_office, opened

NAMES = ["Åsa Öhman", "Väinö Hämäläinen", "Jáhkoš Ŋuorgu"]
NUMBERS = ["+46 40 123 45 67", "040-123 45 67", "00358401234567"]


@pytest.fixture
def form(settings: Any, tmp_path: Path) -> FormPage:
    """A form to which formulas, names and telephone numbers were sent."""
    if find_office() is None:
        pytest.skip(NOT_FOUND)
    settings.KALLELSE_PRIVATE = tmp_path / "private"
    sent_to = a_form_page(question("name"), question("email"), question("telephone"), question("date", "Dag"))
    for place, name in enumerate([*FORMULAS, *NAMES]):
        a_submission(sent_to, name=name, telephone=NUMBERS[place % 3], now=ASKED_AT + timedelta(minutes=place))
    return sent_to


def written(form: FormPage, file_format: Format, tmp_path: Path) -> Path:
    path = tmp_path / f"answers.{file_format}"
    order = an_order(format=file_format)
    making.write(form, order, Q(), path, folder=tmp_path, now=timezone.now())
    return path


def under(cells: list[list[Shown]], heading: str) -> list[Shown]:
    place = [cell.text for cell in cells[0]].index(heading)
    return [row[place] for row in cells[1:]]


@pytest.mark.django_db
def test_libreoffice_shows_every_formula_in_a_csv_file_as_text(form: FormPage, tmp_path: Path) -> None:
    cells = opened(written(form, Format.CSV, tmp_path), tmp_path, reads_as=SEMICOLONS)
    names = under(cells, "Namn")
    assert [cell.formula for row in cells for cell in row if cell.formula] == []
    assert {cell.kind for cell in names} == {"string"}
    shown = [spreadsheets.original(cell.text).strip() for cell in names]
    assert shown == [name.strip() for name in [*FORMULAS, *NAMES]]
    telephones = [spreadsheets.original(cell.text) for cell in under(cells, "Telefon")]
    assert telephones[:2] == NUMBERS[:2]


@pytest.mark.django_db
def test_libreoffice_shows_every_formula_in_an_xlsx_file_as_text_and_a_day_as_a_day(
    form: FormPage, tmp_path: Path
) -> None:
    cells = opened(written(form, Format.XLSX, tmp_path), tmp_path)
    names = under(cells, "Namn")
    assert [cell.formula for row in cells for cell in row if cell.formula] == []
    assert {cell.kind for cell in names} == {"string"}
    assert [cell.text.strip() for cell in names] == [name.strip() for name in [*FORMULAS, *NAMES]]
    telephones = under(cells, "Telefon")
    assert [cell.text for cell in telephones[:3]] == NUMBERS
    assert {cell.kind for cell in telephones} == {"string"}
    assert {cell.kind for cell in under(cells, "Dag")} == {"date"}


@pytest.mark.django_db
def test_libreoffice_would_have_calculated_what_we_defuse(tmp_path: Path) -> None:
    if find_office() is None:
        pytest.skip(NOT_FOUND)
    (tmp_path / "raw.csv").write_text("Namn;Tal\n=1+1;2\n", encoding="utf-8")
    cells = opened(tmp_path / "raw.csv", tmp_path, reads_as=SEMICOLONS)
    assert cells[1][0].formula
