"""Public pages kept in memory, outermost of all: a page that has not changed is answered without touching anything.

Public pages are the same bytes for everybody (config.faces), and each says how long it may be kept (config.freshness):
until it reads differently by itself, a minute at most. What is kept is thrown away when something is published, when
the word about an event's places changes, or when its time is over, whichever comes first.
"""
from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import md5
from threading import Lock
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import ResponseHeaders
from django.utils.cache import get_conditional_response, get_max_age

from config.faces import is_public
from privacy import generation

#: A page larger than this is not kept.
LARGEST = 1_000_000


@dataclass(slots=True)
class Kept:
    """A response as it was given, under which generation, and the moments (monotonic seconds) it holds from and to.

    ``headers`` are those of age ``age``, in whole seconds: they are made anew once a second at most.
    """

    generation: str
    since: float
    until: float
    body: bytes
    headers: ResponseHeaders
    age: int = 0

    def response(self, now: float) -> HttpResponse:
        """The response again, saying how old it is: whoever keeps it keeps it for the rest of its time only."""
        if (age := int(now - self.since)) != self.age:
            self.headers, self.age = ResponseHeaders({**dict(self.headers), "Age": str(age)}), age
        response = HttpResponse(self.body)
        response.headers = self.headers
        return response


class PageCache:
    """Answers from memory what may be kept; holds at most ``KALLELSE_PAGE_CACHE`` bytes, those used last."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.most: int = settings.KALLELSE_PAGE_CACHE
        self.kept: OrderedDict[tuple[str, ...], Kept] = OrderedDict()
        self.size, self.lock = 0, Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.most or request.method not in {"GET", "HEAD"} or not is_public(request):
            return self.get_response(request)
        meta, now, of_now = request.META, monotonic(), generation.current()
        # Cheaper than the address in full, and as exact.
        host = meta.get("HTTP_HOST") or meta.get("SERVER_NAME", "")
        key = (request.scheme or "", host, request.path_info, meta.get("QUERY_STRING", ""))
        kept = self.kept.get(key)
        if kept is not None and kept.generation == of_now and now < kept.until:
            return self._again(request, key, kept, now)
        response = self.get_response(request)
        if request.method == "GET" and may_be_kept(response):
            self._keep(key, response, of_now, now)
        return response

    def _again(self, request: HttpRequest, key: tuple[str, ...], kept: Kept, now: float) -> HttpResponse:
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
        response = kept.response(now)
        if "HTTP_IF_NONE_MATCH" not in request.META:
            return response
        return get_conditional_response(request, etag=response["ETag"], response=response) or response

    def _keep(self, key: tuple[str, ...], response: HttpResponse, of_now: str, now: float) -> None:
        """Keep it under the generation that was current before it was made: what changes meanwhile is not missed."""
        if not response.has_header("ETag"):
            response["ETag"] = f'"{md5(response.content, usedforsecurity=False).hexdigest()}"'
        until = now + (get_max_age(response) or 0)
        kept = Kept(of_now, now, until, response.content, ResponseHeaders(dict(response.headers)))
        with self.lock:
            if (before := self.kept.pop(key, None)) is not None:
                self.size -= len(before.body)
            self.kept[key] = kept
            self.size += len(kept.body)
            while self.size > self.most:
                _key, oldest = self.kept.popitem(last=False)
                self.size -= len(oldest.body)


def may_be_kept(response: HttpResponse) -> bool:
    """Whether it is a whole page that says itself that anybody may keep it for a while."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "public" in response.get("Cache-Control", "")
        and bool(get_max_age(response))
        and not {"cookie", "accept-language"} & {name.strip().lower() for name in response.get("Vary", "").split(",")}
        and len(response.content) <= LARGEST
    )
