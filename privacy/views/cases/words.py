"""What the audit knows of a case, said in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.audit_words import action_in_words
from privacy.models import AuditEvent

_PAGES = {
    "privacy_cases:detail": gettext_lazy("The case was read"),
    "privacy_cases:record": gettext_lazy("A record of the case was read"),
    "privacy_cases:letter": gettext_lazy("A letter of the case was read"),
}


def act_in_words(event: AuditEvent) -> str:
    """One line of a case's history."""
    if event.action == "page.opened":
        return str(_PAGES.get(event.subject_type, _("A page of the case was opened")))
    return action_in_words(event.action)
