"""Special categories are sealed at rest: AES-GCM, bound to their record and question."""

from __future__ import annotations

import base64
import os
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from privacy import keyring

NONCE_BYTES = 12
_PARTS = {"key", "nonce", "sealed"}


class CannotUnseal(Exception):
    """The value was altered, or belongs to another record or question."""


def seal(value: str, *, record: UUID, question: str) -> dict[str, Any]:
    """``value`` encrypted with the newest key and a random nonce, as a JSON-able dictionary."""
    key = keyring.current(keyring.Purpose.ANSWERS)
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key.secret).encrypt(nonce, value.encode(), _bound_to(record, question))
    return {"key": key.number, "nonce": _text(nonce), "sealed": _text(sealed)}


def unseal(sealed: dict[str, Any], *, record: UUID, question: str) -> str:
    """The value that was sealed for this record and question.

    :raises CannotUnseal: when it was altered or sealed for another place.
    :raises keyring.NoKey: when its key has been retired.
    """
    key = keyring.numbered(keyring.Purpose.ANSWERS, int(sealed["key"]))
    try:
        nonce, content = (base64.b64decode(sealed[part], validate=True) for part in ("nonce", "sealed"))
        return AESGCM(key.secret).decrypt(nonce, content, _bound_to(record, question)).decode()
    except (InvalidTag, ValueError):
        raise CannotUnseal from None


def is_sealed(value: Any) -> bool:
    """Whether a stored value is one that :func:`seal` made."""
    return isinstance(value, dict) and value.keys() == _PARTS and isinstance(value["key"], int)


def _bound_to(record: UUID, question: str) -> bytes:
    return b"kallelse answer\0" + record.bytes + question.encode()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
