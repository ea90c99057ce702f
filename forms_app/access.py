"""Who may read what was sent: membership of a role or of the page, never a mere permission.

A superuser has no way in without one of them.
"""
from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from wagtail.models import Page

from forms_app.models import FormPageMixin, Submission
from privacy.roles import Role, has_role

_READERS = (Role.CASE_OFFICER, Role.DATA_PROTECTION_OFFICER)


def may_read(user: Any, page: FormPageMixin) -> bool:
    """Whether ``user`` may read the ordinary answers to the form of ``page`` (canonical)."""
    return has_role(user, *_READERS) or is_organiser(user, page)


def may_read_special(user: Any, page: FormPageMixin) -> bool:
    """Whether ``user`` may read special categories: officers, and the one person named on the page."""
    return has_role(user, *_READERS) or (user.is_active and page.special_reader_id == user.pk)


def may_read_restricted(user: Any) -> bool:
    """Whether ``user`` may open a record whose use is restricted or whose person is protected."""
    return has_role(user, *_READERS)


def may_change(user: Any) -> bool:
    """Whether ``user`` may correct answers and restrict their use; the data protection officer changes nothing."""
    return has_role(user, Role.CASE_OFFICER)


def is_organiser(user: Any, page: FormPageMixin) -> bool:
    """Whether ``user`` made the page or is named on it."""
    if not user.is_active or user.pk is None:
        return False
    named = page.special_reader_id == user.pk or page.organisers.filter(pk=user.pk).exists()
    return page.owner_id == user.pk or named


def readable_forms(user: Any) -> QuerySet[Page]:
    """The canonical pages with submissions that ``user`` may read, by title; one query."""
    pages = Page.objects.filter(pk__in=Submission.objects.values("page")).order_by("title")
    if has_role(user, *_READERS):
        return pages
    named = Q(owner=user.pk) | Q(organisers=user.pk) | Q(special_reader=user.pk)
    own = Q(pk__in=[])
    for model in apps.get_models():
        if issubclass(model, FormPageMixin):
            own |= Q(pk__in=model._default_manager.filter(named).values("pk"))
    return pages.filter(own)
