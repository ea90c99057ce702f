"""Answers between form, store and reader: what is stored by key, sealed where it is special. No ORM."""
from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from forms_app.files.judging import NewFile
from forms_app.questions import Question, Words
from privacy import cipher

#: What an answer is where nothing was given.
EMPTY: tuple[Any, ...] = (None, "", [], False)


def plain(value: Any) -> Any:
    """``value`` of a form field as JSON can hold it: dates ISO 8601, numbers as written."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list):
        return [each.as_answer() if isinstance(each, NewFile) else each for each in value]
    return value


def told_apart(value: Any) -> Any:
    """As ``plain``, but the same for the same file sent again: for digests."""
    if isinstance(value, list):
        return [each.fingerprint() if isinstance(each, NewFile) else each for each in value]
    return plain(value)


def to_store(answers: dict[str, Any], questions: Iterable[Question], record: UUID) -> dict[str, Any]:
    """The answers by question key, special categories and identity numbers encrypted.

    An empty answer is stored empty: that a question was left blank is part of the record. One whose
    condition was not met was not asked, and is not among ``answers``.
    """
    stored = {}
    for question in questions:
        if question.kind.widget == "hidden":
            stored[question.key] = question.default
        elif question.kind.is_asked and (question.condition is None or question.key in answers):
            value = plain(answers.get(question.key))
            if question.is_sealed and value not in EMPTY:
                value = cipher.seal(json.dumps(value), record=record, question=question.key)
            stored[question.key] = value
    return stored


def read(stored: dict[str, Any], question: Question, record: UUID) -> Any:
    """The plain value of one stored answer; None when there is none."""
    value = stored.get(question.key)
    if value is not None and cipher.is_sealed(value):
        return json.loads(cipher.unseal(value, record=record, question=question.key))
    return value


def in_words(value: Any, question: Question) -> list[Words]:
    """``value`` as a reader sees it, in the words of the version it was given in."""
    if question.kind.has_options:
        labels = {option.key: option.label for option in question.options}
        chosen = value if isinstance(value, list) else [value] if value else []
        return [labels.get(key, Words(key)) for key in chosen]
    if question.kind.takes_files:
        return [Words(f"{file['name']} ({filesizeformat(file['size'])})") for file in value or []]
    if question.kind.widget == "checkbox":
        return [Words(_("Yes") if value else _("No"))]
    return [Words(str(value))] if value not in (None, "") else []
