"""What of a publication those who registered need to know, and how it is said: pure, from facts as they are kept."""
from datetime import UTC, date, datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from events.change_words import changed_in_words
from events.changes import differ, facts_of, is_over, is_set, when_of, without_stale_rooms
from tests.events.seminars import occasion

ZONE = ZoneInfo("Europe/Stockholm")
SAID = {
    "sv": {"place": "Stadsbiblioteket", "address": "Lövgatan 1", "room": "Sal A", "title": "Dag ett"},
    "fi": {"place": "Kaupunginkirjasto", "address": "Lövgatan 1", "room": "Sali A", "title": ""},
}


def facts(said=None, **values):
    usual = {"room": "Sal A", "join_link": "https://mote.example/1", "mode": "hybrid", "place_id": 1}
    return facts_of(occasion(**{**usual, **values}), said or SAID)


def lines(old, new, language="sv"):
    key = uuid4()
    told = changed_in_words({key: old}, {key: new} if new else {}, ZONE, language)
    return [(line.term, line.old, line.new) for each in told for line in each.lines]


def test_facts_come_back_as_the_time_they_were():
    when = when_of(facts(), ZONE)
    assert (when.first_day, when.start_time, when.last_day) == (date(2027, 2, 27), time(10, 5), None)


@pytest.mark.parametrize(
    "change",
    [
        {"first_day": date(2027, 2, 28)}, {"start_time": time(11)}, {"end_time": time(16)}, {"precision": "day"},
        {"last_day": date(2027, 2, 28)}, {"status": "postponed"}, {"status": "cancelled"}, {"mode": "online"},
        {"place_id": 2}, {"room": "Sal B"}, {"join_link": "https://mote.example/2"},
    ],
)  # fmt: skip
def test_another_time_place_mode_status_or_link_is_to_be_told(change):
    assert differ(facts(), facts(**change))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({}, {}),
        ({}, {"status": "moved"}),
        ({}, {"title": "Dag 1"}),
        ({}, {"join_link": ""}),
        ({"status": "cancelled"}, {"status": "cancelled", "first_day": date(2027, 3, 6), "room": "Sal B"}),
    ],
)
def test_what_moves_nobody_is_not_told(old, new):
    assert not differ(facts(**old), facts(**new))


def test_an_occasion_that_is_gone_is_told():
    assert differ(facts(), None)
    assert lines(facts(), None) == [("När", "lördag 27 februari 2027 kl. 10.05–15", "Det blir inte av")]


def test_what_has_been_is_over_only_when_old_and_new_are():
    after = datetime(2027, 2, 28, tzinfo=UTC)
    assert is_over(facts(), None, ZONE, after)
    assert not is_over(facts(), facts(first_day=date(2027, 3, 6)), ZONE, after)


def test_a_new_room_is_called_by_its_own_name_until_the_word_is_translated():
    stale = {**SAID, "sv": {**SAID["sv"], "room": "Stora salen"}}
    new = without_stale_rooms(facts(), facts(said=stale, room="Stora salen"))
    assert {language: words["room"] for language, words in new["said"].items()} == {
        "sv": "Stora salen", "fi": "Stora salen",
    }  # fmt: skip
    translated = {**stale, "fi": {**SAID["fi"], "room": "Iso sali"}}
    assert without_stale_rooms(facts(), facts(said=translated, room="Stora salen"))["said"]["fi"]["room"] == "Iso sali"
    assert without_stale_rooms(facts(), facts())["said"] == SAID


TERM = {"precision": "term", "first_day": date(2027, 3, 1), "start_time": None, "end_time": None}


@pytest.mark.parametrize(
    ("old", "new", "is_decided"),
    [
        (TERM, {"first_day": date(2027, 3, 14)}, True),
        (TERM, {"first_day": date(2027, 9, 14)}, False),
        (TERM, {**TERM, "precision": "month"}, False),
        (TERM, {"first_day": date(2027, 3, 14), "status": "cancelled"}, False),
        ({}, {"first_day": date(2027, 3, 14)}, False),
    ],
)
def test_a_day_is_set_only_where_none_was_known(old, new, is_decided):
    assert is_set(facts(**old), facts(**new), ZONE) is is_decided
    assert not is_set(facts(**old), None, ZONE)


class TestInWords:
    def test_cancelled_and_postponed_say_so_instead_of_a_time(self):
        old = "lördag 27 februari 2027 kl. 10.05–15"
        assert lines(facts(), facts(status="cancelled")) == [("När", old, "Inställt")]
        [(_term, _old, new)] = lines(facts(), facts(status="postponed"))
        assert new.startswith("Framflyttat")

    def test_what_was_cancelled_and_takes_place_after_all(self):
        [(_term, old, new)] = lines(facts(status="cancelled"), facts())
        assert old == "Inställt: lördag 27 februari 2027 kl. 10.05–15"
        assert new == "lördag 27 februari 2027 kl. 10.05–15"

    def test_from_the_room_to_the_net_says_how_one_takes_part(self):
        assert lines(facts(mode="in_person"), facts(mode="online"), "fi") == [
            ("Osallistumistapa", "Paikan päällä", "Verkossa")
        ]

    def test_another_room_is_told_in_the_words_of_each_language(self):
        said = {language: {**words, "room": f"{words['room']} 2"} for language, words in SAID.items()}
        [(term, old, new)] = lines(facts(), facts(said=said, room="Sal A 2"), "fi")
        assert (term, old, new) == (
            "Missä", "Kaupunginkirjasto, Sali A, Lövgatan 1", "Kaupunginkirjasto, Sali A 2, Lövgatan 1"
        )  # fmt: skip

    def test_a_new_link_is_told_without_the_link_itself(self):
        [(_term, old, new)] = lines(facts(), facts(join_link="https://mote.example/2"))
        assert (old, new) == ("", "Länken är ny. Tidigare länkar fungerar inte.")

    def test_nothing_to_tell_is_no_occasion(self):
        assert lines(facts(), facts()) == []
