"""May one register now? Every branch of the pure rules, in the controller's zone."""
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from events.registration import (
    STATE_WORDS,
    Mode,
    State,
    Status,
    Terms,
    closes_at,
    closing_day,
    first_of,
    needs_day,
    next_change,
    over_at,
    retention_anchors,
    state,
    verdict,
)
from events.seats import Room
from events.times import Precision, When

STOCKHOLM = ZoneInfo("Europe/Stockholm")
HELSINKI = ZoneInfo("Europe/Helsinki")


def occasion(day=date(2027, 2, 28), start=time(10), end=time(15), zone=STOCKHOLM, status=Status.PLANNED):
    return When(Precision.EXACT, zone, day, start, None, end), status


def roughly(precision, day, status=Status.PLANNED):
    return When(precision, STOCKHOLM, day), status


def terms(*occasions, mode=Mode.FORM, zone=STOCKHOLM, **values):
    return Terms(mode=mode, zone=zone, occasions=occasions or (occasion(zone=zone),), **values)


def local(*parts, zone=STOCKHOLM):
    return datetime(*parts, tzinfo=zone)


def test_registration_closes_seven_days_before_the_start_when_no_day_is_chosen():
    assert closing_day(terms()) == date(2027, 2, 21)


def test_whoever_registers_for_single_occasions_may_do_so_until_the_last():
    three = occasion(date(2027, 1, 5)), occasion(), occasion(date(2027, 3, 30))
    assert closing_day(terms(*three)) == date(2026, 12, 29)
    each = terms(*three, by_occasion=True)
    assert closing_day(each) == date(2027, 3, 23)
    assert state(each, local(2027, 2, 1, 12)) is State.OPEN
    assert closing_day(terms(roughly(Precision.UNDECIDED, None), by_occasion=True)) is None


def test_the_editors_closing_day_is_taken():
    assert closing_day(terms(closes_on=date(2027, 2, 25))) == date(2027, 2, 25)


def test_no_closing_day_is_after_the_start():
    assert closing_day(terms(closes_on=date(2027, 3, 5))) == date(2027, 2, 28)


def test_access_needs_are_told_two_weeks_before_or_by_the_last_day_where_that_comes_first():
    assert needs_day(terms()) == date(2027, 2, 14)
    assert needs_day(terms(closes_on=date(2027, 2, 10))) == date(2027, 2, 10)
    assert needs_day(terms(published_on=date(2027, 2, 1))) == date(2027, 2, 14)
    assert needs_day(terms(published_on=date(2027, 2, 18))) == date(2027, 2, 21)
    assert needs_day(Terms(mode=Mode.FORM, zone=STOCKHOLM)) is None
    assert needs_day(Terms(mode=Mode.FORM, zone=STOCKHOLM, closes_on=date(2027, 2, 10))) == date(2027, 2, 10)


def test_a_closing_day_nobody_chose_is_not_before_publication():
    assert closing_day(terms(published_on=date(2027, 2, 25))) == date(2027, 2, 27)
    assert closing_day(terms(published_on=date(2027, 2, 28))) == date(2027, 2, 28)
    assert closing_day(terms(published_on=date(2027, 3, 9))) == date(2027, 2, 28)
    assert closing_day(terms(published_on=date(2027, 1, 1))) == date(2027, 2, 21)


def test_a_rough_date_gives_no_closing_day_but_takes_the_editors():
    spring = roughly(Precision.TERM, date(2027, 3, 1))
    assert closing_day(terms(spring)) is None
    assert closing_day(terms(spring, closes_on=date(2027, 3, 15))) == date(2027, 3, 15)
    assert state(terms(spring), local(2027, 4, 1, 12)) is State.OPEN


def test_a_day_without_a_time_closes_seven_days_before_it():
    assert closing_day(terms(roughly(Precision.DAY, date(2027, 2, 28)))) == date(2027, 2, 21)


def test_the_first_occasion_that_is_kept_decides_the_closing_day():
    cancelled = occasion(date(2027, 2, 1), status=Status.CANCELLED)
    assert closing_day(terms(occasion(date(2027, 3, 20)), cancelled, occasion())) == date(2027, 2, 21)


@pytest.mark.parametrize("zone", [STOCKHOLM, HELSINKI])
def test_the_closing_day_holds_until_its_last_second_in_the_controllers_zone(zone):
    event = terms(zone=zone)
    assert state(event, local(2027, 2, 20, 23, 59, 59, zone=zone)) is State.OPEN
    assert state(event, local(2027, 2, 21, 0, 0, 0, zone=zone)) is State.LAST_DAY
    assert state(event, local(2027, 2, 21, 23, 59, 59, 999999, zone=zone)) is State.LAST_DAY
    assert state(event, local(2027, 2, 22, 0, 0, 0, zone=zone)) is State.CLOSED


def test_helsinki_closes_an_hour_before_stockholm():
    moment = datetime(2027, 2, 21, 22, 30, tzinfo=UTC)
    assert state(terms(), moment) is State.LAST_DAY
    assert state(terms(zone=HELSINKI), moment) is State.CLOSED


def test_the_closing_day_holds_through_the_longer_night_of_winter_time():
    event = terms(occasion(date(2027, 11, 20)), closes_on=date(2027, 10, 31))
    assert closes_at(event).astimezone(UTC) == datetime(2027, 10, 31, 23, tzinfo=UTC)
    assert state(event, datetime(2027, 10, 31, 22, 59, 59, tzinfo=UTC)) is State.LAST_DAY
    assert state(event, datetime(2027, 10, 31, 23, tzinfo=UTC)) is State.CLOSED


def test_nobody_registers_after_the_start_on_the_day_itself():
    event = terms(closes_on=date(2027, 2, 28))
    assert state(event, local(2027, 2, 28, 9, 59, 59)) is State.LAST_DAY
    assert state(event, local(2027, 2, 28, 10)) is State.CLOSED


def test_registration_waits_for_its_opening():
    event = terms(opens_at=local(2027, 1, 10, 9))
    assert state(event, local(2027, 1, 10, 8, 59, 59)) is State.NOT_YET_OPEN
    assert state(event, local(2027, 1, 10, 9)) is State.OPEN


def test_an_event_is_past_when_its_last_occasion_is_over():
    event = terms(occasion(), occasion(date(2027, 3, 20)))
    assert state(event, local(2027, 3, 1, 12)) is State.CLOSED
    assert state(event, local(2027, 3, 20, 15)) is State.PAST


def test_an_event_with_an_undecided_occasion_is_not_past():
    event = terms(occasion(), roughly(Precision.UNDECIDED, None))
    assert over_at(event) is None
    assert state(event, local(2030, 1, 1)) is State.CLOSED


def test_a_cancelled_event_says_so_before_anything_else():
    event = terms(occasion(status=Status.CANCELLED))
    assert state(event, local(2027, 1, 1)) is State.CANCELLED
    assert state(event, local(2030, 1, 1)) is State.CANCELLED
    assert closing_day(event) is None and closes_at(event) is None


def test_an_event_with_one_occasion_left_is_not_cancelled():
    event = terms(occasion(status=Status.CANCELLED), occasion(date(2027, 3, 20), status=Status.MOVED))
    assert state(event, local(2027, 1, 1)) is State.OPEN


def test_a_postponed_event_takes_no_registration_until_it_has_a_date():
    event = terms(occasion(status=Status.POSTPONED), occasion(date(2027, 3, 20), status=Status.CANCELLED))
    assert state(event, local(2027, 1, 1)) is State.POSTPONED
    assert state(terms(occasion(status=Status.POSTPONED), mode=Mode.NONE), local(2027, 1, 1)) is State.POSTPONED


def test_a_talk_without_registration_needs_none_until_it_is_past():
    talk = terms(mode=Mode.NONE)
    assert state(talk, local(2027, 2, 28, 14)) is State.NOT_NEEDED
    assert state(talk, local(2027, 2, 28, 15)) is State.PAST


@pytest.mark.parametrize("mode", [Mode.EXTERNAL, Mode.EMAIL])
def test_other_ways_to_register_keep_the_same_days(mode):
    assert state(terms(mode=mode), local(2027, 2, 1)) is State.OPEN
    assert state(terms(mode=mode), local(2027, 2, 22)) is State.CLOSED


def test_an_event_without_occasions_is_open():
    empty = Terms(mode=Mode.FORM, zone=STOCKHOLM)
    assert state(empty, local(2027, 1, 1)) is State.OPEN
    assert next_change(empty, local(2027, 1, 1)) is None
    assert first_of([]) is None


def test_only_open_ones_admit_with_places_few_or_a_queue():
    assert {one for one in State if one.admits} == {
        State.OPEN, State.FEW, State.QUEUE, State.LAST_DAY,
    }


def test_every_state_has_a_word_without_a_number():
    assert set(STATE_WORDS) == set(State)
    assert not any(character.isdigit() for word in STATE_WORDS.values() for character in str(word))


def test_a_cached_page_lives_until_the_state_changes_next():
    event = terms(opens_at=local(2027, 1, 10, 9))
    moments = [local(2027, 1, 1)]
    while following := next_change(event, moments[-1]):
        moments.append(following)
    assert moments[1:] == [
        local(2027, 1, 10, 9), local(2027, 2, 21), local(2027, 2, 22), local(2027, 2, 28, 15)
    ]


def test_the_verdict_is_open_only_where_one_registers_by_the_pages_form():
    now = local(2027, 2, 1)
    found = verdict(terms(), now)
    assert (found.state, found.is_open, found.closes_at) == (State.OPEN, True, local(2027, 2, 22))
    assert not verdict(terms(mode=Mode.EXTERNAL), now).is_open
    assert not verdict(terms(), local(2027, 2, 22)).is_open


def test_periods_run_from_the_last_occasion_that_is_kept():
    later = occasion(day=date(2027, 4, 1), status=Status.CANCELLED)
    undecided = roughly(Precision.UNDECIDED, None)
    anchors = retention_anchors(terms(occasion(), later, undecided), None)
    assert anchors == {"last_occasion_end": date(2027, 2, 28), "registration_closed": date(2027, 2, 21)}


def test_periods_of_a_cancelled_event_run_from_the_day_it_was_cancelled():
    cancelled = terms(occasion(status=Status.CANCELLED))
    assert retention_anchors(cancelled, date(2027, 1, 10))["last_occasion_end"] == date(2027, 1, 10)


def test_without_any_date_nothing_runs_yet():
    assert retention_anchors(terms(roughly(Precision.UNDECIDED, None)), None)["last_occasion_end"] is None


@pytest.mark.parametrize(
    ("room", "on_an_ordinary_day", "on_the_last_day"),
    [
        (Room.FREE, State.OPEN, State.LAST_DAY),
        (Room.FEW, State.FEW, State.LAST_DAY),
        (Room.QUEUE, State.QUEUE, State.QUEUE),
        (Room.FULL, State.FULL, State.FULL),
    ],
)
def test_the_word_of_the_places_comes_before_that_of_the_last_day_once_they_are_taken(
    room, on_an_ordinary_day, on_the_last_day
):
    terms = Terms(mode=Mode.FORM, zone=STOCKHOLM, closes_on=date(2027, 2, 21), room=room)
    assert state(terms, local(2027, 2, 1)) is on_an_ordinary_day
    assert state(terms, local(2027, 2, 21)) is on_the_last_day
