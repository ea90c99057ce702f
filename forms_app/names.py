"""What somebody is called at the desk: by her answers to ready-made questions, never by what is sealed."""
from __future__ import annotations

from collections.abc import Collection

from forms_app.models.answered import Answered


def ordinary(record: Answered, types: Collection[str]) -> dict[str, str]:
    """The answers by type of ready-made question, as far as they were asked; never what is sealed or erased."""
    found: dict[str, str] = {}
    for question in record.questions:
        if question.type in types and not question.is_sealed and question.key not in record.erased:
            found.setdefault(question.type, str(record.answer(question) or ""))
    return found


def called(record: Answered) -> str:
    """Her name; the reference where no name was asked for or given."""
    return ordinary(record, ("name",)).get("name") or str(record)
