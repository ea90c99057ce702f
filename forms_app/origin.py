"""Whether a post comes from our own page: without cookies, by what the browser says of itself.

Source: Fetch Metadata Request Headers (W3C) and RFC 6454; browsers send Sec-Fetch-Site on every
request and a page cannot forge it. Pure.
"""
from __future__ import annotations

from collections.abc import Mapping


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
