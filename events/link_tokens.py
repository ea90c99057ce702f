"""The tokens of links to registrations. Pure."""
from __future__ import annotations

import hashlib
from uuid import UUID

from django.core import signing

_SALT = "events.printed_link"


def digest(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def printed(record: UUID) -> str:
    """The token of the link on the receipt of somebody who gave no address; the same whenever the receipt is shown.

    Worth nothing unless its digest is stored: it dies with the record like any other.
    """
    return signing.Signer(salt=_SALT).signature(record.hex)
