"""What lies under the keys of a form that is being changed: numbers of answers, never the answers."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from forms_app.models.persons import SubmittedPerson
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
    """How many answers lie under each of ``keys``, those set aside included: they are kept or go like the others.

    Those of participants count like those of the one who registered them.
    """
    sealed = _versions_that_seal(page)
    found = {}
    for key in keys:
        numbers: Counter[int] = Counter()
        for rows, version in ((Submission.objects.of_form(page), "version"), (_persons(page), "submission__version")):
            given = rows.order_by().filter(answers__has_key=key).exclude(_blank(key))
            numbers.update(dict(given.values_list(version).annotate(number=Count("pk"))))
        special = sum(number for version, number in numbers.items() if version in sealed.get(key, ()))
        found[key] = Answered(sum(numbers.values()), special)
    return found


def records_of(page: Any) -> list[QuerySet[Any]]:
    """The primary keys of everything that holds answers to the form of ``page``."""
    return [Submission.objects.of_form(page).order_by().values("pk"), _persons(page).order_by().values("pk")]


def _persons(page: Any) -> QuerySet[SubmittedPerson]:
    return SubmittedPerson.objects.filter(submission__page__translation_key=page.translation_key)


def _blank(key: str) -> Q:
    """Left empty, or emptied by disposal."""
    return Q(**{f"answers__{key}": None}) | Q(**{f"answers__{key}": ""}) | Q(**{f"answers__{key}": []})


def _versions_that_seal(page: Any) -> dict[str, set[int]]:
    """key -> the versions in which its answers were of a special category or an identity number."""
    found: dict[str, set[int]] = {}
    for version in FormVersion.objects.filter(page=page.pk):
        for question in version.content.questions:
            if question.is_sealed:
                found.setdefault(question.key, set()).add(version.pk)
    return found
