"""The tokens of links to registrations. Pure."""
from __future__ import annotations

import hashlib
from uuid import UUID

from django.core import signing

_SALT = "events.printed_link"
_AT_THE_DOOR = signing.Signer(salt="events.at_the_door", sep=".")


def digest(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def printed(record: UUID) -> str:
    """The token of the link on the receipt of somebody who gave no address; the same whenever the receipt is shown.

    Worth nothing unless its digest is stored: it dies with the record like any other.
    """
    return signing.Signer(salt=_SALT).signature(record.hex)


def at_the_door(record: UUID) -> str:
    """The token of the square on a receipt, by which staff at the door note that somebody has come.

    It is not stored: it says which record is meant, and opens nothing to whoever has it. What staff may do with the
    record is decided by who they are.
    """
    return _AT_THE_DOOR.sign(record.hex)


def meant_at_the_door(token: str) -> UUID | None:
    """The record that such a token means; None where it was not made here."""
    try:
        return UUID(_AT_THE_DOOR.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
