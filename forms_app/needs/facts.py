"""What has been done about needs, for the copy of somebody's data: hers to read, and sealed like her answers."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from forms_app import answers as answering
from forms_app.models import AccessTask
from forms_app.models.answered import Answered


def facts_of_needs(model: type[Answered], records: Iterable[Answered]) -> dict[UUID, list[tuple[str, str]]]:
    """record -> (term, what was done), of each need of these records of one kind, in the active language."""
    known = {each.pk: each for each in records}
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for task in AccessTask.objects.all().under(model, list(known)):
        found[task.record_pk].append((_("About what she asked for"), _in_words(task, known[task.record_pk])))
    return found


def _in_words(task: Any, record: Answered) -> str:
    question = next((each for each in record.questions if each.key == task.key), None)
    need = answering.in_words([task.option], question)[0].value if question else task.option
    words = {
        "need": need,
        "state": task.get_state_display(),
        "day": date_format(localtime(task.changed_at), "DATE_FORMAT"),
        "note": task.note_text,
    }
    if task.note_text:
        return _("%(need)s: %(state)s, %(day)s. Note: %(note)s") % words
    return _("%(need)s: %(state)s, %(day)s") % words
