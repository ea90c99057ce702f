"""When something happens: precision, days, and the nights on which clocks change."""
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.times import Precision, Term, When, exists, midnight_after

STOCKHOLM = ZoneInfo("Europe/Stockholm")
HELSINKI = ZoneInfo("Europe/Helsinki")


def exact(first, start, end=None, last=None, zone=STOCKHOLM):
    return When(Precision.EXACT, zone, first, start, last, end)


def rough(precision, first, last=None):
    return When(precision, STOCKHOLM, first, None, last)


def test_an_exact_time_is_a_moment_in_the_controllers_zone():
    in_sweden = exact(date(2027, 2, 27), time(10, 5), time(15))
    in_finland = exact(date(2027, 2, 27), time(10, 5), time(15), zone=HELSINKI)
    assert in_sweden.start.astimezone(UTC) == datetime(2027, 2, 27, 9, 5, tzinfo=UTC)
    assert in_finland.start.astimezone(UTC) == datetime(2027, 2, 27, 8, 5, tzinfo=UTC)
    assert in_sweden.end.astimezone(UTC) == datetime(2027, 2, 27, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("precision", "first", "earliest", "latest"),
    [
        (Precision.DAY, date(2027, 2, 27), date(2027, 2, 27), date(2027, 2, 27)),
        (Precision.MONTH, date(2028, 2, 10), date(2028, 2, 1), date(2028, 2, 29)),
        (Precision.TERM, date(2027, 3, 10), date(2027, 1, 1), date(2027, 5, 31)),
        (Precision.TERM, date(2027, 6, 10), date(2027, 6, 1), date(2027, 7, 31)),
        (Precision.TERM, date(2027, 9, 10), date(2027, 8, 1), date(2027, 12, 31)),
        (Precision.UNDECIDED, None, None, None),
        (Precision.UNDECIDED, date(2027, 9, 10), None, None),
    ],
)
def test_a_rough_date_spans_all_the_days_it_may_mean(precision, first, earliest, latest):
    when = rough(precision, first)
    assert (when.earliest_day, when.latest_day) == (earliest, latest)
    assert when.start is None and when.end is None


@pytest.mark.parametrize(
    ("now", "before", "settles"),
    [
        (exact(date(2027, 3, 14), time(10)), rough(Precision.TERM, date(2027, 3, 1)), True),
        (rough(Precision.DAY, date(2027, 5, 31)), rough(Precision.TERM, date(2027, 3, 1)), True),
        (rough(Precision.MONTH, date(2027, 3, 1)), rough(Precision.TERM, date(2027, 1, 1)), True),
        (exact(date(2027, 3, 14), time(10)), rough(Precision.DAY, date(2027, 3, 14)), True),
        (exact(date(2027, 3, 14), time(10)), rough(Precision.UNDECIDED, None), True),
        (exact(date(2027, 9, 14), time(10)), rough(Precision.TERM, date(2027, 3, 1)), False),
        (exact(date(2027, 5, 31), time(10), last=date(2027, 6, 1)), rough(Precision.MONTH, date(2027, 5, 1)), False),
        (exact(date(2027, 3, 14), time(11)), exact(date(2027, 3, 14), time(10)), False),
        (rough(Precision.TERM, date(2027, 3, 1)), rough(Precision.DAY, date(2027, 3, 14)), False),
        (rough(Precision.DAY, None), rough(Precision.TERM, date(2027, 3, 1)), False),
    ],
)  # fmt: skip
def test_what_was_rough_is_settled_by_what_lies_within_it_and_is_closer(now, before, settles):
    assert now.settles(before) is settles


def test_a_rough_period_ends_with_its_last_month_or_term():
    assert rough(Precision.MONTH, date(2027, 2, 3), date(2027, 4, 3)).latest_day == date(2027, 4, 30)
    assert rough(Precision.TERM, date(2027, 2, 3), date(2028, 9, 3)).latest_day == date(2028, 12, 31)


def test_every_month_belongs_to_one_term():
    months = [Term.of(date(2027, month, 15)) for month in range(1, 13)]
    assert months == [Term.SPRING] * 5 + [Term.SUMMER] * 2 + [Term.AUTUMN] * 5


def test_an_event_is_over_at_its_end():
    when = exact(date(2027, 2, 27), time(10), time(15))
    assert not when.is_over(when.end - timedelta(seconds=1))
    assert when.is_over(when.end)


def test_an_event_without_an_end_is_over_at_midnight():
    when = exact(date(2027, 2, 27), time(10))
    assert not when.is_over(datetime(2027, 2, 27, 23, 59, 59, tzinfo=STOCKHOLM))
    assert when.is_over(datetime(2027, 2, 28, tzinfo=STOCKHOLM))


def test_what_has_no_date_is_never_over():
    assert not rough(Precision.UNDECIDED, None).is_over(datetime(2999, 1, 1, tzinfo=UTC))


def test_a_night_over_the_change_to_summer_time_is_an_hour_shorter():
    night = exact(date(2027, 3, 27), time(22), time(4), last=date(2027, 3, 28))
    assert night.end.astimezone(UTC) - night.start.astimezone(UTC) == timedelta(hours=5)
    assert night.problems() == []


def test_a_night_over_the_change_to_winter_time_is_an_hour_longer():
    night = exact(date(2027, 10, 30), time(22), time(4), last=date(2027, 10, 31))
    assert night.end.astimezone(UTC) - night.start.astimezone(UTC) == timedelta(hours=7)


def test_the_skipped_hour_does_not_exist():
    assert not exists(datetime(2027, 3, 28, 2, 30, tzinfo=STOCKHOLM))
    assert exists(datetime(2027, 3, 28, 3, 30, tzinfo=STOCKHOLM))
    assert not exists(datetime(2027, 3, 28, 3, 30, tzinfo=HELSINKI))
    assert exact(date(2027, 3, 28), time(2, 30), time(5)).problems() == ["skipped_hour"]


@pytest.mark.parametrize(
    "when",
    [
        exact(date(2027, 2, 27), time(15), time(10)),
        exact(date(2027, 2, 27), time(15), time(15)),
        exact(date(2027, 2, 27), time(15), time(16), last=date(2027, 2, 26)),
        rough(Precision.DAY, date(2027, 2, 27), date(2027, 2, 26)),
    ],
)
def test_an_end_before_the_start_is_a_problem(when):
    assert when.problems() == ["ends_before_start"]


def test_midnight_after_a_day_is_local():
    assert midnight_after(date(2027, 2, 21), HELSINKI).astimezone(UTC) == datetime(2027, 2, 21, 22, tzinfo=UTC)
