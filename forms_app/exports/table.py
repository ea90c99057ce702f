"""An export as a table: its columns by question over all versions, and typed cells in the words of each answer."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from forms_app.columns import columns_of, removed_from
from forms_app.exports.order import Order, Preset, RowOf
from forms_app.exports.reading import Reader
from forms_app.filters import FOR_INVOICES
from forms_app.models import FormPageMixin, Submission
from forms_app.questions import AskedOf, Question

Cell = str | int | Decimal | date | datetime | None

#: The kinds of questions whose answers are needed at the door: no address of any kind.
AT_THE_DOOR = ("name", "title", "organisation")
#: What is told of a submission beside its answers.
_FACTS = {
    Preset.DOOR: ("reference", "state"),
    Preset.INVOICES: ("reference", "state"),
    Preset.ORDINARY: ("reference", "received_at", "language", "state"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a fact of the submission, or a question as the page asks or asked it last."""

    key: str
    question: Question | None = None
    removed: bool = False

    @property
    def heading(self) -> str:
        """What stands over the column, in the language of the page; facts in the active one."""
        if self.question is None:
            return str(_fact_names()[self.key])
        label = self.question.label.value
        return _("%(question)s (removed)") % {"question": label} if self.removed else label


def columns(page: FormPageMixin, order: Order) -> list[Column]:
    """The columns of an order: facts first, then the questions, those that are not asked any more last."""
    every = columns_of(page)
    gone = removed_from(page, every)
    asked = [each for each in every if _is_wanted(each, order)]
    facts = list(_FACTS[order.preset])
    if order.row_of is RowOf.PARTICIPANT:
        facts.insert(1, "participant")
    return [*map(Column, facts), *(Column(each.key, each, each.key in gone) for each in asked)]


def rows(reader: Reader, order: Order, shown: list[Column], reached: Callable[[int], None]) -> Iterator[list[Cell]]:
    """The rows under ``shown``, piece by piece.

    :param reached: told after each piece how many submissions have been read.
    """
    read = 0
    for piece in reader.pieces():
        states = reader.states(piece)
        for each in piece:
            state = states.get(each.pk) or str(each.get_handling_display())
            yield from _rows_of(reader, order, shown, each, state)
        read += len(piece)
        reached(read)


def value_of(record: Any, question: Question) -> Cell:
    """The answer as a spreadsheet holds it: a day as a day, a number as a number, all else in words."""
    if question.key not in record.erased:
        value, kind = record.answer(question), question.kind.widget
        if value in (None, "", []):
            return None
        if kind == "date":
            return date.fromisoformat(str(value))
        if kind == "number":
            return _number(str(value))
    return ", ".join(str(word) for word in record.words(question))


def _is_wanted(question: Question, order: Order) -> bool:
    if question.is_sealed:
        return order.special
    if order.preset is Preset.INVOICES:
        return question.asked_of is AskedOf.REGISTRATION and question.type in FOR_INVOICES
    return order.preset is Preset.ORDINARY or question.type in AT_THE_DOOR


def _rows_of(
    reader: Reader, order: Order, shown: list[Column], submission: Submission, state: str
) -> Iterator[list[Cell]]:
    """One row, or one for each participant where there are any and that was ordered."""
    persons = reader.persons(submission)
    if order.row_of is RowOf.REGISTRATION or not persons:
        yield [_cell(reader, order, column, submission, persons, state) for column in shown]
        return
    for person in persons:
        yield [_cell(reader, order, column, submission, [person], state) for column in shown]


def _cell(
    reader: Reader, order: Order, column: Column, submission: Submission, persons: list[Any], state: str
) -> Cell:
    if column.question is None:
        return _fact(column.key, submission, persons, state)
    asked = _asked(reader, order, column, submission)
    if asked is not None and asked.asked_of is AskedOf.REGISTRATION:
        return value_of(submission, asked)
    of_each = [(person, _asked(reader, order, column, person)) for person in persons]
    values = [value_of(person, asked) if asked else None for person, asked in of_each]
    return values[0] if len(values) == 1 else "; ".join(str(each) for each in values if each is not None) or None


def _asked(reader: Reader, order: Order, column: Column, record: Any) -> Question | None:
    """The question as it was put to the submission, or to one of its participants; what she may not see is none."""
    asked = reader.asked(record).get(column.key)
    return None if asked is None or (asked.is_sealed and not order.special) else asked


def _fact(key: str, submission: Submission, persons: list[Any], state: str) -> Cell:
    match key:
        case "reference":
            return submission.reference
        case "participant":
            return persons[0].ordinal if persons else None
        case "received_at":
            return timezone.localtime(submission.received_at).replace(tzinfo=None, microsecond=0)
        case "language":
            return submission.version.language
        case _:
            return state


def _fact_names() -> dict[str, str]:
    return {
        "reference": _("Reference number"),
        "participant": _("Number of the participant"),
        "received_at": _("Received"),
        "language": _("Language"),
        "state": pgettext("of a submission", "State"),
    }


def _number(written: str) -> Cell:
    """The number, or what stands there when it is none (a question may have been of another kind)."""
    try:
        number = Decimal(written)
    except InvalidOperation:
        return written
    if not number.is_finite():
        return written
    return int(number) if number == number.to_integral_value() and "E" not in written.upper() else number
