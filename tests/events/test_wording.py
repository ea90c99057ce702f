"""Dates and times as people write them, in Swedish, Finnish and English."""
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from events.times import Precision, When
from events.wording import (
    clock_words,
    day_words,
    period_words,
    tile,
    weekday_words,
    when_words,
)

ZONE = ZoneInfo("Europe/Stockholm")
SATURDAY = date(2027, 2, 27)


def exact(start, end=None, first=SATURDAY, last=None):
    return When(Precision.EXACT, ZONE, first, start, last, end)


def in_three(function, *arguments, **values):
    return [function(*arguments, language=language, **values) for language in ("sv", "fi", "en")]


def test_a_day_with_its_weekday():
    assert in_three(weekday_words, SATURDAY) == [
        "lördag 27 februari 2027", "lauantaina 27. helmikuuta 2027", "Saturday 27 February 2027"
    ]


def test_finnish_bends_every_weekday():
    week = [weekday_words(date(2027, 3, day), "fi").split()[0] for day in range(1, 8)]
    assert week == [
        "maanantaina", "tiistaina", "keskiviikkona", "torstaina", "perjantaina", "lauantaina", "sunnuntaina"
    ]


def test_a_day_alone():
    assert in_three(day_words, SATURDAY) == ["27 februari 2027", "27. helmikuuta 2027", "27 February 2027"]


def test_a_time_of_day():
    assert in_three(clock_words, time(9, 5)) == ["9.05", "9.05", "09:05"]
    assert in_three(clock_words, time(9)) == ["9", "9", "09:00"]
    assert in_three(clock_words, time(0)) == ["0", "0", "00:00"]


def test_an_occasion_from_a_time_to_a_time():
    assert in_three(when_words, exact(time(10, 5), time(15))) == [
        "lördag 27 februari 2027 kl. 10.05–15",
        "lauantaina 27. helmikuuta 2027 klo 10.05–15",
        "Saturday 27 February 2027, 10:05–15:00",
    ]


def test_an_occasion_without_an_end():
    assert in_three(when_words, exact(time(10))) == [
        "lördag 27 februari 2027 kl. 10",
        "lauantaina 27. helmikuuta 2027 klo 10",
        "Saturday 27 February 2027, 10:00",
    ]


def test_an_occasion_over_midnight_names_both_days_and_the_year_once():
    assert in_three(when_words, exact(time(22), time(2, 30), last=date(2027, 2, 28))) == [
        "lördag 27 februari kl. 22 – söndag 28 februari 2027 kl. 2.30",
        "lauantaina 27. helmikuuta klo 22 – sunnuntaina 28. helmikuuta 2027 klo 2.30",
        "Saturday 27 February, 22:00 – Sunday 28 February 2027, 02:30",
    ]


def test_an_occasion_over_new_year_names_both_years():
    words = when_words(exact(time(20), time(1), first=date(2027, 12, 31), last=date(2028, 1, 1)), "sv")
    assert words == "fredag 31 december 2027 kl. 20 – lördag 1 januari 2028 kl. 1"


def test_an_occasion_of_several_days_without_an_end_time():
    assert when_words(exact(time(10), last=date(2027, 2, 28)), "sv") == (
        "lördag 27 februari kl. 10 – söndag 28 februari 2027"
    )


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2027, 3, 27), date(2027, 3, 28), "lördag 27 mars kl. 22 – söndag 28 mars 2027 kl. 4"),
        (date(2027, 10, 30), date(2027, 10, 31), "lördag 30 oktober kl. 22 – söndag 31 oktober 2027 kl. 4"),
    ],
)
def test_the_nights_on_which_clocks_change_keep_the_times_as_written(first, last, words):
    assert when_words(exact(time(22), time(4), first=first, last=last), "sv") == words


def test_only_the_day_is_decided():
    assert in_three(when_words, When(Precision.DAY, ZONE, SATURDAY)) == in_three(weekday_words, SATURDAY)
    assert when_words(When(Precision.DAY, ZONE, SATURDAY, None, date(2027, 2, 28)), "fi") == (
        "27.–28. helmikuuta 2027"
    )


def test_only_the_month_is_decided():
    assert in_three(when_words, When(Precision.MONTH, ZONE, SATURDAY)) == [
        "februari 2027", "helmikuu 2027", "February 2027"
    ]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 3, 1), ["våren 2027", "kevät 2027", "spring 2027"]),
        (date(2027, 6, 1), ["sommaren 2027", "kesä 2027", "summer 2027"]),
        (date(2027, 9, 1), ["hösten 2027", "syksy 2027", "autumn 2027"]),
    ],
)
def test_only_the_term_is_decided(day, words):
    assert in_three(when_words, When(Precision.TERM, ZONE, day)) == words


def test_nothing_is_decided():
    assert in_three(when_words, When(Precision.UNDECIDED, ZONE)) == [
        "Datum bestäms senare", "Ajankohta vahvistetaan myöhemmin", "Date to be decided"
    ]


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (date(2027, 2, 28), ["27–28 februari 2027", "27.–28. helmikuuta 2027", "27–28 February 2027"]),
        (
            date(2027, 3, 3),
            ["27 februari – 3 mars 2027", "27. helmikuuta – 3. maaliskuuta 2027", "27 February – 3 March 2027"],
        ),
        (
            date(2028, 1, 3),
            [
                "27 februari 2027 – 3 januari 2028",
                "27. helmikuuta 2027 – 3. tammikuuta 2028",
                "27 February 2027 – 3 January 2028",
            ],
        ),
        (SATURDAY, ["27 februari 2027", "27. helmikuuta 2027", "27 February 2027"]),
    ],
)
def test_a_period_of_days_names_month_and_year_once(last, words):
    assert in_three(period_words, SATURDAY, last) == words


def test_a_rough_period():
    until = date(2028, 9, 1)
    assert in_three(period_words, SATURDAY, until, precision=Precision.TERM) == [
        "våren 2027 – hösten 2028", "kevät 2027 – syksy 2028", "spring 2027 – autumn 2028"
    ]
    assert period_words(SATURDAY, until, "sv", Precision.MONTH) == "februari 2027 – september 2028"


def test_a_date_tile_has_short_words():
    finnish = tile(exact(time(10)), "fi")
    assert (finnish.day, finnish.month, finnish.weekday, finnish.year) == ("27", "helmi", "la", "2027")
    assert tile(exact(time(10)), "sv").weekday == "lör"


def test_a_rough_date_has_no_tile():
    assert tile(When(Precision.TERM, ZONE, SATURDAY), "sv") is None
    assert tile(When(Precision.UNDECIDED, ZONE), "sv") is None


def test_a_language_without_its_own_patterns_still_has_dates():
    assert weekday_words(SATURDAY, "nb") == "lørdag 27 februar 2027"
