"""Which follow-ups of which registrations there are, when each is due, and what became of it."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from events import follow_ups
from events.models import FollowedFrom, FollowUpDeed, Registration
from forms_app.models import Submission
from forms_app.models.answered import with_later_versions


@dataclass(frozen=True, slots=True)
class Followed:
    """One follow-up of one registration. ``day`` is None while the day it is counted from is not known."""

    registration: Registration
    row: Any
    day: date | None
    deed: FollowUpDeed | None
    today: date

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody: it is near or past, and not dealt with."""
        return bool(self.day and not self.deed and follow_ups.is_near(self.day, self.today))

    @property
    def is_overdue(self) -> bool:
        """Whether its day is over and nobody has dealt with it."""
        return bool(self.day and not self.deed and follow_ups.is_overdue(self.day, self.today))


@dataclass(frozen=True, slots=True)
class Course:
    """One registration with its own day, if it has one, and its follow-ups in the order they come."""

    registration: Registration
    own_day: date | None
    followed: list[Followed]


def courses_of(page: Any, now: datetime, only: UUID | None = None) -> list[Course]:
    """Everybody who is followed up at the programme ``page`` (canonical): confirmed, and named by lists.

    Three statements beside the page's own rows. A follow-up whose day was over when she registered is none of hers.

    :param only: of one registration alone.
    """
    today = timezone.localdate(now, page.zone())
    registrations = confirmed(page)
    if only is not None:
        registrations = registrations.filter(pk=only)
    found = list(registrations.select_related("submission__version").order_by("submission__received_at", "pk"))
    with_later_versions([each.submission for each in found])
    own = dict(FollowedFrom.objects.filter(registration__in=found).values_list("registration", "on"))
    done = {(each.registration_id, each.follow_up_key): each
            for each in FollowUpDeed.objects.filter(registration__in=found).select_related("by")}  # fmt: skip
    rows = sorted(page.follow_ups.all(), key=lambda row: row.months)
    return [_course(page, each, own.get(each.pk), rows, done, today) for each in found]


def confirmed(page: Any) -> Any:
    """The registrations that are followed up."""
    named = Submission.objects.unrestricted().filter(page=page.pk)
    return Registration.objects.of_event(page.translation_key).confirmed().filter(submission__in=named)


def set_aside(page: Any) -> int:
    """How many are confirmed and stand in no list."""
    every = Registration.objects.of_event(page.translation_key).confirmed().count()
    return int(every - confirmed(page).count())


def open_ones(courses: Iterable[Course]) -> Iterator[Followed]:
    """What waits for somebody, the earliest first."""
    waiting = [each for course in courses for each in course.followed if each.is_open]
    yield from sorted(waiting, key=lambda each: (each.day or each.today, str(each.registration.pk)))


def last_day(start: date | None, rows: Iterable[Any]) -> date | None:
    """When the last follow-up is, counted from ``start``; None when that is not known or nothing is followed up."""
    months = [row.months for row in rows]
    return follow_ups.day_after(start, max(months)) if start and months else None


def _course(
    page: Any, registration: Registration, own_day: date | None, rows: list[Any],
    done: dict[tuple[Any, UUID], FollowUpDeed], today: date,
) -> Course:  # fmt: skip
    start = page.follow_ups_from or own_day
    came = registration.submission.submitted_on
    followed = []
    for row in rows:
        day = follow_ups.day_after(start, row.months) if start else None
        if day is None or day >= came:
            deed = done.get((registration.pk, row.translation_key))
            followed.append(Followed(registration, row, day, deed, today))
    return Course(registration, own_day, followed)
