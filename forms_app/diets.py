"""What somebody has told of her diet: what she chose, which can be counted, and what she wrote herself."""
from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils import translation

from forms_app import conditions
from forms_app.columns import versions_of
from forms_app.models import FormPageMixin
from forms_app.models.answered import Answered
from forms_app.question_types import TYPES
from forms_app.questions import Option
from privacy.contracts import QuestionKind


@dataclass(frozen=True, slots=True)
class Told:
    """``kinds``: the keys of what was chosen; ``texts``: what was written, each with whether it stands by itself.

    A line that belongs to a choice ("something else") stands beside what was chosen. ``is_erased``: something was
    told and has been erased. ``asked``: the keys of the questions that were put to her.
    """

    kinds: frozenset[str] = frozenset()
    texts: tuple[tuple[str, bool], ...] = ()
    is_erased: bool = False
    asked: frozenset[str] = frozenset()


def told_by(records: Iterable[Answered]) -> Told:
    """What one person has told, in all questions on diet of her own record and of one that also stands for her."""
    kinds: set[str] = set()
    texts: list[tuple[str, bool]] = []
    put = [(record, each) for record in records for each in record.questions if each.meaning == QuestionKind.DIET]
    for record, question in put:
        if question.key in record.erased:
            continue
        if question.kind.has_options:
            kinds |= conditions.chosen(question, record.answer(question))
        elif text := " ".join(str(record.answer(question) or "").split()):
            texts.append((text, question.condition is None))
    return Told(
        frozenset(kinds),
        tuple(texts),
        is_erased=any(question.key in record.erased for record, question in put),
        asked=frozenset(question.key for _record, question in put),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What people are asked of diet: the choices by key, in their order, and whether one writes freely."""

    choices: dict[str, str]
    is_written: bool

    def __bool__(self) -> bool:
        """Whether it asks anything of it."""
        return bool(self.choices) or self.is_written


def asked_of_diet(page: FormPageMixin, put: Collection[str], language: str) -> Asked:
    """What the form of ``page`` asks now, and the questions ``put`` to those who come.

    :param put: keys of questions.
    :param language: of the words, where the form has been in it; the newest are chosen.
    """
    wanted = {*put, *page.form_fields.values_list("clean_name", flat=True)}
    choices: dict[str, str] = {}
    is_written = False
    for version in sorted(versions_of(page), key=lambda version: version.language != language):
        for question in version.questions:
            if question.key in wanted and question.meaning == QuestionKind.DIET:
                is_written |= not question.kind.has_options and question.condition is None
                for option in question.options:
                    choices.setdefault(option.key, _in_the_reader_s_words(option, version.language))
    return Asked(choices, is_written)


def _in_the_reader_s_words(option: Option, language: str) -> str:
    """A choice that an editor has left as it came, in the active language; her own words as they are."""
    standard = dict(TYPES["diet_kinds"].options).get(option.key)
    if standard is None:
        return option.label.value
    with translation.override(language):
        came_as = str(standard)
    return str(standard) if option.label.value == came_as else option.label.value
