"""Many needles sought in one pass over each text: an automaton after Aho and Corasick."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

import ahocorasick

from privacy import spellings
from privacy.sweep.needles import Needle, NeedleKind
from privacy.sweep.reading import as_text, bytes_as_letters, bytes_of, fold, readings

#: Of a long text its beginning is enough, also where it was cut off when it was copied.
LONGEST = 80
_PARTED = re.compile(r"(?<=\d)[\s()./\u2010-\u2013-]+(?=\d)")
#: What may stand before the digits of a telephone number without its leading zero.
_BEFORE_DIGITS = re.compile(r"0?|(?:00)?\d{2,3}0?")
_EXACT = {NeedleKind.RECORD, NeedleKind.DIGEST, NeedleKind.CIPHERTEXT}


class Net:
    """Says which needles stand in a text, however it is written."""

    def __init__(self, needles: Iterable[Needle]) -> None:
        self._texts, self._digits, self._bytes = (ahocorasick.Automaton() for _each in range(3))
        for needle in needles:
            exact = needle.kind in _EXACT
            for way in {needle.value[:LONGEST].lower()} if exact else bytes_of(needle.value[:LONGEST]):
                _add(self._bytes, way, needle)
            if needle.kind is NeedleKind.NUMBER:
                _add(self._digits, _significant(needle.value), needle)
            else:
                for form in _forms(needle):
                    _add(self._texts, form, needle)
        for automaton in (self._texts, self._digits, self._bytes):
            automaton.make_automaton()

    def in_text(self, text: str) -> set[Needle]:
        """The needles that stand in ``text``, decoded where it is encoded."""
        return self._in(readings(text)) if text else set()

    def in_bytes(self, content: bytes) -> set[Needle]:
        """The needles that stand in a binary value: read as text where it is text, byte by byte elsewhere."""
        text = as_text(content)
        if text is not None:
            return self.in_text(text)
        hits = self._bytes.iter(bytes_as_letters(content)) if len(self._bytes) else ()
        return {needle for _end, (_length, needles) in hits for needle in needles}

    def _in(self, forms: Iterable[str]) -> set[Needle]:
        found: set[Needle] = set()
        for form in forms:
            if len(self._texts):
                found.update(self._words_in(form))
            if len(self._digits):
                found.update(self._numbers_in(_PARTED.sub("", form)))
        return found

    def _words_in(self, form: str) -> Iterator[Needle]:
        for end, (length, needles) in self._texts.iter(form):
            for needle in needles:
                if needle.kind in _EXACT or _is_whole(form, end - length + 1, end + 1, needle.kind):
                    yield needle

    def _numbers_in(self, squeezed: str) -> Iterator[Needle]:
        for end, (length, needles) in self._digits.iter(squeezed):
            start = first = end - length + 1
            while first and squeezed[first - 1].isdecimal():
                first -= 1
            if not squeezed[end + 1 : end + 2].isdecimal() and _BEFORE_DIGITS.fullmatch(squeezed[first:start]):
                yield from needles


def _add(automaton: ahocorasick.Automaton, form: str, needle: Needle) -> None:
    if form:
        _length, needles = automaton.get(form, (len(form), []))
        needles.append(needle)
        automaton.add_word(form, (len(form), needles))


def _forms(needle: Needle) -> set[str]:
    """The folded ways of writing one needle."""
    folded = fold(needle.value)
    if needle.kind is NeedleKind.RECORD:
        return {folded, folded.replace("-", "")}
    if needle.kind is NeedleKind.NAME:
        *first, last = folded.split()
        orders = {folded, " ".join([f"{last},", *first]), " ".join([last, *first])} if first else {folded}
        bare = "".join(each for each in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(each))
        parted = {name.replace(" ", sign) for name in (folded, bare) for sign in "-_"}
        return orders | parted | {bare}
    return {folded[:LONGEST].rstrip()}


def _significant(number: str) -> str:
    """The digits of a telephone number that are the same at home and from abroad."""
    digits = re.sub(r"\D", "", number)
    if number.lstrip().startswith(("+", "00")):
        digits = digits.removeprefix("00")
        country = next((code for code in spellings.COUNTRIES if digits.startswith(code)), digits[:2])
        digits = digits.removeprefix(country)
    return digits.lstrip("0")


def _is_whole(form: str, start: int, end: int, kind: NeedleKind) -> bool:
    """Whether the hit is not the middle of a longer word or address."""
    before = form[start - 1 : start]
    if form[start].isalnum() and (before.isalnum() or (kind is NeedleKind.ADDRESS and before in {".", "+", "-", "_"})):
        return False
    if kind is NeedleKind.NAME:
        return spellings.ends_a_name(form, end)
    return kind is NeedleKind.TEXT or not (form[end - 1].isalnum() and form[end : end + 1].isalnum())
