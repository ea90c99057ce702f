"""Whether a page keeps to its language: every text, with the language that its element declares.

``strangers(html, catalogue)`` lists the texts that belong to another language than the one declared around
them. Two judges look at each text, and one of them is enough:

- **the catalogue** knows whole strings: what stands in it for Finnish and not for Swedish is no Swedish;
- **the words** know a sentence by its function words, by the words that the catalogue uses in only one of
  the languages, by weekdays, dates and the shape of words.

Names of people tell nothing: capitalised words count only when they are function words or weekdays.
Languages that the catalogue does not know, and ``lang=""``, are not judged.
"""
from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polib
from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from tests.language_words import MONTHS, SHAPES, TELLING, TERMS, WEEKDAYS, WORDS

SPOKEN = ("alt", "title", "aria-label", "aria-description", "aria-roledescription", "placeholder", "label")
SPOKEN_METAS = {"description", "og:title", "og:description", "og:site_name", "og:image:alt"}
BUTTONS = {"submit", "button", "reset"}
SILENT = {"script", "style", "template"}
INLINE = {
    "a", "abbr", "b", "bdi", "cite", "code", "data", "em", "i", "kbd", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "time", "u", "var", "wbr",
}  # fmt: skip
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
ADDRESS = re.compile(r"\S+@\S+|\b(?:https?://|www\.)\S+")
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
SENTENCE_END = re.compile(r"(?<=[^\d][.!?:;…])\s+|\n+|\s[–—|·•]\s|[()]")


@dataclass(frozen=True, slots=True)
class Stranger:
    """A text that stands as one language and belongs to another; ``belongs_to`` is empty when none is declared."""

    text: str
    where: str
    stands_as: str
    belongs_to: str
    because: str


class Catalogue:
    """Which strings stand for the same thing in which language, and which words each language uses."""

    def __init__(self, languages: Iterable[str] = ("sv", "fi", "en")) -> None:
        self.languages = tuple(languages)
        self._homes: dict[str, set[str]] = {}
        self._patterns: dict[str, list[tuple[str, re.Pattern[str]]]] = {name: [] for name in self.languages}
        self._words: dict[str, set[str]] = {name: set() for name in self.languages}

    def add(self, **texts: str) -> Catalogue:
        """Learn one string by language: ``add(sv="Anmälan", fi="Ilmoittautuminen")``. Empty texts are skipped."""
        for language, text in texts.items():
            plain = _one_line(html.unescape(re.sub(r"<[^>]+>", "", text)))
            if not plain:
                continue
            self._words[language] |= {word for word in WORD.findall(plain) if word.islower()}
            if PLACEHOLDER.search(plain):
                self._add_pattern(language, plain)
            else:
                self._homes.setdefault(plain.casefold(), set()).add(language)
        return self

    def read_po(self, path: Path, *, target: str, source: str = "en") -> Catalogue:
        """Learn a file of translations from ``source`` to ``target``; an unfinished one is the source's alone."""
        for entry in polib.pofile(str(path)):
            if entry.obsolete:
                continue
            done = [] if entry.fuzzy else [entry.msgstr, *entry.msgstr_plural.values()]
            for text in filter(None, [entry.msgid, entry.msgid_plural]):
                self.add(**{source: text})
            for text in filter(None, done):
                self.add(**{target: text})
        return self

    def homes_of(self, text: str) -> set[str]:
        """The languages in which the whole text stands in the catalogue."""
        plain = _one_line(text).rstrip(" :*").casefold()
        homes = set(self._homes.get(plain, set()) | self._homes.get(plain + ":", set()))
        for language, patterns in self._patterns.items():
            if any(piece in plain and pattern.fullmatch(plain) for piece, pattern in patterns):
                homes.add(language)
        return homes

    def uses(self, language: str, word: str) -> bool:
        """Whether the language uses the (lower-case) word, here or among its function words."""
        return word in _words(language) or word in self._words[language]

    def _add_pattern(self, language: str, text: str) -> None:
        pieces = [piece.casefold() for piece in PLACEHOLDER.split(text)]
        longest = max(pieces, key=len)
        if sum(character.isalpha() for character in longest) >= 4:
            pattern = re.compile(".+".join(re.escape(piece) for piece in pieces))
            self._patterns[language].append((longest.strip(), pattern))


def strangers(page: str, catalogue: Catalogue) -> list[Stranger]:
    """Every text of the page (text, spoken attributes, title and descriptions) that is in another language."""
    found: list[Stranger] = []
    for text, where, language in _texts(BeautifulSoup(page, "html.parser")):
        if not WORD.search(text):
            continue
        if language is None:
            found.append(Stranger(text, where, "", "", "no language is declared around it"))
        else:
            found += [
                Stranger(text, where, language, other, because)
                for other, because in judge(text, language, catalogue)
            ]
    return list(dict.fromkeys(found))


def judge(text: str, language: str, catalogue: Catalogue) -> list[tuple[str, str]]:
    """To which other languages a text that stands as ``language`` belongs, and why; for mails, too."""
    if language not in catalogue.languages:
        return []
    homes = catalogue.homes_of(text)
    if language in homes:
        return []
    if homes:
        return [(other, "the catalogue has it for that language only") for other in sorted(homes)]
    verdicts = {
        (other, because)
        for other in catalogue.languages
        if other != language
        for because in _signs(text, language, other, catalogue)
    }
    return sorted(verdicts)


def _signs(text: str, language: str, other: str, catalogue: Catalogue) -> Iterator[str]:
    """Why the text, or one sentence of it, is not ``language`` but ``other``."""
    text = ADDRESS.sub(" ", text)
    for term in TERMS[other]:
        if term not in TERMS[language] and re.search(rf"\b{re.escape(term)}\b", text, re.IGNORECASE):
            yield f"the term “{term}”"
    for sentence in filter(None, SENTENCE_END.split(text)):
        if dates := _dates(sentence, other) - _dates(sentence, language):
            yield f"the date “{min(dates)}”"
        words = WORD.findall(sentence)
        theirs = [word for word in words if _known(word, other, catalogue) > _known(word, language, catalogue)]
        ours = [word for word in words if _known(word, language, catalogue) > _known(word, other, catalogue)]
        clear = not ours and any(_tells(word, other) for word in theirs)
        if clear or len(theirs) > max(len(ours), 1):
            yield f"the words “{' '.join(theirs[:6])}”"


def _known(word: str, language: str, catalogue: Catalogue) -> bool:
    """Whether the word is one of the language's; a capitalised word only when it is a function word."""
    if word.lower() in _words(language):
        return True
    if not word.islower():
        return False
    return catalogue.uses(language, word) or bool(re.search(SHAPES[language], word))


def _tells(word: str, language: str) -> bool:
    """Whether a single such word is enough where nothing speaks for the declared language."""
    return word.lower() in _telling(language) or (word.islower() and bool(re.search(SHAPES[language], word)))


def _dates(sentence: str, language: str) -> set[str]:
    """The weekdays, and the months beside a number, that are the language's."""
    words = {word.lower() for word in WORD.findall(sentence)}
    beside = re.findall(r"\d\.?\s+([^\W\d_]+)|([^\W\d_]+)\s+\d", sentence.lower())
    months = {word for pair in beside for word in pair if word}
    return (words & set(WEEKDAYS[language].split())) | (months & set(MONTHS[language].split()))


@cache
def _words(language: str) -> frozenset[str]:
    return frozenset(WORDS[language].split())


@cache
def _telling(language: str) -> frozenset[str]:
    return frozenset(TELLING[language].split())


def _one_line(text: str) -> str:
    return " ".join(text.replace("\xad", "").split())


def _texts(soup: BeautifulSoup) -> Iterator[tuple[str, str, str | None]]:
    """Each text with where it stands and the language in force there (None: none declared)."""
    for element in soup.find_all(True):
        if element.name in SILENT or element.find_parent(SILENT):
            continue
        language = _language(element)
        for name, value in _spoken(element):
            yield _one_line(value), f"{_path(element)}[{name}]", language
        for text in _runs(element):
            yield text, _path(element), language


def _spoken(element: Tag) -> Iterator[tuple[str, str]]:
    """The attributes of an element that are shown or read aloud."""
    attributes = {name: str(value) for name, value in element.attrs.items()}
    if element.name == "meta":
        if attributes.get("name", attributes.get("property")) in SPOKEN_METAS:
            yield "content", attributes.get("content", "")
        return
    if element.name == "input" and attributes.get("type") in BUTTONS:
        yield "value", attributes.get("value", "")
    yield from ((name, attributes[name]) for name in SPOKEN if attributes.get(name, "").strip())


def _runs(element: Tag) -> Iterator[str]:
    """The texts of an element: each by itself, and with those of inline elements in the same language."""
    own = [_one_line(str(child)) for child in element.children if _is_text(child)]
    yield from filter(None, own)
    if element.name not in INLINE and any(own):
        whole = _one_line("".join(_inline_text(element)))
        if whole not in own:
            yield whole


def _inline_text(element: Tag) -> Iterator[str]:
    for child in element.children:
        if _is_text(child):
            yield str(child)
        elif isinstance(child, Tag) and child.name in INLINE and not child.has_attr("lang"):
            yield from _inline_text(child)
        else:
            yield " … "


def _is_text(node: object) -> bool:
    return isinstance(node, NavigableString) and not isinstance(node, PreformattedString)


def _language(element: Tag) -> str | None:
    """The first part of the nearest ``lang``, as of "sv-FI"."""
    for holder in (element, *element.parents):
        if holder.has_attr("lang"):
            return str(holder["lang"]).split("-")[0].lower()
    return None


def _path(element: Tag) -> str:
    names = [holder.name for holder in (element, *element.parents) if holder.name != "[document]"]
    return " > ".join(reversed(names[:4]))
