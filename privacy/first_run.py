"""Setting up a body: everything that privacy needs to know of it, in one step.

What is shipped here is a template that officers change afterwards: purpose and legal basis, and
rules that are not armed, so that nothing is destroyed and nothing promised before a decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from privacy import audit, rules
from privacy.contracts import PrivacyClass
from privacy.models import (
    Controller,
    Jurisdiction,
    ProcessingActivity,
    RecordRegime,
    RetentionRule,
    SectionDefaults,
)
from privacy.rule_templates import OF_INVITATIONS

#: In which language and time zone a body decides when nobody says otherwise.
LANGUAGE = {Jurisdiction.SE: "sv", Jurisdiction.FI: "fi"}
TIME_ZONE = {Jurisdiction.SE: "Europe/Stockholm", Jurisdiction.FI: "Europe/Helsinki"}

ACTIVITY_NAMES = {"sv": "Evenemang och kurser", "fi": "Tapahtumat ja kurssit", "en": "Events and courses"}
ACTIVITY_PURPOSE = {
    "sv": "ta emot din anmälan och genomföra evenemanget",
    "fi": "ilmoittautumisesi vastaanottamiseen ja tapahtuman järjestämiseen",
    "en": "handle your registration and hold the event",
}
#: Rules of the shipped activity.
RULES: list[dict[str, Any]] = [
    {
        "selector": rules.Selector.PRIVACY_CLASS,
        "privacy_class": PrivacyClass.SPECIAL,
        "anchor": rules.Anchor.LAST_OCCASION_END,
        "period": "P7D",
        "action": rules.Action.BLANK,
    },
    {
        "selector": rules.Selector.RECORD,
        "anchor": rules.Anchor.LAST_OCCASION_END,
        "period": "P2Y",
        "action": rules.Action.DELETE,
    },
    {
        "selector": rules.Selector.MINOR,
        "anchor": rules.Anchor.SUBMITTED,
        "period": "P7D",
        "action": rules.Action.DELETE,
    },
    OF_INVITATIONS,
]


@dataclass(frozen=True, slots=True)
class Body:
    """What was made for a body."""

    controller: Controller
    activity: ProcessingActivity
    section: SectionDefaults
    rules: list[RetentionRule]


def set_up_body(
    *,
    page: Any,
    controller_names: dict[str, str],
    jurisdiction: str,
    email: str,
    phone: str,
    officer_email: str,
    sector: str,
    by: Any = None,
    parent_names: dict[str, str] | None = None,
    language: str | None = None,
    record_regime: str | None = None,
    reply_to: str = "",
    **more: Any,
) -> Body:
    """Make the controller, the activity, its rules and the section for ``page`` and all below it.

    ``more`` are further columns of the controller.

    :raises ValidationError: when a value is wrong or the page has a section already.
    """
    country = Jurisdiction(jurisdiction)
    with transaction.atomic():
        controller = Controller(
            names=controller_names,
            parent_names=parent_names or {},
            language=language or LANGUAGE[country],
            sector=sector,
            jurisdiction=country,
            record_regime=record_regime or RecordRegime(country.value),
            time_zone=more.pop("time_zone", TIME_ZONE[country]),
            email=email,
            phone=phone,
            officer_email=officer_email,
            **more,
        )
        _store(controller)
        activity = ProcessingActivity(controller=controller, names=ACTIVITY_NAMES, purpose=ACTIVITY_PURPOSE)
        _store(activity)
        made = [RetentionRule(activity=activity, **columns) for columns in RULES]
        for rule in made:
            _store(rule)
        section = SectionDefaults(page=page.page_ptr if hasattr(page, "page_ptr") else page,
                                  controller=controller, activity=activity, reply_to=reply_to)  # fmt: skip
        _store(section)
        audit.record("body.set_up", actor=by, subject_type="controller", subject_id=controller.pk)
    return Body(controller, activity, section, made)


def _store(row: Any) -> None:
    row.full_clean()
    row.save()
