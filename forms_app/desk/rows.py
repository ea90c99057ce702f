"""The rows of a list of submissions: each answer in the words of the version it was given in."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from forms_app.models import FormPageMixin, FormVersion, Submission
from forms_app.models.answered import with_later_versions
from forms_app.questions import Question, Words


@dataclass(frozen=True, slots=True)
class Row:
    """One submission in a list: ``cells`` stand under the columns; ``state`` is what its page knows of it."""

    submission: Submission
    cells: list[list[Words]] = field(default_factory=list)
    state: str = ""


def rows_of(
    page: FormPageMixin, found: Sequence[Submission], columns: Sequence[Question], known: Sequence[FormVersion] = ()
) -> list[Row]:
    """The rows of ``found``, in their order; the page's own facts are read once, versions where not ``known``."""
    versions = {each.pk: each for each in known}
    missing = {each.version_id for each in found} - set(versions)
    if missing:
        versions |= FormVersion.objects.defer("notice", "button").in_bulk(missing)
    seen = {each.version_id for each in found}
    asked = {pk: {question.key: question for question in versions[pk].questions} for pk in seen}
    with_later_versions(found)
    facts = page.record_facts(list(found)) if found else {}
    rows = []
    for each in found:
        each.version = versions[each.version_id]
        questions = asked[each.version_id]
        if each.later:
            questions = questions | {question.key: question for question in each.questions}
        cells = [_cell(each, questions.get(column.key)) for column in columns]
        _term, state = next(iter(facts.get(each.pk, ())), ("", ""))
        rows.append(Row(each, cells, state))
    return rows


def _cell(submission: Submission, question: Question | None) -> list[Words]:
    """The answer in the words of the version it was given in, whatever the column is called now."""
    if question is None or question.is_sealed:
        return []
    return submission.words(question)
