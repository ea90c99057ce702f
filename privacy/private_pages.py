"""Pages for one person alone, found by a token or made of what she has sent."""
from __future__ import annotations

from django.http import HttpResponse
from django.utils.cache import patch_cache_control


def private(response: HttpResponse, *, referrer: str = "") -> HttpResponse:
    """The response, which nobody keeps and no search engine finds.

    :param referrer: how far its address goes along with what is followed from it ("Referrer-Policy"); "" is as usual.
    """
    patch_cache_control(response, no_store=True, private=True)
    response["X-Robots-Tag"] = "noindex"
    if referrer:
        response["Referrer-Policy"] = referrer
    return response
