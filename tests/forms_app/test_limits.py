"""Posts are counted without anybody being named."""
from datetime import UTC, datetime

from django.core.cache import cache

from forms_app import limits


def test_the_address_itself_is_kept_nowhere(settings):
    settings.KALLELSE_POSTS_PER_SENDER = settings.KALLELSE_POSTS_PER_FORM = 5
    cache.clear()
    assert limits.is_within(page_id=7, sender="192.0.2.7", now=datetime(2027, 2, 1, tzinfo=UTC))
    keys = list(cache._cache)
    assert len(keys) == 2
    assert not any("192.0.2.7" in key for key in keys)
