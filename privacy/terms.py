"""The words of one country's law in one language: what a Swedish body calls gallring is förstöring in a Finnish one.

The table stands in ``terms.toml``, keyed by term and ``<jurisdiction>-<language>``. A term depends on the
controller's jurisdiction and on the language, never on the language alone.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

#: Spoken where a language of the site has no terms of its own.
FALLBACK = "en"


class UnknownTerm(KeyError):
    """No such term, or none for this country's law."""


@cache
def table() -> dict[str, dict[tuple[str, str], str]]:
    """Every term: name -> {(jurisdiction, language): words}."""
    read = tomllib.loads((Path(__file__).parent / "terms.toml").read_text(encoding="utf-8"))
    return {
        name: {(key[:2], key[3:]): words for key, words in by_law.items()}
        for name, by_law in read.items()
    }


def term(name: str, jurisdiction: str, language: str) -> str:
    """The term as it stands within a sentence; in English where the language has none.

    :raises UnknownTerm: naming what is missing.
    """
    by_law = table().get(name, {})
    found = by_law.get((jurisdiction, language)) or by_law.get((jurisdiction, FALLBACK))
    if not found:
        raise UnknownTerm(f"{name} {jurisdiction}")
    return found
