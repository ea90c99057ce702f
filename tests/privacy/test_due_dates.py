"""When something is due: against a calendar written here from its definition, and as properties of the rules."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy import rules
from privacy.models import Controller
from privacy.rules import Schedule, State

#: (years, months, days) as people decide them, and as they are written.
PERIODS = {(0, 0, 7): "P7D", (0, 0, 30): "P30D", (0, 1, 0): "P1M", (0, 18, 0): "P18M", (1, 6, 10): "P1Y6M10D",
           (2, 0, 0): "P2Y", (7, 0, 0): "P7Y"}  # fmt: skip
ZONES = {"Europe/Stockholm": 1, "Europe/Helsinki": 2}
START = (2027, 1, 1)
Day = tuple[int, int, int]


# --- the calendar, written from its definition: no datetime, no library ---------------------------


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def length_of(year: int, month: int) -> int:
    return [31, 29 if is_leap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]


def next_day(day: Day) -> Day:
    year, month, number = day
    if number < length_of(year, month):
        return year, month, number + 1
    return (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)


def after(day: Day, period: tuple[int, int, int]) -> Day:
    """The same day so many years and months on, or the last of that month; then so many days on."""
    (year, month, number), (years, months, days) = day, period
    for _one in range(12 * years + months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    found = year, month, min(number, length_of(year, month))
    for _one in range(days):
        found = next_day(found)
    return found


def weekday_of(day: Day) -> int:
    """0 for Monday; 1 January 1900 was one."""
    year, month, number = day
    passed = sum(366 if is_leap(each) else 365 for each in range(1900, year))
    return (passed + sum(length_of(year, each) for each in range(1, month)) + number - 1) % 7


def last_sunday(year: int, month: int) -> Day:
    return next(day for number in range(length_of(year, month), 0, -1) if weekday_of(day := (year, month, number)) == 6)


def local_day(day: Day, hour: int, offset: int) -> Day:
    """Which day it is at this hour of UTC, so many hours east; summer from the last Sunday of March at one."""
    begins, ends = (*last_sunday(day[0], 3), 1), (*last_sunday(day[0], 10), 1)
    is_summer = begins <= (*day, hour) < ends
    return next_day(day) if hour + offset + is_summer >= 24 else day


# --- the dates ------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ZONES)
def test_due_dates_are_those_of_the_calendar_for_two_years_of_starts(zone: str) -> None:
    controller, offset = Controller(time_zone=zone), ZONES[zone]
    day, checked, shifted = START, 0, 0
    while checked < 732 * len(PERIODS):
        late = datetime(*day, 22, 30, tzinfo=UTC)  # the next day already where it is summer, or further east
        local = local_day(day, 22, offset)
        assert controller.local_date(late) == date(*local)
        shifted += local != day
        for period, written in PERIODS.items():
            expected = after(local, period)
            due = rules.due_on(controller.local_date(late), written, "day")
            assert due == date(*expected), (local, written)
            assert rules.due_on(date(*local), written, "year_end") == date(expected[0], 12, 31)
            checked += 1
        day = next_day(day)
    assert shifted > 200
    assert day == (2029, 1, 2)


@pytest.mark.parametrize("zone", ZONES)
def test_what_is_kept_until_a_day_is_due_at_the_next_midnight_where_the_authority_is(zone: str) -> None:
    controller, offset = Controller(time_zone=zone), ZONES[zone]
    day, seen = START, set()
    for _each in range(731):
        due = date(*day)
        for hour in (20, 21, 22, 23):
            expected = local_day(day, hour, offset) > day
            now = datetime(*day, hour, 59, 59, tzinfo=UTC)
            assert rules.is_due(due, controller.local_date(now)) is expected, (day, hour)
            seen.add((hour, expected))
        day = next_day(day)
    assert {(20, False), (23, True)} <= seen
    assert {(22, False), (22, True)} <= seen or {(21, False), (21, True)} <= seen


# --- the properties -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rule:
    """A rule as the database has it, without the database."""

    anchor: str
    period: str
    falls_back: bool
    action: str = "delete"
    rounding: str = "day"
    selector: str = "record"
    privacy_class: str = ""
    question_kind: str = ""


ANCHORS = ["last_occasion_end", "project_end", "last_published", "case_closed", "consent_withdrawn", "manual"]
DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
PERIOD = st.builds("P{}Y{}M{}D".format, st.integers(0, 20), st.integers(0, 11), st.integers(0, 40))
RULES = st.builds(Rule, st.sampled_from(ANCHORS), PERIOD, st.booleans(), st.sampled_from(["delete", "blank"]))
PRESERVING = st.builds(Rule, st.sampled_from(ANCHORS), st.just(""), st.booleans(), st.just("preserve"))
KNOWN = st.dictionaries(st.sampled_from([*ANCHORS, "submitted", "registration_closed"]), st.none() | DAYS)
SCHEDULES = st.one_of(
    st.builds(lambda due: Schedule(State.SCHEDULED, due, due), DAYS),
    st.just(Schedule(State.UNSCHEDULED)),
    st.just(Schedule(State.PRESERVED)),
)


@given(st.lists(RULES | PRESERVING, min_size=1, max_size=6), KNOWN)
def test_of_several_rules_the_latest_wins(several: list[Rule], known: dict[str, date | None]) -> None:
    winner = rules.latest(several, known)
    assert winner in several
    kept = rules.schedule(winner, known)
    for rule in several:
        other = rules.schedule(rule, known)
        if kept.state is State.SCHEDULED:
            assert other.state is State.SCHEDULED
            assert other.due_on <= kept.due_on
        if other.state is State.PRESERVED:
            assert kept.state is State.PRESERVED


@given(RULES, KNOWN, DAYS)
def test_what_has_no_date_is_never_due(rule: Rule, known: dict[str, date | None], today: date) -> None:
    found = rules.schedule(rule, known)
    has_own = known.get(rule.anchor) or known.get("manual")
    falls_back = rule.falls_back and (known.get("registration_closed") or known.get("submitted"))
    assert (found.state is State.UNSCHEDULED) is not bool(has_own or falls_back)
    if found.state is State.UNSCHEDULED:
        assert not rules.is_due(found.due_on, today)
        assert rules.proposed_on("P5Y", today) >= today + timedelta(days=5 * 365)


@given(SCHEDULES, SCHEDULES, DAYS)
def test_arming_never_shortens_without_a_new_authority(old: Schedule, new: Schedule, today: date) -> None:
    got = rules.shortened(old, new, today, is_new_authority=False)
    assert got in (old, new)
    assert got.lasts >= old.lasts


@given(SCHEDULES, SCHEDULES, DAYS)
def test_a_new_authority_shortens_with_seven_days_of_grace(old: Schedule, new: Schedule, today: date) -> None:
    got = rules.shortened(old, new, today, is_new_authority=True)
    if new.lasts >= old.lasts or new.due_on is None:
        assert got == new
    else:
        assert got.due_on >= min(old.due_on or date.max, today + timedelta(days=7))
        assert new.due_on <= got.due_on <= max(old.due_on or date.max, new.due_on)


@given(SCHEDULES, st.lists(SCHEDULES, max_size=5))
def test_a_record_outlasts_every_field_of_its_own(record: Schedule, fields: list[Schedule]) -> None:
    whole = rules.whole(record, fields)
    assert whole.lasts == max(each.lasts for each in (record, *fields))


@pytest.mark.parametrize(
    ("kind", "privacy_class", "expected"),
    [("diet", "special", ["question"]), ("access", "special", ["privacy_class"]), ("", "personal", [])],
)
def test_a_field_goes_by_itself_only_by_a_rule_on_it(kind: str, privacy_class: str, expected: list[str]) -> None:
    known = [
        Rule("submitted", "P2Y", True),
        Rule("submitted", "P7D", True, selector="privacy_class", privacy_class="special"),
        Rule("submitted", "P1D", True, selector="question", question_kind="diet"),
    ]
    assert [rule.selector for rule in rules.applicable(known, privacy_class, kind)] == expected


def test_a_date_entered_by_hand_stands_in_for_a_missing_one_and_for_nothing_else() -> None:
    waiting = Rule("project_end", "P1Y", False)
    entered = {"manual": date(2027, 3, 1), "submitted": date(2026, 1, 1)}
    assert rules.schedule(waiting, entered).due_on == date(2028, 3, 1)
    assert rules.schedule(waiting, {**entered, "project_end": date(2027, 1, 1)}).due_on == date(2028, 1, 1)
