"""Inviting people to an event and following what they answer, for whoever tells a longer story.

    invite(page, "Maja Ström <maja@example.org>", "Pekka Salo <pekka@example.org>", language="fi")
    send(page, now)                                  # everybody on the list, in her language
    link = link_to("maja@example.org", later(now))   # from the mail that went out
    answer_yes(client, link)                         # the form with what is known filled in, sent
    answer_no(client, link), name_deputy(client, link, "Li Ek", "li@example.org"), ask_for_no_more(client, link)
    remind(page, a_later_day)                        # only those who have not answered; how many
"""
from __future__ import annotations

import re
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Any

from django.core import mail
from django.utils import timezone

from events.invitations import adding, addresses, sending
from events.models import Invitation
from privacy import outbox

LINK = re.compile(r"https?://[^\s\"'<>/]+(/\w\w/invitation/[\w-]{40,}/)")
SOURCE = "Bibliotekets webbplats"


def invite(
    page: Any, *lines: str, language: str = "sv", source: str = SOURCE, by: Any = None, now: datetime | None = None
) -> list[Invitation]:
    """Put the people of these lines on the list, as if they had been pasted; they."""
    people = addresses.read("\n".join(lines), adding.words_for_languages(), adding.live_languages(page))
    given = adding.Source(source, by=by)
    return adding.add(page, people, source=given, language=language, now=now or timezone.now())


def send(page: Any, now: datetime | None = None) -> int:
    """Send the invitations that have not been sent; how many. They lie in ``mail.outbox`` then."""
    return _send(page, sending.INVITED, now or timezone.now())


def remind(page: Any, now: datetime | None = None) -> int:
    """Remind those who have not answered; how many mails the organiser was told of."""
    return _send(page, sending.REMINDED, now or timezone.now())


def later(now: datetime) -> datetime:
    """When the mails of ``now`` can be undone no more."""
    return now + timedelta(minutes=2, seconds=5)


def letters_to(address: str) -> list[Any]:
    """The mails about invitations that have gone to one address, the oldest first."""
    return [each for each in mail.outbox if each.to == [address] and LINK.search(str(each.body))]


def link_to(address: str) -> str:
    """The path of the link in the newest of them."""
    found = LINK.search(str(letters_to(address)[-1].body))
    assert found
    return found[1]


def filled_in(client: Any, link: str) -> dict[str, str]:
    """The fields of the form behind the link, as it comes filled in."""
    page = client.get(f"{link}yes/")
    assert page.status_code == 200, page.status_code
    return _Fields.of(page.content.decode())


def answer_yes(client: Any, link: str, **given: str) -> Any:
    """Send the form behind the link: what is known, something for what it asks besides, and ``given``; the response.

    :param given: by field name.
    """
    page = client.get(f"{link}yes/")
    assert page.status_code == 200, page.status_code
    return client.post(f"{link}yes/", {**_Fields.of(page.content.decode(), missing="Svar"), **given})


def answer_no(client: Any, link: str) -> Any:
    """Press the one button; the response."""
    return client.post(f"{link}no/")


def ask_for_no_more(client: Any, link: str) -> Any:
    """Ask not to be written to again about this; the response."""
    return client.post(f"{link}stop/")


def name_deputy(client: Any, link: str, name: str, email: str) -> Any:
    """Name somebody who comes instead; the response."""
    return client.post(f"{link}deputy/", {"name": name, "email": email})


def _send(page: Any, kind: str, now: datetime) -> int:
    number = sending.send(page, kind, by=None, now=now)
    outbox.send_due(later(now))
    return number


class _Fields(HTMLParser):
    """The named fields of a page, with their values."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.missing = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("input", "textarea") and given.get("name") and given.get("type") not in ("checkbox", "radio"):
            self.found[str(given["name"])] = given.get("value") or (self.missing if "required" in given else "")

    @classmethod
    def of(cls, page: str, missing: str = "") -> dict[str, str]:
        parser = cls()
        parser.missing = missing
        parser.feed(page)
        return parser.found
