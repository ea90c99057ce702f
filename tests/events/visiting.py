"""Somebody with a registration of her own: the mails she gets, the links in them, and what she presses."""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.apps import apps
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from icalendar import Calendar

from events.letters.whom import Whom
from events.models import OrganiserMessage, Registration
from privacy import outbox
from tests.events.conftest import fresh, register

NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
LINK = re.compile(r"https?://[^\s\"'<>]+")
OWN = re.compile(r"https?://[^\s\"'<>/]+(/\w\w/registration/[\w-]{40,}/)")
OURS = ("testserver", "localhost")


def limited(page: Any, **settings: Any) -> Any:
    """The page, published with these settings."""
    draft = page.get_latest_revision_as_object()
    for name, value in settings.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return fresh(page)


def come(page: Any, served: Any = None, name: str = "Maja Ström", **given: Any) -> Registration:
    """Somebody registers now; her registration."""
    usual = {"name": name, "email": f"{name.split(maxsplit=1)[0].lower()}@example.org", **given}
    return Registration.objects.get(pk=register(page, served and fresh(served), now=timezone.now(), **usual).pk)


def a_message(event: Any) -> OrganiserMessage:
    """What an organiser wrote to those with a place, as it stands when its mails have gone out or been undone."""
    return OrganiserMessage.objects.create(
        event_key=event.translation_key, once=uuid4(), made_at=NOW, whom=Whom().stored(),
        texts={"sv": {"subject": "Kanariefågel", "text": "Kanariefågel"}},
    )  # fmt: skip


def state_of(registration: Registration) -> str:
    return Registration.objects.get(pk=registration.pk).state


def post(address: str = "maja@example.org") -> list[EmailMultiAlternatives]:
    """What the mail server has got for one address since it was last asked for that."""
    outbox.send_due(timezone.now())
    found: list[Any] = [each for each in mail.outbox if each.to == [address]]
    mail.outbox[:] = [each for each in mail.outbox if each.to != [address]]
    return found


def texts_of(letter: EmailMultiAlternatives) -> list[str]:
    """Text and HTML."""
    return [str(letter.body), *(str(content) for content, _kind in letter.alternatives)]


def links_in(letter: EmailMultiAlternatives) -> set[str]:
    """Every address in it, whatever its part."""
    return {link.rstrip(".,)") for text in texts_of(letter) for link in LINK.findall(text)}


def own_link(letter: EmailMultiAlternatives) -> str:
    """The path of the link to her registration; "" when there is none."""
    found = OWN.search(str(letter.body))
    return found[1] if found else ""


def files_of(letter: EmailMultiAlternatives) -> list[tuple[Calendar, str]]:
    """The calendar files that go with it, each with its content type."""
    return [
        (Calendar.from_ical(part.get_payload(decode=True)), str(part["Content-Type"]))
        for part in letter.message().walk()
        if part.get_content_type() == "text/calendar"
    ]


def methods_of(letter: EmailMultiAlternatives) -> set[str]:
    """What its calendar files ask the attendee's calendar to do."""
    return {str(calendar["METHOD"]) for calendar, _kind in files_of(letter)}


def everything_stored() -> dict[str, list[Any]]:
    """Every row of every table."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
    }


def pages_behind(client: Any, links: set[str]) -> Iterator[tuple[str, Any]]:
    """Every page of ours behind the links, got and asked for its head alone; links found there too."""
    waiting, seen = {urlsplit(link).path for link in links if urlsplit(link).hostname in OURS}, set()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        client.head(path)
        response = client.get(path)
        yield path, response
        if "/registration/" in path:
            found = re.findall(r'(?:href|action)="(/[^"#?]+)"', response.content.decode())
            waiting |= {each for each in found if "/registration/" in each} - seen
