"""Who is signed in, read together with what every page of the admin asks of her."""
from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model


class Backend(AuthenticationBackend):
    """Signing in as allauth does it; her settings and her reference in the log come with her, in one statement."""

    def get_user(self, user_id: Any) -> Any:
        """The user with this key, or None when there is none who may be signed in."""
        asked = get_user_model()._default_manager.select_related("wagtail_userprofile", "staff_reference")
        user = asked.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
