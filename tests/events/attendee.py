"""A calendar program that plays the attendee: it does with mails what RFC 5546 tells it to."""
from __future__ import annotations

from typing import Any

from django.core.mail import EmailMultiAlternatives
from icalendar import Event

from tests.events import strict_calendar
from tests.events.visiting import files_of


class Attendee:
    """Whoever gets the mails, and the entries that stand in her calendar, by UID."""

    def __init__(self) -> None:
        self.entries: dict[str, Event] = {}
        self._last: dict[str, tuple[int, Any]] = {}

    def reads(self, *letters: EmailMultiAlternatives) -> None:
        """Take in what comes with each letter; what is older than what she has is passed over (2.1.5)."""
        for letter in letters:
            for calendar, content_type in files_of(letter):
                content = calendar.to_ical()
                assert strict_calendar.problems_in_mail(content, content_type) == [], content
                for entry in calendar.walk("VEVENT"):
                    self._take(str(calendar["METHOD"]), entry)

    def _take(self, method: str, entry: Event) -> None:
        uid, age = str(entry["UID"]), (int(entry["SEQUENCE"]), entry.decoded("DTSTAMP"))
        if uid in self._last and age < self._last[uid]:
            return
        self._last[uid] = age
        if method == "CANCEL":
            self.entries.pop(uid, None)
        else:
            self.entries[uid] = entry
