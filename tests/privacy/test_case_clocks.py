"""How long there is to answer, day by day."""

from datetime import date, timedelta

import pytest

from privacy.requests.clocks import (
    Deadline,
    Pause,
    alert_on,
    day_of,
    deadline,
    is_overdue,
    is_stopped,
    may_extend,
    next_working_day,
    paused_days,
)


@pytest.mark.parametrize(
    ("received", "country", "month_ends", "answer_by"),
    [
        ("2026-03-05", "SE", "2026-04-05", "2026-04-07"),  # Easter Sunday and Easter Monday
        ("2026-11-20", "SE", "2026-12-20", "2026-12-21"),  # a Sunday
        ("2026-11-20", "FI", "2026-12-20", "2026-12-21"),
        ("2026-01-31", "SE", "2026-02-28", "2026-03-02"),  # the month is shorter, and ends on a Saturday
        ("2028-01-31", "FI", "2028-02-29", "2028-02-29"),  # a leap year
        ("2026-11-25", "SE", "2026-12-25", "2026-12-28"),  # Christmas Day, Boxing Day, Sunday
        ("2026-11-06", "FI", "2026-12-06", "2026-12-07"),  # Finland's independence, a Sunday
        ("2027-11-06", "FI", "2027-12-06", "2027-12-07"),  # Finland's independence, a Monday
        ("2027-11-06", "SE", "2027-12-06", "2027-12-06"),  # which Sweden does not keep
        ("2026-12-06", "SE", "2027-01-06", "2027-01-07"),  # Epiphany
    ],
)
def test_the_month_ends_on_the_same_date_or_rolls_on(received, country, month_ends, answer_by):
    found = deadline(date.fromisoformat(received), country)
    assert found.month_ends_on == date.fromisoformat(month_ends)
    assert found.answer_by == date.fromisoformat(answer_by)


def test_we_want_to_have_answered_in_28_days_which_is_never_later_than_the_law():
    first = date(2026, 1, 1)
    for number in range(1100):
        received = first + timedelta(days=number)
        found = deadline(received, "SE")
        assert found.target_on == received + timedelta(days=28)
        assert received < found.target_on <= found.month_ends_on <= found.answer_by
        assert found.answer_by.weekday() < 5


def test_an_extension_gives_three_months_from_receipt():
    assert deadline(date(2026, 11, 20), "SE", extended=True) == Deadline(
        month_ends_on=date(2027, 2, 20), answer_by=date(2027, 2, 22), target_on=date(2027, 2, 17)
    )


RECEIVED = date(2027, 2, 1)


def test_the_clock_stands_still_while_proof_asked_for_without_delay_is_outstanding():
    pause = Pause(date(2027, 2, 4), date(2027, 2, 14))
    assert paused_days(RECEIVED, pause) == 10
    assert deadline(RECEIVED, "FI", pause=pause).month_ends_on == date(2027, 3, 11)
    assert deadline(RECEIVED, "FI", pause=pause).target_on == date(2027, 3, 11)


def test_the_clock_goes_on_when_proof_was_asked_for_late():
    late = Pause(date(2027, 2, 9), date(2027, 2, 19))
    assert paused_days(RECEIVED, late) == 0
    assert not is_stopped(RECEIVED, Pause(date(2027, 2, 9)))
    assert deadline(RECEIVED, "FI", pause=late) == deadline(RECEIVED, "FI")


def test_the_clock_is_stopped_until_proof_is_shown():
    outstanding = Pause(date(2027, 2, 4))
    assert is_stopped(RECEIVED, outstanding)
    assert not is_stopped(RECEIVED, Pause(date(2027, 2, 4), date(2027, 2, 5)))
    assert not is_stopped(RECEIVED, None)
    assert day_of(RECEIVED, date(2027, 3, 30), pause=outstanding) == 3
    assert paused_days(RECEIVED, outstanding) == 0
    assert paused_days(RECEIVED, None) == 0


def test_days_of_the_clock_leave_the_pause_out_and_start_again_for_the_last_month():
    assert day_of(RECEIVED, RECEIVED) == 0
    assert day_of(RECEIVED, date(2027, 2, 21)) == 20
    assert day_of(RECEIVED, date(2027, 2, 21), pause=Pause(date(2027, 2, 4), date(2027, 2, 14))) == 10
    assert day_of(RECEIVED, date(2027, 4, 15), extended=True) == 14


@pytest.mark.parametrize(
    ("day", "alert"), [(0, None), (13, None), (14, 14), (20, 14), (21, 21), (24, 21), (25, 25), (90, 25)]
)
def test_the_officer_is_reminded_on_days_14_21_and_25(day, alert):
    assert alert_on(day) == alert


def test_more_time_is_taken_once_and_before_the_first_due_date():
    due = date(2027, 3, 1)
    assert may_extend(due, due, extended=False)
    assert not may_extend(due, due + timedelta(days=1), extended=False)
    assert not may_extend(due, due, extended=True)


def test_a_case_is_overdue_the_day_after():
    assert not is_overdue(date(2027, 3, 1), date(2027, 3, 1))
    assert is_overdue(date(2027, 3, 1), date(2027, 3, 2))


def test_a_working_day_stays_where_it_is():
    assert next_working_day(date(2026, 11, 20), "SE") == date(2026, 11, 20)
