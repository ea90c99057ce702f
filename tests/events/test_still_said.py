"""What a text still says of how it was to be: the old day, weekday, time and place, in the words of each language."""
from datetime import date, time

import pytest

from events.still_said import Gone, still_said

SATURDAY = date(2027, 2, 27)
EVERYTHING = Gone(
    days=frozenset({SATURDAY}), weekdays=frozenset({5}), clocks=frozenset({time(10, 5), time(15)}),
    places=frozenset({"Stadsbiblioteket", "Sal A"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("sv", "Vi ses lördagen den 27 februari.", ["27 februari", "lördagen"]),
        ("fi", "Nähdään lauantaina 27. helmikuuta 2027.", ["27. helmikuuta 2027", "lauantaina"]),
        ("en", "See you on Saturday, 27 February 2027.", ["27 February 2027", "Saturday"]),
        ("sv", "Kom 27/2 2027.", ["27/2 2027"]),
    ],
)
def test_the_old_day_and_its_weekday_are_seen(language, text, said):
    assert still_said(text, language, EVERYTHING) == said


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("sv", "Vi börjar kl. 10.05 och slutar klockan 15.", ["10.05", "klockan 15"]),
        ("fi", "Aloitamme klo 10.05, lopetamme klo 15.", ["10.05", "klo 15"]),
        ("en", "From 10:05 till 15:00.", ["10:05", "15:00"]),
        ("sv", "kl. 9–15", ["kl. 9–15"]),
    ],
)
def test_the_old_time_is_seen(language, text, said):
    assert still_said(text, language, EVERYTHING) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Vi träffas på Stadsbiblioteket i Björkdal.", ["Stadsbiblioteket"]),
        ("Stadsbibliotekets hörsal, sal A.", ["sal A", "Stadsbibliotekets"]),
    ],
)
def test_the_old_place_and_room_are_seen_with_their_endings(text, said):
    assert still_said(text, "sv", EVERYTHING) == said


@pytest.mark.parametrize(
    "text",
    [
        "Den 27 februari 2026 var vi i Lund, 28 februari 2027 vilar vi.",
        "Det kostar 15 kronor, 10.05.2027 är en annan dag, och 110.05 ett tal.",
        "Fredagen ägnas åt Salarna.",
        "",
    ],
)
def test_everything_else_is_left_in_peace(text):
    assert still_said(text, "sv", EVERYTHING) == []


def test_what_is_said_twice_is_told_once_and_where_nothing_is_gone_nothing_is_found():
    text = "27 februari, ja den 27 februari på lördag kl. 10.05 i Sal A"
    assert still_said(text, "sv", Gone(days=frozenset({SATURDAY}))) == ["27 februari"]
    assert still_said(text, "sv", Gone()) == []
    assert not Gone()
    assert EVERYTHING


def test_a_name_too_short_to_tell_apart_is_not_looked_for():
    assert still_said("Sal är sal.", "sv", Gone(places=frozenset({"Sal"}))) == []


EARLIER = Gone(days=frozenset({SATURDAY}), years=frozenset({2027}), people=frozenset({"Ida Lund", "Åke Berg"}))


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("sv", "Välkommen till Bokdagen 2027!", ["2027"]),
        ("sv", "Lördag 27 februari 2027 är det dags.", ["27 februari 2027"]),
        ("sv", "Den 27 februari 2027, och resten av 2027.", ["27 februari 2027", "2027"]),
        ("fi", "Puhujana on Ida Lund, ja Ida Lundin kirja.", ["Ida Lund", "Ida Lundin"]),
        ("sv", "Rapport 1.2027 och 20271.", []),
        ("sv", "Idas lund ligger vid Åkeberg.", []),
    ],
)
def test_of_an_earlier_edition_the_year_and_who_appeared_are_seen(language, text, said):
    assert still_said(text, language, EARLIER) == said
