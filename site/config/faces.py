"""The two faces of the site: the public one, which knows no cookies, and the one of the staff."""
from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

ADMIN = "/admin/"
ACCOUNT = "/account/"
STAFF = (ADMIN, ACCOUNT, "/documents/")


def is_public(request: HttpRequest) -> bool:
    """Whether the request is for the public face.

    A preview carries the public path of its page but belongs to the editor who looks at it.
    """
    return not getattr(request, "is_dummy", False) and not request.path_info.startswith(STAFF)


class PublicFace:
    """Keeps public pages the same for everybody.

    Cookies are taken away before anything can read them, so no session, user or language of a visitor can
    change a byte. What does not say itself how long it may be kept is not kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_public(request):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, no_store=True)
        return response
