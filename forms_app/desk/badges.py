"""The sheet of name badges of one form, to be printed on labels. Opening it is logged."""
from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from forms_app import access, badges
from forms_app.doors import form_page
from forms_app.labels import SHEETS, USUAL, laid_out
from privacy import audit


@require_safe
def sheet(request: HttpRequest, page_id: int) -> HttpResponse:
    """The badges of everybody who has a place, on A4 sheets of labels of a common size, from the first free one on."""
    page = form_page(page_id)
    if not access.may_read(request.user, page):
        raise PermissionDenied
    size = asked if (asked := request.GET.get("size", "")) in SHEETS else USUAL
    begins_at = _label(request.GET.get("label", ""), SHEETS[size].labels)
    found = badges.badges_of(page)
    audit.record("submissions.badges_opened", actor=request.user, subject_type="page", subject_id=page.pk,
                 facts={"rows": len(found)})  # fmt: skip
    response = render(
        request,
        "forms_app/admin/badges.html",
        {
            "form_page": page,
            "sheets": list(laid_out(found, SHEETS[size], begins_at=begins_at)) if found else [],
            "set_aside": badges.set_aside(page),
            "sizes": SHEETS,
            "size": size,
            "begins_at": begins_at,
            "labels": SHEETS[size].labels,
        },
    )
    patch_cache_control(response, no_store=True, private=True)
    return response


def _label(asked: str, labels: int) -> int:
    """The number of the first free label; 1 for what is none."""
    return int(asked) if asked.isascii() and asked.isdigit() and 1 <= int(asked[:3]) <= labels else 1
