"""When follow-ups come, and how that is said."""
from dataclasses import dataclass
from datetime import date

import pytest

from events.follow_ups import after_words, day_after, is_near, is_overdue, track


@dataclass
class Row:
    months: int


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [
        (date(2027, 3, 10), 6, date(2027, 9, 10)),
        (date(2027, 3, 10), 36, date(2030, 3, 10)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 10, 31), 1, date(2027, 11, 30)),
    ],
)
def test_months_are_those_of_the_calendar_and_a_day_a_month_lacks_is_its_last(start, months, day):
    assert day_after(start, months) == day


@pytest.mark.parametrize(
    ("months", "words"),
    [(1, "After 1 month"), (6, "After 6 months"), (18, "After 18 months"), (12, "After 1 year"), (36, "After 3 years")],
)
def test_whole_years_are_said_in_years(months, words):
    assert after_words(months, "en") == words


@pytest.mark.parametrize(
    ("today", "near", "overdue"),
    [
        (date(2027, 8, 12), False, False), (date(2027, 8, 13), True, False), (date(2027, 9, 10), True, False),
        (date(2027, 9, 11), True, True),
    ],
)  # fmt: skip
def test_a_follow_up_is_shown_four_weeks_ahead_and_overdue_the_day_after(today, near, overdue):
    assert (is_near(date(2027, 9, 10), today), is_overdue(date(2027, 9, 10), today)) == (near, overdue)


def test_the_track_goes_from_the_first_to_the_last_whatever_order_they_were_written_in():
    stops = track([Row(36), Row(6), Row(18)], date(2027, 1, 31), "en")

    assert [(stop.row.months, stop.after, stop.iso) for stop in stops] == [
        (6, "After 6 months", "2027-07-31"),
        (18, "After 18 months", "2028-07-31"),
        (36, "After 3 years", "2030-01-31"),
    ]
    assert stops[0].day == "31 July 2027"


def test_without_a_day_to_count_from_the_track_tells_months_only():
    [stop] = track([Row(6)], None, "en")

    assert (stop.after, stop.day, stop.iso) == ("After 6 months", "", "")
