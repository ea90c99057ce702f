"""Nothing starts without its keys, and mail cannot outlive its lease."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from privacy import keyring, outbox


def keys_are_there(**kwargs: Any) -> list[CheckMessage]:
    """privacy.E010: every purpose has at least one well-formed key, and no two share one."""
    found: list[CheckMessage] = []
    secrets: list[bytes] = []
    for purpose in keyring.Purpose:
        try:
            secrets += [key.secret for key in keyring.keys(purpose)]
        except keyring.NoKey as problem:
            hint = f"Set KALLELSE_{purpose.upper()}_KEYS to a list of number:base64 of 32 random bytes, newest first."
            found.append(Error(str(problem).capitalize() + ".", hint=hint, id="privacy.E010"))
    if len(set(secrets)) < len(secrets):
        found.append(
            Error("Two keys are the same.", hint="Make each key anew from 32 random bytes.", id="privacy.E011")
        )
    return found


def mail_gives_up_in_time(**kwargs: Any) -> list[CheckMessage]:
    """privacy.E012: a mail server that does not answer is left before another sender takes the message."""
    timeout = getattr(settings, "EMAIL_TIMEOUT", None)
    longest = outbox.LEASE.total_seconds() / 3
    if timeout is not None and 0 < timeout <= longest:
        return []
    return [
        Error(
            "A mail server that does not answer would hold a message for too long.",
            hint=f"Set EMAIL_TIMEOUT to at most {longest:.0f} seconds.",
            id="privacy.E012",
        )
    ]
