"""Exports as a program reads them."""
from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
from django.db.models import Q
from django.utils import timezone

from forms_app.exports import making
from forms_app.exports.order import Format, Order, Preset, RowOf
from forms_app.models import FormPage
from tests.house.tree import ROOT

SCHEMA = json.loads((ROOT / "docs" / "export.schema.json").read_text(encoding="utf-8"))

FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(1)", " =1+1", "\t=1", "=HYPERLINK(\"http://x.example\")", "'=1+1", "＝1+1"]


def an_order(**facts: Any) -> Order:
    usual: dict[str, Any] = {
        "format": Format.CSV, "preset": Preset.ORDINARY, "row_of": RowOf.REGISTRATION, "special": False,
        "purpose": "attendance", "given_to": "self", "recipient": "", "language": "sv",
    }  # fmt: skip
    return Order(**{**usual, **facts})


def as_csv(page: FormPage, **facts: Any) -> list[list[str]]:
    """The cells, the headings first, as a program reads the file."""
    text = b"".join(making.stream(page, an_order(**facts), Q(), timezone.now())).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def as_xlsx(page: FormPage, folder: Path, **facts: Any) -> list[tuple[Any, ...]]:
    path = folder / "answers.xlsx"
    order = an_order(format=Format.XLSX, **facts)
    making.write(page, order, Q(), path, folder=folder, now=timezone.now())
    sheet = openpyxl.load_workbook(path).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d", "inlineStr"}
    return list(sheet.iter_rows(values_only=True))


def as_json(page: FormPage, **facts: Any) -> dict[str, Any]:
    """The document, which is as its schema says."""
    order = an_order(format=Format.JSON, **facts)
    told = json.loads(b"".join(making.stream(page, order, Q(), timezone.now())))
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    return told


def under(cells: list[Any], heading: str) -> list[Any]:
    """The column under ``heading``."""
    place = list(cells[0]).index(heading)
    return [row[place] for row in cells[1:]]
