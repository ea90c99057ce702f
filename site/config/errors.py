"""The pages that say that something went wrong, in the language of the address.

Each has its template ``<status>.html`` with ``status``, ``language`` and ``home_url``. The pages for 500 and
503 are rendered without a request, so that nothing in them asks the database; the one for 400 too, since what
the request says may not be trusted. Should even that fail, a few plain words remain.
"""
from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from home.routing import elsewhere

from .faces import is_public
from .languages import language_of

WITHOUT_REQUEST = {400, 500, 503}
#: When it is worth trying again, in seconds.
RETRY_AFTER = {429: 60, 503: 5}
log = logging.getLogger(__name__)


def page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    """The error page for ``status``; ``context`` goes to its template."""
    language = language_of(request)
    with translation.override(language):
        context |= {"status": status, "language": language, "home_url": f"/{language}/"}
        response = HttpResponse(_render(request, status, context), status=status)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    if status in RETRY_AFTER:
        response.headers["Retry-After"] = str(RETRY_AFTER[status])
    return response


def _render(request: HttpRequest, status: int, context: dict[str, Any]) -> str:
    try:
        return render_to_string(f"{status}.html", context, None if status in WITHOUT_REQUEST else request)
    except Exception:
        log.exception("The page for %s could not be rendered", status)
        return format_html(
            '<!doctype html><html lang="{language}"><title>{status}</title><p>{sorry}</p>',
            sorry=_("Something went wrong on our side. Please try again in a little while."),
            **context,
        )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A page that is not there; where it exists in other languages, it says in which."""
    language, _slash, path = request.path_info.lstrip("/").partition("/")
    with translation.override(language_of(request)):
        spoken = language == translation.get_language()
        other_languages = elsewhere(request, path) if spoken and is_public(request) else []
    return page(request, 404, other_languages=other_languages)


def too_large(request: HttpRequest) -> HttpResponse:
    return page(request, 413)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    return page(request, 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    return page(request, 503)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of the staff was posted from elsewhere, or its page had been open for too long."""
    return page(request, 403, csrf=True)
