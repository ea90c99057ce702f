"""Ready-made questions that go with another one: asked only of those who have chosen what opens them."""
from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.utils import translation

from forms_app.question_types import FOLLOW_UPS, TYPES
from forms_app.questions import Condition
from home.languages import language_of

#: A follow-up, by its type and the condition that opens it.
Opened = tuple[str, str]


def taken_out(before: Iterable[Any], deleted: Iterable[Any]) -> set[Opened]:
    """The follow-ups that stay out of a form: it was saved without them before, or they are taken out now.

    :param before: the rows of the form as it was saved last, published or not.
    :param deleted: the rows that are taken out.
    """
    rows = list(before)
    lacking = {opened for row in rows for opened in _opened_by(row)} - {_as_opened(row) for row in rows}
    return lacking | {_as_opened(row) for row in deleted}


def put_in(page: Any, added: Collection[str], out: Collection[Opened] = ()) -> bool:
    """Put behind each question of ``page`` that is added (by key) the follow-ups that it lacks; whether any were.

    :param out: those that an editor has taken out (:func:`taken_out`).
    """
    rows = sorted(page.form_fields.all(), key=lambda row: row.sort_order or 0)
    if not any(row.clean_name in added and row.field_type in FOLLOW_UPS for row in rows):
        return False
    with translation.override(language_of(page)):
        complete = with_follow_ups(rows, added, out)
    if len(complete) == len(rows):
        return False
    for order, row in enumerate(complete):
        row.sort_order, row.locale = order, page.locale
    page.form_fields.set(complete)
    return True


def with_follow_ups(
    rows: Iterable[Any], added: Collection[str] | None = None, out: Collection[Opened] = ()
) -> list[Any]:
    """``rows`` of a form, complete, each with the follow-ups that are missing behind it, in the active language.

    :param added: the keys of those that get follow-ups; every one when it is None.
    :param out: those that it does not get.
    """
    known = list(rows)
    without = {*out, *map(_as_opened, known)}
    found = []
    for row in known:
        found.append(row)
        if added is None or row.clean_name in added:
            found += [_made(row, opened) for opened in _opened_by(row) if opened not in without]
    return found


def _opened_by(row: Any) -> list[Opened]:
    """The follow-ups of one question."""
    return [
        (kind, Condition(row.clean_name, (TYPES[kind].opened_by[1],)).as_text())
        for kind in FOLLOW_UPS.get(row.field_type, ())
    ]


def _as_opened(row: Any) -> Opened:
    return row.field_type, row.condition


def _made(row: Any, opened: Opened) -> Any:
    """A follow-up of ``row``, put to the same people at the same time."""
    kind, condition = opened
    each = type(row)(
        field_type=kind, required=TYPES[kind].required, condition=condition,
        asked_of=row.asked_of, asked_when=row.asked_when, in_receipt=row.in_receipt,
    )  # fmt: skip
    each.complete()
    return each
