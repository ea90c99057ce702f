"""Sets of rules that officers add when they need them: shipped as proposals, changed and armed like any other.

The periods are those that the law or common disposal decisions give; a body that decides otherwise
makes a new version of the rule.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from privacy import audit, rules
from privacy.contracts import PrivacyClass, QuestionKind
from privacy.models import Jurisdiction, ProcessingActivity, RetentionRule

Columns = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class RuleTemplate:
    """A set of rules, and when to choose it. ``rules_for`` gives their columns for an activity."""

    name: str
    label: Any
    when: Any
    rules_for: Callable[[ProcessingActivity], Columns]


#: How long accounts are kept, counted to the end of the year.
#: SE: bokföringslagen (1999:1078) 7:2; lagen (2018:597) om kommunal bokföring 3:12. FI: kirjanpitolaki 2:10.
ACCOUNTING = {Jurisdiction.SE.value: "P7Y", Jurisdiction.FI.value: "P6Y"}

#: Of minor importance once the event is over, whatever was answered; while its day is not known, kept.
OF_INVITATIONS: dict[str, Any] = {
    "selector": rules.Selector.INVITATION,
    "anchor": rules.Anchor.LAST_OCCASION_END,
    "falls_back": False,
    "period": "P7D",
    "action": rules.Action.DELETE,
}


def _contact(activity: ProcessingActivity) -> Columns:
    return [_on_question(kind, "P30D") for kind in (QuestionKind.EMAIL, QuestionKind.TELEPHONE)]


def _invoice(activity: ProcessingActivity) -> Columns:
    """Invoice details by the law on accounts; what else was answered goes when the record would have gone."""
    usual = rules.rule_for(activity.rules.in_force(), None)
    period = usual.period if usual is not None and usual.period else "P2Y"
    invoice = _on_question(QuestionKind.INVOICE, ACCOUNTING[activity.controller.jurisdiction])
    return [{**invoice, "rounding": rules.Rounding.YEAR_END}] + [
        {
            "selector": rules.Selector.PRIVACY_CLASS,
            "privacy_class": privacy_class,
            "anchor": rules.Anchor.LAST_OCCASION_END,
            "period": period,
            "action": rules.Action.BLANK,
        }
        for privacy_class in (PrivacyClass.PERSONAL, PrivacyClass.FREE_TEXT)
    ]


def _funding(activity: ProcessingActivity) -> Columns:
    """CPR 2021/1060 art. 82: five years from 31 December of the year of the last payment."""
    return [
        {
            "selector": rules.Selector.RECORD,
            "anchor": rules.Anchor.FINAL_PAYMENT_YEAR_END,
            "falls_back": False,
            "period": "P5Y",
            "rounding": rules.Rounding.YEAR_END,
            "action": rules.Action.DELETE,
        }
    ]


def _evaluation(activity: ProcessingActivity) -> Columns:
    """Answers without a person: public records all the same, of no use once the result has been compiled."""
    return [
        {
            "selector": rules.Selector.EVALUATION,
            "anchor": rules.Anchor.REGISTRATION_CLOSED,
            "period": "P1Y",
            "action": rules.Action.DELETE,
        }
    ]


def _invitations(activity: ProcessingActivity) -> Columns:
    return [OF_INVITATIONS]


def _follow_up(activity: ProcessingActivity) -> Columns:
    """Who is followed up for years is known until then; what is special goes after the last occasion as before."""
    return [
        {
            "selector": rules.Selector.RECORD,
            "anchor": rules.Anchor.LAST_FOLLOW_UP,
            "falls_back": False,
            "period": "P1Y",
            "action": rules.Action.DELETE,
        }
    ]


def _on_question(kind: QuestionKind, period: str) -> dict[str, Any]:
    return {
        "selector": rules.Selector.QUESTION,
        "question_kind": kind,
        "anchor": rules.Anchor.LAST_OCCASION_END,
        "period": period,
        "action": rules.Action.BLANK,
    }


TEMPLATES = (
    RuleTemplate(
        "contact",
        _("Contact data go early"),
        _("E-mail addresses and telephone numbers are blanked 30 days after the last occasion; the rest stays."),
        _contact,
    ),
    RuleTemplate(
        "invoice",
        _("Events with a fee"),
        _(
            "Invoice details are kept as long as the law on accounts asks for; the other answers go as before. "
            "The record itself stays as long as its invoice details."
        ),
        _invoice,
    ),
    RuleTemplate(
        "funding",
        _("Projects with money from the European Union"),
        _(
            "Everything is kept until five years after the year of the last payment. Choose an activity that is "
            "only for such projects: what has no last payment waits for one."
        ),
        _funding,
    ),
    RuleTemplate(
        "follow_up",
        _("Programmes that are followed up"),
        _(
            "Registrations to a programme with follow-ups are kept until one year after the last of them. While its "
            "day is not known, they wait for it. Sensitive answers go after the last occasion as before."
        ),
        _follow_up,
    ),
    RuleTemplate(
        "evaluation",
        _("Anonymous evaluations"),
        _(
            "All answers to an evaluation go together, one year after its last day. They are public records, though "
            "not personal data: file the compiled result before that."
        ),
        _evaluation,
    ),
    RuleTemplate(
        "invitation",
        _("Invitations"),
        _(
            "Whom you have invited to an event, and what was answered, goes 7 days after the event. It is of minor "
            "importance then: the authority for such records covers it. A registration is kept by its own rule."
        ),
        _invitations,
    ),
)


def add(*, activity: ProcessingActivity, template: RuleTemplate, by: Any) -> list[RetentionRule]:
    """Add those rules of ``template`` that ``activity`` lacks, not armed; which they are."""
    have = set(activity.rules.in_force().values_list("selector", "privacy_class", "question_kind", "anchor"))
    with transaction.atomic():
        made = []
        for columns in template.rules_for(activity):
            rule = RetentionRule(activity=activity, **columns)
            if (rule.selector, rule.privacy_class, rule.question_kind, rule.anchor) in have:
                continue
            rule.full_clean()
            rule.save()
            made.append(rule)
            audit.record("rule.added", actor=by, subject_type="rule", subject_id=rule.pk,
                         facts={"template": template.name})  # fmt: skip
    return made
