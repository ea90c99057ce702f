"""Passages of a free text that others than its reviewer do not see. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterable

#: What stands in the place of a passage.
HIDDEN = "[…]"
Place = tuple[int, int]


class NotFound(ValueError):
    """A passage that is to be hidden does not stand in the text."""

    def __init__(self, passage: str) -> None:
        super().__init__("no such passage")
        self.passage = passage


def places_of(passages: Iterable[str], text: str) -> list[Place]:
    """Where each of ``passages`` stands in ``text``, every time it does; places that meet are made one.

    Large and small letters are alike.

    :raises NotFound: for a passage that does not stand there.
    """
    found: list[Place] = []
    for passage in filter(None, (each.strip() for each in passages)):
        hits = [hit.span() for hit in re.finditer(re.escape(passage), text, re.IGNORECASE)]
        if not hits:
            raise NotFound(passage)
        found += hits
    return _joined(found)


def shown(text: str, places: Iterable[Iterable[int]]) -> str:
    """``text`` with a mark in the place of what is hidden."""
    parts, at = [], 0
    for start, end in _joined((int(first), int(last)) for first, last in places):
        parts += [text[at:start], HIDDEN]
        at = end
    return "".join([*parts, text[at:]])


def passages_in(text: str, places: Iterable[Iterable[int]]) -> list[str]:
    """What is hidden, for the reviewer."""
    return [text[start:end] for start, end in places]


def _joined(places: Iterable[Place]) -> list[Place]:
    joined: list[Place] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
