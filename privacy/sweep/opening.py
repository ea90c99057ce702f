"""Sealed values opened wherever they are stored, with the numbers that stand in their row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from privacy import cipher, keyring

_UUID = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)
_LONGEST_KEY = 100


def opened(text: str, beside: list[str]) -> tuple[list[str], int]:
    """The sealed values inside the JSON of ``text`` in plain words, and how many could not be opened.

    :param beside: the other values of the row: the record's number and the question's key are among them.
    """
    if '"sealed"' not in text:
        return [], 0
    try:
        value = json.loads(text)
    except ValueError:
        return [], 0
    records = [UUID(each) for each in dict.fromkeys(beside) if _UUID.fullmatch(each)]
    questions = [each for each in dict.fromkeys(beside) if len(each) <= _LONGEST_KEY]
    words: list[str] = []
    shut = 0
    for sealed, keys in _sealed(value, []):
        plain = _unsealed(sealed, records, [*reversed(keys), *questions])
        shut += plain is None
        words += [] if plain is None else [plain]
    return words, shut


def _unsealed(sealed: dict[str, Any], records: list[UUID], questions: list[str]) -> str | None:
    for record in records:
        for question in questions:
            try:
                return cipher.unseal(sealed, record=record, question=question)
            except (cipher.CannotUnseal, keyring.NoKey):
                continue
    return None


def _sealed(value: Any, keys: list[str]) -> Iterator[tuple[dict[str, Any], list[str]]]:
    if cipher.is_sealed(value):
        yield value, keys
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _sealed(each, [*keys, str(name)])
    elif isinstance(value, list):
        for each in value:
            yield from _sealed(each, keys)
