"""A wrong weekday in a text is found, and nothing else."""
from datetime import date

import pytest

from events.weekdays import wrong_weekdays

SATURDAY = date(2027, 2, 27)
MAY = date(2027, 5, 4)


def said(text, language, *days):
    return [(each.said, each.day) for each in wrong_weekdays([text], days or [SATURDAY], language)]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("sv", "Kom tisdag 27 februari!", "tisdag 27 februari"),
        ("sv", "Kom tisdagen den 27 februari!", "tisdagen den 27 februari"),
        ("sv", "Tisdag den 27:e februari ses vi.", "Tisdag den 27:e februari"),
        ("fi", "Tervetuloa tiistaina 27. helmikuuta!", "tiistaina 27. helmikuu"),
        ("en", "Join us on Tuesday, 27 February.", "Tuesday, 27 February"),
        ("en", "Join us on Tuesday 27th February.", "Tuesday 27th February"),
    ],
)
def test_a_wrong_weekday_is_found(language, text, found):
    assert said(text, language) == [(found, SATURDAY)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Kom lördag 27 februari!"),
        ("sv", "Kom lördagen den 27 februari!"),
        ("fi", "Tervetuloa lauantaina 27. helmikuuta!"),
        ("en", "Join us on Saturday, 27 February."),
        ("sv", "Förra gången sågs vi tisdag 12 januari."),
        ("sv", "Den 27 februari, och på tisdag."),
        ("en", "Tuesday tisdag 27 helmikuuta"),
    ],
)
def test_a_right_weekday_and_other_dates_are_let_be(language, text):
    assert said(text, language) == []


def test_the_same_date_in_two_years_may_have_either_weekday():
    next_year = date(2028, 2, 27)
    assert said("söndag 27 februari", "sv", SATURDAY, next_year) == []
    assert said("söndag 27 februari", "sv", SATURDAY) == [("söndag 27 februari", SATURDAY)]


def test_a_text_may_name_several_days():
    assert said("måndag 27 februari och fredag 4 maj", "sv", SATURDAY, MAY) == [
        ("måndag 27 februari", SATURDAY), ("fredag 4 maj", MAY)
    ]
