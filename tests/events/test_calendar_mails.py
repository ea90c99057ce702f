"""What mails do to the attendee's calendar: entries come, move and go, and never leave anything behind."""
from datetime import date, timedelta

import pytest

from events.mails import about_registration
from events.models.seating import move
from events.moves import Move
from privacy import outbox
from privacy.models import OutboundMessage
from tests.events.attendee import Attendee
from tests.events.conftest import fresh, occasion, republish
from tests.events.visiting import NOW, come, files_of, limited, methods_of, own_link, post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def attendee():
    return Attendee()


def mailed(registration):
    """The confirmation once more, as a mail that tells of a change brings it."""
    version = OutboundMessage.objects.filter(object_id=registration.pk).count() + 1
    outbox.queue("registration_confirmed", object_id=registration.pk, version=version, language="sv")
    [letter] = post()
    return letter


def test_who_has_a_place_has_the_entry_with_the_section_as_its_organizer(seminar, attendee):
    come(seminar)
    [letter] = post()
    attendee.reads(letter)
    [entry] = attendee.entries.values()
    assert str(entry["UID"]) == f"{seminar.occasions.get().translation_key}@kallelse"
    assert str(entry["ORGANIZER"]) == "mailto:kultur@bjorkdal.example"
    assert entry["ORGANIZER"].params["CN"] == "Kulturnämnden i Region Björkdal"
    assert str(entry["ATTENDEE"]) == "mailto:maja@example.org"
    assert (entry["ATTENDEE"].params["PARTSTAT"], entry["ATTENDEE"].params["RSVP"]) == ("ACCEPTED", "FALSE")
    assert "CN" not in entry["ATTENDEE"].params


def test_the_mail_says_of_its_file_what_it_asks_for(seminar):
    come(seminar)
    [(calendar, content_type)] = files_of(post()[0])
    assert str(calendar["METHOD"]) == "REQUEST"
    assert content_type.replace('"', "") == "text/calendar; method=REQUEST; charset=utf-8"


def test_who_cancels_has_it_no_more(client, seminar, attendee):
    come(seminar)
    [confirmation] = post()
    attendee.reads(confirmation)
    assert len(attendee.entries) == 1
    client.post(f"{own_link(confirmation)}cancel/")
    [goodbye] = post()
    attendee.reads(goodbye)
    assert attendee.entries == {}
    attendee.reads(confirmation)
    assert attendee.entries == {}


def test_who_registers_anew_has_it_again(client, seminar, attendee):
    for _time in range(3):
        come(seminar)
        [confirmation] = post()
        attendee.reads(confirmation)
        assert len(attendee.entries) == 1
        client.post(f"{own_link(confirmation)}cancel/")
        attendee.reads(*post())
        assert attendee.entries == {}


def test_a_moved_event_moves_in_her_calendar(seminar, attendee, clock):
    her = come(seminar)
    attendee.reads(*post())
    [before] = attendee.entries.values()
    republish(seminar, first_day=date(2027, 3, 6))
    clock.move_to(NOW + timedelta(hours=1), tick=False)
    attendee.reads(mailed(her))
    [after] = attendee.entries.values()
    assert (before["UID"], before["SEQUENCE"] + 1) == (after["UID"], after["SEQUENCE"])
    assert (before.decoded("DTSTART").date(), after.decoded("DTSTART").date()) == (date(2027, 2, 27), date(2027, 3, 6))


def test_a_cancelled_event_goes_from_her_calendar(seminar, attendee, clock):
    her = come(seminar)
    attendee.reads(*post())
    assert len(attendee.entries) == 1
    move(her, Move.CANCEL_FOR_HER, now=NOW)
    republish(seminar, status="cancelled")
    attendee.reads(*post())
    assert attendee.entries == {}


def test_what_has_no_day_any_more_goes_until_it_has_one(seminar, attendee, clock):
    her = come(seminar)
    attendee.reads(*post())
    page = republish(seminar, precision="undecided")
    attendee.reads(mailed(her))
    assert attendee.entries == {}
    republish(page, precision="exact", first_day=date(2027, 5, 8))
    clock.move_to(NOW + timedelta(hours=1), tick=False)
    attendee.reads(mailed(her))
    [entry] = attendee.entries.values()
    assert entry.decoded("DTSTART").date() == date(2027, 5, 8)


def test_one_meeting_of_several_goes_and_the_others_stay(seminar, attendee):
    draft = seminar.get_latest_revision_as_object()
    draft.occasions.add(occasion(date(2027, 4, 10)))
    draft.save_revision().publish()
    page = fresh(seminar)
    her = come(page)
    [letter] = post()
    assert len(files_of(letter)) == 2
    attendee.reads(letter)
    assert len(attendee.entries) == 2
    republish(page, status="cancelled")
    attendee.reads(mailed(her))
    [left] = attendee.entries.values()
    assert left.decoded("DTSTART").date() == date(2027, 4, 10)


def test_what_is_cancelled_already_is_put_into_nobodys_calendar(seminar):
    draft = seminar.get_latest_revision_as_object()
    draft.occasions.add(occasion(date(2027, 4, 10), status="cancelled"))
    draft.save_revision().publish()
    come(fresh(seminar))
    [letter] = post()
    assert [str(calendar["METHOD"]) for calendar, _kind in files_of(letter)] == ["REQUEST"]


def test_who_waits_has_no_entry_and_none_is_taken_from_her(client, seminar):
    page = limited(seminar, capacity=0)
    come(page)
    [waits] = post()
    client.post(f"{own_link(waits)}cancel/")
    [goodbye] = post()
    assert files_of(waits) == files_of(goodbye) == []


def test_who_waits_and_sends_again_gets_neither_entry_nor_link_to_take_part(seminar):
    page = limited(seminar, capacity=0)
    come(page)
    come(page, title="Chef")
    [_waits, again] = post()
    assert "redan" in again.subject
    assert files_of(again) == []
    assert "mote.example" not in str(again.body)


def test_one_of_two_at_the_same_address_leaves_the_entry_to_the_other(client, seminar, attendee):
    come(seminar)
    come(seminar, name="Bo Ström", email="maja@example.org")
    first, second = post()
    attendee.reads(first, second)
    client.post(f"{own_link(first)}cancel/")
    attendee.reads(*post())
    assert len(attendee.entries) == 1
    client.post(f"{own_link(second)}cancel/")
    attendee.reads(*post())
    assert attendee.entries == {}


def test_a_confirmation_that_waited_until_she_had_cancelled_is_not_sent(client, seminar):
    her = come(seminar)
    assert about_registration("registration_confirmed", her.pk, "sv") is not None
    move(her, Move.CANCEL, now=NOW)
    [letter] = post()
    assert "avanmält" in letter.subject
    assert methods_of(letter) == set()


def test_an_address_with_signs_that_mean_something_in_a_link_stays_one(seminar, attendee):
    come(seminar, name="Maja Ström", email="maja+kurs&mer@example.org")
    [letter] = post("maja+kurs&mer@example.org")
    attendee.reads(letter)
    [entry] = attendee.entries.values()
    assert str(entry["ATTENDEE"]) == "mailto:maja+kurs%26mer@example.org"
