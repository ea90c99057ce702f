"""One stored text, read in all the ways in which it may have been written down. Pure."""

from __future__ import annotations

import base64
import binascii
import html
import quopri
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote_plus

_UNICODE = re.compile(r"\\+u([0-9a-fA-F]{4})")
_ESCAPED = re.compile(r"\\+([nrtbf\"'/\\])")
_QUOTED = re.compile(r"=[0-9A-F]{2}|=\r?\n")
#: Long enough to hold a short address; lines may be broken as in mails.
_ENCODED = re.compile(r"(?:[A-Za-z0-9+/_-]{4}\s?){5,}[A-Za-z0-9+/_=-]{0,4}")
_HEX = re.compile(r"[0-9a-fA-F-]{32,}")
_LEXEME = re.compile(r"'((?:[^']|'')*)'(?::([\dA-D,]+))?")
_DEEPEST = 3


def fold(text: str) -> str:
    """``text`` without the differences of case, of composed letters and of white space."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.casefold().split())


def readings(text: str, depth: int = 0) -> Iterator[str]:
    """``text`` folded, and once more for each escaping that it shows signs of."""
    yield fold(text)
    plain = text
    if "\\" in plain:
        plain = _unescaped(plain)
        yield fold(plain)
    if "&" in plain and ";" in plain:
        plain = html.unescape(plain)
        yield fold(plain)
    if "%" in plain or "+" in plain:
        yield fold(unquote_plus(plain))
    if "=" in plain and _QUOTED.search(plain):
        yield fold(quopri.decodestring(plain.encode()).decode(errors="replace"))
    if depth < _DEEPEST:
        for run in _ENCODED.findall(plain):
            yield from _decoded(run, depth)


def as_text(content: bytes) -> str | None:
    """``content`` as UTF-8, apart from letters cut in two at its ends; None when it is something else."""
    begin = next((at for at, byte in enumerate(content[:4]) if byte & 0xC0 != 0x80), 0)
    try:
        return content[begin:].decode()
    except UnicodeDecodeError as error:
        if error.end + begin >= len(content) - 1 and error.start + begin >= len(content) - 4:
            return content[begin : begin + error.start].decode()
        return None


def bytes_as_letters(content: bytes) -> str:
    """One letter for each byte, capitals made small: what is neither text nor unpacked is compared so."""
    return content.decode("latin-1").lower()


def bytes_of(text: str) -> set[str]:
    """The ways in which ``text`` may stand among bytes, written as :func:`bytes_as_letters` writes them."""
    ways = {text, text.lower(), text.upper()}
    codings = ("utf-8", "latin-1", "utf-16-le", "utf-16-be")
    return {bytes_as_letters(way.encode(coding, "replace")) for way in ways for coding in codings}


def lexemes_in_order(vector: str) -> str:
    """The words of a PostgreSQL search vector in the order of the text that it was made from."""
    placed: list[tuple[int, str]] = []
    for word, places in _LEXEME.findall(vector):
        word = word.replace("''", "'").replace("\\\\", "\\")
        numbers = [int(re.sub(r"\D", "", place)) for place in places.split(",") if place] or [0]
        placed += [(number, word) for number in numbers]
    return " ".join(word for _place, word in sorted(placed))


def _unescaped(text: str) -> str:
    """The text of a JSON string, at whatever depth it is nested."""
    units = _UNICODE.sub(lambda found: chr(int(found[1], 16)), text)
    # two halves of a letter beyond the first plane become one
    whole = units.encode("utf-16", "surrogatepass").decode("utf-16", errors="replace")
    return _ESCAPED.sub(lambda found: " " if found[1] in "nrtbf" else found[1], whole)


def _decoded(run: str, depth: int) -> Iterator[str]:
    compact = "".join(run.split())
    if _HEX.fullmatch(compact):
        return
    compact = compact.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        content = base64.b64decode(compact + "=" * (-len(compact) % 4))
    except (binascii.Error, ValueError):
        return
    try:
        yield from readings(content.decode(), depth + 1)
    except UnicodeDecodeError:
        return
