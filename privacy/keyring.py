"""The keys of the site, by purpose and number.

The setting KALLELSE_KEYS gives for each purpose a list of ``number:base64 of 32 bytes``, newest
first. The newest is used for what is written now; all are tried for what was written before.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from privacy import trials

KEY_BYTES = 32


class Purpose(StrEnum):
    """What a key is for; one key never serves two purposes."""

    ANSWERS = "answers"
    SUBJECTS = "subjects"
    LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class Key:
    """One numbered key."""

    number: int
    secret: bytes

    def __repr__(self) -> str:
        return f"Key(number={self.number})"


class NoKey(ImproperlyConfigured):
    """A key is missing or written wrongly. The message never holds the key."""


def keys(purpose: Purpose | str) -> list[Key]:
    """All keys of ``purpose``, newest first. In a trial nobody is found: its own key is the only one.

    :raises NoKey: when there is none, one is written wrongly or a number stands twice.
    """
    tried = trials.secret()
    if tried and purpose == Purpose.SUBJECTS:
        return [Key(1, tried)]
    written = settings.KALLELSE_KEYS.get(str(purpose), [])
    found = [_parse(entry, str(purpose)) for entry in written]
    if not found:
        raise NoKey(f"no key for the purpose {purpose}")
    if len({key.number for key in found}) < len(found):
        raise NoKey(f"a key number stands twice for the purpose {purpose}")
    return found


def current(purpose: Purpose | str) -> Key:
    """The key for what is written now."""
    return keys(purpose)[0]


def numbered(purpose: Purpose | str, number: int) -> Key:
    """The key with this number.

    :raises NoKey: when it has been retired.
    """
    for key in keys(purpose):
        if key.number == number:
            return key
    raise NoKey(f"no key number {number} for the purpose {purpose}")


def _parse(entry: str, purpose: str) -> Key:
    number, _colon, secret = entry.partition(":")
    try:
        key = Key(int(number), base64.b64decode(secret, validate=True))
    except (ValueError, binascii.Error):
        raise NoKey(f"a key for the purpose {purpose} is not written as number:base64") from None
    if key.number < 1 or len(key.secret) != KEY_BYTES:
        raise NoKey(f"a key for the purpose {purpose} has not a number above 0 and {KEY_BYTES} bytes")
    return key
