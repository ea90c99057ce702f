"""Rules said in words to the people who work here."""

from __future__ import annotations

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from privacy import rules
from privacy.effects import Effect
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


def effect_in_words(effect: Effect) -> list[str]:
    """What a change does to stored records and notices, one sentence for each thing that happens."""
    if not effect.records + effect.fields:
        said = [_("Nothing that is stored comes under it yet.")]
    else:
        said = [
            ngettext("%(number)d stored record comes under it.", "%(number)d stored records come under it.",
                     effect.records) % {"number": effect.records},
        ]  # fmt: skip
    if effect.fields:
        said.append(
            ngettext("%(number)d answer is counted by itself.", "%(number)d answers are counted by themselves.",
                     effect.fields) % {"number": effect.fields}
        )  # fmt: skip
    said += moves_in_words(effect)
    if not effect.later + effect.earlier and effect.records + effect.fields:
        said.append(_("No date moves."))
    if effect.forms:
        said.append(
            ngettext("The notice of %(number)d published form changes.",
                     "The notices of %(number)d published forms change.", effect.forms) % {"number": effect.forms}
        )  # fmt: skip
    return said


def moves_in_words(effect: Effect) -> list[str]:
    """Which dates move, one sentence for each direction; none when none does."""
    said = []
    if effect.later:
        said.append(
            ngettext("%(number)d date moves to a later day.", "%(number)d dates move to a later day.",
                     effect.later) % {"number": effect.later}
        )  # fmt: skip
    if effect.earlier:
        said.append(
            ngettext("%(number)d date moves to an earlier day, never within the next seven days.",
                     "%(number)d dates move to an earlier day, never within the next seven days.",
                     effect.earlier) % {"number": effect.earlier}
        )  # fmt: skip
    if effect.first_due_on is not None:
        day = formats.date_format(effect.first_due_on, "DATE_FORMAT")
        said.append(_("The first of these is kept until %(day)s.") % {"day": day})
    return said
