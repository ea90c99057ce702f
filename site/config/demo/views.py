"""The demo's page of letters: what a registrant would have got."""
from __future__ import annotations

from itertools import islice

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from config import policies
from config.security import POLICY

from .mailbox import Letter, letter, letters

NEWEST = 200
#: A letter brings its own styles and nothing else, and is shown in a frame of our own page.
LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"


@require_safe
@never_cache
def mail_list(request: HttpRequest) -> HttpResponse:
    newest = list(islice(letters(), NEWEST))
    return render(request, "demo/mail_list.html", {"letters": newest})


@require_safe
@never_cache
def mail(request: HttpRequest, name: str) -> HttpResponse:
    response = render(request, "demo/mail.html", {"letter": _find(name)})
    response.headers[POLICY] = policies.PUBLIC + "; frame-src 'self'"
    return response


@require_safe
@never_cache
@xframe_options_sameorigin
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(_find(name).html, headers={POLICY: LETTER_POLICY})


@require_safe
@never_cache
def mail_attachment(request: HttpRequest, name: str, number: int) -> HttpResponse:
    attachments = _find(name).attachments
    if number >= len(attachments):
        raise Http404
    attachment = attachments[number]
    disposition = content_disposition_header(as_attachment=True, filename=attachment.name)
    return HttpResponse(
        attachment.content, content_type=attachment.content_type, headers={"Content-Disposition": disposition}
    )


def _find(name: str) -> Letter:
    found = letter(name)
    if found is None:
        raise Http404
    return found
