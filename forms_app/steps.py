"""The steps in which a form is answered, each a page of its own that is sent. Pure: no ORM."""
from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from forms_app.questions import AskedOf, AskedWhen, Question


class Step(StrEnum):
    """One page on the way from the first question to the receipt."""

    QUESTIONS = "questions"  # what is asked of the one who registers, and how many come
    PARTICIPANTS = "participants"  # what is asked of each of them
    REVIEW = "review"  # everything once more, before it is sent


def steps_of(questions: Iterable[Question], *, review: bool) -> tuple[Step, ...]:
    """The steps of a form with these questions, in order; most forms have one.

    :param review: whether the editor lets people look through their answers before they send.
    """
    participants = any(is_of_participants(question) for question in questions)
    found = {Step.QUESTIONS: True, Step.PARTICIPANTS: participants, Step.REVIEW: review}
    return tuple(step for step, is_there in found.items() if is_there)


def is_of_participants(question: Question) -> bool:
    """Whether each participant is asked this with the other questions."""
    return question.kind.is_asked and is_in_form(question) and question.asked_of == AskedOf.PARTICIPANT


def is_in_form(question: Question) -> bool:
    """Whether the form itself asks this, not a link that is sent with the place."""
    return question.asked_when == AskedWhen.AT_ONCE


def step_named(name: str) -> Step:
    """The step that a posted form says it is; the first where it says none or another."""
    return Step(name) if name in list(Step) else Step.QUESTIONS
