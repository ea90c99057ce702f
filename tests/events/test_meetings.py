"""The line of a network's meetings: their order, their names, which is next, and the period they span."""
from datetime import date, datetime, time
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from events.meetings import timeline, whole_period
from events.registration import Mode, Status, Terms, closing_day, first_of
from events.times import Precision, When
from home.languages import Laid

ZONE = ZoneInfo("Europe/Stockholm")
NOW = datetime(2027, 3, 1, 12, tzinfo=ZONE)

DAY = When(Precision.EXACT, ZONE, date(2027, 2, 27), time(10))
SPRING = When(Precision.TERM, ZONE, date(2027, 3, 1))
MAY = When(Precision.MONTH, ZONE, date(2027, 5, 1))
AUTUMN = When(Precision.TERM, ZONE, date(2028, 10, 1))
UNDECIDED = When(Precision.UNDECIDED, ZONE)


def occasion(when, title="", is_cancelled=False):
    return SimpleNamespace(when=when, title=Laid(title), is_cancelled=is_cancelled)


def line(*occasions):
    return timeline(list(occasions), NOW, "sv")


@pytest.mark.parametrize("given", [[SPRING, DAY, UNDECIDED, AUTUMN, MAY], [UNDECIDED, AUTUMN, MAY, SPRING, DAY]])
def test_a_rough_time_comes_after_the_days_within_it_and_an_undecided_one_last(given):
    found = sorted(given, key=lambda when: when.order)
    assert found[0] == DAY
    assert set(found[1:3]) == {SPRING, MAY}
    assert found[3:] == [AUTUMN, UNDECIDED]


def test_a_rough_time_does_not_decide_when_registration_closes():
    terms = Terms(Mode.FORM, ZONE, tuple((when, Status.PLANNED) for when in (SPRING, DAY)))
    assert first_of(terms.kept) == DAY
    assert closing_day(terms) == date(2027, 2, 20)


def test_the_next_meeting_is_the_first_that_is_kept_and_not_over():
    found = line(occasion(DAY), occasion(MAY, is_cancelled=True), occasion(AUTUMN), occasion(UNDECIDED))
    assert [each.is_over for each in found] == [True, False, False, False]
    assert [each.is_next for each in found] == [False, False, True, False]


def test_no_meeting_is_next_when_all_are_over_or_cancelled():
    assert line(occasion(SPRING))[0].is_next
    assert [each.is_next for each in line(occasion(DAY), occasion(MAY, is_cancelled=True))] == [False, False]


def test_a_meeting_without_a_name_has_its_number():
    found = line(occasion(DAY, "Var står vi?"), occasion(MAY))
    assert [str(each.name) for each in found] == ["Var står vi?", "Träff 2"]


@pytest.mark.parametrize(
    ("whens", "words"),
    [
        ([DAY, AUTUMN], "våren 2027 – hösten 2028"),
        ([DAY, MAY], "februari 2027 – maj 2027"),
        ([DAY, UNDECIDED], ""),
        ([], ""),
    ],
)
def test_the_period_is_as_rough_as_the_roughest_meeting(whens, words):
    assert whole_period([occasion(when) for when in whens], "sv") == words
