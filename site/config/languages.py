"""Which language an answer speaks: the one its address names."""
from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site


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
    response = HttpResponseRedirect(f"/{_best_language(request)}/")
    patch_vary_headers(response, ("Accept-Language",))
    return response


def _best_language(request: HttpRequest) -> str:
    """The language most asked for among those with a start page; else the site's own, else the first."""
    site = Site.find_for_request(request)
    starts = site.root_page.get_translations(inclusive=True).live() if site else Page.objects.none()
    found = set(starts.values_list("locale__language_code", flat=True))
    offered = [code for code, _name in settings.LANGUAGES if code in found]
    header = request.headers.get("Accept-Language", "")
    wanted = [*(_variant(asked) for asked, _weight in parse_accept_lang_header(header)), settings.LANGUAGE_CODE]
    return next((code for code in [*wanted, *offered] if code in offered), settings.LANGUAGE_CODE)


def _variant(asked: str) -> str:
    """The site's language that serves who asks for ``asked`` (``fi`` for ``fi-FI``), or nothing."""
    try:
        return translation.get_supported_language_variant(asked)
    except LookupError:
        return ""
