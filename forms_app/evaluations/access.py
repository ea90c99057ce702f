"""Who may see what came in to an evaluation: membership of a role or of the page, never a mere permission."""
from __future__ import annotations

from typing import Any

from django.db.models import F

from forms_app import access
from forms_app.models import EvaluationPage
from privacy.roles import Role, has_role

_READERS = (Role.CASE_OFFICER, Role.DATA_PROTECTION_OFFICER)


def may_read_results(user: Any, page: EvaluationPage) -> bool:
    """Whether ``user`` may see the results of ``page`` (canonical), which show from five answers on."""
    return has_role(user, *_READERS) or looks_after(user, page)


def may_prepare(user: Any, page: EvaluationPage) -> bool:
    """Whether ``user`` may make links and look through texts; the data protection officer changes nothing."""
    return has_role(user, Role.CASE_OFFICER) or looks_after(user, page)


def may_read_records(user: Any) -> bool:
    """Whether ``user`` may open single answers, as is done when somebody asks for a public record."""
    return has_role(user, *_READERS)


def looks_after(user: Any, page: EvaluationPage) -> bool:
    """Whether ``user`` made ``page`` and may still edit it, or looks after what it is about."""
    if not user.is_active or user.pk is None:
        return False
    if page.owner_id == user.pk and page.permissions_for_user(user).can_edit():
        return True
    about = page.about()
    return about is not None and access.is_organiser(user, about)


def readable_evaluations(user: Any) -> list[EvaluationPage]:
    """The canonical evaluations that ``user`` may see the results of, the one that closes last first."""
    pages = EvaluationPage.objects.filter(locale=F("source_locale")).order_by("-closes_on", "title")
    if has_role(user, *_READERS):
        return list(pages)
    return [page for page in pages if looks_after(user, page)] if user.is_active else []
