"""Whether the conditions of a form can hold: each points at an earlier question and at options it has. Pure: no ORM."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from forms_app.questions import TICKED, AskedOf, AskedWhen, Question
from privacy import rules


class Why(StrEnum):
    """What is wrong with a condition."""

    GONE = "gone"  # the question that it points at is not in the form
    LATER = "later"  # it comes after the one that depends on it, or is the same
    OF_EACH = "of_each"  # it is put to each participant, the other one to her who registers
    AFTERWARDS = "afterwards"  # it is asked of those with a place, the other one of everybody
    NO_OPTIONS = "no_options"  # nothing can be chosen there
    OPTION_GONE = "option_gone"


@dataclass(frozen=True, slots=True)
class Fault:
    """That the question ``later`` cannot be asked because of ``first`` (keys both); ``options`` are those missing."""

    later: str
    first: str
    why: Why
    options: tuple[str, ...] = ()


def options_of(question: Question) -> tuple[str, ...]:
    """The keys of what can be chosen in ``question``, as conditions name them; empty where nothing can."""
    if question.kind.widget == "checkbox":
        return (TICKED,)
    return tuple(option.key for option in question.options) if question.kind.has_options else ()


def faults(questions: Sequence[Question]) -> list[Fault]:
    """What is wrong with the conditions of ``questions``, which stand in their order."""
    by_key = {question.key: (place, question) for place, question in enumerate(questions)}
    found = []
    for place, later in enumerate(questions):
        if later.condition is None:
            continue
        key = later.condition.question
        known = by_key.get(key)
        if known is None:
            found.append(Fault(later.key, key, Why.GONE))
        elif why := _why_not(later, place, *known):
            found.append(Fault(later.key, key, why))
        elif gone := set(later.condition.options) - set(options_of(known[1])):
            found.append(Fault(later.key, key, Why.OPTION_GONE, tuple(sorted(gone))))
    return found


def _why_not(later: Question, place: int, place_of_first: int, first: Question) -> Why | None:
    if place_of_first >= place:
        return Why.LATER
    if first.asked_of == AskedOf.PARTICIPANT and later.asked_of != AskedOf.PARTICIPANT:
        return Why.OF_EACH
    if first.asked_when == AskedWhen.WITH_PLACE and later.asked_when != AskedWhen.WITH_PLACE:
        return Why.AFTERWARDS
    return None if options_of(first) else Why.NO_OPTIONS


def in_words(fault: Fault, labels: Mapping[str, str], options: Mapping[str, str] | None = None) -> str:
    """The fault as a sentence that says what to do.

    :param labels: the words of questions by key, of removed ones too where they are known.
    :param options: the words of removed options by key, where they are known.
    """
    words = {"later": labels.get(fault.later, ""), "first": labels.get(fault.first, "")}
    if fault.why == Why.GONE and words["first"]:
        sentence = _("“%(first)s” cannot be removed: “%(later)s” is asked only because of it. Change that one first.")
        return sentence % words
    named = options or {}
    if fault.why == Why.OPTION_GONE and (known := [named[key] for key in fault.options if key in named]):
        return _(
            "The option “%(option)s” of “%(first)s” cannot be removed: “%(later)s” is asked only because of it. "
            "Change that one first."
        ) % {**words, "option": known[0]}
    return _sentence(fault.why) % words


def _sentence(why: Why) -> str:
    return {
        Why.GONE: _("“%(later)s” is asked because of a question that is not there any more. Choose when it is asked."),
        Why.LATER: _("“%(later)s” is asked because of “%(first)s”, so it must come after that question. Move it down."),
        Why.OF_EACH: _(
            "“%(later)s” is put to the one who registers, so it cannot depend on “%(first)s”, which each participant "
            "answers for herself."
        ),
        Why.AFTERWARDS: _(
            "“%(later)s” is asked with the other questions, so it cannot depend on “%(first)s”, which is asked "
            "afterwards."
        ),
        Why.NO_OPTIONS: _("“%(first)s” has no options that “%(later)s” could depend on. Choose when it is asked."),
        Why.OPTION_GONE: _(
            "“%(later)s” is asked because of an option of “%(first)s” that is not there any more. "
            "Choose when it is asked."
        ),
    }[why]


def outlived(questions: Iterable[Question], known: Iterable[rules.Rule]) -> Iterator[tuple[str, str]]:
    """Pairs of keys (first, later): the answer to ``first`` is kept shorter than that to ``later``, which rests on it.

    A value that a condition depends on may not go before its dependants. ``known`` are the rules of the section.
    """
    by_key = {question.key: question for question in questions}
    having = list(known)
    for later in by_key.values():
        first = by_key.get(later.condition.question) if later.condition else None
        if first and _lasts(first, having) < _lasts(later, having):
            yield first.key, later.key


def _lasts(question: Question, known: list[rules.Rule]) -> tuple[bool, tuple[int, object]]:
    """For comparing: what no rule lets go lasts longest."""
    rule = rules.rule_for(known, question.privacy_class, question.meaning)
    if rule is None:
        return True, (0, rules.COMPARISON_DAY)
    return False, rules.schedule(rule, {rule.anchor: rules.COMPARISON_DAY}).lasts
