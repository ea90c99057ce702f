"""Where the tests find a LibreOffice, and what it makes of a file."""
from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

NAMES = ("soffice", "libreoffice")
NOT_FOUND = "no LibreOffice: set LIBREOFFICE to one, or install your distribution's (Debian: libreoffice-calc-nogui)"
#: Cells separated by semicolons (59), quoted by (34), in UTF-8 (76), from the first line on.
SEMICOLONS = "Text - txt - csv (StarCalc):59,34,76,1"

_OPEN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TABLE, TEXT, OFFICE = _OPEN % "table", _OPEN % "text", _OPEN % "office"


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as LibreOffice shows it."""

    text: str
    kind: str  # "string", "float", "date"
    formula: str = ""


def find_office() -> str | None:
    """The path of a LibreOffice: LIBREOFFICE, or one on the path; None when there is none."""
    candidates = [os.environ.get("LIBREOFFICE"), *map(shutil.which, NAMES)]
    return next((path for path in candidates if path and Path(path).exists()), None)


def opened(path: Path, folder: Path, *, reads_as: str = "") -> list[list[Shown]]:
    """The cells of the first sheet, as LibreOffice has understood the file.

    :param folder: for its profile and for what it writes.
    :param reads_as: its name for the kind of file, where the file does not say itself.
    """
    office = find_office()
    assert office is not None
    asked = [f"--infilter={reads_as}"] if reads_as else []
    subprocess.run(
        [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "fods",
         "--outdir", str(folder / "seen"), *asked, str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    seen = ElementTree.parse(folder / "seen" / path.with_suffix(".fods").name)
    sheet = next(seen.iter(f"{TABLE}table"))
    return [_cells(row) for row in sheet.iter(f"{TABLE}table-row") if row.find(f".//{TEXT}p") is not None]


def _cells(row: ElementTree.Element) -> list[Shown]:
    found: list[Shown] = []
    for cell in row.iter(f"{TABLE}table-cell"):
        lines = "\n".join("".join(line.itertext()) for line in cell.iter(f"{TEXT}p"))
        shown = Shown(lines, cell.get(f"{OFFICE}value-type", ""), cell.get(f"{TABLE}formula", ""))
        found += [shown] * min(int(cell.get(f"{TABLE}number-columns-repeated", "1")), 100)
    return found
