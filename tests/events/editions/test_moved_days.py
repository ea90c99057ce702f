"""The days and years of the next edition: the distance kept, the weekday kept, over leap years and summer time."""
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.editions import free_days
from events.editions.moved_days import address_anew, moved, moved_as, named_anew, usual
from events.times import Precision

FIRST = date(2027, 2, 27)
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))


def test_the_usual_first_day_is_the_same_weekday_a_year_later_and_over_a_leap_day():
    assert usual(FIRST) == date(2028, 2, 26)
    assert usual(date(2028, 2, 29)) == date(2029, 2, 27)
    assert usual(FIRST).weekday() == FIRST.weekday()


@pytest.mark.parametrize(
    ("day", "new_first", "becomes"),
    [
        (FIRST, date(2028, 2, 26), date(2028, 2, 26)),
        # The second day of it follows the first, even onto another weekday; so does the last day of registration.
        (date(2027, 2, 28), date(2028, 3, 7), date(2028, 3, 8)),
        (date(2027, 2, 22), date(2028, 3, 7), date(2028, 3, 2)),
        # The third meeting is on a Tuesday as before, though the first goes from a Saturday to a Tuesday.
        (date(2027, 4, 13), date(2028, 3, 7), date(2028, 4, 18)),
        # The same distance back, and none at all.
        (date(2027, 4, 13), date(2026, 2, 28), date(2026, 4, 14)),
        (date(2027, 4, 13), FIRST, date(2027, 4, 13)),
    ],
)
def test_a_day_becomes(day, new_first, becomes):
    assert moved(day, FIRST, new_first) == becomes


@given(first=DAYS, new_first=DAYS, days=st.integers(-300, 300))
def test_order_is_kept_and_so_is_the_weekday_of_what_is_not_near_the_first(first, new_first, days):
    day = first + timedelta(days=days)
    found = moved(day, first, new_first)
    assert (found > new_first, found < new_first) == (day > first, day < first)
    assert abs((found - new_first).days - days) <= 3
    if abs(days) >= 7:
        assert found.weekday() == day.weekday()


@pytest.mark.parametrize(
    ("precision", "day", "becomes"),
    [
        # 1 March 2027 moved by days would be 28 February 2028.
        (Precision.MONTH, date(2027, 3, 1), date(2028, 3, 1)),
        (Precision.MONTH, date(2027, 3, 31), date(2028, 3, 31)),
        (Precision.TERM, date(2027, 8, 1), date(2028, 8, 1)),
        (Precision.DAY, date(2027, 4, 13), date(2028, 4, 11)),
    ],
)
def test_what_is_decided_only_roughly_moves_by_months(precision, day, becomes):
    assert moved_as(precision, day, FIRST, date(2028, 2, 26)) == becomes


@pytest.mark.parametrize(
    ("title", "becomes"),
    [
        ("Bokdagen 2027", "Bokdagen 2028"),
        ("Nätverk 2026/27", "Nätverk 2027/28"),
        ("Nätverk 2026–2027", "Nätverk 2027–2028"),
        ("Nätverk 2099/00", "Nätverk 2099/00"),
        ("Läsning för alla", "Läsning för alla"),
        ("Hundra år sedan 1927", "Hundra år sedan 1927"),
        ("Den 27.2.2027", "Den 27.2.2027"),
    ],
)
def test_a_title_moves_its_years_along(title, becomes):
    assert named_anew(title, FIRST, date(2028, 2, 26)) == becomes


@pytest.mark.parametrize(
    ("slug", "becomes"),
    [
        ("bokdagen-2027", "bokdagen-2028"),
        ("natverk-2026-27", "natverk-2027-28"),
        ("lasning", "lasning-2028"),
        ("2027", "2028"),
    ],
)
def test_an_address_names_the_new_year(slug, becomes):
    assert address_anew(slug, FIRST, date(2028, 2, 26)) == becomes


def test_an_address_within_the_same_year_is_not_told_the_year_twice():
    assert address_anew("bokdagen-2027", FIRST, date(2027, 9, 4)) == "bokdagen-2027"


@pytest.mark.parametrize(
    ("day", "before", "country", "language", "said"),
    [
        (date(2028, 1, 6), FIRST, "SE", "sv", "Trettondedag jul"),
        (date(2028, 1, 6), FIRST, "FI", "fi", "Loppiainen"),
        (date(2028, 1, 6), FIRST, "FI", "sv", "Trettondag"),
        (date(2028, 1, 6), FIRST, "FI", "en", "Epiphany"),
        # The library knows no Finnish words for Swedish holidays.
        (date(2028, 1, 6), FIRST, "SE", "fi", "Trettondedag jul"),
    ],
)
def test_public_holidays_are_told_of_by_name(day, before, country, language, said):
    assert said in free_days.warning(day, before, country, language)


def test_a_weekend_is_told_of_only_where_it_was_a_working_day():
    saturday, friday = date(2028, 2, 26), date(2027, 2, 26)
    assert free_days.warning(saturday, friday, "SE", "en") != ""
    assert free_days.warning(saturday, FIRST, "SE", "en") == ""
    assert free_days.warning(friday, FIRST, "SE", "en") == ""
