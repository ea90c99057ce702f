"""An accessibility statement in the words of one country's law, filled in with what the page knows.

The wordings are files, ``wordings/<jurisdiction>.<language>.toml``, and a body may put its own into the folder
that KALLELSE_WORDINGS names: sections in the order of the law, each with a heading and parts. A part is the
name of a field of the page (the editor's text), of a sentence, or both: then the editor's text stands instead
of the sentence.
"""
from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext as _

from home.languages import Laid, laid
from privacy import runs
from privacy.by_language import Wording, wording
from privacy.models import Controller
from privacy.runs import Runs

FOLDER = Path(__file__).parent / "wordings"
TEXTS = (
    "shortcomings", "disproportionate_burden", "not_covered", "alternatives", "how_tested", "supervision",
)
DATES = ("assessed_on", "made_on", "renewed_on")
NOT_ACCESSIBLE = ("shortcomings", "disproportionate_burden", "not_covered")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a section: a set sentence, the editor's text, links, or how feedback is given."""

    heading: str = ""
    sentence: Runs = field(default_factory=list)
    text: Laid | None = None
    links: tuple[dict[str, str], ...] = ()
    takes_feedback: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the law and what stands under it."""

    heading: str
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Statement:
    """The whole; ``lang`` is empty when the set words are in the language of the page."""

    sections: list[Section]
    lang: str = ""


def statement_of(page: Any, facts: Any, controller: Controller, language: str) -> Statement:
    """The statement on ``page`` by the law of its controller; ``facts`` is its canonical page."""
    spoken, template = wording_for(controller.jurisdiction, language, controller.language)
    writer = _Writer(template, spoken, page, facts, controller)
    sections = [Section(each["heading"], list(writer.parts(each["parts"]))) for each in template["sections"]]
    return Statement([each for each in sections if each.parts], "" if spoken == language else spoken)


def wording_for(jurisdiction: str, *languages: str) -> tuple[str, dict[str, Any]]:
    """The wording of one country's law in the first of ``languages`` that has one, with its language.

    :raises LookupError: when the law has none in any of them.
    """
    folders = [Path(folder) for folder in (settings.KALLELSE_WORDINGS, FOLDER) if folder]
    for language in languages:
        for folder in folders:
            if found := _read(folder / f"{jurisdiction}.{language}.toml"):
                return language, found
    raise LookupError(jurisdiction)


@cache
def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


class _Writer:
    """Fills in one wording for one page."""

    def __init__(
        self, template: dict[str, Any], language: str, page: Any, facts: Any, controller: Controller
    ) -> None:
        self.template, self.language, self.page, self.facts = template, language, page, facts
        own = wording(controller.parent_names, language, controller.language)
        self.slots: dict[str, Any] = {
            "actor": own if own.text else controller.name_in(language),
            "service": self._as_wording("service"),
            "unit": self._as_wording("responsible_unit"),
            **{name: self._day(getattr(facts, name)) for name in DATES},
        }

    def parts(self, names: list[str]) -> Iterator[Part]:
        """What the named parts say; one with nothing to say is left out."""
        for name in names:
            if name == "feedback":
                yield Part(takes_feedback=True)
            elif name == "status":
                yield from self._said(f"status_{self.facts.status}", name)
            elif name in TEXTS and (text := self._laid(name)):
                yield Part(heading=self._heading(name), text=text)
            else:
                yield from self._said(name, name)

    def _said(self, sentence: str, name: str) -> Iterator[Part]:
        words = self.template["sentences"].get(sentence, "")
        if words and all(str(self.slots[slot]) for slot in runs.slots_of(words)):
            links = tuple(self.template.get("links", {}).get(name, ()))
            yield Part(self._heading(name), runs.fill(words, self.language, self.slots), links=links)

    def _heading(self, name: str) -> str:
        return str(self.template.get("headings", {}).get(name, ""))

    def _laid(self, name: str) -> Laid:
        return laid(name, self.facts, self.page, self.language)

    def _as_wording(self, name: str) -> Any:
        found = self._laid(name)
        return Wording(found.value, found.lang) if found.value and found.lang else found.value

    def _day(self, day: date | None) -> str:
        with translation.override(self.language):
            return formats.date_format(day, "DATE_FORMAT") if day else ""


def missing_from(page: Any) -> list[str]:
    """What keeps a statement from being published, in whole sentences; empty when nothing does."""
    wanted = [
        ("service", _("Say what the statement is about: the name and address of the site or app.")),
        ("status", _("Say how accessible the service is: fully, in part or not.")),
        ("how_tested", _("Say how the accessibility was tested.")),
        ("assessed_on", _("Give the day on which the accessibility was last assessed.")),
        ("made_on", _("Give the day on which the statement was made.")),
        ("feedback_email", _("Give an e-mail address for feedback about accessibility.")),
        ("responsible_unit", _("Name the unit that answers for the site.")),
    ]
    reasons = [sentence for name, sentence in wanted if not getattr(page, name)]
    if page.status in ("partly", "not") and not any(getattr(page, name) for name in NOT_ACCESSIBLE):
        reasons.append(_("Say what is not accessible, or choose that the service meets all requirements."))
    if page.status == "fully" and page.shortcomings:
        reasons.append(_("The service cannot meet all requirements while something does not work yet."))
    if page.made_on and page.renewed_on and page.renewed_on < page.made_on:
        reasons.append(_("The statement cannot be updated before it was made."))
    return reasons
