"""The results of an evaluation: counts and shares, means of scales, and texts that have been looked through.

Shown from five answers on, when the last one has been written: results looked at before and after a batch would tell
what the few in it answered. Answers in all languages are counted together, by the keys of questions and options.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from statistics import mean, median
from typing import Any

from django.utils.translation import gettext as _

from forms_app.columns import columns_of
from forms_app.evaluations.notice import FEWEST
from forms_app.models import EvaluationAnswer, EvaluationPage
from forms_app.questions import TICKED, Question, Words
from privacy import bars

_NUMBER = re.compile(r"^\s*(\d{1,2})\b")


@dataclass(frozen=True, slots=True)
class Tally:
    """One option: how many chose it, and how many of a hundred who answered the question."""

    label: Words
    count: int
    share: int


@dataclass(frozen=True, slots=True)
class Result:
    """What came in to one question. ``mean`` of a scale or of numbers; ``unread`` texts wait to be looked through."""

    question: Question
    answered: int
    tallies: tuple[Tally, ...] = ()
    mean: Decimal | None = None
    median: Decimal | None = None
    chart: bars.Chart | None = None
    texts: tuple[Words, ...] = ()
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """The compiled result; without anything in it before all answers have been written, or if they are below five.

    ``number`` of answers so far, 0 while they are below five.
    """

    number: int = 0
    is_complete: bool = False
    questions: tuple[Result, ...] = field(default=())

    @property
    def is_shown(self) -> bool:
        """Whether there are enough answers, and none to come."""
        return self.is_complete and self.number >= FEWEST

    @property
    def unread(self) -> int:
        """How many texts wait to be looked through."""
        return sum(each.unread for each in self.questions)


def results_of(page: EvaluationPage, now: datetime) -> Results:
    """The results of ``page`` (canonical) at ``now``; three queries, whatever the number of answers."""
    if not page.is_complete(now):
        number = EvaluationAnswer.objects.to(page).count()
        return Results(number if number >= FEWEST else 0)
    answers = list(EvaluationAnswer.objects.to(page).select_related("version", "review"))
    if len(answers) < FEWEST:
        return Results(is_complete=True)
    asked = {each.version_id: each.version.content.questions for each in answers}
    older = [question for questions in asked.values() for question in questions]
    return Results(len(answers), True, tuple(_result(question, answers, older) for question in columns_of(page)))


def _result(question: Question, answers: Sequence[EvaluationAnswer], older: Sequence[Question]) -> Result:
    given = [each for each in answers if each.answers.get(question.key) not in (None, "", [])]
    if question.kind.has_options:
        return _of_options(question, [each.answers[question.key] for each in given], older)
    if question.kind.widget == "checkbox":
        ticked = sum(bool(each.answers[question.key]) for each in given)
        words = {TICKED: Words(_("Yes")), "": Words(_("No"))}
        return Result(question, len(given), _tallies(words, {TICKED: ticked, "": len(given) - ticked}, len(given)))
    if question.kind.widget == "number":
        numbers = [Decimal(each.answers[question.key]) for each in given]
        return Result(question, len(given), mean=_rounded(mean, numbers), median=_rounded(median, numbers))
    texts = [(each.text(question), each.version.language) for each in given]
    read = tuple(Words(text, language) for text, language in texts if text is not None)
    return Result(question, len(given), texts=read, unread=len(texts) - len(read))


def _of_options(question: Question, given: Sequence[Any], older: Sequence[Question]) -> Result:
    """Options as they are now, in their order, then those that have been removed."""
    words = {option.key: option.label for option in question.options}
    for version in older:
        if version.key == question.key:
            for option in version.options:
                words.setdefault(option.key, option.label)
    chosen = Counter(key for value in given for key in (value if isinstance(value, list) else [value]))
    tallies = _tallies(words, chosen, len(given))
    values = {key: int(found[1]) for key, label in words.items() if (found := _NUMBER.match(label.value))}
    is_scale = question.kind.widget != "checkboxes" and len(set(values.values())) == len(words) > 1
    if not is_scale:
        return Result(question, len(given), tallies)
    numbers = [Decimal(values[key]) for key, count in chosen.items() for _each in range(count) if key in values]
    steps = sorted(values, key=lambda key: values[key])
    chart = bars.chart([(str(values[key]), chosen[key], 0) for key in steps])
    return Result(question, len(given), tallies, _rounded(mean, numbers), _rounded(median, numbers), chart)


def _tallies(words: dict[str, Words], chosen: Any, number: int) -> tuple[Tally, ...]:
    return tuple(
        Tally(label, chosen.get(key, 0), round(100 * chosen.get(key, 0) / number) if number else 0)
        for key, label in words.items()
    )


def _rounded(kind: Any, numbers: list[Decimal]) -> Decimal | None:
    """To one decimal, halves up; None of nothing."""
    return kind(numbers).quantize(Decimal("0.1"), ROUND_HALF_UP) if numbers else None


def as_table(results: Results) -> list[list[Any]]:
    """The results as rows for a spreadsheet: question, what is counted, number, share."""
    rows: list[list[Any]] = [[_("Question"), _("Answer"), _("Number"), _("Percent")]]
    for each in results.questions:
        label = each.question.label.value
        rows.append([label, _("Answered"), each.answered, ""])
        rows += [[label, tally.label.value, tally.count, tally.share] for tally in each.tallies]
        if each.mean is not None:
            rows.append([label, _("Mean"), each.mean, ""])
            rows.append([label, _("Median"), each.median, ""])
        rows += [[label, text.value, "", ""] for text in each.texts]
    return rows
