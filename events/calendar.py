"""Calendar entries (RFC 5545): the same entry for the same occasion, for ever. Those in mails: ``calendar_mails``.

The UID is made from the occasion's lasting key, SEQUENCE counts its changes, and a cancelled occasion
stays in the file as cancelled, so that calendars that know it learn of it.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from icalendar import Calendar, Event, vCalAddress, vText

from events.facts import OccasionWords
from events.registration import Status
from events.times import When
from privacy.models import SectionDefaults

CONTENT_TYPE = "text/calendar; charset=utf-8"
FILENAME = "calendar.ics"
#: How a calendar should understand what became of an occasion.
STATUS = {
    Status.PLANNED: "CONFIRMED",
    Status.MOVED: "CONFIRMED",
    Status.POSTPONED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
}


@dataclass(frozen=True, slots=True)
class Source:
    """An event to put in a calendar: its occasions, and what the page knows of itself."""

    occasions: list[OccasionWords]
    title: str
    lead: str
    url: str
    changed_at: datetime


def event_calendar(
    sources: Iterable[Source],
    *,
    language: str,
    organizer: vCalAddress,
    name: str = "",
    with_links: bool = False,
) -> bytes:
    """A calendar file with every occasion whose day is decided.

    :param organizer: whom to ask; whoever publishes an entry names it (RFC 5546, 3.2.1).
    :param name: of the calendar as subscribers see it; empty for the file of one event.
    :param with_links: whether the links to take part online go with it: only to those who have a place.
    """
    calendar = empty_calendar("PUBLISH", language)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    for source in sources:
        for occasion in source.occasions:
            if entry := entry_of(source, occasion, language, with_links):
                entry.add("organizer", organizer)
                calendar.add_component(entry)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def empty_calendar(method: str, language: str) -> Calendar:
    """A calendar without entries; ``method`` says what whoever reads it is to do with them (RFC 5546)."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Kallelse//Kallelse//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def organizer_of(section: SectionDefaults | None, language: str) -> vCalAddress:
    """Who answers for it, as in the head of a mail."""
    address = (section.reply_address if section else "") or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    organizer = vCalAddress(mailto(address))
    if name := section.sender_name(language) if section else "":
        organizer.params["CN"] = name
    return organizer


def mailto(address: str) -> str:
    """RFC 6068: what could be taken for a part of the address of a link is written with percent signs."""
    return f"mailto:{quote(address, safe='@+!$*-._~')}"


def as_response(content: bytes) -> HttpResponse:
    """A calendar file to open or to subscribe to."""
    return HttpResponse(
        content,
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'inline; filename="{FILENAME}"'},
    )


def uid(occasion: OccasionWords) -> str:
    """The entry's lasting name; the same in every language and on every address of the site."""
    return uid_of(occasion.occasion.translation_key)


def uid_of(key: UUID) -> str:
    """The lasting name of the entry of the occasion with this lasting key."""
    return f"{key}@kallelse"


def entry_of(source: Source, occasion: OccasionWords, language: str, with_links: bool) -> Event | None:
    """The entry of one occasion; None as long as its day is not decided."""
    entry = Event()
    if not add_times(entry, occasion.when):
        return None
    entry.add("uid", uid(occasion))
    entry.add("sequence", occasion.occasion.sequence)
    entry.add("status", STATUS[Status(occasion.occasion.status)])
    entry.add("dtstamp", source.changed_at)
    entry.add("last-modified", source.changed_at)
    entry.add("url", source.url)
    link = occasion.occasion.join_link if with_links else ""
    description = "\n\n".join(filter(None, [source.lead, link, source.url]))
    texts = {"summary": summary(source, occasion), "location": location(occasion), "description": description}
    for key, text in texts.items():
        if text:
            entry.add(key, vText(text, params={"LANGUAGE": language}))
    return entry


def add_times(entry: Event, when: When) -> bool:
    """Write when it is; whether a day is decided."""
    if when.start:
        entry.add("dtstart", when.start)
        if when.end:
            entry.add("dtend", when.end)
        return True
    if when.has_day and when.latest_day:
        entry.add("dtstart", when.first_day)
        entry.add("dtend", when.latest_day + timedelta(days=1))
        return True
    return False


def location(occasion: OccasionWords) -> str:
    """Where, on one line; the way to take part when it is only online."""
    if occasion.occasion.mode == "online":
        return occasion.mode
    parts = [str(occasion.room)]
    if occasion.place:
        parts = [str(occasion.place.name), str(occasion.room), str(occasion.place.address)]
    return ", ".join(filter(None, parts))


def summary(source: Source, occasion: OccasionWords) -> str:
    """What takes place; one meeting of several says which, unless its name is in another language."""
    if not occasion.title or occasion.title.lang:
        return source.title
    return f"{source.title}: {occasion.title}"

