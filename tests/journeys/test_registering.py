"""A visitor registers: without cookies, without scripts, in her own language."""
from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format
from icalendar import Calendar

from events.models import EventPage, Registration
from forms_app.models import Submission
from privacy import subject_keys
from privacy.models import AuditEvent, OutboundMessage
from tests.journeys.visitor import FROM_HERE, Visitor

REFERENCE = re.compile(r"[BCDFGHJKLMNPRSTVX]{4}-[2-9]{4}")


def event(slug: str, language: str) -> EventPage:
    """An event of the demo by the address of its original, in ``language``."""
    original = EventPage.objects.get(slug=slug)
    return EventPage.objects.get(translation_key=original.translation_key, locale__language_code=language)


def seminar_in_finnish(visitor: Visitor) -> dict[str, str]:
    """Open the region's seminar in Finnish and fill in its form."""
    assert visitor.go(event("vassbaten", "fi").url).status_code == 200
    return visitor.fill(
        Nimi="Sirkka Halmeranta",
        Tehtävänimike="Kirjastonhoitaja",
        Organisaatio="Lahdenperän kirjasto",
        Sähköposti="sirkka.halmeranta@example.org",
        Erityisruokavalio="Pähkinäallergia",
    )


def test_a_registration_in_finnish_is_stored_with_its_finnish_words(visitor, mails):
    posted = seminar_in_finnish(visitor)
    visitor.send(posted)
    visitor.follow()

    assert visitor.page.html["lang"] == "fi"
    shown = visitor.text()
    reference = REFERENCE.search(shown)[0]
    for words in ("Sirkka Halmeranta", "Pähkinäallergia", "Näin käsittelemme tietojasi"):
        assert words in shown

    submission = Submission.objects.get()
    labels = [question.label.value for question in submission.version.content.questions]
    assert labels == ["Nimi", "Tehtävänimike", "Organisaatio", "Sähköposti", "Erityisruokavalio"]
    assert submission.version.language == "fi"
    assert "yleinen asiakirja" in str(submission.version.notice)
    assert submission.reference == reference
    last_day = event("vassbaten", "sv").occasions.get().first_day
    assert submission.due_on == last_day.replace(year=last_day.year + 2)
    assert submission.activity.names["sv"] == "Evenemang och kurser"
    assert subject_keys.records_with("email", "SIRKKA.Halmeranta@example.org ") == [submission.pk]
    assert Registration.objects.get().state == "confirmed"
    assert "Pähkinäallergia" not in str(submission.answers)
    assert AuditEvent.objects.filter(action="submission.received", subject_id=submission.pk).count() == 1


def test_the_receipt_says_until_when_each_answer_is_kept(visitor):
    visitor.send(seminar_in_finnish(visitor))
    visitor.follow()
    kept = [each.get_text(" ", strip=True) for each in visitor.page.select(".receipt-until")]
    day = event("vassbaten", "sv").occasions.get().first_day
    with translation.override("fi"):
        in_two_years, in_a_week = (
            date_format(each) for each in (day.replace(year=day.year + 2), day + timedelta(days=7))
        )
    assert len(kept) == 5
    assert all(in_two_years in each for each in kept[:4])
    assert in_a_week in kept[4], "the diet is kept a week after the seminar"


def test_an_agency_that_has_not_decided_promises_no_day(visitor):
    page = event("palvelut", "fi")
    visitor.go(page.url)
    posted = visitor.fill(Nimi="Oskar Träskby", Organisaatio="Kunta", Sähköposti="oskar.traskby@example.org")
    posted[visitor.field("Etänä")["name"]] = visitor.field("Etänä")["value"]
    visitor.send(posted)
    visitor.follow()
    assert REFERENCE.search(visitor.text())
    assert "viranomaisen asiakirja" in visitor.text()
    kept = [each.get_text(" ", strip=True) for each in visitor.page.select(".receipt-until")]
    assert kept
    assert not any(letter.isdigit() for each in kept for letter in each)
    assert "kunnes" in str(Submission.objects.get().version.notice)


def test_one_mail_comes_in_finnish_with_a_calendar_entry(visitor, mails):
    visitor.send(seminar_in_finnish(visitor))
    assert mails.messages == []
    call_command("periodic")
    call_command("periodic")
    (mail,) = mails.messages
    reference = Submission.objects.get().reference
    assert mail["To"] == "sirkka.halmeranta@example.org"
    assert reference in mail["Subject"]
    text = mail.get_body(("plain",)).get_content()
    assert reference in text
    assert "tiistaina" in text
    assert "Lahdenperän kirjasto" in text
    assert "Pähkinäallergia" not in mail.as_string() + text + mail.get_body(("html",)).get_content()
    (attached,) = [part for part in mail.iter_attachments() if part.get_content_type() == "text/calendar"]
    (entry,) = Calendar.from_ical(attached.get_content()).walk("VEVENT")
    assert entry["UID"]
    assert entry["DTSTART"].params["TZID"] == "Europe/Stockholm"
    assert entry["DTSTART"].dt.hour == 10


def test_a_mail_server_that_refuses_delays_the_mail_and_nothing_else(visitor, mails):
    mails.mode = "refuse"
    visitor.send(seminar_in_finnish(visitor))
    assert visitor.follow().status_code == 200
    assert Submission.objects.count() == 1
    call_command("periodic")
    assert mails.messages == []
    assert OutboundMessage.objects.get().attempts == 1
    mails.mode = "accept"
    OutboundMessage.objects.update(next_attempt_at=OutboundMessage.objects.get().created_at)
    call_command("periodic")
    assert len(mails.messages) == 1


def test_two_people_with_one_mailbox_are_two_registrations(visitor, mails):
    for name in ("Sirkka Halmeranta", "Veikko Halmeranta"):
        posted = seminar_in_finnish(visitor)
        posted[visitor.field("Nimi")["name"]] = name
        visitor.send(posted)
    assert [each.state for each in Registration.objects.all()] == ["confirmed", "confirmed"]


def test_the_same_person_twice_learns_of_it_by_mail_and_not_on_the_screen(visitor, mails):
    visitor.send(seminar_in_finnish(visitor))
    visitor.follow()
    first = visitor.text()
    posted = seminar_in_finnish(visitor)
    posted[visitor.field("Organisaatio")["name"]] = "Toinen kirjasto"
    visitor.send(posted)
    visitor.follow()
    second = visitor.text()
    states = {each.state: each.submission for each in Registration.objects.select_related("submission")}
    assert set(states) == {"confirmed", "repeated"}
    numbers = [states[state].reference for state in ("confirmed", "repeated")]
    first, second = first.replace(numbers[0], ""), second.replace(numbers[1], "")
    assert first.replace("Lahdenperän", "") == second.replace("Toinen", "")
    assert states["repeated"].rule.selector == "minor"
    call_command("periodic")
    told = mails.messages[-1].get_body(("plain",)).get_content()
    assert numbers[0] in told


def test_the_same_post_twice_at_once_is_one_registration(visitor, mails):
    posted = seminar_in_finnish(visitor)
    path = visitor.path
    start = Barrier(2)

    def press(_number: int) -> str:
        start.wait()
        client = Client(SERVER_NAME="localhost")
        answer = client.post(path, posted, headers=FROM_HERE)
        assert answer.status_code == 303, answer.status_code
        shown = BeautifulSoup(client.get(answer["Location"]).content, "html.parser")
        connection.close()
        return REFERENCE.search(shown.find("main").get_text(" "))[0]

    with ThreadPoolExecutor(2) as both:
        references = set(both.map(press, range(2)))
    assert len(references) == 1
    assert Submission.objects.count() == 1
    call_command("periodic")
    assert len(mails.messages) == 1
