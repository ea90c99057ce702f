"""The files that come with answers become part of the record: their rows, and the files on the disk."""
from __future__ import annotations

from typing import Any

from forms_app.files import store
from forms_app.files.judging import NewFile
from forms_app.models import Submission, SubmittedFile
from privacy import trials


def files_in(answers: dict[str, Any]) -> list[NewFile]:
    """Every new file among ``answers``."""
    lists = [value for value in answers.values() if isinstance(value, list)]
    return [each for value in lists for each in value if isinstance(each, NewFile)]


def keep_files(submission: Submission, answers: dict[str, Any]) -> None:
    """Make the rows of the files that came along, and write the files; inside the transaction of the record."""
    files = files_in(answers)
    if not files:
        return
    SubmittedFile.objects.bulk_create(
        SubmittedFile(id=each.id, submission=submission, key=key, kind=each.kind, size=each.size, sha256=each.sha256)
        for key in answers
        for each in files_in({key: answers[key]})
    )
    if not trials.is_on():
        store.write(files)
