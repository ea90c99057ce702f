"""Ready-made questions that go with another one: asked only of those who have chosen what opens them."""
from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.utils import translation

from forms_app.question_types import FOLLOW_UPS, TYPES
from forms_app.questions import Condition
from home.languages import language_of


def put_in(page: Any, added: Collection[str]) -> bool:
    """Put behind each question of ``page`` that is added (by key) the follow-ups that it lacks; whether any were.

    Once the question is stored, those that an editor takes out stay out.
    """
    rows = sorted(page.form_fields.all(), key=lambda row: row.sort_order or 0)
    if not any(row.clean_name in added and row.field_type in FOLLOW_UPS for row in rows):
        return False
    with translation.override(language_of(page)):
        complete = with_follow_ups(rows, added)
    if len(complete) == len(rows):
        return False
    for order, row in enumerate(complete):
        row.sort_order, row.locale = order, page.locale
    page.form_fields.set(complete)
    return True


def with_follow_ups(rows: Iterable[Any], added: Collection[str] | None = None) -> list[Any]:
    """``rows`` of a form, complete, each with the follow-ups that are missing behind it, in the active language.

    :param added: the keys of those that get follow-ups; every one when it is None.
    """
    known = list(rows)
    opened = {(row.field_type, row.condition) for row in known}
    found = []
    for row in known:
        found.append(row)
        if added is None or row.clean_name in added:
            found += [
                each
                for each in _of(row)
                if (each.field_type, each.condition) not in opened
            ]
    return found


def _of(row: Any) -> list[Any]:
    """The follow-ups of one question, put to the same people at the same time."""
    found = []
    for kind in FOLLOW_UPS.get(row.field_type, ()):
        condition = Condition(row.clean_name, (TYPES[kind].opened_by[1],)).as_text()
        each = type(row)(
            field_type=kind, required=TYPES[kind].required, condition=condition,
            asked_of=row.asked_of, asked_when=row.asked_when, in_receipt=row.in_receipt,
        )  # fmt: skip
        each.complete()
        found.append(each)
    return found
