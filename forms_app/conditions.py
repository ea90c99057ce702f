"""Which questions are put, when some are put only after a certain answer to an earlier one. Pure: no ORM.

Conditions speak of keys, never of words, so they hold in every language and after every change of wording.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from forms_app.questions import TICKED, AskedOf, AskedWhen, Question


def chosen(question: Question, value: Any) -> frozenset[str]:
    """The keys of the options that ``value`` chooses: TICKED of a ticked box, none of a text.

    :param value: as a form cleans it or as it is stored.
    """
    if question.kind.widget == "checkbox":
        return frozenset([TICKED]) if value else frozenset()
    if not question.kind.has_options or not value:
        return frozenset()
    known = {option.key for option in question.options}
    return frozenset(value if isinstance(value, list) else [value]) & known


def put(
    questions: Iterable[Question], answers: Mapping[str, Any], earlier: Mapping[str, frozenset[str]] | None = None
) -> tuple[Question, ...]:
    """Those of ``questions`` that are put to somebody who answers so, in order; headings among them.

    :param answers: by question key.
    :param earlier: what was chosen in questions put before these, as :func:`choices` tells it.

    A question that is not put opens no other, whatever is said under its key. One whose condition names
    a question or an option that does not exist (any more) is never put; publishing refuses such a form.
    """
    open_options = dict(earlier or {})
    found = []
    for question in questions:
        if _holds(question, open_options):
            found.append(question)
            open_options[question.key] = chosen(question, answers.get(question.key))
    return tuple(found)


def choices(questions: Iterable[Question], answers: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """What was chosen in each of ``questions`` that is put, for the conditions of questions that follow."""
    return {each.key: chosen(each, answers.get(each.key)) for each in put(questions, answers)}


def only_put(
    questions: Iterable[Question], answers: Mapping[str, Any], persons: Iterable[Mapping[str, Any]] = ()
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The answers, and those of each participant, without what was said to questions that they do not open.

    One that is opened and was left out is there, empty: that tells it from one that was not put. A participant
    without any answers is named later, and was asked nothing yet.
    """
    of_form = [question for question in questions if question.asked_when is AskedWhen.AT_ONCE]
    own = [question for question in of_form if question.asked_of is AskedOf.REGISTRATION]
    of_each = [question for question in of_form if question.asked_of is AskedOf.PARTICIPANT]
    earlier = choices(own, answers)
    named = [_only(put(of_each, each, earlier), each) if each else {} for each in persons]
    return _only(put(own, answers), answers), named


def _only(questions: Iterable[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    return {
        question.key: answers.get(question.key)
        for question in questions
        if question.kind.is_asked and (question.condition is not None or question.key in answers)
    }


def with_something_under(shown: Iterable[Question], among: Iterable[Question]) -> tuple[Question, ...]:
    """``shown`` without the headings whose questions are all left out.

    :param among: all questions of the form; a heading that has never had a question under it stays.
    """
    shown = tuple(shown)
    keys = {question.key for question in shown}
    full: dict[str, bool] = {}
    heading = ""
    for question in among:
        if question.kind.widget == "heading":
            heading = question.key
        elif question.kind.is_asked:
            full[heading] = full.get(heading, False) or question.key in keys
    return tuple(each for each in shown if each.kind.widget != "heading" or full.get(each.key, True))


def _holds(question: Question, chosen_before: Mapping[str, frozenset[str]]) -> bool:
    condition = question.condition
    return condition is None or not chosen_before.get(condition.question, frozenset()).isdisjoint(condition.options)
