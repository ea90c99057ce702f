"""What the admin's start page tells about privacy."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.admin.ui.components import Component

from privacy.disposal import copies
from privacy.models import RefusedPublication


class RefusedPublications(Component):
    """Scheduled pages that did not go live, for those who may edit them, with the reasons."""

    name = "refused_publications"
    template_name = "privacy/admin/refused_publications.html"
    order = 90

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The pages and, in the reader's language, why."""
        request: HttpRequest = parent_context["request"]
        rows = RefusedPublication.objects.select_related("revision").order_by("first_refused_at")
        shown = []
        for row in rows:
            page = row.revision.content_object
            may_edit = page is not None and page.permissions_for_user(request.user).can_edit()
            if may_edit:
                shown.append({"page": page, "reasons": reasons_in(row, get_language() or ""), "row": row})
        return {"refused": shown}


class FilesToDestroy(Component):
    """What somebody has downloaded and is asked to destroy; shown to her alone, and only when there is any."""

    name = "files_to_destroy"
    template_name = "privacy/admin/files_to_destroy.html"
    order = 85

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """How many."""
        return {"number": len(copies.copies_of(parent_context["request"].user))}


def reasons_in(row: RefusedPublication, language: str) -> list[str]:
    """The reasons in ``language``, else in another."""
    found: list[str] = row.reasons.get(language) or next(iter(row.reasons.values()), [])
    return found
