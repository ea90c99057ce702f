"""Who may work with the officers' models in the admin: those who hold the role, and nobody else."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from privacy.role_groups import RIGHTS, Rights
from privacy.roles import has_role


class RolePolicy(BasePermissionPolicy):
    """Asks for membership of a role; being a superuser is no way in.

    ``rights`` are those of a model of a floor above: action -> roles.
    """

    def __init__(self, model: Any, rights: Rights | None = None) -> None:
        super().__init__(model)
        self.rights = RIGHTS[self.model._meta.model_name] if rights is None else rights

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether one of the user's roles may do this."""
        roles = self.rights.get(action, ())
        return bool(roles) and has_role(user, *roles)

    def users_with_any_permission(self, actions: list[str]) -> QuerySet[Any]:
        """Everybody whose role may do one of these."""
        names = {str(role) for action in actions for role in self.rights.get(action, ())}
        return get_user_model().objects.filter(is_active=True, groups__name__in=names).distinct()
