"""Name badges on paper: each label lies in its cell of the sheet, whatever stands on it, to a tenth of a millimetre."""
from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser

from forms_app.badges import Badge
from forms_app.labels import SHEETS, laid_out

CSS = Path(__file__).parents[2] / "site" / "static" / "css" / "badges.css"
#: Size -> in mm: width and height of a label, the place of the first from left and above, steps across and down.
CUT = {
    "90x55": (90, 55, 15, 11, 90, 55),
    "80x50": (80, 50, 20, 13.5, 90, 55),
    "99x38": (99.1, 38.1, 4.63, 15.15, 101.64, 38.1),
    "63x38": (63.5, 38.1, 7.21, 15.15, 66.04, 38.1),
}
WORDS = "Verksamhetsutvecklare för tillgänglighet och delaktighet i Region Björkdals kulturförvaltning med länsuppdrag "
BADGES = [
    Badge("Bo Ek", "", ""),
    Badge("Ada Ahlström-Lindqvist", "Bibliotekarie", "Stadsbiblioteket i Älvmark"),
    Badge("Maximiliana Wennerström-Björkenheim af Hagelstam", "Verksamhetsutvecklare", WORDS[:100]),
    Badge(("Österåkersvägen" * 20)[:200], (WORDS * 2)[:200], (WORDS * 2)[:200]),
    Badge("A" * 23, WORDS[:49], "Museet"),
    Badge("Ström " * 7, "", WORDS[:90]),
    *[Badge(f"Person {number}", "Titel", "Organisation") for number in range(20)],
]
MEASURE = """() => {
    const mm = 25.4 / 96;
    return [...document.querySelectorAll(".badges")].map(sheet => {
        const paper = sheet.getBoundingClientRect();
        return {high: paper.height * mm, labels: [...sheet.children].map(label => {
            const box = label.getBoundingClientRect();
            const parts = [...label.children].map(each => each.getBoundingClientRect());
            return {
                place: [box.left - paper.left, box.top - paper.top, box.width, box.height].map(side => side * mm),
                inside: parts.every(part => part.top >= box.top && part.bottom <= box.bottom
                    && part.left >= box.left && part.right <= box.right),
            };
        })};
    });
}"""


def sheet_of(size: str, *, begins_at: int = 1) -> str:
    """The page of badges with its styles in it."""
    context = {
        "form_page": SimpleNamespace(pk=1, title="Läsning", locale=SimpleNamespace(language_code="sv")),
        "sheets": list(laid_out(BADGES, SHEETS[size], begins_at=begins_at)), "sizes": SHEETS, "size": size,
        "begins_at": begins_at, "labels": SHEETS[size].labels,
    }  # fmt: skip
    html = render_to_string("forms_app/admin/badges.html", context)
    return re.sub(r'<link rel="stylesheet"[^>]*>', lambda _link: f"<style>{CSS.read_text()}</style>", html)


@pytest.mark.parametrize("size", SHEETS)
def test_every_label_lies_in_its_cell_and_its_words_inside_it(browser: Browser, size: str) -> None:
    wide, high, left, top, across, down = CUT[size]
    page: Any = browser.new_page(viewport={"width": 1000, "height": 1200})
    page.set_content(sheet_of(size, begins_at=3))
    page.emulate_media(media="print")
    sheets = page.evaluate(MEASURE)
    assert len(sheets) == -(-(len(BADGES) + 2) // SHEETS[size].labels)
    for sheet in sheets:
        assert sheet["high"] == pytest.approx(297, abs=0.1)
        for number, label in enumerate(sheet["labels"]):
            row, column = divmod(number, SHEETS[size].across)
            expected = [left + column * across, top + row * down, wide, high]
            assert label["place"] == pytest.approx(expected, abs=0.1), (number, label)
            assert label["inside"], (size, number)
    assert page.locator(".badge-used").count() == 2
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == len(sheets)
    page.close()
