"""Reminders: whom they reach, when, and what they say."""
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from events.letters import rounds
from events.models import EventDefaults, LetterRound, Registration
from events.models.seating import move
from events.moves import Move
from forms_app.models import Submission
from privacy.models import OutboundMessage
from tests.events.conftest import fresh, occasion, republish
from tests.events.visiting import NOW, come, files_of, limited, own_link, post

pytestmark = pytest.mark.django_db
#: Two working days before Saturday 27 February, at nine in Stockholm.
MOMENT = datetime(2027, 2, 25, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def at(clock, moment):
    clock.move_to(moment, tick=False)
    return rounds.remind(timezone.now())


def test_whoever_has_a_place_is_reminded_once_two_working_days_before_at_nine(clock, seminar):
    come(seminar)
    [confirmation] = post()
    assert at(clock, MOMENT - MINUTE) == 0
    assert at(clock, MOMENT) == 1
    assert at(clock, MOMENT + MINUTE) == 0
    [letter] = post()
    reference = Submission.objects.get().reference
    assert letter.subject == f"{reference}: påminnelse – Läsning för alla"
    for words in ("lördag 27 februari 2027 kl. 10.05–15", "Stadsbiblioteket", "https://mote.example/hemlig"):
        assert words in letter.body, words
        assert words in letter.alternatives[0][0], words
    assert own_link(letter)
    assert own_link(letter) != own_link(confirmation)
    assert "Jordnötsallergi" not in letter.body + letter.alternatives[0][0]


def test_in_finnish_she_is_reminded_in_finnish(clock, seminar, seminar_in_finnish):
    come(seminar, seminar_in_finnish)
    post()
    at(clock, MOMENT)
    [letter] = post()
    assert letter.subject.endswith(": muistutus – Lukemista kaikille")
    assert "lauantaina 27. helmikuuta 2027 klo 10.05–15" in letter.body


def test_only_who_has_a_place_is_reminded(clock, seminar):
    page = limited(seminar, capacity=1)
    come(page)
    come(page, name="Anna Ek")
    post(), post("anna@example.org")
    assert at(clock, MOMENT) == 1
    assert not post("anna@example.org")


def test_who_gets_a_place_after_the_moment_is_not_reminded(clock, seminar):
    page = limited(seminar, capacity=1, closes_on=date(2027, 2, 27))
    first = come(page)
    come(page, name="Anna Ek")
    clock.move_to(MOMENT + MINUTE, tick=False)
    page.take_lock()
    move(first, Move.CANCEL, now=timezone.now())
    page.fill_seats(timezone.now())
    come(limited(page, capacity=3), name="Siv Alm")
    assert Registration.objects.confirmed().count() == 2
    assert at(clock, MOMENT + 2 * MINUTE) == 0


@pytest.mark.parametrize("column", ["restricted_at", "protected"])
def test_who_is_set_aside_gets_none(clock, seminar, column):
    come(seminar)
    post()
    Submission.objects.update(**{column: NOW if column == "restricted_at" else True})
    assert at(clock, MOMENT) == 0


@pytest.mark.parametrize("setting", ["page", "site"])
def test_the_page_and_the_site_say_how_many_days_before(clock, seminar, setting):
    if setting == "page":
        limited(seminar, reminder_days=1)
    else:
        EventDefaults.objects.create(site=seminar.get_site(), reminder_days=1)
    come(fresh(seminar))
    assert at(clock, MOMENT) == 0
    assert at(clock, MOMENT + timedelta(days=1)) == 1


def test_zero_days_is_no_reminder(clock, seminar):
    EventDefaults.objects.create(site=seminar.get_site(), reminder_days=5)
    limited(seminar, reminder_days=0)
    come(fresh(seminar))
    assert at(clock, MOMENT) == 0
    assert at(clock, datetime(2027, 2, 19, 8, tzinfo=UTC)) == 0
    assert not LetterRound.objects.exists()


def test_a_day_later_it_is_too_late_and_when_it_has_begun_it_is_over(clock, seminar):
    come(seminar)
    assert at(clock, MOMENT + timedelta(days=1)) == 0
    limited(seminar, reminder_days=1)
    assert at(clock, datetime(2027, 2, 27, 9, 5, tzinfo=UTC)) == 0


def test_an_occasion_that_moves_to_another_day_reminds_anew(clock, seminar):
    come(seminar)
    assert at(clock, MOMENT) == 1
    republish(seminar, first_day=date(2027, 3, 13))
    # The first waited for the mail server: it would say what is not true any more.
    assert not [each for each in post() if "påminnelse" in each.subject]
    assert OutboundMessage.objects.filter(kind=rounds.REMINDER).get().state == "dropped"
    assert at(clock, datetime(2027, 3, 11, 8, tzinfo=UTC)) == 1
    [letter] = post()
    assert "lördag 13 mars 2027 kl. 10.05–15" in letter.body
    assert LetterRound.objects.count() == 2


def test_another_hour_of_the_same_day_does_not_remind_twice(clock, seminar):
    come(seminar)
    assert at(clock, MOMENT) == 1
    republish(seminar, end_time=time(16))
    assert at(clock, MOMENT + MINUTE) == 0


@pytest.mark.parametrize("why", ["cancelled", "event cancelled", "begun", "unpublished"])
def test_what_is_over_when_the_mail_server_is_back_is_not_sent(clock, seminar, why):
    her = come(seminar)
    post()
    assert at(clock, MOMENT) == 1
    if why == "cancelled":
        seminar.take_lock()
        move(her, Move.CANCEL, now=timezone.now())
    elif why == "event cancelled":
        republish(seminar, status="cancelled")
    elif why == "begun":
        clock.move_to(datetime(2027, 2, 27, 9, 5, tzinfo=UTC), tick=False)
    else:
        seminar.unpublish()
    assert not [each for each in post() if "påminnelse" in each.subject]
    assert OutboundMessage.objects.get(kind=rounds.REMINDER).state == "dropped"


def test_the_calendar_entry_goes_along_only_where_her_calendar_is_behind(clock, seminar):
    come(seminar)
    [confirmation] = post()
    assert files_of(confirmation)
    at(clock, MOMENT)
    [letter] = post()
    assert not files_of(letter)


def test_the_calendar_entry_goes_along_when_she_was_not_told_of_the_new_time(clock, seminar):
    come(seminar)
    post()
    clock.move_to(NOW + timedelta(hours=1), tick=False)
    republish(seminar, start_time=time(11))
    at(clock, MOMENT)
    [letter] = post()
    [(calendar, _kind)] = files_of(letter)
    assert calendar.walk("VEVENT")[0]["DTSTART"].dt.hour == 11


def test_of_an_event_one_is_reminded_before_the_first_day_of_a_series_before_each(clock, seminar):
    draft = seminar.get_latest_revision_as_object()
    draft.occasions.add(occasion(first_day=date(2027, 3, 13), title="Andra"))
    draft.save_revision().publish()
    page = fresh(seminar)
    assert [each.first_day for each in rounds.reminded_of(page)] == [date(2027, 2, 27)]
    page.reminds_of_each = True
    assert [each.first_day for each in rounds.reminded_of(page)] == [date(2027, 2, 27), date(2027, 3, 13)]
