"""Requests that no browser sends: answered with 400 before anything tries to understand them."""
from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse


class WellFormed:
    """Refuse a charset other than UTF-8 and a NUL in the address: neither can be stored or searched for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.strip("\"'").lower() not in {"utf-8", "utf8"}:
            raise BadRequest("The request uses another charset than UTF-8.")
        if b"\0" in unquote_to_bytes(request.META.get("QUERY_STRING", "")) or "\0" in request.path_info:
            raise BadRequest("The address has a NUL character.")
        return self.get_response(request)
