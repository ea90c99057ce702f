"""A form as a value: its questions, notice and button in one language, with a digest.

What is stored as a form version is exactly this, so a submission can always be shown as it was
seen. Pure: no ORM.
"""
from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from forms_app.question_types import TYPES, QuestionType
from privacy.contracts import PrivacyClass, QuestionKind


@dataclass(frozen=True, slots=True)
class Words:
    """A text and, when it is not in the form's own language, the language it is in."""

    value: str = ""
    lang: str = ""

    def __str__(self) -> str:
        return self.value

    def __bool__(self) -> bool:
        return bool(self.value)

    def as_list(self) -> list[str]:
        """For JSON."""
        return [self.value, self.lang]


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a question."""

    key: str
    label: Words


class AskedOf(StrEnum):
    """Whom a question is put to."""

    REGISTRATION = "registration"
    PARTICIPANT = "participant"  # each person of the party answers for herself


class AskedWhen(StrEnum):
    """When a question is put."""

    AT_ONCE = "at_once"
    WITH_PLACE = "with_place"  # only to those who have got a place, by a link to just that question


@dataclass(frozen=True, slots=True)
class Condition:
    """That a question is asked only where one of ``options`` of an earlier question was chosen.

    ``question`` and ``options`` are keys, so that the condition outlives every change of words and language.
    The option of a box to tick is ``TICKED``.
    """

    question: str
    options: tuple[str, ...]

    def as_text(self) -> str:
        """As it is stored: ``question:option,option``; ``from_text`` is its inverse."""
        return f"{self.question}:{','.join(self.options)}"

    @classmethod
    def from_text(cls, text: str) -> Condition | None:
        """The condition that ``as_text`` wrote; None for "" and for what is none."""
        question, colon, options = text.partition(":")
        chosen = tuple(each for each in options.split(",") if each)
        return cls(question, chosen) if question and colon and chosen else None


#: The option of a box that is ticked, in conditions.
TICKED = "ticked"


@dataclass(frozen=True, slots=True)
class Question:
    """One question as a visitor sees it."""

    key: str
    type: str
    label: Words
    required: bool
    help: Words = field(default_factory=Words)
    error: Words = field(default_factory=Words)
    options: tuple[Option, ...] = ()
    default: str = ""
    autocomplete: str = ""
    max_length: int = 200
    privacy_class: PrivacyClass = PrivacyClass.PERSONAL
    in_receipt: bool = True
    asked_of: AskedOf = AskedOf.REGISTRATION
    asked_when: AskedWhen = AskedWhen.AT_ONCE
    condition: Condition | None = None
    most_files: int = 1

    @property
    def kind(self) -> QuestionType:
        """The question's type with all that it implies."""
        return TYPES[self.type]

    @property
    def is_sealed(self) -> bool:
        """Whether answers are encrypted at rest (special category, identity number)."""
        return self.privacy_class in (PrivacyClass.SPECIAL, PrivacyClass.IDENTITY_NUMBER)

    @property
    def meaning(self) -> str:
        """The kind of ready-made question, on which rules may speak; "" for an own question."""
        return self.kind.meaning if self.kind.meaning in list(QuestionKind) else ""

    @property
    def put_how(self) -> tuple[Any, ...]:
        """What must not have changed for an answer to be an answer to this question."""
        return self.type, self.privacy_class, self.asked_of, self.condition

    def as_dict(self) -> dict[str, Any]:
        """For JSON; ``from_dict`` is its inverse."""
        return {
            "key": self.key,
            "type": self.type,
            "label": self.label.as_list(),
            "required": self.required,
            "help": self.help.as_list(),
            "error": self.error.as_list(),
            "options": [[option.key, option.label.as_list()] for option in self.options],
            "default": self.default,
            "autocomplete": self.autocomplete,
            "max_length": self.max_length,
            "privacy_class": str(self.privacy_class),
            "in_receipt": self.in_receipt,
            "asked_of": str(self.asked_of),
            "asked_when": str(self.asked_when),
            "condition": self.condition.as_text() if self.condition else "",
            "most_files": self.most_files,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Question:
        """The question that ``as_dict`` described."""
        return cls(
            key=data["key"],
            type=data["type"],
            label=Words(*data["label"]),
            required=data["required"],
            help=Words(*data["help"]),
            error=Words(*data["error"]),
            options=tuple(Option(key, Words(*label)) for key, label in data["options"]),
            default=data["default"],
            autocomplete=data["autocomplete"],
            max_length=data["max_length"],
            privacy_class=PrivacyClass(data["privacy_class"]),
            in_receipt=data["in_receipt"],
            asked_of=AskedOf(data["asked_of"]),
            asked_when=AskedWhen(data["asked_when"]),
            condition=Condition.from_text(data["condition"]),
            most_files=data["most_files"],
        )


@dataclass(frozen=True, slots=True)
class FormContent:
    """Everything a visitor reads in a form: the questions in order, the notice, the button."""

    language: str
    questions: tuple[Question, ...]
    notice: dict[str, Any]
    button: Words

    def schema(self) -> list[dict[str, Any]]:
        """The questions as an ordered list for JSON."""
        return [question.as_dict() for question in self.questions]

    @property
    def digest(self) -> str:
        """SHA-256 of the content, 64 hexadecimal characters: the same words, the same version."""
        content = [self.language, self.schema(), self.notice, self.button.as_list()]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that take an answer from the visitor."""
        return tuple(question for question in self.questions if question.kind.is_asked)

    def put_to(self, asked_of: AskedOf, asked_when: AskedWhen = AskedWhen.AT_ONCE) -> tuple[Question, ...]:
        """The questions that are put to these people then, headings and hidden values among them."""
        return put_to(self.questions, asked_of, asked_when)

    def first(self, *types: str) -> Question | None:
        """The first question of one of ``types``, or None."""
        return next((question for question in self.questions if question.type in types), None)


def put_to(
    questions: Iterable[Question], asked_of: AskedOf, asked_when: AskedWhen = AskedWhen.AT_ONCE
) -> tuple[Question, ...]:
    """Those of ``questions`` that are put to these people then, headings and hidden values among them."""
    return tuple(each for each in questions if (each.asked_of, each.asked_when) == (asked_of, asked_when))


def still_fits(old: Iterable[Question], new: Iterable[Question]) -> bool:
    """Whether answers to the questions of ``old`` may be stored when ``new`` is now in force.

    They may when every question still exists with the same type and privacy class, put to the same people at
    the same time and under the same condition, every option still exists, and whatever is required now was
    required then. Labels, help, order and new optional questions do not matter: the older version is stored
    with the wording that was seen. A question that has been removed, or is not put to everybody any more, is
    not collected (GDPR 5.1 c). What is asked later is asked by another form.
    """
    now = {question.key: question for question in new if question.asked_when is AskedWhen.AT_ONCE}
    before = {question.key: question for question in old if question.asked_when is AskedWhen.AT_ONCE}
    for key, question in before.items():
        current = now.get(key)
        if current is None or current.put_how != question.put_how:
            return False
        if not {option.key for option in question.options} <= {option.key for option in current.options}:
            return False
    return all(key in before and before[key].required for key, question in now.items() if question.required)


def tells_people_apart(questions: Iterable[Question]) -> bool:
    """Whether everybody who registers gives an address or a number of her own, so that a second post is known."""
    return any(
        question.required
        and question.kind.widget in ("email", "telephone")
        and question.condition is None
        and question.asked_of is AskedOf.REGISTRATION
        and question.asked_when is AskedWhen.AT_ONCE
        for question in questions
    )
