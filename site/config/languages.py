"""Which language an answer speaks: the one its address names."""
from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


def language_of(request: HttpRequest) -> str:
    """The language of the path; where the path names none, the one the browser asks for."""
    return translation.get_language_from_request(request, check_path=True)


class LanguageOfPath(LocaleMiddleware):
    """Speak the language of the address, and never send a visitor to another one.

    Django's own middleware answers an unknown address with a redirect that depends on a cookie.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not translation.get_language_from_path(request.path_info):
            patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


@require_safe
@cache_control(public=True, max_age=3600)
def front_page(request: HttpRequest) -> HttpResponse:
    """Lead from ``/`` to the start page in the language the browser asks for: the only such choice made."""
    response = HttpResponseRedirect(f"/{language_of(request)}/")
    patch_vary_headers(response, ("Accept-Language",))
    return response
