"""When mails before and after go out."""
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.letters.days import begins_at, follow_up_at, is_due, reminder_at
from events.times import Precision, When
from privacy.working_days import is_working_day, working_days_before

STOCKHOLM, HELSINKI = ZoneInfo("Europe/Stockholm"), ZoneInfo("Europe/Helsinki")


@pytest.mark.parametrize(
    ("day", "number", "country", "expected"),
    [
        (date(2027, 2, 27), 2, "SE", date(2027, 2, 25)),  # a Saturday
        (date(2027, 3, 2), 2, "SE", date(2027, 2, 26)),  # over a weekend
        (date(2027, 3, 30), 2, "SE", date(2027, 3, 24)),  # over Easter
        (date(2026, 12, 8), 2, "SE", date(2026, 12, 4)),  # the sixth of December is a Sunday
        (date(2024, 12, 9), 2, "FI", date(2024, 12, 4)),  # independence day is a Friday, in Finland
        (date(2024, 12, 9), 2, "SE", date(2024, 12, 5)),
        (date(2027, 2, 27), 0, "SE", date(2027, 2, 27)),
    ],
)
def test_working_days_leave_out_weekends_and_the_holidays_of_the_country(day, number, country, expected):
    assert working_days_before(day, number, country) == expected


def test_a_holiday_of_one_country_is_worked_on_in_the_other():
    assert not is_working_day(date(2025, 6, 6), "SE")
    assert is_working_day(date(2025, 6, 6), "FI")


@pytest.mark.parametrize(
    ("day", "zone", "country", "moment"),
    [
        # Summer time begins on 28 March 2027, and ends on 31 October 2027: nine o'clock is nine o'clock.
        (date(2027, 3, 30), STOCKHOLM, "SE", datetime(2027, 3, 24, 8, tzinfo=UTC)),
        (date(2027, 3, 31), STOCKHOLM, "SE", datetime(2027, 3, 25, 8, tzinfo=UTC)),
        (date(2027, 4, 2), STOCKHOLM, "SE", datetime(2027, 3, 31, 7, tzinfo=UTC)),
        (date(2027, 3, 30), HELSINKI, "FI", datetime(2027, 3, 24, 7, tzinfo=UTC)),
        (date(2027, 11, 1), STOCKHOLM, "SE", datetime(2027, 10, 28, 7, tzinfo=UTC)),
        (date(2027, 11, 3), STOCKHOLM, "SE", datetime(2027, 11, 1, 8, tzinfo=UTC)),
        (date(2027, 11, 1), HELSINKI, "FI", datetime(2027, 10, 28, 6, tzinfo=UTC)),
        (date(2027, 11, 3), HELSINKI, "FI", datetime(2027, 11, 1, 7, tzinfo=UTC)),
    ],
)
def test_one_is_reminded_at_nine_by_the_clocks_of_the_place(day, zone, country, moment):
    assert reminder_at(day, 2, country, zone) == moment


def test_after_the_last_day_nine_oclock_comes_after_the_clocks_have_changed_too():
    assert follow_up_at(date(2027, 10, 30), 1, STOCKHOLM) == datetime(2027, 10, 31, 8, tzinfo=UTC)
    assert follow_up_at(date(2027, 3, 27), 1, HELSINKI) == datetime(2027, 3, 28, 6, tzinfo=UTC)


def test_an_occasion_begins_at_its_start_or_with_its_day():
    exact = When(Precision.EXACT, STOCKHOLM, date(2027, 2, 27), time(10, 5))
    assert begins_at(exact) == datetime(2027, 2, 27, 9, 5, tzinfo=UTC)
    assert begins_at(When(Precision.DAY, STOCKHOLM, date(2027, 2, 27))) == datetime(2027, 2, 26, 23, tzinfo=UTC)
    assert begins_at(When(Precision.MONTH, STOCKHOLM, date(2027, 2, 1))) is None
    assert begins_at(When(Precision.UNDECIDED, STOCKHOLM)) is None


def test_a_mail_is_due_for_a_day_and_never_once_it_has_begun():
    moment = datetime(2027, 2, 25, 8, tzinfo=UTC)
    second = timedelta(seconds=1)
    assert not is_due(moment, moment - second)
    assert is_due(moment, moment)
    assert is_due(moment, moment + timedelta(days=1) - second)
    assert not is_due(moment, moment + timedelta(days=1))
    assert is_due(moment, moment + second, before=moment + 2 * second)
    assert not is_due(moment, moment + second, before=moment + second)
