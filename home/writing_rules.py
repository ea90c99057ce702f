"""What can be better in a text, whatever it tells of. Pure: texts in, findings out; each language by its own words."""
from __future__ import annotations

from collections.abc import Sequence

from bs4 import BeautifulSoup

#: Characters of a lead that are read before one goes on.
LONGEST_LEAD = 300
#: Words that do not tell where a link leads when they stand alone.
EMPTY_WORDS = {
    "sv": frozenset({
        "här", "klicka här", "klicka", "tryck här", "läs mer", "läs mer här", "mer", "mer information", "mer info",
        "se här", "se mer", "länk", "länken", "denna länk", "den här länken", "hit", "gå hit", "gå vidare",
    }),
    "fi": frozenset({
        "tästä", "täältä", "täällä", "tänne", "tässä", "klikkaa", "klikkaa tästä", "klikkaa tätä", "lue lisää",
        "lue lisää tästä", "lisää", "lisätietoa", "lisätietoja", "lisätiedot", "katso", "katso tästä", "linkki",
        "tämä linkki", "tästä linkistä", "siirry", "siirry tästä",
    }),
    "en": frozenset({
        "here", "click here", "click", "read more", "read more here", "more", "more information", "more info",
        "learn more", "see more", "see here", "link", "this link", "this", "go",
    }),
}  # fmt: skip


def says_nothing(words: str, language: str) -> bool:
    """Whether a link with these words does not tell where it leads, in its own language or in English."""
    bare = " ".join(words.casefold().split()).strip(" .…:!?>»→-–")
    return bare in EMPTY_WORDS.get(language, frozenset()) | EMPTY_WORDS["en"]


def empty_links(html: str, language: str) -> list[str]:
    """The words of the links in a rich text that do not tell where they lead, each once."""
    links = BeautifulSoup(html, "html.parser").find_all("a")
    words = [" ".join(link.get_text().split()) for link in links]
    return list(dict.fromkeys(each for each in words if says_nothing(each, language)))


def is_shouted(title: str) -> bool:
    """Whether a title of more than one word, or of a long one, is written in capitals only."""
    return title.isupper() and len(title) > 8


def skipped(levels: Sequence[int], above: int = 1) -> list[int]:
    """The places in a row of heading levels where one is left out; ``above`` is the level they stand below."""
    before = [above, *levels[:-1]] if levels else []
    return [place for place, (last, level) in enumerate(zip(before, levels, strict=True)) if level > last + 1]


def is_file_name(text: str) -> bool:
    """Whether a description of a picture is only the name of its file."""
    return text.casefold().rstrip().endswith((".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".avif", ".heic"))


def all_empty_words() -> list[str]:
    """Those words of every language, for a check that sees only the finished page."""
    return sorted(frozenset().union(*EMPTY_WORDS.values()))
