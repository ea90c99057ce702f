"""Opening moments and inclusive closing dates, in the controller's zone."""
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from forms_app.admission import Refused, State, Verdict, by_times, closing_moment

STOCKHOLM = ZoneInfo("Europe/Stockholm")
HELSINKI = ZoneInfo("Europe/Helsinki")


def state_at(moment: datetime, *, opens_at: datetime | None = None, closes_on: date | None = None, zone=STOCKHOLM):
    verdict = by_times(moment, opens_at=opens_at, closes_on=closes_on, zone=zone)
    assert verdict.is_open == (verdict.state in ("open", "last_day"))
    return verdict.state


def test_a_form_without_times_is_open():
    assert state_at(datetime(2027, 2, 21, tzinfo=UTC)) == State.OPEN


def test_the_closing_date_counts_until_its_last_second():
    closes = date(2027, 2, 21)
    assert state_at(datetime(2027, 2, 20, 23, 59, 59, tzinfo=STOCKHOLM), closes_on=closes) == State.OPEN
    assert state_at(datetime(2027, 2, 21, 0, 0, tzinfo=STOCKHOLM), closes_on=closes) == State.LAST_DAY
    assert state_at(datetime(2027, 2, 21, 23, 59, 59, 999999, STOCKHOLM), closes_on=closes) == State.LAST_DAY
    assert state_at(datetime(2027, 2, 22, 0, 0, tzinfo=STOCKHOLM), closes_on=closes) == State.CLOSED


def test_helsinki_closes_an_hour_before_stockholm():
    moment = datetime(2027, 2, 21, 22, 30, tzinfo=UTC)
    assert state_at(moment, closes_on=date(2027, 2, 21), zone=STOCKHOLM) == State.LAST_DAY
    assert state_at(moment, closes_on=date(2027, 2, 21), zone=HELSINKI) == State.CLOSED


@pytest.mark.parametrize(
    ("closes_on", "last_second"),
    [
        # The night in which the clock goes forward: the day has 23 hours.
        (date(2027, 3, 28), datetime(2027, 3, 28, 21, 59, 59, tzinfo=UTC)),
        # The night in which it goes back: the day has 25 hours.
        (date(2027, 10, 31), datetime(2027, 10, 31, 22, 59, 59, tzinfo=UTC)),
        # The evenings before.
        (date(2027, 3, 27), datetime(2027, 3, 27, 22, 59, 59, tzinfo=UTC)),
        (date(2027, 10, 30), datetime(2027, 10, 30, 21, 59, 59, tzinfo=UTC)),
    ],
)
def test_the_last_second_is_right_when_the_clock_changes(closes_on, last_second):
    assert state_at(last_second, closes_on=closes_on) == State.LAST_DAY
    assert closing_moment(closes_on, STOCKHOLM).astimezone(UTC) == last_second + timedelta(seconds=1)


def test_a_form_opens_at_its_moment():
    opens = datetime(2027, 1, 10, 9, 0, tzinfo=STOCKHOLM)
    assert state_at(datetime(2027, 1, 10, 8, 59, 59, tzinfo=STOCKHOLM), opens_at=opens) == State.NOT_YET_OPEN
    assert state_at(opens, opens_at=opens) == State.OPEN


def test_the_verdict_tells_the_moments():
    opens, closes = datetime(2027, 1, 10, 9, tzinfo=STOCKHOLM), date(2027, 2, 21)
    verdict = by_times(datetime(2027, 1, 1, tzinfo=UTC), opens_at=opens, closes_on=closes, zone=STOCKHOLM)
    assert verdict == Verdict("not_yet_open", False, opens, datetime(2027, 2, 22, tzinfo=STOCKHOLM))


def test_a_refusal_says_the_state_only():
    refused = Refused(Verdict(State.CLOSED, False))
    assert str(refused) == "closed"
    assert refused.verdict.state == "closed"
