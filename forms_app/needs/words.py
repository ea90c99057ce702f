"""What the one who registered reads of her needs: that they are arranged, or that we come back; never which they are.

Her page opens by a link in a mail, and whoever reads that mailbox may open it.
"""
from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forms_app.models import NeedState, Submission
from forms_app.needs.tasks import asks_of_needs


def news_of(submission: Submission, page: Any) -> str:
    """One sentence in the active language; "" where nothing is needed.

    :param page: the canonical page.
    """
    if not asks_of_needs(submission):
        return ""
    states = states_of(submission)
    if not states:
        return ""
    if NeedState.CANNOT in states:
        return _("We contact you about what you asked for.")
    if states == {NeedState.BOOKED}:
        return _("We have arranged what you asked for.")
    return _late(submission, page) or _("We have read what you asked for, and come back to you about it.")


def states_of(submission: Submission) -> set[str]:
    """The states of what is needed."""
    tasks = submission.access_tasks.exclude(state=NeedState.NO_LONGER)
    return set(tasks.values_list("state", flat=True))


def _late(submission: Submission, page: Any) -> str:
    by = page.tell_needs_by()
    last = submission.access_tasks.aggregate(last=Max("made_at"))["last"]
    if by is None or timezone.localdate(last, page.zone()) <= by:
        return ""
    words = _(
        "You told us after %(day)s what you need. We do what we can, but it may not be possible. We come back to you."
    )
    return words % {"day": date_format(by, "DATE_FORMAT")}
