"""Nothing starts without its keys, mail cannot outlive its lease, and mail that comes back is heard of."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning

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


def returned_mail_is_heard_of(**kwargs: Any) -> list[CheckMessage]:
    """privacy.W013: letters leave by a provider, which cannot tell that one has come back."""
    is_provider = str(settings.EMAIL_BACKEND).startswith("anymail.backends.")
    secret = getattr(settings, "ANYMAIL", {}).get("WEBHOOK_SECRET") or getattr(settings, "ANYMAIL_WEBHOOK_SECRET", "")
    if not is_provider or secret:
        return []
    return [
        Warning(
            "The mail provider cannot tell that a letter has come back.",
            hint="Set ANYMAIL_WEBHOOK_SECRET and give the provider the address, as docs/operator.md says.",
            id="privacy.W013",
        )
    ]
