"""The sheet of name badges of one form, to be printed on labels. Opening it is logged."""
from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from forms_app import access, badges
from forms_app.doors import form_page
from privacy import audit

#: Common sheets of labels: name in the address -> what it is called. The measures stand in badges.css.
SIZES: dict[str, Any] = {
    "80x50": _("80 × 50 mm, ten on a sheet"),
    "63x38": _("63.5 × 38 mm, 21 on a sheet"),
}


@require_safe
def sheet(request: HttpRequest, page_id: int) -> HttpResponse:
    """The badges of everybody who is registered, on plain A4 in one of two sizes."""
    page = form_page(page_id)
    if not access.may_read(request.user, page):
        raise PermissionDenied
    size = request.GET.get("size", "")
    found = badges.badges_of(page)
    audit.record("submissions.badges_opened", actor=request.user, subject_type="page", subject_id=page.pk,
                 facts={"rows": len(found)})  # fmt: skip
    response = render(
        request,
        "forms_app/admin/badges.html",
        {
            "form_page": page,
            "badges": found,
            "set_aside": badges.set_aside(page),
            "sizes": SIZES,
            "size": size if size in SIZES else next(iter(SIZES)),
        },
    )
    patch_cache_control(response, no_store=True, private=True)
    return response
