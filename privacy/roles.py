"""The roles of the house and the auth groups that carry them.

Views ask :func:`has_role`, never ``has_perm`` alone: being a superuser is no way in to submissions,
cases or the audit log.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import QuerySet, prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(StrEnum):
    """A role; its value is the name of its group."""

    EDITOR = "Editor"
    ORGANISER = "Organiser"
    TRANSLATOR = "Translator"
    CASE_OFFICER = "Case officer"
    DECISION_MAKER = "Decision-maker"
    ARCHIVIST = "Archivist"
    DATA_PROTECTION_OFFICER = "Data protection officer"
    ADMINISTRATOR = "Administrator"


#: What a role is called on the screen.
LABELS = {
    Role.EDITOR: _("Editor"),
    Role.ORGANISER: pgettext_lazy("role", "Organiser"),
    Role.TRANSLATOR: _("Translator"),
    Role.CASE_OFFICER: _("Case officer"),
    Role.DECISION_MAKER: _("Decision-maker"),
    Role.ARCHIVIST: _("Archivist"),
    Role.DATA_PROTECTION_OFFICER: _("Data protection officer"),
    Role.ADMINISTRATOR: _("Administrator"),
}

#: Those who act on personal data.
DATA_OFFICERS = (Role.CASE_OFFICER, Role.DECISION_MAKER, Role.ARCHIVIST)


def has_role(user: Any, *roles: Role) -> bool:
    """Whether ``user`` is active and holds one of ``roles``; never true merely for superusers."""
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    return not _groups_of(user).isdisjoint(str(role) for role in roles)


def roles_of(user: Any) -> list[Role]:
    """The roles that ``user`` holds."""
    held = _groups_of(user)
    return [role for role in Role if role in held]


def _groups_of(user: Any) -> set[str]:
    """The names of the groups of ``user``, read once for each time that she is fetched: a menu asks for roles often.

    Django forgets what was prefetched when the groups of this very object are changed.
    """
    prefetch_related_objects([user], "groups")
    return {group.name for group in user.groups.all()}


def group_of(role: Role) -> Group:
    """The group of ``role``."""
    return Group.objects.get(name=str(role))


def officers_who_also_decide() -> QuerySet[Any]:
    """Data protection officers who hold a role that acts: the law asks that they do not (GDPR 38.6)."""
    users = get_user_model().objects.filter(is_active=True, groups__name=str(Role.DATA_PROTECTION_OFFICER))
    return users.filter(pk__in=_holders(DATA_OFFICERS)).distinct()


def _holders(roles: tuple[Role, ...]) -> QuerySet[Any]:
    names = [str(role) for role in roles]
    return get_user_model().objects.filter(groups__name__in=names).values("pk")
