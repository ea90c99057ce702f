"""Who may read what was sent, and do what with it: membership of a role or of the page, never a mere permission.

A superuser has no way in without one of them. Translators, decision-makers, archivists and administrators have
none through these pages (domain.md §2): the archivist meets records in runs, the decision-maker in cases.
"""
from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from forms_app.models import FormPageMixin, Submission
from privacy.roles import Role, has_role

_READERS = (Role.CASE_OFFICER, Role.DATA_PROTECTION_OFFICER)


def may_read(user: Any, page: FormPageMixin) -> bool:
    """Whether ``user`` may read the ordinary answers to the form of ``page`` (canonical)."""
    return has_role(user, *_READERS) or is_organiser(user, page)


def may_read_special(user: Any, page: FormPageMixin) -> bool:
    """Whether ``user`` may read special categories: officers, and the one person named on the page."""
    return has_role(user, *_READERS) or _is_special_reader(user, page)


def may_read_restricted(user: Any) -> bool:
    """Whether ``user`` may open a record whose use is restricted or whose person is protected."""
    return has_role(user, *_READERS)


def may_change(user: Any) -> bool:
    """Whether ``user`` may correct answers and restrict their use; the data protection officer changes nothing."""
    return has_role(user, Role.CASE_OFFICER)


def may_handle(user: Any, page: FormPageMixin) -> bool:
    """Whether ``user`` may say that an answer is handled or archived: who looks after the page, and case officers."""
    return has_role(user, Role.CASE_OFFICER) or is_organiser(user, page)


def may_note(user: Any, page: FormPageMixin) -> bool:
    """Whether ``user`` may write a note on an answer to the form of ``page``."""
    return may_handle(user, page)


def may_message(user: Any, page: FormPageMixin) -> bool:
    """Whether ``user`` may write to those who answered the form of ``page``."""
    return may_handle(user, page)


def may_enter(user: Any, page: FormPageMixin) -> bool:
    """Whether ``user`` may register by hand or bring in a list, in the name of people who wrote or called."""
    return may_handle(user, page)


def may_arrange(user: Any, page: FormPageMixin) -> bool:
    """Whether ``user`` may work on access needs: the one person named, and case officers."""
    return has_role(user, Role.CASE_OFFICER) or _is_special_reader(user, page)


def may_export(user: Any, page: FormPageMixin) -> bool:
    """Whether ``user`` may take ordinary answers out of the house. Not the data protection officer, who reads."""
    return may_handle(user, page)


def may_export_special(user: Any, page: FormPageMixin) -> bool:
    """Whether ``user`` may take special categories out of the house: case officers, and the one person named."""
    return has_role(user, Role.CASE_OFFICER) or _is_special_reader(user, page)


def is_organiser(user: Any, page: FormPageMixin) -> bool:
    """Whether ``user`` looks after ``page``: is named on it, or made it and may still edit it.

    Who has left the section has left the answers of her pages too.
    """
    if not user.is_active or user.pk is None:
        return False
    if _is_special_reader(user, page) or page.organisers.filter(pk=user.pk).exists():
        return True
    return page.owner_id == user.pk and page.permissions_for_user(user).can_edit()


def may_open_desk(user: Any) -> bool:
    """Whether there is anything at the desk for ``user``; the officers find the way even when nothing has come."""
    return has_role(user, *_READERS) or readable_forms(user).exists()


def readable_forms(user: Any) -> QuerySet[Page]:
    """The canonical pages with submissions that ``user`` may read, by title."""
    pages = Page.objects.filter(pk__in=Submission.objects.values("page")).order_by("title")
    if has_role(user, *_READERS):
        return pages
    if not user.is_active:
        return pages.none()
    editable = page_permission_policy.instances_user_has_permission_for(user, "change").values("pk")
    named = Q(owner=user.pk, pk__in=editable) | Q(organisers=user.pk) | Q(special_reader=user.pk)
    own = Q(pk__in=[])
    for model in apps.get_models():
        if issubclass(model, FormPageMixin):
            own |= Q(pk__in=model._default_manager.filter(named).values("pk"))
    return pages.filter(own)


def _is_special_reader(user: Any, page: FormPageMixin) -> bool:
    return user.is_active and user.pk is not None and page.special_reader_id == user.pk
