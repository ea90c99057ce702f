"""Posts are counted without anybody being named, in ten minutes and in a day, and yesterday matches nothing."""
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache

from forms_app import limits
from privacy.public_posts import DAY, WINDOW, counted

MORNING = datetime(2027, 2, 1, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


def keys() -> set[str]:
    return set(cache._cache)


def is_within(now=MORNING, sender="192.0.2.7", page_id=7):
    return limits.is_within(page_id=page_id, sender=sender, now=now)


def test_the_address_itself_is_kept_nowhere():
    assert is_within()
    assert len(keys()) == 4
    assert not any("192.0.2.7" in key for key in keys())


def test_nothing_of_yesterday_can_be_matched_today():
    assert counted("forms_app.sender", "7:192.0.2.7", now=MORNING, window=DAY) == 1
    yesterday = keys()
    assert counted("forms_app.sender", "7:192.0.2.7", now=MORNING + timedelta(hours=15), window=DAY) == 2
    assert keys() == yesterday
    assert counted("forms_app.sender", "7:192.0.2.7", now=MORNING + timedelta(days=1), window=DAY) == 1
    assert len(keys() - yesterday) == 1


def test_two_windows_of_a_day_have_nothing_in_common():
    counted("forms_app.sender", "192.0.2.7", now=MORNING)
    first = keys()
    assert counted("forms_app.sender", "192.0.2.7", now=MORNING + timedelta(seconds=WINDOW)) == 1
    assert not first & (keys() - first)
    assert counted("forms_app.sender", "192.0.2.7", now=MORNING + timedelta(days=1)) == 1


def test_the_key_hangs_on_the_secret_of_the_site(settings):
    counted("forms_app.sender", "192.0.2.7", now=MORNING)
    settings.SECRET_KEY = "another secret that is long enough for a key"
    assert counted("forms_app.sender", "192.0.2.7", now=MORNING) == 1


def test_what_is_counted_is_forgotten_when_its_window_is_over():
    late = MORNING.replace(hour=23, minute=59)
    counted("forms_app.sender", "192.0.2.7", now=late, window=DAY)
    (ends,) = cache._expire_info.values()
    assert ends - datetime.now(UTC).timestamp() <= 60


def test_the_limit_of_a_day_holds_where_that_of_ten_minutes_does_not(settings):
    settings.KALLELSE_POSTS_PER_SENDER_A_DAY = 3
    times = [MORNING + timedelta(hours=hour) for hour in range(5)]
    assert [is_within(now) for now in times] == [True, True, True, False, False]
    assert is_within(MORNING + timedelta(hours=1), sender="192.0.2.8")
    assert is_within(MORNING + timedelta(days=1))


def test_rotating_senders_meet_the_limit_of_the_form(settings):
    settings.KALLELSE_POSTS_PER_FORM, settings.KALLELSE_POSTS_PER_FORM_A_DAY = 20, 30
    at_once = [is_within(sender=f"2001:db8::{number:x}") for number in range(25)]
    assert at_once == [True] * 20 + [False] * 5
    assert is_within(page_id=8, sender="2001:db8::1")
    later = [is_within(MORNING + timedelta(hours=1), sender=f"2001:db8::{number:x}") for number in range(10)]
    assert later == [True] * 5 + [False] * 5


@pytest.mark.parametrize("minutes", [60, 10])
def test_two_hundred_colleagues_behind_one_address_are_not_refused(minutes):
    times = [MORNING + timedelta(minutes=minutes * number / 200) for number in range(200)]
    assert all(is_within(now) for now in times)


def test_a_text_is_counted_by_form_and_day():
    counts = [limits.times_today(page_id=page, text="Hej", now=MORNING) for page in (7, 7, 8)]
    assert counts == [1, 2, 1]
    assert limits.times_today(page_id=7, text="Hej", now=MORNING + timedelta(days=1)) == 1
