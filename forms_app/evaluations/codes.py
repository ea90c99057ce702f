"""The code of a link to an evaluation: for a mail, a square of dots or a slip of paper. No ORM.

Twelve letters and digits of thirty-one, so 59 bits; only a keyed digest is stored.
"""
from __future__ import annotations

import hashlib
import hmac
import secrets

from privacy import keyring

_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that is taken for something else on paper
_GROUPS, _LENGTH = 3, 4


def new_code() -> str:
    """A code as it is written: ABCD-EFGH-JKMN."""
    letters = [secrets.choice(_ALPHABET) for _ in range(_GROUPS * _LENGTH)]
    return _grouped("".join(letters))


def read(written: str) -> str | None:
    """The code that somebody has written, with or without signs, in large or small letters; None if it is none."""
    letters = "".join(each for each in written.upper() if each.isalnum())
    if len(letters) != _GROUPS * _LENGTH or not set(letters) <= set(_ALPHABET):
        return None
    return _grouped(letters)


def digest_of(code: str) -> str:
    """What is stored of a code: 64 hexadecimal characters, keyed with the newest key."""
    return digests_of(code)[0]


def digests_of(code: str) -> list[str]:
    """The digests by every key that may have been the newest when the link was made, newest first."""
    content = b"evaluation\0" + code.encode()
    return [
        hmac.new(key.secret, content, hashlib.sha256).hexdigest() for key in keyring.keys(keyring.Purpose.SUBJECTS)
    ]


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + _LENGTH] for start in range(0, len(letters), _LENGTH))
