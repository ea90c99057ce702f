"""Writing before an occasion and after the last one: who is written to, once, by the clock.

Who got a place after the moment of a reminder is not reminded: what told her of it is enough. Whether each mail is
still true is looked at again when it is sent (events.letters.mails).
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from events import registration
from events.letters.days import (
    LATEST,
    MOST_DAYS_AFTER,
    MOST_WORKING_DAYS,
    begins_at,
    follow_up_at,
    is_due,
    reminder_at,
)
from events.models import Attendance, EventPage, LetterRound, Occasion, Registration
from events.registration import Status
from forms_app.evaluations import mails as evaluation_mails
from forms_app.models import EvaluationPage, Submission
from privacy import outbox

#: The kinds of outbound messages; their object is the registration, their version the round.
REMINDER, FOLLOW_UP = "registration_reminder", "registration_follow_up"
#: So many days hold any number of working days that may be chosen, whatever holidays lie among them.
_AHEAD = timedelta(days=3 * MOST_WORKING_DAYS)
_KEPT = (Status.PLANNED, Status.MOVED)


@dataclass(frozen=True, slots=True)
class Due:
    """Mails whose moment has come: of which kind, about which occasion on which day."""

    kind: str
    occasion_key: UUID
    day: date
    moment: datetime


def remind(now: datetime) -> int:
    """Remind of the occasions whose moment has come; how many mails."""
    days = (timezone.localdate(now) - timedelta(days=1), timezone.localdate(now) + _AHEAD)
    pages = _pages().filter(occasions__earliest_day__range=days)
    return sum(_write(page, _reminders(page, now), now) for page in _each(pages))


def follow_up(now: datetime) -> int:
    """Write to those who were there, so many days after the last occasion; how many mails."""
    days = (timezone.localdate(now) - timedelta(days=MOST_DAYS_AFTER) - LATEST, timezone.localdate(now))
    pages = _pages().exclude(follow_up_text="").filter(occasions__latest_day__range=days)
    return sum(_write(page, _follow_ups(page, now), now) for page in _each(pages))


def reminded_of(page: Any) -> list[Occasion]:
    """The occasions of a canonical page of which one is reminded: those that are kept and have a day, or the first."""
    zone = page.zone()
    dated = [each for each in page.occasions.all() if each.status in _KEPT and each.when(zone).has_day]
    dated.sort(key=lambda each: each.when(zone).order)
    return dated if page.reminds_of_each else dated[:1]


def reminder_moment(page: Any, occasion: Occasion) -> datetime | None:
    """When those with a place are reminded of an occasion that has a day; None where they are not."""
    before, section = page.reminds_before(), page.section
    if not before or section is None or occasion.first_day is None:
        return None
    return reminder_at(occasion.first_day, before, section.controller.jurisdiction, page.zone())


def _pages() -> Any:
    """The live pages in their original language at which somebody has a place."""
    keys = Registration.objects.confirmed().values("event_key")
    return EventPage.objects.canonical().live().filter(translation_key__in=keys)


def _each(pages: Any) -> Iterator[Any]:
    """Each page by itself: only its number is kept while the others are written to."""
    for pk in list(pages.order_by("pk").values_list("pk", flat=True).distinct()):
        yield EventPage.objects.get(pk=pk).specific


def _reminders(page: Any, now: datetime) -> Iterator[Due]:
    for occasion in reminded_of(page):
        moment, begins = reminder_moment(page, occasion), begins_at(occasion.when(page.zone()))
        if moment and occasion.first_day and is_due(moment, now, begins):
            yield Due(LetterRound.Kind.REMINDER, occasion.translation_key, occasion.first_day, moment)


def _follow_ups(page: Any, now: datetime) -> Iterator[Due]:
    ended = registration.over_at(page.terms())
    kept = [each for each in page.occasions.all() if each.status in _KEPT]
    last = max(kept, key=lambda each: each.latest_day or date.min, default=None)
    if ended is None or now < ended or last is None or last.latest_day is None:
        return
    moment = follow_up_at(last.latest_day, page.follow_up_days, page.zone())
    if is_due(moment, now):
        yield Due(LetterRound.Kind.FOLLOW_UP, last.translation_key, last.latest_day, moment)


def _write(page: Any, due: Iterator[Due], now: datetime) -> int:
    return sum(_write_once(page, each, now) for each in list(due))


def _write_once(page: Any, due: Due, now: datetime) -> int:
    """Queue the mails of one round, unless that has been done."""
    with transaction.atomic():
        round_, is_new = LetterRound.objects.get_or_create(
            kind=due.kind, occasion_key=due.occasion_key, day=due.day,
            defaults={"event_key": page.translation_key, "made_at": now},
        )  # fmt: skip
        if not is_new:
            return 0
        if due.kind == LetterRound.Kind.REMINDER:
            whom = Registration.objects.of_event(page.translation_key).confirmed().filter(decided_at__lt=due.moment)
            return _queue(REMINDER, round_, _shown(whom))
        chosen = _shown(_were_there(page))
        evaluation = evaluation_of(page)
        if evaluation is not None:
            evaluation_mails.invite_within(evaluation, chosen)
        return _queue(FOLLOW_UP, round_, chosen)


def _were_there(page: Any) -> Any:
    """Those who had a place; of them, where the page says so, those who were noted as arrived."""
    confirmed = Registration.objects.of_event(page.translation_key).confirmed()
    if not page.follow_up_to_arrived:
        return confirmed
    came = Attendance.objects.filter(seat__registration__event_key=page.translation_key)
    return confirmed.filter(pk__in=came.values("seat__registration"))


def evaluation_of(page: Any) -> EvaluationPage | None:
    """The evaluation of an event (canonical) as a whole that is live and open; None where there is none."""
    found: Any = EvaluationPage.objects.child_of(page).live().order_by("path")
    now = timezone.now()
    return next((each for each in found if each.is_canonical and not each.is_over(now)), None)


def _shown(registrations: Any) -> list[Submission]:
    chosen = Submission.objects.unrestricted().filter(pk__in=registrations.values("pk"))
    return list(chosen.select_related("version").order_by("pk"))


def _queue(kind: str, round_: LetterRound, whom: list[Submission]) -> int:
    by_language: dict[str, list[UUID]] = defaultdict(list)
    for each in whom:
        by_language[each.version.language].append(each.pk)
    for language, records in by_language.items():
        outbox.queue_all(kind, records, version=round_.pk, language=language)
    return len(whom)
