"""What the page of a programme says beside what every event says, in the reader's language.

Reads rows through the pages it is given and writes nothing.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from events.follow_ups import Stop, track
from events.wording import day_words
from home.languages import Laid, laid_children, text_language
from home.navigation import in_language


@dataclass(frozen=True, slots=True)
class Step:
    """A module or workshop: ``name`` is "Module 2", ``evaluation`` the page to evaluate it on, or None."""

    name: str
    title: Laid
    length: Laid
    text: Laid
    evaluation: Any


@dataclass(frozen=True, slots=True)
class FollowUpWords:
    """A stop of the track with its words."""

    stop: Stop
    title: Laid
    text: Laid


@dataclass(frozen=True, slots=True)
class ProgrammeWords:
    """Steps in their order, and the track; ``begins``: the day it is counted from."""

    steps: list[Step]
    begins: str
    begins_iso: str
    follow_ups: list[FollowUpWords]


def programme_words(page: Any, facts: Any) -> ProgrammeWords:
    """The words of the programme of ``page``; ``facts`` is its canonical page."""
    language = text_language(page)
    start = facts.follow_ups_from
    return ProgrammeWords(
        steps=_steps(page, facts, language),
        begins=day_words(start, language) if start else "",
        begins_iso=start.isoformat() if start else "",
        follow_ups=_follow_ups(page, facts, language),
    )


def _steps(page: Any, facts: Any, language: str) -> list[Step]:
    rows = laid_children(page, facts, "modules", ["title", "length", "text"])
    chosen = [row.evaluation for row, _words in rows if row.evaluation_id]
    evaluations = {each.translation_key: each for each in in_language(chosen, language)}
    with translation.override(language):
        names = step_names([row for row, _words in rows])
    found = []
    for name, (row, words) in zip(names, rows, strict=True):
        target = evaluations.get(row.evaluation.translation_key) if row.evaluation_id else None
        found.append(Step(name, words["title"], words["length"], words["text"], target))
    return found


def step_names(rows: Sequence[Any]) -> list[str]:
    """What each step is called, in the active language: "Module 2", and only its kind where that is the only one."""
    sorts, counted = Counter(row.kind for row in rows), Counter[str]()
    names = []
    for row in rows:
        counted[row.kind] += 1
        names.append(str(_numbered(row, counted[row.kind]) if sorts[row.kind] > 1 else row.get_kind_display()))
    return names


def _numbered(row: Any, number: int) -> str:
    # Translators: which step it is: "Module 2", "Workshop 1".
    return _("%(kind)s %(number)d") % {"kind": row.get_kind_display(), "number": number}


def _follow_ups(page: Any, facts: Any, language: str) -> list[FollowUpWords]:
    rows = laid_children(page, facts, "follow_ups", ["title", "text"])
    words = {row.translation_key: said for row, said in rows}
    stops = track([row for row, _words in rows], facts.follow_ups_from, language)
    return [FollowUpWords(stop, **words[stop.row.translation_key]) for stop in stops]
