"""How many posts one sender and one form may make: no third party, no cookie, no stored address."""
from __future__ import annotations

from datetime import datetime

from django.conf import settings

from privacy.public_posts import counted


def is_within(*, page_id: int, sender: str, now: datetime) -> bool:
    """Count one post and say whether it is within the limits of this window.

    :param sender: the network address; only its keyed digest is kept, for ten minutes.

    Many colleagues behind one address may register at once, so the limit per sender is wide
    (``KALLELSE_POSTS_PER_SENDER``); the one per form (``KALLELSE_POSTS_PER_FORM``) stops floods.
    """
    by_sender = counted("forms_app.sender", f"{page_id}:{sender}", now=now)
    by_form = counted("forms_app.form", str(page_id), now=now)
    return by_sender <= settings.KALLELSE_POSTS_PER_SENDER and by_form <= settings.KALLELSE_POSTS_PER_FORM
