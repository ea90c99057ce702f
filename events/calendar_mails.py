"""The calendar files that go with a mail to one registrant (RFC 5546): they put entries into her calendar, and move
them, and take them out again.

One file for each occasion, since all entries of one such file must have the same UID (3.2.2, 3.2.5). The UID is that
of every feed and never changes. SEQUENCE grows with the occasion, and with every time that she has given up a place, or
left that occasion by choosing others, and taken it again, so that what she gets last is what holds.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
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
from forms_app.models import SubmissionChange
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

    ``given_up``: how often she has given up a place at this event; ``left``: how often she has left each occasion by
    choosing others; ``leaves``: those that she has left since the last mail with an entry; ``knows``: whether an entry
    has been sent before; ``kept``: for each who is registered with the same address, which occasions she comes to
    (None: to all), so that those entries must stay.
    """

    address: str
    given_up: int
    left: Mapping[UUID, int]
    leaves: frozenset[UUID]
    knows: bool
    kept: Sequence[frozenset[UUID] | None]

    def rounds(self, key: UUID, *, has_left: bool) -> int:
        """How often this occasion has gone out of her calendar before the file in hand."""
        return self.given_up + self.left.get(key, 0) - has_left

    def keeps(self, key: UUID) -> bool:
        """Whether somebody else with the same address comes to it."""
        return any(each is None or key in each for each in self.kept)


def files_for(
    registration: Registration, *, kinds: frozenset[str], taken_back: bool, now: datetime
) -> tuple[Attachment, ...]:
    """What goes with a letter to ``registration``: an invitation for each occasion of it that is kept and has a day.

    For one that is cancelled, has no day any more or is not on the page any more, or that she has left, the file that
    takes it out of her calendar, where entries were sent to her before. One that never had a day stands in no calendar.

    :param kinds: the kinds of mail that bring such files.
    :param taken_back: whether the registration is cancelled, so that every entry goes.
    """
    submission = registration.submission
    page: Any = submission.served_page.specific
    canonical = facts_for(page, preview=True)
    source = page.calendar_source(canonical)
    hers = chosen.occasions_chosen(submission)
    her, language = _attendee(registration, kinds), text_language(page)
    organizer = organizer_of(canonical.section, language)
    files: list[tuple[str, bytes]] = []
    for occasion in source.occasions:
        key = occasion.occasion.translation_key
        has_left = hers is not None and key not in hers
        if has_left and key not in her.leaves:
            continue
        entry = entry_of(source, occasion, language, with_links=not (taken_back or has_left))
        is_over = entry is None or occasion.is_cancelled
        goes = is_over or taken_back or has_left
        never_stood = entry is None and occasion.occasion.sequence == 0
        if goes and (not her.knows or never_stood or (her.keeps(key) and not is_over)):
            continue
        entry = entry or _without_day(source, occasion)
        rounds = her.rounds(key, has_left=has_left)
        files.append(_file(entry, organizer, her.address, language, rounds=rounds, goes=goes, now=now))
    gone = _removed(canonical, source, since=submission.received_at) if her.knows else ()
    files += [
        _file(entry, organizer, her.address, language, rounds=her.given_up, goes=True, now=now) for entry in gone
    ]
    return tuple(
        Attachment(_filename(submission.reference, number), content, f"text/calendar;method={method}")
        for number, (method, content) in enumerate(files, start=1)
    )


def _file(
    entry: Event, organizer: vCalAddress, address: str, language: str, *, rounds: int, goes: bool, now: datetime
) -> tuple[str, bytes]:
    """The method and content of the file of one entry."""
    method = "CANCEL" if goes else "REQUEST"
    attendee = vCalAddress(mailto(address))
    attendee.params["RSVP"] = "FALSE"
    if goes:
        entry["status"] = STATUS[Status.CANCELLED]
    else:
        attendee.params["PARTSTAT"] = "ACCEPTED"
    age = int(str(entry["sequence"])) + 2 * rounds + goes
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
    submission = registration.submission
    address = submissions.address_of(submission)
    same = subject_keys.records_with(SubjectKey.Kind.EMAIL, address)
    others = Registration.objects.of_event(registration.event_key).filter(pk__in=same).exclude(pk=registration.pk)
    chooses = any(each.key == chosen.KEY for each in submission.questions)
    found = list(others.select_related("submission__version"))
    given_up = [each.pk for each in found if each.state in _GIVEN_UP]
    last = _last_sent(registration, kinds)
    left = _left(registration.pk, [registration.pk, *given_up], last) if chooses else _Left()
    return _Attendee(
        address=address,
        given_up=len(given_up),
        left=left.often,
        leaves=left.lately,
        knows=last is not None,
        kept=[chosen.occasions_chosen(each.submission) for each in found if each.state == State.CONFIRMED],
    )


@dataclass(frozen=True, slots=True)
class _Left:
    """``often``: how often each occasion has been left; ``lately``: those left since a moment."""

    often: Mapping[UUID, int] = field(default_factory=dict)
    lately: frozenset[UUID] = frozenset()


def _left(record: UUID, records: Sequence[UUID], since: datetime | None) -> _Left:
    """What was left by choosing otherwise in these records; lately only in ``record`` itself. One statement."""
    changes = list(SubmissionChange.objects.filter(submission__in=records, key=chosen.KEY))
    left = chosen.left_since((each.old, each.new) for each in changes)
    often = Counter(key for each in left for key in each)
    hers = zip(changes, left, strict=True)
    lately = [each for change, each in hers if change.submission_id == record and since and change.at > since]
    return _Left(often, frozenset().union(*lately))


def _last_sent(registration: Registration, kinds: frozenset[str]) -> datetime | None:
    """When the last mail left that brought her calendar up to date; None before the first."""
    sent = OutboundMessage.objects.filter(
        object_id=registration.pk, kind__in=[*kinds, chosen.CHANGED], state=MessageState.SENT
    )
    found = list(sent.values_list("kind", "finished_at"))
    return max(at for _kind, at in found if at) if any(kind in kinds for kind, _at in found) else None


def _filename(reference: str, number: int) -> str:
    ending = f"-{number}" if number > 1 else ""
    return f"{settings.WAGTAIL_SITE_NAME.lower()}-{reference.lower()}{ending}.ics"


def is_behind(registration: Registration, *, kinds: frozenset[str]) -> bool:
    """Whether her calendar lacks an entry, or time, place or her own choice have changed since one was sent."""
    last = _last_sent(registration, kinds)
    if last is None or EventChange.objects.of_event(registration.event_key).filter(made_at__gt=last).exists():
        return True
    return chooses_otherwise(registration, last)


def chooses_otherwise(registration: Registration, since: datetime) -> bool:
    """Whether she has chosen other occasions after a moment; no statement where she was not asked to choose."""
    if all(each.key != chosen.KEY for each in registration.submission.questions):
        return False
    return SubmissionChange.objects.filter(submission=registration.pk, key=chosen.KEY, at__gt=since).exists()
