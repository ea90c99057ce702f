"""Whether an own text fits the mail it is for. Pure: texts are passed in, what is wrong comes back."""
from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
#: What was meant as a placeholder and is none: an opening without its end.
_BROKEN = re.compile(r"%\((?!\w+\)s)")
_MARKUP = re.compile(r"<[A-Za-z/!]|&[A-Za-z#]\w*;")


class Flaw(StrEnum):
    """What may be wrong with an own text."""

    UNKNOWN = "unknown"
    MISSING = "missing"
    BROKEN = "broken"
    MARKUP = "markup"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; ``name`` is the placeholder it is about, where it is about one."""

    flaw: Flaw
    name: str = ""


def names_in(text: str) -> set[str]:
    """The placeholders in a text: those of "%(until)s" are {"until"}."""
    return set(_PLACEHOLDER.findall(text))


def problems_of(text: str, *, allowed: Collection[str], required: Collection[str]) -> list[Problem]:
    """What is wrong with an own text; nothing with an empty one, for which the standard text stands."""
    if not text.strip():
        return []
    used = names_in(text)
    found = [Problem(Flaw.UNKNOWN, name) for name in sorted(used - set(allowed))]
    found += [Problem(Flaw.MISSING, name) for name in sorted(set(required) - used)]
    if _BROKEN.search(text):
        found.append(Problem(Flaw.BROKEN))
    if _MARKUP.search(text):
        found.append(Problem(Flaw.MARKUP))
    return found


def as_template(text: str) -> str:
    """A text as it is filled with ``%``: a percent sign that begins no placeholder stands for itself."""
    return re.sub(r"%(?!\(\w+\)s)", "%%", text)


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, each on one line."""
    return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n|\r\n\s*\r\n", text) if part.strip())
