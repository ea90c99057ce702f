"""Speaking in the words of letters: sentences by law and language, names of things and of sources."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import translation

from privacy import letter_texts, registry
from privacy.by_language import Wording
from privacy.models import Reason, RequestItem, RightsRequest, SourceAnswer
from privacy.phrases import Phrases
from privacy.requests.search import TEXTS
from privacy.runs import Runs, as_runs, fill, plain, tidy

#: The holding of the cases themselves.
CASES = "privacy.requests"


class LetterPhrases(Phrases):
    """The sentences of letters, and of the request page, for one controller in one language."""

    texts = letter_texts.TEXTS

    def local_day(self, moment: datetime | None) -> str:
        """The day of a moment where the authority is; a dash while it has not come."""
        return self.day(self.controller.local_date(moment)) if moment else "–"

    def listed(self, items: list[Runs]) -> Runs:
        """Things as a list in words, each once."""
        once: list[Runs] = []
        for item in items:
            if item and item not in once:
                once.append(item)
        return self.join(once)

    def court(self) -> Runs:
        """The court that a decision is appealed to, in its own name."""
        found = self.text(self.controller.court)
        return found if plain(found) else self.say_within("court_unnamed")

    def say_within(self, name: str, /, **slots: Any) -> Runs:
        """A part as it stands within a sentence: as it is written, without a capital of its own."""
        return fill(self.part(name), self.language, slots)

    def thing(self, item: RequestItem, *, is_parted: bool = False) -> Runs:
        """What one item is called within a sentence: the question she answered, or the record.

        :param is_parted: whether fields of the record are decided by themselves.
        """
        described = item.described
        if item.key and described.get("label"):
            return as_runs(Wording(_within(described["label"]), described.get("lang", "")), self.language)
        if item.is_trace:
            return self.say_within("trace")
        if item.holding == CASES:
            return self.say_within("whole_case")
        return self.say_within("rest_of_record" if is_parted else "whole_record")

    def place(self, item: RequestItem) -> Runs:
        """Where one item stands: the event or page, and the record's reference."""
        described = item.described
        title = as_runs(Wording(described.get("title", ""), described.get("lang", "")), self.language)
        reference = described.get("reference", "")
        return tidy([*title, f" ({reference})" if reference and plain(title) else reference])

    def source(self, source: SourceAnswer) -> Runs:
        """What a source is called."""
        if source.name == TEXTS:
            return self.say("source_texts")
        if source.outside_id is not None:
            return as_runs(Wording(source.name, self.controller.language), self.language)
        try:
            holding = registry.holding_of(source.name)
        except KeyError:
            return [source.name]
        with translation.override(self.language):
            return [str(holding.label)]

    def answer_of(self, source: SourceAnswer) -> Runs:
        """What a source had."""
        if source.answer == SourceAnswer.Answer.FOUND:
            return self.say(f"source_found_{'one' if source.count == 1 else 'other'}", n=str(source.count))
        return self.say(f"source_{source.answer}")

    def provision(self, item: RequestItem, request: RightsRequest) -> Runs:
        """The provision that an outcome rests on, with the authority of its rule."""
        own = f"provision_{item.reason}_{request.kind}"
        found = self.say(own if item.reason == Reason.AS_ASKED and self.has(own) else f"provision_{item.reason}")
        authority = item.rule.authority if item.rule_id and item.rule else None
        if authority is None:
            return found
        decision = self.say_within(f"authority_{authority.kind}", reference=authority.reference)
        return tidy([*found, "; ", *decision])

    def kept(self, day: date | None) -> Runs:
        """Until when something is kept."""
        return self.say("date_until", date=self.day(day)) if day else self.say("date_open")


def _within(label: str) -> str:
    """A label as it stands within a sentence: "Specialkost" becomes "specialkost", "RFID-tag" stays."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
