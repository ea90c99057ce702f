"""Personal identity numbers of Sweden and Finland in running text. Pure: no ORM, ``on`` is passed in.

A number counts only where its date exists and its check digit or character is right, so that telephone
numbers, references and times are left in peace. Sources: folkbokföringslagen (1991:481) 18 § and SKV 704
(personnummer), lag (2022:1697) om samordningsnummer; VNa 128/2010 2 § and dvv.fi (henkilötunnus, with the
separators in use since 2023).
"""
from __future__ import annotations

import re
from datetime import date

# Beside a number stands no digit, letter or sign that would make it part of something longer.
_APART, _ENDS = r"(?<![\w+.,:/-])", r"(?![\w/-]|[.,:]\d)"
_SWEDISH = re.compile(rf"{_APART}(\d\d)?(\d\d)(\d\d)(\d\d)([-+–]?)(\d{{4}}){_ENDS}", re.ASCII)
_FINNISH = re.compile(
    rf"{_APART}(\d\d)(\d\d)(\d\d)([-+–A-FYXWVU])(\d{{3}})([0-9A-FHJ-NPR-Y]){_ENDS}", re.ASCII | re.IGNORECASE
)
_CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CENTURIES = {"+": 1800, **dict.fromkeys("-–YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000)}
#: A samordningsnummer has this added to the day.
_COORDINATION = 60


def stands_in(text: str, *, on: date) -> bool:
    """Whether a personnummer, samordningsnummer or henkilötunnus stands in ``text``.

    :param on: today; nobody is born later.
    """
    return any(_is_swedish(*found.groups(), on=on) for found in _SWEDISH.finditer(text)) or any(
        _is_finnish(*found.groups(), on=on) for found in _FINNISH.finditer(text)
    )


def _is_swedish(century: str | None, year: str, month: str, day: str, sign: str, last: str, *, on: date) -> bool:
    # Ten digits that begin with 0 and have no sign are a telephone number more often than not.
    if century is None and not sign and year.startswith("0"):
        return False
    if century is not None and century not in ("18", "19", "20"):
        return False
    born = int(day) - _COORDINATION if int(day) > _COORDINATION else int(day)
    centuries = [int(century) * 100] if century else [1800, 1900, 2000]
    if not any(_is_day(start + int(year), int(month), born, on) for start in centuries):
        return False
    return last[:3] != "000" and _luhn(year + month + day + last)


def _is_finnish(day: str, month: str, year: str, sign: str, number: str, check: str, *, on: date) -> bool:
    if not _is_day(_CENTURIES[sign.upper()] + int(year), int(month), int(day), on):
        return False
    return int(number) >= 2 and _CHECK_CHARACTERS[int(day + month + year + number) % 31] == check.upper()


def _is_day(year: int, month: int, day: int, on: date) -> bool:
    try:
        return date(year, month, day) <= on
    except ValueError:
        return False


def _luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1 annex B)."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
