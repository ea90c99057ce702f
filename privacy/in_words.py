"""Rules said in words to the people who work here."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from privacy import rules
from privacy.models import RetentionRule


def period_in_words(period: str) -> str:
    """A period such as ``P1Y6M`` in the language at hand: "1 year, 6 months"."""
    parsed = rules.parse_period(period)
    parts = []
    if parsed.years:
        parts.append(ngettext("%(number)d year", "%(number)d years", parsed.years) % {"number": parsed.years})
    if parsed.months:
        parts.append(ngettext("%(number)d month", "%(number)d months", parsed.months) % {"number": parsed.months})
    if parsed.days or not parts:
        parts.append(ngettext("%(number)d day", "%(number)d days", parsed.days) % {"number": parsed.days})
    return ", ".join(parts)


def rule_in_words(rule: RetentionRule) -> str:
    """One sentence on how long a rule keeps, and whether that is decided."""
    if rule.action == rules.Action.PRESERVE:
        return _("%(what)s: preserved permanently.") % {"what": rule.covers()}
    words = {
        "what": rule.covers(),
        "period": period_in_words(rule.period),
        "anchor": rule.get_anchor_display(),
    }
    if rule.is_armed:
        return _("%(what)s: kept %(period)s, counted from: %(anchor)s.") % words
    return (
        _("%(what)s: kept until disposal has been decided; the plan is %(period)s, counted from: %(anchor)s.") % words
    )
