"""How long a public page may be kept by a browser or a proxy."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.cache import patch_cache_control

#: A change of a page is seen everywhere after this many seconds.
AT_MOST = 60


def seconds_fresh(page: Any, now: datetime) -> int:
    """Seconds until ``page`` may read differently: at most a minute.

    A page whose words change by the clock says when next by ``expires_at(now)`` (a moment or None).
    """
    moments = [page.expire_at, page.expires_at(now) if hasattr(page, "expires_at") else None]
    ahead = [int((moment - now).total_seconds()) for moment in moments if moment and moment > now]
    return min([AT_MOST, *ahead])


def keep(response: HttpResponse, page: Any, now: datetime) -> None:
    """Let anyone keep the page, unless it has said itself how it may be kept."""
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, public=True, max_age=seconds_fresh(page, now))
