"""The door through which every public page is asked for and every form is posted.

It stands ahead of Wagtail's own addresses and asks for no cookie: a public form is protected against posts
from other sites by ``privacy.public_posts``, not by a token.
"""
from __future__ import annotations

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from wagtail.views import serve as serve_page

from forms_app.files import receiving
from home.routing import route

from . import errors, freshness

#: Bytes of a posted form: some thirty full answers of 2,000 letters, each letter twelve bytes long.
LARGEST_POST = 1_000_000


@csrf_exempt
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the page at ``path``; refuse a post that is too large before reading it, and a broken one."""
    may_hold_files = settings.KALLELSE_FILES and request.content_type == "multipart/form-data"
    if _length(request) > (settings.KALLELSE_POST_SIZE if may_hold_files else LARGEST_POST):
        return errors.too_large(request)
    found = route(request, path) if may_hold_files else None
    if found is not None and getattr(found.page, "takes_files", bool)():
        receiving.prepare(request)
    elif _length(request) > LARGEST_POST:
        return errors.too_large(request)
    if request.method == "POST":
        _check_what_was_posted(request)
    found = found or route(request, path)
    if found is None:
        raise Http404
    response = serve_page(request, path)
    if request.method in {"GET", "HEAD"} and response.status_code == 200:
        freshness.keep(response, found.page, timezone.now())
    return response


def _length(request: HttpRequest) -> int:
    """The length the request announces; a post must announce one, since no more than that is read."""
    announced = request.META.get("CONTENT_LENGTH") or ""
    if "HTTP_TRANSFER_ENCODING" in request.META and not announced:
        raise BadRequest("The post does not tell its length.")
    if announced and not announced.isdecimal():
        raise BadRequest("The length is not a number.")
    return int(announced or 0)


def _check_what_was_posted(request: HttpRequest) -> None:
    """Django itself answers 400 for what it cannot decode; a NUL it lets through, and no column can hold it."""
    for name, values in request.POST.lists():
        if "\0" in name or any("\0" in value for value in values):
            raise BadRequest("The post has a NUL character.")
