"""Reading a list of people as it was copied from a mail program or a spreadsheet. Pure.

A line is one person or several: ``Name <address>``, a bare address, several of both with commas or semicolons between
them, or cells with tabs, semicolons or commas between them, under headings or without.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from forms_app.moving_in.columns import FIRST, LAST, SYNONYMS, fold

#: What a column of a list may hold.
NAME, ORGANISATION, EMAIL, LANGUAGE = "name", "organisation", "email", "language"
TARGETS = (NAME, FIRST, LAST, ORGANISATION, EMAIL, LANGUAGE)
#: Headings of the language column, folded; those of the others are known already.
_LANGUAGE_HEADINGS = {"sprak", "kieli", "language", "asiointikieli", "kontaktsprak", "preferred language"}
_LONGEST = {NAME: 200, ORGANISATION: 200, EMAIL: 254}
_LETTER = r"[^\s@<>()\[\],;:\"“”]"
_ADDRESS = re.compile(rf"{_LETTER}{{1,64}}@(?:[^\W_][\w-]*\.)+[^\W\d_]{{2,}}")
_IN_BRACKETS = re.compile(r"<\s*(?:mailto:)?([^<>]*)>", re.IGNORECASE)
_SEPARATORS = "\t;,"


class Fault(StrEnum):
    """What is wrong with a line."""

    NO_ADDRESS = "no_address"
    BAD_ADDRESS = "bad_address"
    TOO_LONG = "too_long"
    UNKNOWN_LANGUAGE = "unknown_language"


@dataclass(frozen=True, slots=True)
class Person:
    """One person on a list: ``number`` of the line from 1, its text, and what is wrong with it, if anything is.

    ``language`` is "" where the list says nothing of it.
    """

    number: int
    line: str
    name: str = ""
    organisation: str = ""
    email: str = ""
    language: str = ""
    fault: Fault | None = None


def read(text: str, languages: Mapping[str, str], live: Collection[str]) -> list[Person]:
    """Everybody on the list, in its order.

    :param languages: the code of each language of the site by every word for it, folded.
    :param live: the codes of those in which one can be written to.
    """
    people: list[Person] = []
    headings: list[str] = []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        plain = _tidy(line)
        if not plain:
            continue
        if not people and not headings and (found := _headings(line)):
            headings = found
        else:
            each_of = [_by_headings(line, headings)] if headings else _values(line, languages)
            people += [_person(number, plain, values, languages, live) for values in each_of]
    return people


def as_line(values: Mapping[str, str]) -> str:
    """Cells of one row, by target, as a line under :data:`HEADINGS`."""
    cells = (_whole_name(values), values.get(ORGANISATION, ""), values.get(EMAIL, ""), values.get(LANGUAGE, ""))
    return "\t".join(_tidy(cell) for cell in cells)


#: The headings under which :func:`as_line` writes.
HEADINGS = "\t".join((NAME, ORGANISATION, EMAIL, LANGUAGE))


def target_of(heading: str) -> str:
    """What a column with this heading holds: one of ``TARGETS``, or ""."""
    folded = fold(heading)
    if folded in _LANGUAGE_HEADINGS:
        return LANGUAGE
    return next((target for target in TARGETS if folded in SYNONYMS.get(target, ())), "")


def _headings(line: str) -> list[str]:
    """What the columns hold where the line is one of headings; one of them must be for addresses."""
    found = [target_of(cell) for cell in _cells(line)]
    return found if EMAIL in found else []


def _by_headings(line: str, headings: list[str]) -> dict[str, str]:
    cells = dict(zip(headings, _cells(line), strict=False))
    _name, address = _parts(cells.get(EMAIL, ""))
    return {
        NAME: _whole_name(cells),
        ORGANISATION: cells.get(ORGANISATION, ""),
        EMAIL: address or cells.get(EMAIL, ""),
        LANGUAGE: cells.get(LANGUAGE, ""),
    }


def _whole_name(cells: Mapping[str, str]) -> str:
    return cells.get(NAME) or " ".join(filter(None, (cells.get(FIRST), cells.get(LAST))))


def _values(line: str, languages: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Each person on a line: one where it is a row of cells, else one for each address."""
    cells = _cells(line)
    is_row = "\t" in line or "<" not in line
    if is_row and sum("@" in cell for cell in cells) <= 1:
        yield _of_a_row(cells, languages)
    else:
        yield from _of_a_mail(cells)


def _of_a_row(cells: Iterable[str], languages: Mapping[str, str]) -> dict[str, str]:
    """Name, organisation and language around the one address, wherever it stands."""
    address = ""
    others: list[str] = []
    for cell in filter(None, cells):
        if "@" in cell:
            name, address = _parts(cell)
            others = [name, *others] if name else others
        else:
            others.append(cell)
    language = others.pop() if others and fold(others[-1]) in languages else ""
    name, organisation = (*others, "", "")[:2]
    return {NAME: name, ORGANISATION: organisation, EMAIL: address, LANGUAGE: language}


def _of_a_mail(cells: Iterable[str]) -> Iterator[dict[str, str]]:
    """``Name <address>`` one after another; what stands before an address without one belongs to its name."""
    names: list[str] = []
    for cell in filter(None, cells):
        name, address = _parts(cell)
        names += [name] if name else []
        if address:
            yield {NAME: _called(names), EMAIL: address}
            names = []
    if names:
        yield {NAME: _called(names)}


def _parts(cell: str) -> tuple[str, str]:
    """Name and address of a cell."""
    found = _IN_BRACKETS.search(cell)
    if found:
        return _unquoted(cell[: found.start()]), _tidy(found[1])
    words = cell.split()
    address = next((word for word in words if "@" in word), "")
    return _unquoted(" ".join(word for word in words if word != address)), address


def _called(names: list[str]) -> str:
    """A name that was written family name first is turned round."""
    parts = [part for name in names for part in map(_tidy, name.split(","))]
    return " ".join(reversed(parts)) if len(parts) == 2 else ", ".join(parts)


def _cells(line: str) -> list[str]:
    """The parts of a line: by tabs where there are any, else by semicolons, else by commas; not inside quotes."""
    outside = re.sub(r"\"[^\"]*\"|<[^>]*>", "", line)
    separator = next((each for each in _SEPARATORS if each in outside), "\n")
    parts, inside = [""], ""
    for letter in line:
        if inside:
            inside = "" if letter == inside else inside
        elif letter in "\"<":
            inside = {"\"": "\"", "<": ">"}[letter]
        if letter == separator and not inside:
            parts.append("")
        else:
            parts[-1] += letter
    return [_tidy(part) if "<" in part else _unquoted(part) for part in parts]


def _person(
    number: int, line: str, values: Mapping[str, str], languages: Mapping[str, str], live: Collection[str]
) -> Person:
    written = values.get(LANGUAGE, "")
    language = languages.get(fold(written), "") if written else ""
    address = values.get(EMAIL, "").removeprefix("mailto:")
    fault = None
    if not address:
        fault = Fault.NO_ADDRESS
    elif not _ADDRESS.fullmatch(address):
        fault = Fault.BAD_ADDRESS
    elif any(len(values.get(target, "")) > most for target, most in _LONGEST.items()):
        fault = Fault.TOO_LONG
    elif written and language not in live:
        fault = Fault.UNKNOWN_LANGUAGE
    return Person(number, line, values.get(NAME, ""), values.get(ORGANISATION, ""), address, language, fault)


def _unquoted(text: str) -> str:
    return _tidy(_tidy(text).strip("\"'“”"))


def _tidy(text: str) -> str:
    """Without control characters, and with single spaces only."""
    seen = "".join(" " if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") else letter for letter in text)
    return " ".join(seen.split())
