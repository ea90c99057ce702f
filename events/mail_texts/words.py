"""The words of a mail: a body's own where it has some that fit, the standard ones otherwise. Sending never breaks."""
from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils import translation

from events.mail_texts import rules
from events.mail_texts.rules import Problem
from events.mail_words import KINDS, MailWords
from events.models.mail_text import MailText
from home.models import BodyPage

#: The parts that can be worded, in the order in which they are read.
PARTS = ("subject", "heading", "text", "link")
#: What every mail knows of itself.
COMMON = ("reference", "title")


def words_for(kind: str, page: Any, language: str) -> MailWords:
    """The words of ``kind`` for a mail about ``page``, in the words of the body that it lies under; two statements."""
    body = BodyPage.objects.ancestor_of(page).values_list("translation_key", flat=True).first()
    own = MailText.objects.filter(body_key=body, kind=kind, language=language).first() if body else None
    return laid(KINDS[kind], own) if own is not None and not problems_of(own) else KINDS[kind]


def laid(words: MailWords, own: MailText) -> MailWords:
    """The standard words with those of ``own`` that are not empty laid over them."""
    said = tuple(rules.as_template(each) for each in rules.paragraphs(own.text))
    return replace(
        words,
        subject=rules.as_template(own.subject) if own.subject.strip() else words.subject,
        heading=own.heading.strip() or words.heading,
        says=said or words.says,
        link=(own.link.strip() or words.link) if words.link else words.link,
    )


def standard(kind: str, language: str) -> dict[str, str]:
    """The standard text of each part of a kind in a language."""
    words = KINDS[kind]
    with translation.override(language):
        says = "\n\n".join(str(each) for each in words.says)
        return {"subject": str(words.subject), "heading": str(words.heading), "text": says, "link": str(words.link)}


def parts_of(kind: str) -> list[str]:
    """The parts that a kind has: who cannot do anything any more gets no link."""
    return [part for part in PARTS if part != "link" or KINDS[kind].link]


def placeholders(kind: str, part: str, language: str) -> tuple[set[str], set[str]]:
    """Those that may, and those that must stand in a part: whatever the standard text promises is told."""
    said = rules.names_in(standard(kind, language)["text"])
    match part:
        case "subject":
            return set(COMMON), {"reference"}
        case "text":
            return {*COMMON, *said}, said - set(COMMON)
        case _:
            return set(), set()


def problems_of(own: MailText) -> dict[str, list[Problem]]:
    """part -> what does not fit; empty where everything does, also where there is no such kind any more."""
    if own.kind not in KINDS:
        return {}
    found = {}
    for part in PARTS:
        allowed, required = placeholders(own.kind, part, own.language)
        if problems := rules.problems_of(getattr(own, part), allowed=allowed, required=required):
            found[part] = problems
    return found


def own_texts(body_key: UUID) -> dict[tuple[str, str], MailText]:
    """(kind, language) -> the own words of a body; one statement."""
    return {(each.kind, each.language): each for each in MailText.objects.filter(body_key=body_key)}
