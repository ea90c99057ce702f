"""Text with foreign words in it: a paragraph is a list of runs, each a string or {"text", "lang"}.

A sentence is written with ``{slots}`` and ``[[sv|words in another language]]``. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from privacy.by_language import Wording

Run = str | dict[str, str]
Runs = list[Run]

_MARK = re.compile(r"\{(?P<slot>\w+)\}|\[\[(?P<lang>[a-z]{2,3}(?:-\w+)?)\|(?P<text>[^\]]+)\]\]")


class UnknownSlot(KeyError):
    """A sentence asks for a slot that nothing fills."""


def fill(sentence: str, language: str, slots: Mapping[str, Any] | None = None) -> Runs:
    """The runs of ``sentence``. A slot holds a string, a :class:`Wording` or runs.

    :raises UnknownSlot: for a slot that is not given.
    """
    found: Runs = []
    end = 0
    for mark in _MARK.finditer(sentence):
        found.append(sentence[end : mark.start()])
        end = mark.end()
        if mark["slot"] is None:
            found += as_runs(Wording(mark["text"], mark["lang"]), language)
        elif slots is None or mark["slot"] not in slots:
            raise UnknownSlot(mark["slot"])
        else:
            found += as_runs(slots[mark["slot"]], language)
    return tidy([*found, sentence[end:]])


def slots_of(sentence: str) -> set[str]:
    """The names of the slots in ``sentence``."""
    return {mark["slot"] for mark in _MARK.finditer(sentence) if mark["slot"]}


def as_runs(value: Any, language: str) -> Runs:
    """A slot's value as runs; a wording in the language itself is plain text."""
    if isinstance(value, Wording):
        return [value.text] if value.lang in ("", language) else [{"text": value.text, "lang": value.lang}]
    if isinstance(value, list):
        return list(value)
    return [str(value)]


def tidy(found: Iterable[Run]) -> Runs:
    """The same text without empty runs, neighbouring plain ones as one."""
    result: Runs = []
    for run in found:
        if isinstance(run, str) and result and isinstance(result[-1], str):
            result[-1] += run
        elif run:
            result.append(run)
    return result


def join(items: list[Runs], between: str, last: str) -> Runs:
    """The items as one list in words: "a, b and c"."""
    found: Runs = []
    for number, item in enumerate(items):
        if number:
            found.append(last if number == len(items) - 1 else between)
        found += item
    return tidy(found)


def plain(found: Iterable[Run]) -> str:
    """The text without its marks, for mails."""
    return "".join(run if isinstance(run, str) else run["text"] for run in found)


def upper_first(found: Runs) -> Runs:
    """The same runs, beginning with a capital letter."""
    if not found:
        return found
    head = found[0]
    if isinstance(head, str):
        return [head[:1].upper() + head[1:], *found[1:]]
    return [{**head, "text": head["text"][:1].upper() + head["text"][1:]}, *found[1:]]
