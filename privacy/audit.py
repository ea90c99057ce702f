"""Writing the audit log. Readings of personal data are events too."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.utils import timezone

from privacy import rules
from privacy.models import AuditEvent, StaffReference

#: How long events are kept when the setting KALLELSE_AUDIT_PERIOD says nothing else.
DEFAULT_PERIOD = "P5Y"
_CODE = re.compile(r"[\w.:+/-]{0,100}")


class NotAFact(ValueError):
    """A fact must be a number, a yes or no, a code or a list of them: prose may name a person."""


def record(
    action: str,
    *,
    actor: Any = None,
    subject_type: str = "",
    subject_id: object = "",
    facts: dict[str, Any] | None = None,
) -> AuditEvent:
    """Add one event, in the caller's transaction. ``actor`` is a user, or None for the site itself.

    :raises NotAFact: when a fact is prose or looks like an address.
    """
    for name, value in (facts or {}).items():
        if not _is_fact(value):
            raise NotAFact(name)
    now = timezone.now()
    return AuditEvent.objects.create(
        at=now,
        action=action,
        actor=reference_of(actor),
        subject_type=subject_type,
        subject_id=str(subject_id),
        facts=facts or {},
        keep_until=rules.due_on(timezone.localdate(now), period(), rules.Rounding.DAY),
    )


def period() -> str:
    """How long what is written down here is kept, ISO 8601."""
    return str(getattr(settings, "KALLELSE_AUDIT_PERIOD", DEFAULT_PERIOD))


def reference_of(user: Any) -> Any:
    """The random reference of ``user``, made at first need; None for the site and for visitors."""
    if user is None or not user.is_authenticated:
        return None
    reference = getattr(user, "staff_reference", None)
    if reference is None:
        reference, _created = StaffReference.objects.get_or_create(user=user)
    return reference.ref


def _is_fact(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(_is_fact(item) for item in value)
    if isinstance(value, str):
        return bool(_CODE.fullmatch(value))
    return value is None or isinstance(value, bool | int)
