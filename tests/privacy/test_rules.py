"""Periods, anchors and rules: every branch of the pure rules of retention."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy import rules
from privacy.rules import Anchor, State

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))


@dataclass(frozen=True)
class Rule:
    """A rule as the database has it, without the database."""

    selector: str = "record"
    privacy_class: str = ""
    question_kind: str = ""
    anchor: str = "last_occasion_end"
    falls_back: bool = True
    period: str = "P7D"
    rounding: str = "day"
    action: str = "delete"


@pytest.mark.parametrize(
    ("anchor", "period", "rounding", "expected"),
    [
        (date(2027, 2, 28), "P7D", "day", date(2027, 3, 7)),
        (date(2027, 2, 28), "P2W", "day", date(2027, 3, 14)),
        (date(2027, 1, 31), "P1M", "day", date(2027, 2, 28)),
        (date(2028, 1, 31), "P1M", "day", date(2028, 2, 29)),
        (date(2028, 2, 29), "P1Y", "day", date(2029, 2, 28)),
        (date(2028, 2, 29), "P4Y", "day", date(2032, 2, 29)),
        (date(2027, 8, 31), "P1Y6M", "day", date(2029, 2, 28)),
        (date(2027, 3, 1), "P0D", "day", date(2027, 3, 1)),
        (date(2026, 12, 31), "P5Y", "year_end", date(2031, 12, 31)),
        (date(2027, 1, 1), "P5Y", "year_end", date(2032, 12, 31)),
    ],
)
def test_a_period_is_counted_by_calendar(anchor: date, period: str, rounding: str, expected: date) -> None:
    assert rules.due_on(anchor, period, rounding) == expected


@pytest.mark.parametrize("written", ["", "7D", "P", "PT5H", "P1DT2H", "P0.5Y", "P1.5M", "-P7D", "P-7D", "två år"])
def test_what_is_no_whole_period_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="period"):
        rules.parse_period(written)


@given(DAYS, st.integers(0, 60))
def test_months_keep_the_day_or_clamp_to_the_end_of_the_month(anchor: date, months: int) -> None:
    due = rules.due_on(anchor, f"P{months}M", "day")
    last_day = calendar.monthrange(due.year, due.month)[1]
    assert (due.year - anchor.year) * 12 + due.month - anchor.month == months
    assert due.day == min(anchor.day, last_day)


@given(DAYS, st.integers(0, 4000), st.integers(0, 4000))
def test_a_longer_period_is_never_due_sooner(anchor: date, some: int, more: int) -> None:
    shorter, longer = sorted((some, more))
    assert rules.due_on(anchor, f"P{shorter}D", "day") <= rules.due_on(anchor, f"P{longer}D", "day")


@given(DAYS, st.integers(0, 10))
def test_rounding_to_the_end_of_the_year_never_shortens(anchor: date, years: int) -> None:
    exact, rounded = (rules.due_on(anchor, f"P{years}Y", to) for to in ("day", "year_end"))
    assert exact <= rounded
    assert (rounded.month, rounded.day, rounded.year) == (12, 31, exact.year)


@given(DAYS)
def test_a_value_is_due_the_day_after_and_not_before(due: date) -> None:
    assert not rules.is_due(due, due)
    assert rules.is_due(due, due + timedelta(days=1))


def test_a_missing_date_is_never_due() -> None:
    assert not rules.is_due(None, date(2999, 1, 1))


def test_the_rules_own_anchor_counts_before_its_fallbacks() -> None:
    days = {"last_occasion_end": date(2027, 3, 1), "registration_closed": date(2027, 2, 1)}
    assert rules.anchor_of(Rule(), days) == ("last_occasion_end", date(2027, 3, 1))


def test_without_its_anchor_a_rule_counts_from_the_closing_then_from_submission() -> None:
    closed, submitted = date(2027, 2, 1), date(2027, 1, 5)
    both = {"last_occasion_end": None, "registration_closed": closed, "submitted": submitted}
    assert rules.anchor_of(Rule(), both) == (Anchor.REGISTRATION_CLOSED, closed)
    assert rules.anchor_of(Rule(), {"submitted": submitted}) == (Anchor.SUBMITTED, submitted)


def test_a_rule_without_fallback_waits_for_its_own_anchor() -> None:
    funded = Rule(anchor="final_payment_year_end", falls_back=False)
    assert rules.schedule(funded, {"submitted": date(2027, 1, 5)}).state is State.UNSCHEDULED
    known = {"submitted": date(2027, 1, 5), "final_payment_year_end": date(2027, 12, 31)}
    assert rules.schedule(funded, known).due_on == date(2028, 1, 7)


def test_an_invitation_to_what_gets_no_day_counts_from_two_years_after_it_was_drawn_up() -> None:
    invited, drawn_up, occasion = Rule(selector="invitation", falls_back=False), date(2028, 2, 29), date(2028, 5, 1)
    assert rules.anchor_of(invited, {"submitted": drawn_up}) == (Anchor.SUBMITTED, date(2030, 2, 28))
    assert rules.schedule(invited, {"submitted": drawn_up}).due_on == date(2030, 3, 7)
    known = {"submitted": drawn_up, "last_occasion_end": occasion}
    assert rules.anchor_of(invited, known) == (Anchor.LAST_OCCASION_END, occasion)
    assert rules.anchor_of(invited, {}) is None


def test_who_is_followed_up_waits_for_the_last_follow_up_and_who_is_not_goes_by_the_last_occasion() -> None:
    followed = Rule(anchor="last_follow_up", falls_back=False)
    occasion, follow_up, submitted = date(2027, 3, 1), date(2030, 3, 1), date(2027, 1, 5)
    known = {"last_occasion_end": occasion, "submitted": submitted}
    assert rules.anchor_of(followed, {**known, "last_follow_up": follow_up}) == (Anchor.LAST_FOLLOW_UP, follow_up)
    assert rules.schedule(followed, {**known, "last_follow_up": None}).state is State.UNSCHEDULED
    assert rules.anchor_of(followed, known) == (Anchor.LAST_OCCASION_END, occasion)
    assert rules.anchor_of(followed, {"submitted": submitted}) == (Anchor.SUBMITTED, submitted)


def test_only_a_page_that_is_followed_up_compares_rules_by_its_own_days() -> None:
    assert rules.compared_by(None) is None
    assert rules.compared_by({"last_occasion_end": date(2027, 3, 1)}) is None
    known = rules.compared_by({"last_occasion_end": date(2027, 3, 1), "last_follow_up": None})
    followed = Rule(anchor="last_follow_up", falls_back=False, period="P1Y")
    assert rules.latest([Rule(period="P2Y"), followed], known) is followed


def test_no_anchor_at_all_means_no_date() -> None:
    assert rules.schedule(Rule(), {}) == rules.Schedule(State.UNSCHEDULED)


def test_what_is_preserved_has_no_date_whatever_the_anchors() -> None:
    preserved = Rule(action="preserve", period="")
    assert rules.schedule(preserved, {"last_occasion_end": date(2027, 3, 1)}) == rules.Schedule(State.PRESERVED)


RECORD = Rule()
SPECIAL = Rule(selector="privacy_class", privacy_class="special", period="P1D")
DIET = Rule(selector="question", question_kind="diet", period="P2D")
MINOR = Rule(selector="minor", period="P3D")
ALL = [RECORD, SPECIAL, DIET, MINOR]


@pytest.mark.parametrize(
    ("privacy_class", "kind", "expected"),
    [
        ("special", "diet", DIET),
        ("special", "access", SPECIAL),
        ("special", None, SPECIAL),
        ("special", "", SPECIAL),
        ("personal", "email", RECORD),
        ("personal", None, RECORD),
        (None, None, RECORD),
    ],
)
def test_the_rule_that_speaks_most_closely_decides(privacy_class: str, kind: str, expected: Rule) -> None:
    assert rules.rule_for(ALL, privacy_class, kind) == expected


def test_a_rule_on_minor_records_never_decides_on_others() -> None:
    assert rules.rule_for([MINOR], "personal") is None
    assert rules.rules_of(ALL, "minor") == [MINOR]


def test_of_several_rules_on_a_value_the_latest_wins() -> None:
    short, funded = Rule(period="P2Y"), Rule(anchor="final_payment_year_end", period="P5Y", falls_back=False)
    days = {"last_occasion_end": date(2035, 1, 1), "final_payment_year_end": date(2027, 12, 31)}
    assert rules.rule_for([short, funded], "personal") == funded
    assert rules.rule_for([short, funded], "personal", anchors=days) == short


def test_a_rule_that_lacks_its_date_keeps_longer_than_one_that_has_it() -> None:
    short, funded = Rule(period="P20Y"), Rule(anchor="final_payment_year_end", period="P5Y", falls_back=False)
    assert rules.rule_for([short, funded], "personal", anchors={"last_occasion_end": date(2027, 1, 1)}) == funded


def test_preserving_wins_over_every_period() -> None:
    preserved = Rule(action="preserve", period="")
    assert rules.rule_for([Rule(period="P99Y"), preserved, Rule(falls_back=False)], "personal") == preserved


TODAY = date(2027, 2, 1)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (None, date(2027, 2, 2), date(2027, 2, 2)),
        (date(2027, 3, 1), None, None),
        (date(2027, 3, 1), date(2027, 4, 1), date(2027, 4, 1)),
        (date(2027, 3, 1), date(2027, 2, 20), date(2027, 2, 20)),
        (date(2027, 3, 1), date(2027, 1, 20), date(2027, 2, 8)),
        (date(2027, 2, 4), date(2027, 1, 20), date(2027, 2, 4)),
    ],
    ids=["first date", "date lost", "later", "earlier but far", "earlier and near", "earlier, due within the grace"],
)
def test_a_date_that_moves_closer_leaves_seven_days_of_grace(
    old: date | None, new: date | None, expected: date | None
) -> None:
    assert rules.moved(old, new, TODAY) == expected
