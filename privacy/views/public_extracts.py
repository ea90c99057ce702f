"""Fetching the copy of one's own data by the link in a mail. Public: no cookie, no script, nothing on a GET."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from privacy import public_posts
from privacy.models import ExtractPackage, RequestToken
from privacy.private_pages import private
from privacy.requests import extract, tokens
from privacy.requests.extract import NoExtract

_FROM_ELSEWHERE = _("The button was pressed on another site, so we did not hand out anything. Press it here.")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def fetch(request: HttpRequest, token: str) -> HttpResponse:
    """The page with the button; posted, the ZIP file. 403 from another site, 410 when there is nothing (any more)."""
    now = timezone.now()
    link = tokens.find(token, RequestToken.Purpose.FETCH, now=now)
    package = ExtractPackage.objects.filter(request=link.request_id).first() if link else None
    if package is None or now >= package.expires_at:
        return _page(request, {"package": None}, status=410)
    if request.method != "POST":
        return _page(request, {"package": package})
    public_posts.refuse_malformed(request)
    if not public_posts.is_from_here(request):
        return _page(request, {"package": package, "problem": _FROM_ELSEWHERE}, status=403)
    try:
        content = extract.hand_out(package, now)
    except NoExtract:
        return _page(request, {"package": None}, status=410)
    name = extract.name_for_her(package)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return private(HttpResponse(content, content_type="application/zip", headers=headers))


def _page(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    # The address of a link is hers alone: it is offered in no other language.
    context |= {"language": translation.get_language(), "language_links": []}
    return private(render(request, "privacy/public/fetch.html", context, status=status))
