"""The notice that a visitor sees, made from controller, activity, rules and questions.

Layer 1 stands beside the button, layer 2 behind it. A period is promised only when its rule is
armed. The text is copied into the form's version when it is published, so that it can be proved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from privacy import notice_details, rules
from privacy.contracts import PrivacyClass
from privacy.in_words import rule_in_words
from privacy.models import LegalBasis, RecordRegime, RetentionRule, SectionDefaults
from privacy.phrases import Asked, Phrases, asked_in
from privacy.runs import Runs


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A notice in words. Paragraphs are lists of runs: a string, or {"text", "lang"}."""

    title: str
    language: str
    layer1: list[Runs]
    more: str
    layer2: list[dict[str, Any]]
    version: str

    def as_dict(self) -> dict[str, Any]:
        """The notice as JSON can hold it."""
        return asdict(self)


_WHY = {
    LegalBasis.PUBLIC_TASK: "why_task",
    LegalBasis.LEGAL_OBLIGATION: "why_obligation",
    LegalBasis.CONSENT: "why_consent",
}


def notice_for(
    section: SectionDefaults,
    questions: Iterable[Any],
    language: str,
    anchors: rules.Anchors | None = None,
) -> NoticeText:
    """The notice of a form under ``section`` with these questions (see :func:`asked_in`).

    ``anchors`` tells which days the page knows: where the day a rule counts from is missing there,
    the notice names what is counted from instead. One query beside the section's own.
    """
    phrases = Phrases(section.controller, language)
    asked = asked_in(questions)
    return NoticeText(
        title=phrases.part("title"),
        language=phrases.language,
        layer1=[_first_layer(phrases, section, asked, anchors)],
        more=phrases.part("more"),
        layer2=notice_details.second_layer(phrases, section, asked, anchors),
        version=phrases.version,
    )


def _first_layer(phrases: Phrases, section: SectionDefaults, asked: list[Asked], anchors: rules.Anchors | None) -> Runs:
    activity, controller = section.activity, section.controller
    special = [question for question in asked if question.privacy_class == PrivacyClass.SPECIAL]
    sentences = [
        phrases.say("who", controller=phrases.controller_name()),
        phrases.say(_WHY[LegalBasis(activity.legal_basis)], purpose=phrases.text(activity.purpose)),
    ]
    if controller.record_regime != RecordRegime.NONE:
        sentences.append(phrases.say("record_special" if special else "record"))
    sentences += _retention(phrases, section, asked, anchors)
    sentences.append(phrases.say("no_other_sensitive" if special else "no_sensitive"))
    sentences.append(phrases.say("protected", phone=controller.phone))
    return notice_details.in_one(sentences)


def _retention(
    phrases: Phrases, section: SectionDefaults, asked: list[Asked], anchors: rules.Anchors | None
) -> list[Runs]:
    """What becomes of the special answers, then of the others."""
    sentences: list[Runs] = []
    unpromised: list[dict[str, str]] = []
    for question in {q.kind: q for q in asked if q.privacy_class == PrivacyClass.SPECIAL}.values():
        rule = rules.rule_for(section.rules, question.privacy_class, question.kind, rules.compared_by(anchors))
        what = phrases.what(question.privacy_class, question.kind)
        is_voluntary = not question.is_required
        if is_promised(rule) and rule is not None:
            name = "special_voluntary_until" if is_voluntary else "special_until"
            sentences.append(phrases.say(name, **what, **phrases.until(rule, anchors)))
            continue
        unpromised.append(what)
        if is_voluntary:
            sentences.append(phrases.say("special_voluntary", **what))
    others = _rules_of_others(section, asked, rules.compared_by(anchors))
    sentences += _others(phrases, others, anchors, unpromised, has_promised=len(sentences) > len(unpromised))
    return sentences


def _others(
    phrases: Phrases,
    found: list[RetentionRule],
    anchors: rules.Anchors | None,
    unpromised: list[dict[str, str]],
    *,
    has_promised: bool,
) -> list[Runs]:
    latest = rules.latest(found, rules.compared_by(anchors))
    if latest is not None and latest.action == rules.Action.PRESERVE:
        return [phrases.say("rest_preserved" if has_promised or unpromised else "all_preserved")]
    if latest is None or not all(is_promised(rule) for rule in found):
        return [phrases.say("rest_unarmed" if has_promised else "all_unarmed")]
    kept = [phrases.say("keep_unarmed", what=what["label"]) for what in unpromised]
    name = "rest_until" if has_promised or unpromised else "all_until"
    return [*kept, phrases.say(name, **phrases.until(latest, anchors))]


def _rules_of_others(
    section: SectionDefaults, asked: list[Asked], anchors: rules.Anchors | None
) -> list[RetentionRule]:
    """The rules on the answers that are not special; on the record when there are none."""
    others = [q for q in asked if q.privacy_class != PrivacyClass.SPECIAL]
    found = [rules.rule_for(section.rules, q.privacy_class, q.kind, anchors) for q in others]
    found = found or [rules.rule_for(section.rules, None, None, anchors)]
    return [rule for rule in found if rule is not None]


def is_promised(rule: RetentionRule | None) -> bool:
    """Whether a notice may name the rule's period."""
    return rule is not None and rule.is_armed and rule.action != rules.Action.PRESERVE


def one_sentence(section: SectionDefaults, language: str) -> str:
    """What an editor reads about privacy, in her language: how long what is kept, and whom to ask."""
    spoken_of = [rule for rule in section.rules if rule.selector not in rules.UNTOLD]
    with translation.override(language):
        sentences = [rule_in_words(rule) for rule in spoken_of]
        sentences.append(gettext("Not right? Ask %(address)s.") % {"address": section.controller.email})
    return " ".join(sentences)
