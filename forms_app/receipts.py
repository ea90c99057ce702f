"""The signed, stateless address of a receipt. No cookie, no account."""
from __future__ import annotations

import uuid
from datetime import timedelta

from django.core import signing

VALID = timedelta(minutes=60)
_SALT = "forms_app.receipt"


class Expired(Exception):
    """The address was right but its time is over; carries the record."""

    def __init__(self, record: uuid.UUID) -> None:
        super().__init__("the receipt's time is over")
        self.record = record


def sign(record: uuid.UUID) -> str:
    """A token for the receipt of ``record``, good for 60 minutes from now."""
    return signing.TimestampSigner(salt=_SALT).sign(record.hex)


def unsign(token: str) -> uuid.UUID:
    """The record of ``token``.

    :raises Expired: when the token is older than 60 minutes.
    :raises ValueError: when it was not made here.
    """
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        record = uuid.UUID(signer.unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise ValueError("not a receipt") from error
    try:
        signer.unsign(token, max_age=VALID)
    except signing.SignatureExpired as error:
        raise Expired(record) from error
    return record
