"""What every public post is asked before it is taken. No cookie, no third party, no stored address.

Sources: Fetch Metadata Request Headers (W3C) and RFC 6454; browsers send Sec-Fetch-Site on every
request and a page cannot forge it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.http import HttpRequest

#: In seconds, how long posts are counted together.
WINDOW = 600
DAY = 24 * 60 * 60
_FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


def is_same_origin(headers: Mapping[str, str], *, scheme: str, host: str) -> bool:
    """Whether the post was made by a page of this host.

    :param headers: the request's headers, case-insensitive.
    :param host: host and port as the request names them.

    Sec-Fetch-Site decides when present: only ``same-origin`` passes. Without it, Origin must be
    equal to this host; ``Origin: null`` alone is refused. A client that sends neither is not a
    browser acting for somebody else's page and passes: there is no session here to ride on.
    """
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("Origin")
    if origin is None:
        return True
    return origin == f"{scheme}://{host}"


def is_from_here(request: HttpRequest) -> bool:
    """Whether ``request`` was made by a page of its own host."""
    return is_same_origin(request.headers, scheme=request.scheme or "http", host=request.get_host())


def refuse_malformed(request: HttpRequest, *, takes_files: bool = False) -> None:
    """:raises BadRequest: for anything that no browser sends from our form; files only where it asks for some."""
    if request.content_type not in _FORM_TYPES:
        raise BadRequest("content type")
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if charset not in ("utf-8", "utf8"):
        raise BadRequest("charset")
    if request.FILES and not takes_files:
        raise BadRequest("files")
    for name, values in request.POST.lists():
        if any("\x00" in text or "\ufffd" in text for text in (name, *values)):
            raise BadRequest("characters")


def sender_of(meta: Mapping[str, str]) -> str:
    """The network address that a request comes from.

    :param meta: the request's ``META``.

    Behind ``KALLELSE_TRUSTED_PROXIES`` proxies it is the one that the outermost of them saw; what
    a client writes into the header itself stands further left and is not believed.
    """
    proxies = settings.KALLELSE_TRUSTED_PROXIES
    seen = [each.strip() for each in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
    return seen[-proxies] if 0 < proxies <= len(seen) else meta.get("REMOTE_ADDR", "")


def counted(name: str, value: str, *, now: datetime, window: int = WINDOW) -> int:
    """Count one more post of ``value`` (an address, a form) in this window; how many there are by now.

    :param name: what is counted, for example "forms_app.sender".
    :param window: in seconds; a part of a day, or ``DAY``. Days are those of UTC.

    Only a digest of ``value`` is kept, until the window is over. Its key is made anew for every window from the
    site's secret and the date and is stored nowhere, so what was counted yesterday matches nothing of today.
    """
    seconds = int(now.timestamp()) % DAY
    key = _key_of(now, f"{window}:{seconds // window}")
    place = f"{name}.{hmac.new(key, value.encode(), hashlib.sha256).hexdigest()}"
    cache.add(place, 0, window - seconds % window)
    try:
        return cache.incr(place)
    except ValueError:  # the key expired between the two calls
        return 1


def _key_of(now: datetime, window: str) -> bytes:
    """The key of one window of one day."""
    day = now.astimezone(UTC).date().isoformat()
    return hmac.new(settings.SECRET_KEY.encode(), f"posts:{day}:{window}".encode(), hashlib.sha256).digest()
