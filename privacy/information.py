"""What a site tells of its handling of personal data as a whole, made from the same records as its notices.

Every sentence is one of the notice's, so that this page and the notice under a form cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from privacy import notice_details, rules
from privacy.by_language import Wording
from privacy.contracts import PrivacyClass
from privacy.models import SectionDefaults
from privacy.models.retention import QuestionKindChoice
from privacy.phrases import Asked, Phrases
from privacy.runs import Runs

#: A part of a notice: {"heading", "paragraphs"}.
Part = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ActivityInformation:
    """One processing activity: its name and what is told of it."""

    name: Runs
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class ControllerInformation:
    """One controller: how it is reached, its activities, and where to complain.

    ``language`` is that of the words; another than asked for when no wording exists in that.
    """

    name: Runs
    language: str
    parts: list[Part]
    activities: list[ActivityInformation]
    closing: list[Part]


def of_controllers(sections: Iterable[SectionDefaults], language: str) -> list[ControllerInformation]:
    """Each controller of the sections once, with each of its activities once, in ``language``."""
    by_controller: dict[int, dict[int, SectionDefaults]] = {}
    for section in sections:
        by_controller.setdefault(section.controller_id, {}).setdefault(section.activity_id, section)
    return [_of_controller(list(found.values()), language) for found in by_controller.values()]


def _of_controller(sections: list[SectionDefaults], language: str) -> ControllerInformation:
    phrases = Phrases(sections[0].controller, language)
    return ControllerInformation(
        name=phrases.controller_name(),
        language=phrases.language,
        parts=notice_details.of_controller(phrases, sections[0]),
        activities=[
            ActivityInformation(
                phrases.text(section.activity.names),
                notice_details.of_activity(phrases, section, asked_in_general(phrases, section)),
            )
            for section in sections
        ],
        closing=notice_details.of_authorities(phrases, sections[0]),
    )


def asked_in_general(phrases: Phrases, section: SectionDefaults) -> list[Asked]:
    """What forms of the activity may ask for: ordinary answers, and each kind that a rule speaks of."""
    kinds = [(str(PrivacyClass.PERSONAL), "")]
    for rule in section.rules:
        if rule.selector == rules.Selector.PRIVACY_CLASS:
            kinds.append((rule.privacy_class, ""))
        elif rule.selector == rules.Selector.QUESTION:
            is_special = phrases.has(f"what_{rule.question_kind}")
            kinds.append((str(PrivacyClass.SPECIAL if is_special else PrivacyClass.PERSONAL), rule.question_kind))
    return [_as_asked(phrases, *kind) for kind in dict.fromkeys(kinds)]


def _as_asked(phrases: Phrases, privacy_class: str, kind: str) -> Asked:
    label = phrases.what(privacy_class, kind)["label"]
    if kind and not phrases.has(f"what_{kind}"):
        with translation.override(phrases.language):
            label = str(QuestionKindChoice(kind).label)
    return Asked(Wording(label, phrases.language), privacy_class, kind, False)
