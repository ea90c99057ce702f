"""The second layer of a notice: everything that GDPR 13 asks for, section by section."""

from __future__ import annotations

from typing import Any

from privacy import rules, runs
from privacy.contracts import PrivacyClass
from privacy.models import (
    LegalBasis,
    RecordRegime,
    RetentionRule,
    SectionDefaults,
    SpecialBasis,
)
from privacy.phrases import Asked, Phrases
from privacy.runs import Runs

_BASIS = {
    LegalBasis.PUBLIC_TASK: "basis_task",
    LegalBasis.LEGAL_OBLIGATION: "basis_obligation",
    LegalBasis.CONSENT: "basis_consent",
}
_SPECIAL_BASIS = {
    SpecialBasis.PUBLIC_INTEREST: "basis_special_interest",
    SpecialBasis.CONSENT: "basis_special_consent",
}


def second_layer(
    phrases: Phrases, section: SectionDefaults, asked: list[Asked], anchors: rules.Anchors | None
) -> list[dict[str, Any]]:
    """The sections in the order of the law: a heading and paragraphs of runs each."""
    return _headed(
        phrases,
        [
            ("controller", [*controller(phrases, section), *joint(phrases, section)]),
            ("officer", officer(phrases, section)),
            ("purpose", purpose(phrases, section, asked)),
            ("voluntary", [phrases.say("voluntary")]),
            ("categories", _categories(phrases, asked)),
            ("recipients", [*recipients(phrases, section), *transfers(phrases, section)]),
            ("retention", _retention(phrases, section, asked, anchors)),
            ("record", _record(phrases, section)),
            ("rights", _rights(phrases, section)),
            ("complaint", [phrases.say("complaint")]),
            ("automated", [phrases.say("automated")]),
            ("version", [_version(phrases)]),
        ],
    )


def of_controller(phrases: Phrases, section: SectionDefaults) -> list[dict[str, Any]]:
    """Who answers for personal data, and whom to ask."""
    return _headed(
        phrases, [("controller", controller(phrases, section)), ("officer", officer(phrases, section))]
    )


def of_activity(phrases: Phrases, section: SectionDefaults, asked: list[Asked]) -> list[dict[str, Any]]:
    """What holds for one activity, whichever form it has: why, what, to whom, how long, and which rights."""
    return _headed(
        phrases,
        [
            ("purpose", purpose(phrases, section, asked)),
            ("categories", _categories_in_general(phrases, asked)),
            ("recipients", [*recipients(phrases, section), *transfers(phrases, section)]),
            ("retention", retention_in_general(phrases, section, asked)),
            ("rights", _rights(phrases, section)),
        ],
    )


def of_authorities(phrases: Phrases, section: SectionDefaults) -> list[dict[str, Any]]:
    """What the law on public records makes of what is sent in, and where to complain."""
    return _headed(
        phrases,
        [
            ("record", _record(phrases, section)),
            ("complaint", [phrases.say("complaint")]),
            ("automated", [phrases.say("automated")]),
            ("version", [_version(phrases)]),
        ],
    )


def to_one_not_asked(phrases: Phrases, section: SectionDefaults) -> list[Runs]:
    """What somebody is told whose data came from elsewhere, beside from where and how long (GDPR 14): three paragraphs.

    Who answers for them, why and to whom they go, and her rights.
    """
    return [
        in_one([*controller(phrases, section), *joint(phrases, section), *officer(phrases, section)]),
        in_one([*purpose(phrases, section, []), *recipients(phrases, section), *transfers(phrases, section)]),
        in_one([*_rights(phrases, section), phrases.say("complaint")]),
    ]


def in_one(sentences: list[Runs]) -> Runs:
    """The sentences as one paragraph."""
    found: Runs = []
    for sentence in sentences:
        found += [" ", *sentence] if found else sentence
    return runs.tidy(found)


def _headed(phrases: Phrases, found: list[tuple[str, list[Runs]]]) -> list[dict[str, Any]]:
    return [
        {"heading": phrases.part(f"heading_{name}"), "paragraphs": paragraphs}
        for name, paragraphs in found
        if paragraphs
    ]


def controller(phrases: Phrases, section: SectionDefaults) -> list[Runs]:
    """Who answers for the data, of what it is a part, and how it is reached."""
    own = section.controller
    name = phrases.controller_name()
    contact = ", ".join(filter(None, [own.postal_address, own.email, own.phone]))
    first = phrases.say("who", controller=name)
    if any(own.parent_names.values()):
        parent = phrases.text(own.parent_names)
        short = runs.as_runs(own.name_in(phrases.language), phrases.language)
        first = runs.tidy([*first, " ", *phrases.say("controller_part", controller=short, parent=parent)])
    return [first, phrases.say("controller_contact", contact=contact)]


def joint(phrases: Phrases, section: SectionDefaults) -> list[Runs]:
    """Who decides together with the controller, if anybody does (GDPR 26)."""
    texts = section.activity.joint_controllers
    return [phrases.say("controllers_joint", joint=phrases.text(texts))] if any(texts.values()) else []


def officer(phrases: Phrases, section: SectionDefaults) -> list[Runs]:
    """How the data protection officer is reached."""
    own = section.controller
    contact = ", ".join(filter(None, [own.officer_email, own.officer_phone]))
    return [phrases.say("officer", contact=contact)]


def purpose(phrases: Phrases, section: SectionDefaults, asked: list[Asked]) -> list[Runs]:
    """Why the data are handled, and by what right."""
    activity = section.activity
    found = [
        phrases.say("purpose", purpose=phrases.text(activity.purpose)),
        phrases.say(_BASIS[LegalBasis(activity.legal_basis)]),
    ]
    if any(activity.statute.values()):
        found.append(phrases.say("statute", statute=phrases.text(activity.statute)))
    special_basis = SpecialBasis(activity.special_basis)
    if any(q.privacy_class == PrivacyClass.SPECIAL for q in asked) and special_basis in _SPECIAL_BASIS:
        found.append(phrases.say(_SPECIAL_BASIS[special_basis]))
        if any(activity.special_statute.values()):
            found.append(phrases.say("special_statute", statute=phrases.text(activity.special_statute)))
    return found


def _categories(phrases: Phrases, asked: list[Asked]) -> list[Runs]:
    special = [q for q in asked if q.privacy_class == PrivacyClass.SPECIAL]
    found = [phrases.say("categories", labels=_labels(phrases, asked))] if asked else []
    if special:
        found.append(phrases.say("categories_special", labels=_labels(phrases, special)))
    return found


def _categories_in_general(phrases: Phrases, asked: list[Asked]) -> list[Runs]:
    """What forms ask for, when none is at hand."""
    is_special = any(q.privacy_class == PrivacyClass.SPECIAL for q in asked)
    names = ["categories_general", *(["categories_general_special"] if is_special else [])]
    return [phrases.say(name) for name in names]


def _labels(phrases: Phrases, asked: list[Asked]) -> Runs:
    return phrases.join([runs.as_runs(question.label, phrases.language) for question in asked])


def recipients(phrases: Phrases, section: SectionDefaults) -> list[Runs]:
    """Who receives the data, and who handles them under agreement."""
    activity = section.activity
    found = []
    for name in ("recipients", "processors"):
        texts = getattr(activity, name)
        if any(texts.values()):
            found.append(phrases.say(name, **{name: phrases.text(texts)}))
    return found or [phrases.say("no_recipients")]


def transfers(phrases: Phrases, section: SectionDefaults) -> list[Runs]:
    """Whether the data leave the EU and EEA."""
    texts = section.activity.transfers
    if any(texts.values()):
        return [phrases.say("transfers", transfers=phrases.text(texts))]
    return [phrases.say("no_transfers")]


def retention_in_general(phrases: Phrases, section: SectionDefaults, asked: list[Asked]) -> list[Runs]:
    """How long each kind of answer is kept, whichever form it came by."""
    return _retention(phrases, section, asked, None)


def _retention(
    phrases: Phrases, section: SectionDefaults, asked: list[Asked], anchors: rules.Anchors | None
) -> list[Runs]:
    """One line for each kind of answer with a rule of its own, then one for the record."""
    lines: dict[str, tuple[Runs, RetentionRule | None]] = {}
    days = rules.compared_by(anchors)
    record_rule = rules.rule_for(section.rules, None, None, days)
    for question in asked:
        rule = rules.rule_for(section.rules, question.privacy_class, question.kind, days)
        if rule is not None and rule != record_rule:
            what = _what(phrases, question, rule)
            lines[runs.plain(what)] = (what, rule)
    record = phrases.part("what_record")
    lines[record] = ([record], record_rule)
    return [_keep(phrases, what, rule, anchors) for what, rule in lines.values()]


def _what(phrases: Phrases, question: Asked, rule: RetentionRule) -> Runs:
    """How the answer is called: by its kind, or as it is asked for where the rule is on that question alone."""
    if rule.selector == rules.Selector.QUESTION and not phrases.has(f"what_{question.kind}"):
        return runs.as_runs(question.label, phrases.language)
    return [phrases.what(question.privacy_class, question.kind)["label"]]


def _keep(phrases: Phrases, what: Runs, rule: RetentionRule | None, anchors: rules.Anchors | None) -> Runs:
    if rule is not None and rule.action == rules.Action.PRESERVE:
        return phrases.say("keep_preserved", what=what)
    if rule is None or not rule.is_armed:
        return phrases.say("keep_unarmed", what=what)
    return phrases.say("keep_until", what=what, **phrases.until(rule, anchors))


def _record(phrases: Phrases, section: SectionDefaults) -> list[Runs]:
    controller = section.controller
    if controller.record_regime == RecordRegime.NONE:
        return []
    found = [phrases.say("record_more")]
    if any(controller.archives_authority.values()):
        found.append(phrases.say("archives", archives=phrases.text(controller.archives_authority)))
    return found


def _rights(phrases: Phrases, section: SectionDefaults) -> list[Runs]:
    """The rights that apply: objection under 6.1 e, withdrawal and portability under consent."""
    basis = section.activity.legal_basis
    found = [phrases.say("rights")]
    if section.controller.record_regime != RecordRegime.NONE:
        found.append(phrases.say("rights_record"))
    if basis == LegalBasis.PUBLIC_TASK:
        found.append(phrases.say("rights_objection"))
    if basis == LegalBasis.CONSENT or section.activity.special_basis == SpecialBasis.CONSENT:
        found.append(phrases.say("rights_consent"))
    controller = section.controller
    return [*found, phrases.say("rights_how", email=controller.email, phone=controller.phone)]


def _version(phrases: Phrases) -> Runs:
    return phrases.say("version", version=phrases.version, date=phrases.day(phrases.template.issued_on))
