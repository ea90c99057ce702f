"""The needs told in one form, as whoever arranges them reads them: person by person, what waits first."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from forms_app import answers as answering
from forms_app import names
from forms_app.models import AccessTask, NeedState, Submission
from forms_app.models.answered import Answered, with_later_versions
from forms_app.needs import arranging
from forms_app.questions import Words
from forms_app.submissions import address_of


@dataclass(frozen=True, slots=True)
class Row:
    """One need: whose, what, and what she has told besides; ``is_late``: told after the day to tell it by."""

    task: AccessTask
    who: str
    need: Words
    details: list[Words]
    note: str
    is_late: bool

    @property
    def is_over(self) -> bool:
        """Whether it is no longer needed."""
        return self.task.state == NeedState.NO_LONGER

    @property
    def waits(self) -> bool:
        """Whether something is left to do: a new need, or something to call off."""
        return self.task.state == NeedState.NEW or bool(self.is_over and self.task.booked_at)


@dataclass(frozen=True, slots=True)
class Group:
    """The needs of one registration; ``letter`` is the kind of mail that can be sent, "" for none."""

    submission: Submission
    who: str
    has_place: bool
    telephone: str
    has_address: bool
    letter: str
    rows: list[Row] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether something is left to do."""
        return any(row.waits for row in self.rows)


def groups_of(page: Any) -> list[Group]:
    """Of everybody who may stand in lists: those with something left to do first, the first told first."""
    related = ("submission__version", "submission__controller", "person")
    tasks = list(AccessTask.objects.of_form(page).unrestricted().select_related(*related))
    for task in tasks:
        if task.person:
            task.person.submission = task.submission
    with_later_versions([task.person or task.submission for task in tasks])
    placed = set(page.with_place(page.get_submissions().unrestricted()).values_list("pk", flat=True))
    by = page.tell_needs_by()
    together: dict[UUID, list[AccessTask]] = {}
    for task in tasks:
        together.setdefault(task.submission_id, []).append(task)
    groups = [_group(some, pk in placed, by, page) for pk, some in together.items()]
    return sorted(groups, key=lambda group: not group.waits)


def _group(tasks: list[AccessTask], has_place: bool, by: date | None, page: Any) -> Group:
    submission = tasks[0].submission
    return Group(
        submission=submission,
        who=names.called(submission),
        has_place=has_place,
        telephone=names.ordinary(submission, ("telephone",)).get("telephone", ""),
        has_address=bool(address_of(submission)),
        letter=arranging.letter_for({task.state for task in tasks} - {NeedState.NO_LONGER}),
        rows=[_row(task, by, page) for task in tasks],
    )


def row_of(task: AccessTask, page: Any) -> Row:
    """One need as it stands in the list."""
    return _row(task, page.tell_needs_by(), page)


def _row(task: AccessTask, by: date | None, page: Any) -> Row:
    record: Answered = task.person or task.submission
    question = next((each for each in record.questions if each.key == task.key), None)
    option = task.option
    details = [
        words
        for each in record.questions
        if each.condition and each.condition.question == task.key and option in each.condition.options
        for words in record.words(each)
    ]
    told_on = timezone.localdate(task.made_at, page.zone())
    return Row(
        task=task,
        who=names.called(record),
        need=answering.in_words([option], question)[0] if question else Words(option),
        details=details,
        note=task.note_text,
        is_late=by is not None and told_on > by,
    )
