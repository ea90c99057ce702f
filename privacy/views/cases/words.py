"""What the audit knows of a case, said in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.models import AuditEvent

_ACTS = {
    "case.receive": gettext_lazy("The request came in"),
    "case.received": gettext_lazy("The request came in"),
    "case.confirm": gettext_lazy("Confirmed by mail"),
    "case.open": gettext_lazy("Work on the case began"),
    "case.search": gettext_lazy("All sources were searched"),
    "case.ask_identity": gettext_lazy("Proof of identity was asked for"),
    "case.show_identity": gettext_lazy("Identity was established"),
    "case.add_address": gettext_lazy("An address was added"),
    "case.answer_source": gettext_lazy("A source outside the site was answered for"),
    "case.choose": gettext_lazy("An outcome was chosen"),
    "case.extend": gettext_lazy("More time was taken"),
    "case.give_opinion": gettext_lazy("The data protection officer gave an opinion"),
    "case.decide": gettext_lazy("The case was decided"),
    "case.refuse": gettext_lazy("The request was refused"),
    "case.withdraw": gettext_lazy("The request was withdrawn"),
    "case.execute": gettext_lazy("The decision was carried out"),
    "case.verify": gettext_lazy("The sweep looked for what was left"),
    "case.answer": gettext_lazy("The answer was sent"),
    "case.close": gettext_lazy("The case was closed"),
    "case.appeal": gettext_lazy("The decision was appealed"),
    "page.refused": gettext_lazy("Somebody without the right role was refused"),
}
_PAGES = {
    "privacy_cases:detail": gettext_lazy("The case was opened"),
    "privacy_cases:record": gettext_lazy("A record of the case was read"),
}


def act_in_words(event: AuditEvent) -> str:
    """One line of a case's history."""
    if event.action == "page.opened":
        return str(_PAGES.get(event.subject_type, _("A page of the case was opened")))
    return str(_ACTS.get(event.action, event.action))
