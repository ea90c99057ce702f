"""How long a public page may be kept by a browser or a proxy."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.cache import patch_cache_control

#: A change of a page is seen everywhere after this many seconds.
AT_MOST = 60


def seconds_fresh(changes: Iterable[datetime | None], now: datetime) -> int:
    """Seconds until the next of these moments: at most a minute, never less than one second."""
    ahead = [(moment - now).total_seconds() for moment in changes if moment and moment > now]
    return max(1, int(min([AT_MOST, *ahead])))


def keep(response: HttpResponse, page: Any, now: datetime) -> None:
    """Let anyone keep the page until it may read differently, unless it has said itself how it may be kept."""
    if not response.has_header("Cache-Control"):
        changes = _changes(page, getattr(response, "context_data", None) or {})
        patch_cache_control(response, public=True, max_age=seconds_fresh(changes, now))


def _changes(page: Any, context: dict[str, Any]) -> Iterator[datetime | None]:
    """The moments at which the page ends or its form opens or closes, by what its template was given.

    A page whose words change at another moment says so by ``expires_at`` in its context.
    """
    yield page.expire_at
    yield getattr(context.get("facts"), "expire_at", None)
    yield context.get("expires_at")
    if admission := context.get("admission"):
        yield from (admission.opens_at, admission.closes_at)
