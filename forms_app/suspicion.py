"""Signs that a post was written by a program. They lead to a person who looks at it, never to a refusal. Pure.

People have names in every script, write in capitals, and link to their own organisations: none of that is a sign.
Each sign weighs something, and only what weighs enough together is set aside.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from forms_app.questions import Question

#: A post that weighs so much is set aside.
ENOUGH = 3
#: Free text so long, sent to one form by so many posts in a day, is one text sent by a program.
LONG_TEXT = 60
OFTEN = 10

_LINK = re.compile(r"(?:https?://|www\.)([^\s/<>\"'\])?#]+)[^\s<>\"'\])]*", re.IGNORECASE)
_MARKUP = re.compile(r"<\s*a\s[^>]*href|\[(?:url|link)\b|\]\(\s*https?://|<\s*(?:script|iframe|img)\b", re.IGNORECASE)
_SHORTENERS = {"bit.ly", "t.co", "tinyurl.com", "goo.gl", "is.gd", "cutt.ly", "rb.gy", "shorturl.at", "ow.ly", "t.me"}
_TURN = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: Alphabets whose letters look alike, so that one word is written in two of them.
_LOOK_ALIKE = {"LATIN", "CYRILLIC", "GREEK"}
_NAMES = ("name", "title")


class Sign(StrEnum):
    """A sign, by the code that may stand in a log."""

    LINK_IN_NAME = "link_in_name"
    LINK_IN_LINE = "link_in_line"
    MARKUP = "markup"
    FOREIGN_LINK = "foreign_link"
    SHORTENED_LINK = "shortened_link"
    MANY_LINKS = "many_links"
    MOSTLY_LINKS = "mostly_links"
    SAME_EVERYWHERE = "same_everywhere"
    SCRAMBLED = "scrambled"
    TWO_ALPHABETS = "two_alphabets"
    SENT_OFTEN = "sent_often"


#: What each sign is called at the desk.
IN_WORDS: dict[Sign, Any] = {
    Sign.LINK_IN_NAME: _("There is a link where a name should be."),
    Sign.LINK_IN_LINE: _("There is a link in a short answer."),
    Sign.MARKUP: _("A link is written as programs write it."),
    Sign.FOREIGN_LINK: _("A link leads elsewhere than to where the e-mail address belongs."),
    Sign.SHORTENED_LINK: _("A shortened link hides where it leads."),
    Sign.MANY_LINKS: _("There are links to many different sites."),
    Sign.MOSTLY_LINKS: _("A text is hardly more than its links."),
    Sign.SAME_EVERYWHERE: _("The same text stands in all fields."),
    Sign.SCRAMBLED: _("Words are made of letters in disorder."),
    Sign.TWO_ALPHABETS: _("Letters of two alphabets are mixed within a word."),
    Sign.SENT_OFTEN: _("The same text has come many times today."),
}


def signs(questions: tuple[Question, ...], answers: Mapping[str, Any]) -> dict[Sign, int]:
    """The signs of a post with their weights; nothing is remembered.

    :param answers: valid values by question key.
    """
    texts = [(question, value.strip()) for question in questions if (value := _text(question, answers))]
    lines = [(question, text) for question, text in texts if question.kind.widget == "singleline"]
    long = [text for question, text in texts if question.kind.widget == "multiline"]
    own = [text.rpartition("@")[2].lower() for question, text in texts if question.kind.widget == "email"]
    found = {
        Sign.LINK_IN_NAME: 3 * any(_LINK.search(text) for question, text in lines if question.type in _NAMES),
        Sign.LINK_IN_LINE: 2 * any(
            _foreign(text, own) for question, text in lines if question.type not in _NAMES
        ),
        Sign.MARKUP: 3 * any(_MARKUP.search(text) for _question, text in texts),
        Sign.SAME_EVERYWHERE: 3 * _is_same_everywhere([*[text for _question, text in lines], *long]),
        Sign.SCRAMBLED: min(4, 2 * sum(_is_scrambled(text) for _question, text in lines)),
        Sign.TWO_ALPHABETS: int(any(_mixes_alphabets(text) for question, text in lines if question.type == "name")),
        **_of_links(long, own),
    }  # fmt: skip
    return {sign: weight for sign, weight in found.items() if weight}


def weight_of(found: Mapping[Sign, int]) -> int:
    """What the signs weigh together."""
    return sum(found.values())


def repeatable(questions: tuple[Question, ...], answers: Mapping[str, Any]) -> str:
    """The free text that only a program sends again and again; "" where it is short or such as colleagues share."""
    own = [_text(question, answers) for question in questions if question.type == "multiline"]
    text = " ".join(" ".join(own).casefold().split())
    return text if len(text) >= LONG_TEXT else ""


def _text(question: Question, answers: Mapping[str, Any]) -> str:
    """The answer to a question that takes words, and to no other."""
    value = answers.get(question.key)
    return value if isinstance(value, str) and question.kind.widget in ("singleline", "multiline", "email") else ""


def _of_links(texts: list[str], own: list[str]) -> dict[Sign, int]:
    """The signs of links in free text."""
    hosts = {host for text in texts for host in _foreign(text, own)}
    mostly = any(2 * sum(len(link[0]) for link in _LINK.finditer(text)) > len(text) for text in texts)
    return {
        Sign.FOREIGN_LINK: min(1, len(hosts)),
        Sign.SHORTENED_LINK: 2 * bool(hosts & _SHORTENERS),
        Sign.MANY_LINKS: 3 if len(hosts) >= 6 else int(len(hosts) >= 4),
        Sign.MOSTLY_LINKS: int(mostly),
    }


def _foreign(text: str, own: list[str]) -> set[str]:
    """The hosts that are linked to, apart from those to which her address belongs."""
    hosts = {link[1].lower().removeprefix("www.").rstrip(".,:;") for link in _LINK.finditer(text)}
    return {host for host in hosts if not any(host == each or host.endswith(f".{each}") for each in own if each)}


def _is_same_everywhere(texts: list[str]) -> bool:
    """Three or more answers in words, all alike, and more than a “no” or a dash."""
    folded = {" ".join(text.casefold().split()) for text in texts}
    return len(texts) >= 3 and len(folded) == 1 and len(folded.pop()) >= 8


def _is_scrambled(text: str) -> bool:
    """A long word that turns from small to capital letters again and again."""
    return any(len(word) >= 8 and len(_TURN.findall(word)) >= 3 for word in text.split())


def _mixes_alphabets(text: str) -> bool:
    """A word with letters of two alphabets that look alike; a name written in two scripts side by side is none."""
    return any(len(_alphabets(word)) > 1 for word in re.split(r"[\s\-/()]+", text))


def _alphabets(word: str) -> set[str]:
    return {unicodedata.name(sign, "").partition(" ")[0] for sign in word if sign.isalpha()} & _LOOK_ALIKE
