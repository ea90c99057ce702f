"""The words of the examples, read from words.toml."""
from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


class Words:
    """The words of one language by their key: ``words.title``; an unknown key is an error."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __getattr__(self, key: str) -> str:
        return _all()[key][self.language]


@cache
def _all() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
