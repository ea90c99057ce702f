"""The participants of one submission at the desk, each as she was registered."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from forms_app import access, participants
from forms_app.models import Submission, SubmittedPerson


def context(submission: Submission, user: Any, *, sealed: bool) -> dict[str, Any]:
    """``participants``: each with heading and lines; ``aside``: how many more, whom this reader does not meet.

    :param sealed: whether special categories are opened.
    """
    meets_all = access.may_read_restricted(user)
    people = participants.everybody(submission) if meets_all else participants.shown(submission)
    return {
        "participants": [
            {
                "person": each,
                "heading": _("Participant %(number)d") % {"number": each.ordinal}
                if each.is_named
                else participants.heading(each),
                "left_at": each.left_at,
                "lines": _lines(each, sealed=sealed),
            }
            for each in people
        ],
        "aside": 0 if meets_all else participants.set_aside(submission),
    }


def _lines(person: SubmittedPerson, *, sealed: bool) -> list[tuple[Any, Any, Any, bool]]:
    """(question, words, corrections, whether it was erased), as of the submission itself."""
    changes = list(person.changes.all())
    return [
        (
            question,
            words,
            [{"change": each, "before": each.words("old", question)} for each in changes if each.key == question.key],
            question.key in person.erased,
        )
        for question, words in person.lines(sealed=sealed)
    ]
