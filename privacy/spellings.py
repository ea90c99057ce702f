"""One text in all the ways in which software writes it: escaped, as an entity, in an address, inflected. Pure."""

from __future__ import annotations

import html.entities
import re
import unicodedata
from collections.abc import Callable, Iterable

#: Stands where words have been taken out of a text that stays; says nothing in any language.
MARK = "[…]"

#: Where a word may begin although a letter stands before it: after an escape that ends in one.
_BEGINS = r"(?:(?<![^\W_])|(?<=\\[nrtbf])|(?<=\\u[0-9a-f]{4})|(?<=%[0-9a-f]{2}))"
_ENDS = r"(?![^\W_])"
#: What may stand before a mailbox, but not belong to it.
_MAILBOX_BEGINS = r"(?:(?<![\w.+-])|(?<=\\[nrtbf])|(?<=\\u[0-9a-f]{4})|(?<=%[0-9a-f]{2}))"
#: Endings of names in Swedish and Finnish: Maj Linds, Maj Lindin, Maj Lindille, Maj Lindiltä ...
_ENDING = (
    r"(?::?(?:s|n|in|en|a|ä|ia|iä|ta|tä|lle|ille|lla|llä|illa|illä|lta|ltä|ilta|iltä|ssa|ssä|issa|issä"
    r"|sta|stä|ista|istä|ksi|iksi|na|nä|ina|inä|iin|seen))?"
)
_SPACE = r"(?:[\s\u00a0_+-]|\\+[nrt]|\\+u00a0|&nbsp;|&\#160;|&\#xa0;|%20|%c2%a0)+"
_BETWEEN_DIGITS = r"(?:[\s\u00a0()./\u2010-\u2013-]|\\+u00a0|&nbsp;|%20)*"
_ABROAD = r"(?:\+|%2b|00)"
#: Calling codes of the Nordic countries, longest first.
COUNTRIES = ("358", "354", "298", "46", "47", "45")
_END_OF_NAME = re.compile(_ENDING + _ENDS)
_NAMES = {chr(code): name for name, code in html.entities.name2codepoint.items()}


def is_mailbox(text: str) -> bool:
    """Whether ``text`` is written like an e-mail address."""
    return "@" in text


def is_number(text: str) -> bool:
    """Whether ``text`` is written like a telephone number."""
    return bool(re.fullmatch(r"\+?[\d\s()./\u2010-\u2013-]+", text)) and sum(map(str.isdigit, text)) >= 5


def ends_a_name(text: str, at: int) -> bool:
    """Whether the name that reaches to ``at`` is whole there, apart from the ending of an inflected form."""
    return _END_OF_NAME.match(text, at) is not None


def may_hold(texts: Iterable[str]) -> Callable[[str], bool]:
    """A quick look beforehand: False only where :func:`pattern` finds nothing.

    Letters and digits of ASCII are never escaped, so that the longest run of them stands there as it is.
    """
    runs = set()
    for text in texts:
        found = re.findall(r"[a-z0-9]+", _composed(text).lower())
        if text.strip() and (not found or is_number(text)):
            return lambda stored: True
        runs |= {max(found, key=len)} if found else set()
    return lambda stored: any(run in lowered for lowered in [stored.lower()] for run in runs)


def pattern(texts: Iterable[str]) -> re.Pattern[str]:
    """Finds each of ``texts`` in what is stored, however it was spelled there; never matches nothing.

    A mailbox is found whole. A telephone number is found however its digits are parted. A name is
    found with the endings of Swedish and Finnish, and with the last word first.
    """
    wanted = sorted({" ".join(_composed(text).split()) for text in texts} - {""}, key=len, reverse=True)
    if not wanted:
        return re.compile(r"(?!)")
    return re.compile("|".join(_pattern_of(text) for text in wanted), re.IGNORECASE)


def _pattern_of(text: str) -> str:
    if is_mailbox(text):
        return _MAILBOX_BEGINS + spelled(text) + r"(?![\w-])"
    if is_number(text):
        return r"(?<!\d)" + _digits(text) + r"(?!\d)"
    words = text.split()
    turned = [[words[-1] + ",", *words[:-1]], [words[-1], *words[:-1]]] if len(words) > 1 else []
    orders = [_SPACE.join(spelled(word) for word in order) for order in [words, *turned]]
    return _BEGINS + "(?:" + "|".join(orders) + ")" + _ENDING + _ENDS


def _digits(number: str) -> str:
    """The same number with and without its country, for the countries that write a leading zero."""
    digits = re.sub(r"\D", "", number)
    local_zero = rf"{_BETWEEN_DIGITS}(?:\(?0\)?)?|0)"
    if number.lstrip().startswith(("+", "00")):
        digits = digits.removeprefix("00")
        country = next((code for code in COUNTRIES if digits.startswith(code)), digits[:2])
        prefix, digits = rf"(?:{_ABROAD}?{country}{local_zero}", digits.removeprefix(country)
    elif digits.startswith("0"):
        known = "|".join(COUNTRIES)
        prefix, digits = rf"(?:(?:{_ABROAD}\d{{2,3}}|{known}){local_zero}", digits[1:]
    else:
        prefix = f"{_ABROAD}?"
    return prefix + _BETWEEN_DIGITS + _BETWEEN_DIGITS.join(digits)


def spelled(text: str) -> str:
    """A pattern of ``text`` in which each character may be escaped in the ways of JSON, HTML and addresses."""
    return "".join(_SPACE if character.isspace() else _character(character) for character in text)


def _character(character: str) -> str:
    if character.isascii() and character.isalnum():
        return character
    ways = {re.escape(character)}
    for each in {character, character.lower(), character.upper()}:
        ways |= _escapes(each)
    return "(?:" + "|".join(sorted(ways, key=len, reverse=True)) + ")"


def _escapes(character: str) -> set[str]:
    ways = set()
    for each in character:  # the capital of ß is two letters
        code = ord(each)
        ways |= {rf"\\+u{code:04x}", rf"&\#0*{code};", rf"&\#x0*{code:x};"}
        if each in _NAMES:
            ways.add(f"&{_NAMES[each]};")
    ways.add("".join(f"%{byte:02x}" for byte in character.encode()))
    ways.add(re.escape(unicodedata.normalize("NFD", character)))
    return ways


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
