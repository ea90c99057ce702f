"""Dates in a text that are none of the event's: past ones, wrong ones, in the words of each language."""
from datetime import date

import pytest

from events.old_dates import OddDate, odd_dates

TODAY = date(2027, 1, 15)
KNOWN = {date(2027, 2, 27)}


def found(text, language):
    return odd_dates([text], language, known=KNOWN, today=TODAY)


@pytest.mark.parametrize(
    ("language", "said"),
    [("sv", "27 februari 2026"), ("sv", "27:e februari 2026"), ("fi", "27. helmikuuta 2026"),
     ("en", "27 February 2026"), ("en", "27th February 2026"), ("en", "February 27, 2026"),
     ("sv", "27/2 2026"), ("fi", "27.2.2026"),
     ("en", "2026-02-27")],
)  # fmt: skip
def test_a_day_that_has_passed_is_seen(language, said):
    assert found(f"Xyz {said} xyz", language) == [OddDate(said, True)]


@pytest.mark.parametrize(
    ("language", "said"),
    [("sv", "28 mars 2027"), ("fi", "28. maaliskuuta 2027"), ("en", "28 March 2027"), ("fi", "28.3.2027")],
)
def test_a_coming_day_on_which_nothing_happens_is_seen(language, said):
    assert found(f"Xyz {said}.", language) == [OddDate(said, False)]


@pytest.mark.parametrize(
    ("language", "said"), [("sv", "28 mars"), ("fi", "28. maaliskuuta"), ("fi", "28. maaliskuussa"), ("en", "March 28")]
)
def test_a_day_without_a_year_may_be_any_year_but_not_any_day(language, said):
    [odd] = found(f"Xyz {said}.", language)
    assert (odd.said, odd.is_past) == (said, None)


@pytest.mark.parametrize(
    ("language", "text"),
    [("sv", "lördagen den 27 februari"), ("sv", "27 februari 2027"), ("fi", "lauantaina 27. helmikuuta 2027"),
     ("en", "Saturday, February 27"), ("en", "27.2.2027"), ("sv", "2027-02-27")],
)  # fmt: skip
def test_the_days_of_the_event_are_left_in_peace(language, text):
    assert found(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [("sv", "klockan 10.15 i sal 3.2, 1/2 timme"), ("sv", "44 mars"), ("fi", "kevättalvella 2026"),
     ("en", "May I bring 3?")],
)  # fmt: skip
def test_numbers_that_are_no_days_are_left_in_peace(language, text):
    assert found(text, language) == []


def test_a_day_that_does_not_exist_is_seen():
    assert found("den 30 februari 2027", "sv") == [OddDate("30 februari 2027", None)]


def test_what_is_said_twice_is_told_once():
    text = "Den 28 mars 2027 är vi här."
    assert odd_dates([text, text], "sv", known=KNOWN, today=TODAY) == [OddDate("28 mars 2027", False)]
