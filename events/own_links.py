"""The link by which somebody opens her own registration: made for a mail, stored as a hash, dead with the record."""
from __future__ import annotations

from datetime import datetime, timedelta

from events.link_tokens import digest
from events.models import Registration, RegistrationLink

#: A link opens what it belongs to for so long; a registration is rarely made longer ahead.
LASTS = timedelta(days=550)


def link_for(registration: Registration, now: datetime) -> str:
    """A new link to a registration, absolute, in the language she registered in. Earlier ones stay valid."""
    return registration.new_address(now)


def find(token: str, now: datetime) -> Registration | None:
    """The registration that a link opens; None when there is none (any more), or its record is set aside."""
    found = RegistrationLink.objects.filter(digest=digest(token), made_at__gt=now - LASTS)
    found = found.filter(registration__submission__restricted_at=None, registration__submission__protected=False)
    found = found.select_related("registration__submission__version", "registration__submission__served_page")
    link = found.first()
    return link.registration if link else None
