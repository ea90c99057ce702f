"""Mails about registrations: number, facts, ordinary answers and the calendar entry, in her language."""
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from events.mails import about_registration
from tests.events.conftest import register
from tests.factories import let_go

pytestmark = pytest.mark.django_db
OPEN = datetime(2027, 2, 1, 12, tzinfo=UTC)


def test_the_confirmation_has_the_number_in_subject_and_body(seminar):
    submission = register(seminar, now=OPEN)
    letter = about_registration("registration_confirmed", submission.pk, "sv")
    assert letter.to == "maja@example.org"
    assert submission.reference in letter.subject
    assert submission.reference in letter.text
    assert submission.reference in letter.html


def test_the_confirmation_tells_the_facts_and_the_ordinary_answers(seminar):
    letter = about_registration("registration_confirmed", register(seminar, now=OPEN).pk, "sv")
    for words in ("lördag 27 februari 2027 kl. 10.05–15", "Stadsbiblioteket", "Fika och lunch", "Byns bibliotek"):
        assert words in letter.text, words
        assert words in letter.html, words


def test_answers_on_health_are_never_in_a_mail(seminar):
    submission = register(seminar, now=OPEN)
    assert any("Jordnötsallergi" in str(words) for _question, words in submission.lines(sealed=True))
    letter = about_registration("registration_confirmed", submission.pk, "sv")
    assert "Byns bibliotek" in letter.text
    assert "Jordnötsallergi" not in letter.text + letter.html


def test_the_confirmation_in_finnish_has_finnish_facts(seminar, seminar_in_finnish):
    submission = register(seminar, seminar_in_finnish, now=OPEN)
    letter = about_registration("registration_confirmed", submission.pk, "fi")
    assert letter.subject == f"{submission.reference}: olet ilmoittautunut – Lukemista kaikille"
    assert "lauantaina 27. helmikuuta 2027 klo 10.05–15" in letter.text


def test_the_calendar_entry_goes_with_the_confirmation(seminar):
    submission = register(seminar, now=OPEN)
    [attachment] = about_registration("registration_confirmed", submission.pk, "sv").attachments
    [entry] = Calendar.from_ical(attachment.content).walk("VEVENT")
    assert attachment.filename.endswith(".ics")
    assert str(entry["UID"]).startswith(str(seminar.occasions.get().translation_key))
    assert entry["DTSTART"].params["TZID"] == "Europe/Stockholm"


def test_the_confirmed_get_the_link_to_take_part(seminar):
    letter = about_registration("registration_confirmed", register(seminar, now=OPEN).pk, "sv")
    assert "https://mote.example/hemlig" in letter.text
    assert "https://mote.example/hemlig" in letter.html
    assert b"hemlig" in letter.attachments[0].content


def test_who_is_registered_already_is_told_of_what_stands(seminar):
    first = register(seminar, now=OPEN)
    repeat = register(seminar, now=OPEN + timedelta(hours=1), title="Chef")
    letter = about_registration("registration_repeated", repeat.pk, "sv")
    assert first.reference in letter.subject
    assert first.reference in letter.text
    assert repeat.reference in letter.text
    assert repeat.reference in letter.html


def test_nothing_is_sent_about_a_record_that_is_gone_or_restricted(seminar):
    submission = register(seminar, now=OPEN)
    assert about_registration("registration_confirmed", submission.pk, "sv") is not None
    submission.restricted_at = timezone.now()
    submission.save()
    assert about_registration("registration_confirmed", submission.pk, "sv") is None
    let_go(submission)
    assert about_registration("registration_confirmed", submission.pk, "sv") is None


def test_nothing_is_sent_about_a_repeat_when_what_it_repeats_is_restricted(seminar):
    first = register(seminar, now=OPEN)
    repeat = register(seminar, now=OPEN + timedelta(hours=1), title="Chef")
    assert about_registration("registration_repeated", repeat.pk, "sv") is not None
    first.restricted_at = timezone.now()
    first.save()
    assert about_registration("registration_repeated", repeat.pk, "sv") is None
