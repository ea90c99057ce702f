"""Whom a page tells by mail, and in which language: active colleagues who look after it and have an address."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from wagtail.users.models import UserProfile

from forms_app import access
from forms_app.models import FormPageMixin


def organisers_of(page: FormPageMixin) -> list[Any]:
    """Those named on the canonical ``page``, and whoever made it and may still edit it."""
    named = {user.pk: user for user in page.organisers.all()}
    if page.owner is not None and access.is_organiser(page.owner, page):
        named.setdefault(page.owner.pk, page.owner)
    return reachable(named.values())


def reachable(users: Iterable[Any]) -> list[Any]:
    """Those of ``users`` who are still here and have an address."""
    return [user for user in users if user is not None and user.is_active and user.email]


def languages_of(users: Iterable[Any]) -> dict[int, str]:
    """The language in which each works in the admin, by the key of the user; one statement."""
    pks = [user.pk for user in users]
    chosen = dict(UserProfile.objects.filter(user__in=pks).values_list("user", "preferred_language"))
    return {pk: chosen.get(pk) or settings.LANGUAGE_CODE for pk in pks}
