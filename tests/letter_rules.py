"""What every letter of a case must hold, by law and language: a list of what is wrong, empty when nothing is.

``wrong_in(html, ...)`` reads a letter as a person would: its numbered parts, its tables, its box on appeals,
and its words. It knows nothing of how letters are made.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag

from tests.language_purity import Catalogue, strangers

#: Who supervises, by law and language; another country's is never named.
AUTHORITY = {
    ("SE", "sv"): "Integritetsskyddsmyndigheten",
    ("SE", "fi"): "Integritetsskyddsmyndigheten",
    ("SE", "en"): "Swedish Authority for Privacy Protection",
    ("FI", "sv"): "dataombudsmannen",
    ("FI", "fi"): "tietosuojavaltuutetun",
    ("FI", "en"): "Data Protection Ombudsman",
}
#: What may not stand in a letter of this law in this language, whatever it is about.
FORBIDDEN = {
    ("SE", "sv"): ("dataombudsman", "förstörs", "myndighetshandling", "informationsstyrningsplan", "spärrmarkering"),
    ("SE", "fi"): ("tietosuojavaltuutet", "tiedonhallintalaki", "viranomaisen asiakirj", "turvakielto", "kantelu",
                   "rekisteriot"),
    ("SE", "en"): ("Ombudsman", "Finnish", "official document"),
    ("FI", "sv"): ("gallr", "besvär", "valitus", "överklag", "Integritetsskydds", "allmän handling",
                   "allmänna handling", "förvaltningsrätt", "skyddade personuppgifter", "registerutdrag", "klaga"),
    ("FI", "fi"): ("valitus", "valita", "valitt", "besvär", "kantel", "rekisteriot", "gallr", "oikaisuvaatim",
                   "hallinto-oikeu", "yleinen asiakirja", "suojatut henkilötiedot"),
    ("FI", "en"): ("appeal", "gallr", "Swedish", "public record", "court"),
}  # fmt: skip
#: A day as it is written out in each language.
DAY = {
    "sv": r"\b\d{1,2} (?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december) \d{4}",
    "fi": r"\b\d{1,2}\. \w+kuuta \d{4}",
    "en": r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}",
}
#: A provision as each language writes it.
PROVISION = {"sv": r"\b[Aa]rtikel|\b[Aa]rtiklarna|§", "fi": r"artikla|§", "en": r"\bArticles?\b|\b[Ss]ections?\b"}
#: What stands for a day where there is none yet to name.
OPEN = {"sv": "Tills vidare", "fi": "Toistaiseksi", "en": "Until further notice"}
PARTS_OF_AN_ANSWER = 10
ITEM_COLUMNS = 5


@dataclass(frozen=True)
class Read:
    """A letter as it was read."""

    page: BeautifulSoup
    law: str
    language: str

    @property
    def text(self) -> str:
        return _plain(self.page.main)

    @property
    def parts(self) -> list[Tag]:
        return [part for part in self.page.select("main > section") if part.select_one("h2 > .n")]

    @property
    def tables(self) -> list[list[list[str]]]:
        """The rows of each table, without its head."""
        return [
            [[_plain(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]
            for table in self.page.select("table")
        ]


def wrong_in(
    html: str, *, law: str, language: str, is_answer: bool, is_refusal: bool = False, items: int | None = None,
    sources: int | None = None, catalogue: Catalogue | None = None,
) -> list[str]:
    """What is wrong in a letter, in words.

    :param is_refusal: it was decided not to act on the request: then the letter lists nothing.
    :param items: how many things were decided, ``sources`` how many were searched; None to take what stands there.
    :param catalogue: to judge the purity of its language with.
    """
    letter = Read(BeautifulSoup(html, "html.parser"), law, language)
    found = list(_frame(letter))
    found += _words(letter, catalogue)
    if is_answer:
        found += [wrong for rule in _ANSWER for wrong in rule(letter)]
        found += _tables(letter, is_refusal, items, sources)
    return found


def _frame(letter: Read) -> Iterator[str]:
    page = letter.page
    if page.html["lang"] != letter.language:
        yield "the letter does not say its language"
    if len(page.select("h1")) != 1:
        yield "there is not one heading"
    head = _plain(page.select_one(".head")) if page.select_one(".head") else ""
    if not re.search(DAY[letter.language], head):
        yield "the head has no date"
    if not re.search(r"\b\d{4}-\d+\b", head):
        yield "the head has no case number"
    if page.select("script, link, img, iframe, form") or re.search(r"url\(|@import", str(page)):
        yield "the letter is not whole by itself"
    if re.search(r"\{\w+\}|\[\[|%\(", letter.text):
        yield "a placeholder was left open"


def _words(letter: Read, catalogue: Catalogue | None) -> Iterator[str]:
    low = letter.text.lower()
    for word in FORBIDDEN[letter.law, letter.language]:
        if word.lower() in low:
            yield f"the word “{word}” is not for this law"
    if catalogue is not None:
        for each in strangers(str(letter.page), catalogue):
            yield f"{each.text!r} is {each.belongs_to}: {each.because}"


def _numbers(letter: Read) -> Iterator[str]:
    numbers = [_plain(part.select_one("h2 > .n")) for part in letter.parts]
    if numbers != [str(number) for number in range(1, PARTS_OF_AN_ANSWER + 1)]:
        yield f"the parts are numbered {numbers}"
    if any(len(_plain(part)) <= len(_plain(part.h2)) for part in letter.parts):
        yield "a part says nothing"


def _authority(letter: Read) -> Iterator[str]:
    if AUTHORITY[letter.law, letter.language] not in letter.text:
        yield "the supervisory authority is not named"


def _court(letter: Read) -> Iterator[str]:
    box = letter.page.select_one(".appeal")
    if letter.law == "FI":
        if box:
            yield "a Finnish reply has a box on appeals"
        return
    if box is None:
        yield "nothing says how to appeal"
        return
    text = _plain(box)
    if "förvaltningsrätt" not in text.lower():
        yield "the court is not an administrative court"
    if not re.search(r"tre veckor|kolmen viikon|three weeks", text):
        yield "the time for an appeal is not three weeks"
    if not re.search(r"\b\d{4}-\d+\b", text) or not re.search(DAY[letter.language], text):
        yield "the box does not say which decision"


def _decider(letter: Read) -> Iterator[str]:
    if len(letter.parts) >= 9 and not re.search(DAY[letter.language], _plain(letter.parts[8])):
        yield "nobody has decided"


_ANSWER: list[Callable[[Read], Iterator[str]]] = [_numbers, _authority, _court, _decider]


def _tables(letter: Read, is_refusal: bool, items: int | None, sources: int | None) -> Iterator[str]:
    if is_refusal:
        if letter.tables:
            yield "a refusal tells what may be stored"
        return
    wide = [rows for rows in letter.tables if rows and len(rows[0]) == ITEM_COLUMNS]
    narrow = [rows for rows in letter.tables if rows and len(rows[0]) == 2]
    if len(narrow) != 1:
        yield "the sources are not named"
    if sources is not None and sources != sum(len(rows) for rows in narrow):
        yield "not every source is named"
    if items is not None and items != sum(len(rows) for rows in wide):
        yield "not every item has its line"
    for row in (row for rows in wide for row in rows):
        yield from _row(letter, row)


def _row(letter: Read, row: list[str]) -> Iterator[str]:
    what, outcome, day, reason, provision = row
    if not (what and outcome and len(reason) > len(outcome) / 2 and reason.endswith(".")):
        yield f"the line of “{what}” lacks its outcome or reason"
    if not re.search(DAY[letter.language], day) and day != OPEN[letter.language]:
        yield f"the line of “{what}” has no date"
    if not re.search(PROVISION[letter.language], provision):
        yield f"the line of “{what}” names no provision"


def _plain(tag: Any) -> str:
    return " ".join(tag.get_text(" ").split()).replace(" .", ".").replace(" ,", ",") if tag else ""
