"""The calendar files that go with a mail to one registrant (RFC 5546): they put entries into her calendar, and move
them, and take them out again.

One file for each occasion, since all entries of one such file must have the same UID (3.2.2, 3.2.5). The UID is that
of every feed and never changes. SEQUENCE grows with the occasion, and with every time that she has given up a place
and taken one again, so that what she gets last is what holds.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Max
from icalendar import Event, vCalAddress

from events import chosen
from events.calendar import (
    STATUS,
    Source,
    add_times,
    empty_calendar,
    entry_of,
    mailto,
    organizer_of,
    summary,
    uid,
    uid_of,
)
from events.changes import Facts, when_of
from events.facts import OccasionWords
from events.models import EventChange, Registration
from events.moves import State
from events.registration import Status
from forms_app import submissions
from home.languages import facts_for, text_language
from privacy import subject_keys
from privacy.contracts import Attachment
from privacy.models import OutboundMessage, SubjectKey
from privacy.models.outbox import MessageState

#: The states in which a place that somebody had has been given up.
_GIVEN_UP = (State.CANCELLED_BY_REGISTRANT, State.CANCELLED_BY_ORGANISER)


@dataclass(frozen=True, slots=True)
class _Attendee:
    """Whose calendar it is, and what it knows.

    ``rounds``: how often she has given up a place at this event; ``knows``: whether an entry has been sent before;
    ``keeps``: whether somebody else is registered with the same address, so that the entry must stay.
    """

    address: str
    rounds: int
    knows: bool
    keeps: bool


def files_for(
    registration: Registration, *, kinds: frozenset[str], taken_back: bool, now: datetime
) -> tuple[Attachment, ...]:
    """What goes with a letter to ``registration``: an invitation for each occasion of it that is kept and has a day.

    For one that is cancelled, has no day any more or is not on the page any more, the file that takes it out of her
    calendar, where entries were sent to her before. One that never had a day stands in no calendar.

    :param kinds: the kinds of mail that bring such files.
    :param taken_back: whether the registration is cancelled, so that every entry goes.
    """
    submission = registration.submission
    page: Any = submission.served_page.specific
    canonical = facts_for(page, preview=True)
    source = page.calendar_source(canonical)
    occasions = chosen.only_chosen(source.occasions, chosen.occasions_chosen(submission))
    her, language = _attendee(registration, kinds), text_language(page)
    organizer = organizer_of(canonical.section, language)
    files: list[tuple[str, bytes]] = []
    for occasion in occasions:
        entry = entry_of(source, occasion, language, with_links=not taken_back)
        is_over = entry is None or occasion.is_cancelled
        goes = is_over or taken_back
        never_stood = entry is None and occasion.occasion.sequence == 0
        if goes and (not her.knows or never_stood or (her.keeps and not is_over)):
            continue
        entry = entry or _without_day(source, occasion)
        files.append(_file(entry, organizer, her, language, goes=goes, now=now))
    gone = _removed(canonical, source, since=submission.received_at) if her.knows else ()
    files += [_file(entry, organizer, her, language, goes=True, now=now) for entry in gone]
    return tuple(
        Attachment(_filename(submission.reference, number), content, f"text/calendar;method={method}")
        for number, (method, content) in enumerate(files, start=1)
    )


def _file(
    entry: Event, organizer: vCalAddress, her: _Attendee, language: str, *, goes: bool, now: datetime
) -> tuple[str, bytes]:
    """The method and content of the file of one entry."""
    method = "CANCEL" if goes else "REQUEST"
    attendee = vCalAddress(mailto(her.address))
    attendee.params["RSVP"] = "FALSE"
    if goes:
        entry["status"] = STATUS[Status.CANCELLED]
    else:
        attendee.params["PARTSTAT"] = "ACCEPTED"
    age = int(str(entry["sequence"])) + 2 * her.rounds + goes
    for name, value in {"sequence": age, "dtstamp": now, "last-modified": now}.items():
        entry.pop(name, None)
        entry.add(name, value)
    entry.add("organizer", organizer)
    entry.add("attendee", attendee)
    calendar = empty_calendar(method, language)
    calendar.add_component(entry)
    calendar.add_missing_timezones()
    return method, calendar.to_ical()


def _without_day(source: Source, occasion: OccasionWords) -> Event:
    """What is enough to take an entry out: the day it had is not known any more (RFC 5546, 3.2.5)."""
    entry = Event()
    entry.add("uid", uid(occasion))
    entry.add("sequence", occasion.occasion.sequence)
    entry.add("summary", summary(source, occasion))
    return entry


def _removed(canonical: Any, source: Source, *, since: datetime) -> Iterator[Event]:
    """What is enough to take out the occasions that have been removed from the page since she registered."""
    kept = {each.translation_key for each in canonical.occasions.all()}
    removed: dict[UUID, Facts] = {}
    for change in EventChange.objects.of_event(canonical.translation_key).filter(made_at__gt=since):
        gone = {UUID(each["occasion"]): each["old"] for each in change.occasions if each["new"] is None}
        removed |= {key: old for key, old in gone.items() if key not in kept}
    for key, old in removed.items():
        entry = Event()
        add_times(entry, when_of(old, canonical.zone()))
        entry.add("uid", uid_of(key))
        entry.add("sequence", old.get("sequence", 0) + 1)
        entry.add("summary", source.title)
        yield entry


def _attendee(registration: Registration, kinds: frozenset[str]) -> _Attendee:
    address = submissions.address_of(registration.submission)
    sent = OutboundMessage.objects.filter(object_id=registration.pk, kind__in=kinds, state=MessageState.SENT)
    same = subject_keys.records_with(SubjectKey.Kind.EMAIL, address)
    others = Registration.objects.of_event(registration.event_key).filter(pk__in=same).exclude(pk=registration.pk)
    states = list(others.values_list("state", flat=True))
    return _Attendee(
        address=address,
        rounds=sum(state in _GIVEN_UP for state in states),
        knows=sent.exists(),
        keeps=State.CONFIRMED in states,
    )


def _filename(reference: str, number: int) -> str:
    ending = f"-{number}" if number > 1 else ""
    return f"{settings.WAGTAIL_SITE_NAME.lower()}-{reference.lower()}{ending}.ics"


def is_behind(registration: Registration, *, kinds: frozenset[str]) -> bool:
    """Whether her calendar lacks an entry, or time or place have changed since a mail with one was sent."""
    sent = OutboundMessage.objects.filter(object_id=registration.pk, kind__in=kinds, state=MessageState.SENT)
    last = sent.aggregate(last=Max("finished_at"))["last"]
    return last is None or EventChange.objects.of_event(registration.event_key).filter(made_at__gt=last).exists()
