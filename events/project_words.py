"""What a project page says of its project, in the reader's language, and what it lacks.

Facts come from the canonical page, words from the page in hand laid over them. Reads rows through the
pages it is given and writes nothing.
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation

from events.facts import contacts_of, links_of
from events.projects import STAGE_WORDS, Stage, period, share_passed, stage
from home.languages import Laid, laid, laid_children, text_language
from home.navigation import in_language


@dataclass(frozen=True, slots=True)
class ProjectCard:
    """What stands on a card beside the title of its page."""

    starts_on: date | None
    stage: str
    stage_words: str
    period: str
    unit: Laid

    @property
    def has_ended(self) -> bool:
        return self.stage == Stage.ENDED


@dataclass(frozen=True, slots=True)
class ProjectWords:
    """Everything the page of a project says beside lead and body.

    ``passed``: how many percent of the period have passed, None where it has no two ends. ``label``: the
    words beside the emblem of the European Union, empty where it pays nothing.
    """

    card: ProjectCard
    passed: int | None
    goals: Laid
    implementation: Laid
    partners: list[dict[str, Any]]
    fundings: list[dict[str, Any]]
    label: str
    results: list[dict[str, Any]]
    contacts: list[dict[str, Any]]
    links: list[dict[str, Any]]


def project_card(page: Any, facts: Any, today: date) -> ProjectCard:
    """The card of the project of ``page``; ``facts`` is its canonical page."""
    language = text_language(page)
    found = stage(facts.starts_on, facts.ends_on, today)
    with translation.override(language):
        return ProjectCard(
            starts_on=facts.starts_on,
            stage=found.value,
            stage_words=str(STAGE_WORDS[found]),
            period=period(facts.starts_on, facts.ends_on, language),
            unit=laid("organisation_unit", facts, page, language),
        )


def project_words(page: Any, facts: Any, today: date) -> ProjectWords:
    """The words of the project of ``page`` on ``today``."""
    language = text_language(page)
    fundings = laid_children(page, facts, "fundings", ["funder", "fund"])
    with translation.override(language):
        return ProjectWords(
            card=project_card(page, facts, today),
            passed=share_passed(facts.starts_on, facts.ends_on, today),
            goals=laid("goals", facts, page, language),
            implementation=laid("implementation", facts, page, language),
            partners=links_of(page, facts, "partners", "name"),
            fundings=[words for _row, words in fundings],
            label=next((row.get_label_display() for row, _words in fundings if row.label), ""),
            results=_results(page, facts, language),
            contacts=contacts_of(facts, language),
            links=links_of(page, facts, "related_links", "title"),
        )


def _results(page: Any, facts: Any, language: str) -> list[dict[str, Any]]:
    rows = laid_children(page, facts, "results", ["title", "text"])
    chosen = [row.target for row, _words in rows if row.target_id]
    turned = {each.translation_key: each for each in in_language(chosen, language)}
    found = []
    for row, words in rows:
        target = turned.get(row.target.translation_key) if row.target_id else None
        found.append({"url": target.url if target else row.url, **words})
    return found
