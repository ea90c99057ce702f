"""One account for every role, so that whoever tries the demo can look through everybody's eyes."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from wagtail.users.models import UserProfile

from privacy.roles import LABELS, Role, group_of

#: No secret: the demo shows it on its own login page, and nothing but the demo makes these accounts.
SHOWN_TO_ALL = "prova-kallelse"


@dataclass(frozen=True)
class Account:
    """Somebody invented, and the role she has."""

    username: str
    first_name: str
    last_name: str
    held: Role
    language: str
    password: str = SHOWN_TO_ALL

    @property
    def role(self) -> Any:
        return LABELS[self.held]

    @property
    def email(self) -> str:
        return f"{self.username}@example.org"


ACCOUNTS = (
    Account("redaktor", "Elsa", "Granmark", Role.EDITOR, "sv"),
    Account("anmalan", "Ture", "Bäckelid", Role.ORGANISER, "sv"),
    Account("kaantaja", "Aino", "Suvantola", Role.TRANSLATOR, "fi"),
    Account("handlaggare", "Vera", "Åsklint", Role.CASE_OFFICER, "sv"),
    Account("beslutsfattare", "Sten", "Ljunghed", Role.DECISION_MAKER, "sv"),
    Account("arkivarie", "Maj", "Rönnvall", Role.ARCHIVIST, "sv"),
    Account("tietosuoja", "Eero", "Lehtoranta", Role.DATA_PROTECTION_OFFICER, "fi"),
    Account("admin", "Kim", "Söderfelt", Role.ADMINISTRATOR, "en"),
)


def make_accounts() -> dict[Role, Any]:
    """Make the account of each role, or put an existing one right; returns the user of each role."""
    hashed = {secret: make_password(secret) for secret in {account.password for account in ACCOUNTS}}
    return {account.held: _make(account, hashed[account.password]) for account in ACCOUNTS}


def _make(account: Account, hashed: str) -> Any:
    user, _made = get_user_model().objects.update_or_create(
        username=account.username,
        defaults={
            "first_name": account.first_name, "last_name": account.last_name, "email": account.email,
            "password": hashed,
        },
    )
    user.groups.set([group_of(account.held)])
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": account.language})
    return user
