"""Who is counted as one sender."""
import pytest
from django.core.cache import cache

from forms_app import limits

OURS = {"REMOTE_ADDR": "10.0.0.1"}


@pytest.mark.parametrize(
    ("proxies", "forwarded", "sender"),
    [
        (0, "", "10.0.0.1"),
        (0, "192.0.2.7", "10.0.0.1"),
        (1, "192.0.2.7", "192.0.2.7"),
        (1, "203.0.113.9, 192.0.2.7", "192.0.2.7"),
        (2, "203.0.113.9, 192.0.2.7, 10.0.0.2", "192.0.2.7"),
        (2, "192.0.2.7", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, " , ", "10.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_say_is_believed(settings, proxies, forwarded, sender):
    settings.KALLELSE_TRUSTED_PROXIES = proxies
    assert limits.sender_of({**OURS, "HTTP_X_FORWARDED_FOR": forwarded}) == sender


def test_the_address_itself_is_kept_nowhere(settings):
    from datetime import UTC, datetime

    settings.KALLELSE_POSTS_PER_SENDER = settings.KALLELSE_POSTS_PER_FORM = 5
    cache.clear()
    assert limits.is_within(page_id=7, sender="192.0.2.7", now=datetime(2027, 2, 1, tzinfo=UTC))
    keys = list(cache._cache)
    assert len(keys) == 2
    assert not any("192.0.2.7" in key for key in keys)
