"""What search engines read first: the sitemap of every language, and where it lies."""
from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from home import sitemap as pages

from . import faces

#: An hour; search engines come by less often.
KEPT_FOR = 3600


@require_safe
@cache_control(public=True, max_age=KEPT_FOR)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every live public page of every language, each with its other languages."""
    site = Site.find_for_request(request)
    entries = pages.entries(site) if site else ()
    return render(request, "sitemap.xml", {"entries": entries}, content_type="application/xml")


@require_safe
@cache_control(public=True, max_age=KEPT_FOR)
def robots(request: HttpRequest) -> HttpResponse:
    """Robots may read all but the face of the staff."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in (faces.ADMIN, faces.ACCOUNT)), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}\n")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
