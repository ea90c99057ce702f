"""What a question seems to ask about, by its words: health, diet, faith and the like, in each language of the site.

The words stand in wordings/sensitive_words.toml. They are there to make an editor think, so a word that
is mostly harmless is left out: advice that is often wrong is not read. Pure: texts in, topics out.
"""
from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

_FILE = Path(__file__).with_name("wordings") / "sensitive_words.toml"


class Topic(StrEnum):
    """What a question may ask about that needs care (GDPR 9.1 and 87), or invites to write anything at all."""

    DIET = "diet"
    ACCESS = "access"
    HEALTH = "health"
    RELIGION = "religion"
    ETHNICITY = "ethnicity"
    ORIENTATION = "orientation"
    POLITICS = "politics"
    UNION = "union"
    IDENTITY = "identity"
    OTHER = "other"


#: Those of which the law says that they may be asked about only for a good reason (GDPR 9.1).
SPECIAL = frozenset(Topic) - {Topic.IDENTITY, Topic.OTHER}


def _any_of(words: Iterable[str], form: str) -> str:
    """A pattern for one of ``words``, longest first, in ``form``; one that never fits where there are none."""
    sorts = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return form % sorts if sorts else r"(?!)"


def _pattern(words: Mapping[str, list[str]]) -> re.Pattern[str]:
    forms = {"alone": r"\A(?:%s)\Z", "is": r"\b(?:%s)\b", "begins": r"\b(?:%s)", "within": r"(?:%s)"}
    return re.compile("|".join(_any_of(words[name], form) for name, form in forms.items()))


def _read() -> dict[str, dict[Topic, tuple[re.Pattern[str], re.Pattern[str]]]]:
    by_language = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        language: {
            Topic(name): (re.compile(_any_of(words["harmless"], r"\b(?:%s)\w*")), _pattern(words))
            for name, words in topics.items()
        }
        for language, topics in by_language.items()
    }


_PATTERNS = _read()


def topics_of(text: str, language: str) -> list[Topic]:
    """What ``text`` seems to ask about, by the words of ``language`` and by the English ones."""
    plain = " ".join(text.casefold().split()).strip(" .…:!?*")
    known = [_PATTERNS[each] for each in dict.fromkeys((language, "en")) if each in _PATTERNS]
    return [topic for topic in Topic if _tells_of(plain, [topics[topic] for topics in known])]


def _tells_of(plain: str, patterns: list[tuple[re.Pattern[str], re.Pattern[str]]]) -> bool:
    for harmless, _telling in patterns:
        plain = harmless.sub(" ", plain)
    return any(telling.search(plain) for _harmless, telling in patterns)
