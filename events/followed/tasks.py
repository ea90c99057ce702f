"""Follow-ups among the things to do at the desk, and what the clock does for them."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from events.followed import due
from events.followed.deeds import keep_until_after
from events.followed.due import Followed
from events.models import ProgrammePage, Registration
from events.moves import State
from events.wording import day_words
from forms_app import access
from forms_app.tasks import Task
from home.languages import text_language
from privacy.models import EnteredDate
from privacy.rules import Anchor

#: More than these of one programme are told as one task.
MOST_OF_A_PAGE = 5
#: In these a registration has ended for good.
_ENDED = (
    State.CANCELLED_BY_REGISTRANT, State.CANCELLED_BY_ORGANISER, State.REJECTED, State.DECLINED, State.EXPIRED,
)


def tasks_of(user: Any) -> Iterator[Task]:
    """A task for each follow-up of each registration that is near or overdue, to those who look after the page."""
    now = timezone.now()
    for page in ProgrammePage.objects.canonical().filter(follow_ups__isnull=False).distinct().order_by("title"):
        if not access.may_handle(user, page):
            continue
        waiting = list(due.open_ones(due.courses_of(page, now)))
        if len(waiting) > MOST_OF_A_PAGE:
            yield _together(page, waiting)
        else:
            yield from (_task(page, each) for each in waiting)


def let_go_of_the_ended(now: datetime) -> int:
    """Count the time of registrations that have ended from when they did: nobody follows them up; how many."""
    ended = Registration.objects.filter(state__in=_ENDED).select_related("submission")
    entered = EnteredDate.objects.filter(anchor=Anchor.LAST_FOLLOW_UP).values("subject")
    counted = 0
    for page in ProgrammePage.objects.canonical().filter(follow_ups__isnull=False).distinct():
        for each in ended.filter(event_key=page.translation_key).exclude(pk__in=entered):
            day = timezone.localdate(each.decided_at, page.zone())
            with transaction.atomic():
                keep_until_after(page, each, max(day, page.retention_anchors()["last_occasion_end"] or day), now)
            counted += 1
    return counted


def _task(page: Any, one: Followed) -> Task:
    said = (
        _("%(title)s: the follow-up “%(follow_up)s” of %(reference)s should have been done on %(day)s.")
        if one.is_overdue
        else _("%(title)s: follow up %(reference)s on %(day)s: “%(follow_up)s”.")
    )
    words = {
        "title": page.title,
        "follow_up": one.row.title,
        "reference": one.registration.submission.reference,
        "day": day_words(one.day or one.today, get_language() or text_language(page)),
    }
    return Task(said % words, address_of(one))


def _together(page: Any, waiting: list[Followed]) -> Task:
    overdue = sum(each.is_overdue for each in waiting)
    said = ngettext(
        "%(title)s: %(count)d follow-up is to be done.", "%(title)s: %(count)d follow-ups are to be done.", len(waiting)
    ) % {"title": page.title, "count": len(waiting)}
    if overdue:
        late = ngettext("%(count)d is overdue.", "%(count)d are overdue.", overdue) % {"count": overdue}
        said = f"{said} {late}"
    return Task(said, reverse("events_desk:follow_ups", args=[page.pk]))


def address_of(one: Followed) -> str:
    """Where it is dealt with."""
    return reverse("events_desk:follow_up", args=[one.registration.pk, one.row.translation_key])
