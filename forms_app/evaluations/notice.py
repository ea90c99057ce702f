"""What an anonymous evaluation tells those who answer, in the shape of every notice (privacy.notices).

No rule on personal data speaks here: an answer is a public record without a person. No ORM.
"""
from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from privacy import terms
from privacy.models import RecordRegime, SectionDefaults
from privacy.phrases import Phrases

#: Raised whenever a sentence below changes its meaning: it is stored with each version of the form.
VERSION = "evaluation-2"
#: From so many answers on, results are shown.
FEWEST = 5


def notice(section: SectionDefaults | None, language: str, *, has_texts: bool) -> dict[str, Any]:
    """The notice in ``language``; ``has_texts``: whether something is asked that is answered in own words."""
    with translation.override(language):
        return {
            "title": _("This evaluation is anonymous"),
            "language": language,
            "layer1": [[" ".join(_first(section, language, has_texts))]],
            "more": _("How we keep it anonymous"),
            "layer2": [
                {"heading": heading, "paragraphs": [paragraph if isinstance(paragraph, list) else [paragraph]]}
                for heading, paragraph in _second(section, language)
            ],
            "version": VERSION,
        }


def _first(section: SectionDefaults | None, language: str, has_texts: bool) -> list[str]:
    sentences = [
        _("We cannot see who has answered what, and we cannot find your answer again once you have sent it."),
    ]
    if record := _record(section, language):
        sentence = _("Each answer has the status of %(record)s and may be released to anyone who asks for it.")
        sentences.append(sentence % {"record": record})
    if has_texts:
        sentences.append(
            _(
                "Write no names and nothing that gives you or somebody else away: what you write in your own words "
                "is read as you wrote it."
            )
        )
    return sentences


def _second(section: SectionDefaults | None, language: str) -> list[tuple[str, Any]]:
    parts: list[tuple[str, Any]] = [
        (
            _("Your link"),
            _(
                "It works once. We keep no note of whom it was given to, and it is thrown away when your answer has "
                "been written."
            ),
        ),
        (
            _("Your answer"),
            _(
                "It waits, encrypted, until at least five have come in or the evaluation is over. Then they are "
                "written together in random order, with the day of writing only. No time, address or cookie is kept."
            ),
        ),
        (
            _("The results"),
            _(
                "Numbers and charts are shown when the evaluation is over, if at least five have answered. That limit "
                "holds for the results: a single answer is a record of its own, which anyone may ask for. Names in "
                "texts are hidden before others read them, but not in the record."
            ),
        ),
    ]
    if section:
        phrases = Phrases(section.controller, language)
        parts.append((_("Who is responsible"), phrases.controller_name()))
    return parts


def _record(section: SectionDefaults | None, language: str) -> str:
    """What the law calls a public record, as one of our answers is; "" where there is no such law."""
    if section is None or section.controller.record_regime == RecordRegime.NONE:
        return ""
    return terms.term("public_record", section.controller.record_regime, language)
