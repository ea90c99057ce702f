"""Links in mails of a case: random, stored as a hash, for a time."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from privacy.models import RequestToken, RightsRequest

#: A request is confirmed within two days; the extract waits for as long as it is kept.
LIFETIME = {
    RequestToken.Purpose.CONFIRM: timedelta(hours=48),
    RequestToken.Purpose.FETCH: timedelta(days=14),
}


def issue(request: RightsRequest, purpose: str, *, now: datetime) -> str:
    """A new link for ``request``; only its hash is stored. Earlier ones of the case stay valid for their time."""
    token = secrets.token_urlsafe(32)
    RequestToken.objects.create(
        request=request,
        purpose=purpose,
        digest=_digest(token),
        made_at=now,
        expires_at=now + LIFETIME[RequestToken.Purpose(purpose)],
    )
    return token


def find(token: str, purpose: str, *, now: datetime) -> RequestToken | None:
    """The stored link, while it is valid: neither used nor expired."""
    return (
        RequestToken.objects.filter(digest=_digest(token), purpose=purpose, used_at=None, expires_at__gt=now)
        .select_related("request", "request__controller")
        .first()
    )


def spend(token: str, purpose: str, *, now: datetime) -> RightsRequest | None:
    """The case of a link that is valid, which from now on it is not any more; None otherwise.

    Of two who use it at once, one gets the case.
    """
    found = find(token, purpose, now=now)
    if found is None or not RequestToken.objects.filter(pk=found.pk, used_at=None).update(used_at=now):
        return None
    return found.request


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
