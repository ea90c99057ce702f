"""Speaking in the words of one country's law, in one language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import formats, translation

from privacy import notice_texts, rules, runs
from privacy.by_language import Wording, wording
from privacy.contracts import PrivacyClass
from privacy.models import Controller, LawText, RetentionRule
from privacy.runs import Runs


@dataclass(frozen=True, slots=True)
class Asked:
    """What a notice needs to know of a question."""

    label: Wording
    privacy_class: str
    kind: str  # contracts.QuestionKind, or another type that means nothing to a notice
    is_required: bool


def asked_in(questions: Iterable[Any]) -> list[Asked]:
    """The questions that ask for something about a person.

    A question has ``privacy_class``, ``kind`` (a string, or something with ``.key``), ``label`` (a
    string, or something with ``.value`` and ``.lang``) and may have ``required``.
    """
    return [
        Asked(
            Wording(str(getattr(q.label, "value", q.label)), str(getattr(q.label, "lang", ""))),
            str(q.privacy_class),
            str(getattr(q.kind, "key", q.kind)),
            bool(getattr(q, "required", False)),
        )
        for q in questions
        if q.privacy_class != PrivacyClass.NONE
    ]


class Phrases:
    """The sentences and terms of a notice for one controller in one language."""

    texts = notice_texts.TEXTS

    def __init__(self, controller: Controller, language: str) -> None:
        self.controller = controller
        self.template: LawText = self.texts.in_use(controller.jurisdiction, language, controller.language)
        #: The language in which the sentences are; another than asked when no wording exists in that.
        self.language: str = self.template.language
        self._shipped = self.texts.shipped(controller.jurisdiction, self.language)

    @property
    def version(self) -> str:
        """Which wording was used, for example SE-sv-1."""
        return f"{self.template.jurisdiction}-{self.language}-{self.template.version}"

    def part(self, name: str) -> str:
        """One sentence or term as written; an old wording lacks new parts and takes the shipped ones."""
        return str(self.template.parts.get(name) or self._shipped.get(name, ""))

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return bool(self.part(name))

    def say(self, name: str, /, **slots: Any) -> Runs:
        """The sentence with its slots filled in; it begins with a capital."""
        return runs.upper_first(runs.fill(self.part(name), self.language, slots))

    def text(self, texts: dict[str, str]) -> Runs:
        """An officer's text in this language, else marked with the language it is in."""
        return runs.as_runs(wording(texts, self.language, self.controller.language), self.language)

    def controller_name(self) -> Runs:
        """The controller's name as this language introduces it, its original name included."""
        own = self.controller.name_in(self.language)
        original = self.controller.name_in(self.controller.language)
        pattern = self.part("controller_name") if original.text != own.text else "{name}"
        return runs.fill(pattern, self.language, {"name": own, "original": original})

    def join(self, items: list[Runs]) -> Runs:
        """The items as a list in words."""
        return runs.join(items, self.part("list_join"), self.part("list_last"))

    def period(self, period: str) -> str:
        """A period in words, in the case that the sentences need."""
        parsed = rules.parse_period(period)
        amounts = {"years": parsed.years, "months": parsed.months, "days": parsed.days}
        words = [
            self.part(f"period_{unit}_{'one' if number == 1 else 'other'}").format(n=number)
            for unit, number in amounts.items()
            if number
        ]
        return self.part("period_join").join(words) or self.part("period_days_other").format(n=0)

    def anchor(self, rule: RetentionRule, anchors: rules.Anchors | None) -> str:
        """From what the period is counted; where the anchor's day will not come, its fallback."""
        name = rule.anchor
        if anchors is not None and (found := rules.anchor_of(rule, {**anchors, "submitted": date.min})):
            name, _day = found
        words = self.part(f"anchor_{name}")
        if rule.rounding == rules.Rounding.YEAR_END:
            return self.part("year_end").format(anchor=words)
        return words

    def until(self, rule: RetentionRule, anchors: rules.Anchors | None) -> dict[str, str]:
        """The slots of a sentence that promises an armed rule."""
        authority = rule.authority
        return {
            "period": self.period(rule.period),
            "anchor": self.anchor(rule, anchors),
            "authority": self.part(f"authority_{authority.kind}").format(reference=authority.reference)
            if authority
            else "",
        }

    def what(self, privacy_class: str, kind: str) -> dict[str, str]:
        """How a kind of answer is called within a sentence and on its own."""
        name = kind if self.has(f"what_{kind}") and privacy_class == PrivacyClass.SPECIAL else privacy_class
        return {"what": self.part(f"what_{name}"), "label": self.part(f"label_{name}") or self.part(f"what_{name}")}

    def day(self, day: date) -> str:
        """A date as people write it."""
        with translation.override(self.language):
            return str(formats.date_format(day, "DATE_FORMAT"))
