"""What lies under the keys of a form that is being changed: numbers of answers, never the answers."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from forms_app.models.submissions import Submission
from forms_app.models.versions import FormVersion
from forms_app.questions import Question


@dataclass(frozen=True, slots=True)
class Answered:
    """How many have answered a question; ``special`` of them when it was of a special category."""

    given: int = 0
    special: int = 0


def questions_ever_asked(page: Any) -> dict[str, Question]:
    """key -> the question in its newest wording, for every question that the form of ``page`` has ever asked."""
    found: dict[str, Question] = {}
    for version in FormVersion.objects.filter(page=page.pk).order_by("-made_at", "-pk"):
        for question in version.content.questions:
            if question.kind.is_asked:
                found.setdefault(question.key, question)
    return found


def keys_ever_asked(page: Any) -> set[str]:
    """Their keys."""
    return set(questions_ever_asked(page))


def answers_under(page: Any, keys: Iterable[str]) -> dict[str, Answered]:
    """How many answers lie under each of ``keys``, those set aside included: they are kept or go like the others."""
    sealed = _versions_that_seal(page)
    found = {}
    for key in keys:
        by_version = (
            Submission.objects.of_form(page).order_by()
            .filter(answers__has_key=key)
            .exclude(Q(**{f"answers__{key}": None}) | Q(**{f"answers__{key}": ""}) | Q(**{f"answers__{key}": []}))
            .values_list("version").annotate(number=Count("pk"))
        )  # fmt: skip
        numbers = dict(by_version)
        special = sum(number for version, number in numbers.items() if version in sealed.get(key, ()))
        found[key] = Answered(sum(numbers.values()), special)
    return found


def _versions_that_seal(page: Any) -> dict[str, set[int]]:
    """key -> the versions in which its answers were of a special category or an identity number."""
    found: dict[str, set[int]] = {}
    for version in FormVersion.objects.filter(page=page.pk):
        for question in version.content.questions:
            if question.is_sealed:
                found.setdefault(question.key, set()).add(version.pk)
    return found
