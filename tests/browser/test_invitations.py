"""Invitations with a browser: the pages of the organiser and those behind each link, on a telephone too."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from events.invitations import answering
from events.models import Invitation
from events.models.invitations import Answer
from privacy import outbox
from privacy.models import OutboundMessage
from tests.browser.test_form_desk import an_officer_who_publishes
from tests.browser.test_own_registration import a_registration
from tests.browser.test_participants import visitor
from tests.events.conftest import fresh, republish
from tests.events.inviting import SOURCE, invite

__all__ = ["visitor"]

LIST = "Maja Ström <maja@example.org>\nen rad utan adress\nKim Lindroos-Kivelänranta\tOrd & bild\tkim@example.org\tfi"


def an_event() -> Any:
    """With a registration, and invitations that stand in every way."""
    page: Any = fresh(a_registration("fi").submission.page.specific)
    names = ("Anna Ahlström-Lindqvist", "Bo Berg", "Cecilia Öst", "Dag Ek", "Eva Ås")
    invite(page, *(f"{name}\tByns bibliotek\tperson{number}@example.org" for number, name in enumerate(names)))
    invite(page, "Pekka Salo <pekka@example.org>", language="fi")
    now, rows = timezone.now(), {row.email[:7]: row for row in Invitation.objects.all()}
    Invitation.objects.exclude(email__startswith="person4").update(sent_at=now - timezone.timedelta(days=2))
    for number, answer in enumerate((Answer.YES, Answer.NO, Answer.DEPUTY)):
        Invitation.objects.filter(pk=rows[f"person{number}"].pk).update(answer=answer, answered_at=now)
    outbox.queue("event_invitation", object_id=rows["person3"].pk, language="sv")
    OutboundMessage.objects.filter(object_id=rows["person3"].pk).update(
        state="sent", finished_at=now, returned="bounced", return_reason="bounced", returned_at=now
    )
    return page


def links_of(page: Any, language: str) -> dict[str, str]:
    """The path of a link to one invitation of each answer in ``language``."""
    found = {}
    for number, answer in enumerate(Answer.values):
        [one] = invite(page, f"Maja Ström <{answer}{number}.{language}@example.org>", language=language)
        at = None if answer == Answer.NONE else timezone.now()
        Invitation.objects.filter(pk=one.pk).update(answer=answer, answered_at=at)
        found[answer] = urlsplit(answering.link_for(one, timezone.now())).path
    return found


def looks(somebody: Any, event: Any) -> Iterator[str]:
    """Each page of the organiser, opened; its name."""
    for name in ("invitations", "send_invitations", "remind_invited", "add_invitations"):
        assert somebody.open(reverse(f"events_desk:{name}", args=[event.pk])).status == 200
        yield name
    returned = Invitation.objects.get(email="person3@example.org")
    assert somebody.open(reverse("events_desk:correct_invitation", args=[event.pk, returned.pk])).status == 200
    assert somebody.page.locator("#id_email").count() == 1
    yield "correct an address"
    somebody.open(reverse("events_desk:add_invitations", args=[event.pk]))
    somebody.page.fill("#id_people", LIST)
    somebody.page.fill("#id_source", SOURCE)
    somebody.page.click("button[value=look]")
    somebody.page.locator("button[value=store]").wait_for()
    yield "looked through"
    file = {"name": "lista.csv", "mimeType": "text/csv", "buffer": b"Namn;E-post\nLi;li@example.org"}
    somebody.open(reverse("events_desk:add_invitations", args=[event.pk]))
    somebody.page.set_input_files("#id_file", file)
    somebody.page.click("form[enctype] button[type=submit]")
    somebody.page.locator("input[name=list]").wait_for(state="attached")
    yield "columns"


def test_the_organisers_pages_have_no_barrier(visitor):
    user, somebody, event = an_officer_who_publishes(), visitor(as_officer=True), an_event()
    found = []
    for language in ("sv", "fi"):
        UserProfile.objects.filter(user=user).update(preferred_language=language)
        for name in looks(somebody, event):
            look = somebody.barriers_of_staff if language == "sv" else somebody.too_wide
            found += [f"{name} {language}: {each}" for each in look()]
    assert found == []
    assert somebody.strays == []


def test_telling_of_a_cancellation_has_no_barrier(visitor):
    user, somebody, event = an_officer_who_publishes(), visitor(as_officer=True), an_event()
    republish(event, status="cancelled")
    found = []
    for language in ("sv", "fi"):
        UserProfile.objects.filter(user=user).update(preferred_language=language)
        assert somebody.open(reverse("events_desk:change", args=[event.pk])).status == 200
        assert somebody.page.locator("input[name=invited]").count() == 1
        look = somebody.barriers_of_staff if language == "sv" else somebody.too_wide
        found += [f"{language}: {each}" for each in look()]
    assert found == []


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_no_page_behind_a_link_has_a_barrier(visitor, language):
    event, somebody, found = an_event(), visitor(), []
    for answer, link in links_of(event, language).items():
        ways = ("", "yes/", "no/", "stop/", "deputy/") if answer == Answer.NONE else ("",)
        for way in ways:
            assert somebody.open(f"{link}{way}").status == 200, way
            assert somebody.page.locator("html").get_attribute("lang") == language
            found += [f"{answer} {way}: {each}" for each in somebody.barriers()]
    assert found == []
    assert (somebody.strays, somebody.complaints, somebody.page.context.cookies()) == ([], [], [])
