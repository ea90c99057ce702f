"""An export for programs: JSON, one submission after the other; docs/export.md and its schema tell the format."""
from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from forms_app.exports.order import Order
from forms_app.exports.reading import Reader
from forms_app.exports.table import Column
from forms_app.models import FormPageMixin, Submission
from forms_app.questions import AskedOf, Question
from home.languages import language_of

FORMAT, VERSION = "kallelse-export", 1


def chunks(
    reader: Reader, order: Order, shown: list[Column], now: datetime, reached: Callable[[int], None]
) -> Iterator[str]:
    """The document in pieces of text: what stands before the submissions, each of them, and the end.

    :param reached: told after each piece how many submissions have been read.
    """
    head = json.dumps(_head(reader.page, order, shown, now), ensure_ascii=False, indent=1)
    yield head.removesuffix("\n}") + ',\n "submissions": ['
    wanted = {column.key for column in shown}
    read, between = 0, "\n"
    for piece in reader.pieces():
        states = reader.states(piece)
        for each in piece:
            told = _submission(reader, order, wanted, each, states.get(each.pk, ""))
            yield between + json.dumps(told, ensure_ascii=False)
            between = ",\n"
        read += len(piece)
        reached(read)
    yield "\n]}\n"


def _head(page: FormPageMixin, order: Order, shown: list[Column], now: datetime) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": now.isoformat(),
        "language": order.language,
        "form": {"id": str(page.translation_key), "title": page.title, "language": language_of(page)},
        "special": order.special,
        "questions": [
            {
                "key": column.question.key, "type": column.question.type, "label": column.question.label.value,
                "asked_of": str(column.question.asked_of), "removed": column.removed,
                "privacy_class": str(column.question.privacy_class),
            }
            for column in shown
            if column.question
        ],
    }  # fmt: skip


def _submission(reader: Reader, order: Order, wanted: set[str], each: Submission, state: str) -> dict[str, Any]:
    def answers(record: Any, asked_of: AskedOf) -> list[dict[str, Any]]:
        asked = [question for question in reader.asked(record).values() if question.key in wanted]
        return [
            _answer(record, question)
            for question in asked
            if question.asked_of is asked_of and (order.special or not question.is_sealed)
        ]

    return {
        "reference": each.reference,
        "received_at": each.received_at.isoformat(),
        "language": each.version.language,
        "version": each.version.digest,
        "handling": each.handling,
        "state": state,
        "answers": answers(each, AskedOf.REGISTRATION),
        "participants": [
            {"number": person.ordinal, "answers": answers(person, AskedOf.PARTICIPANT)}
            for person in reader.persons(each)
        ],
    }


def _answer(record: Any, question: Question) -> dict[str, Any]:
    """One answer with the question as she read it; what was erased has no value, and says so in words."""
    is_erased = question.key in record.erased
    return {
        "key": question.key,
        "question": question.label.value,
        "question_language": question.label.lang or record.version.language,
        "value": None if is_erased else _value(record, question),
        "words": [str(word) for word in record.words(question)],
        "erased": is_erased,
    }


def _value(record: Any, question: Question) -> Any:
    """The stored value; null however it was left empty.

    Where the answer that opened a question has been erased, those whom it was put to and those whom it was not
    look the same: an empty text beside a null would tell what the erased answer was.
    """
    value = record.answer(question)
    if value not in (None, "", []):
        return value
    return False if question.kind.widget == "checkbox" and record.was_put(question) else None
