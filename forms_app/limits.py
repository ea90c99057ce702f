"""How many posts one sender and one form may make: no third party, no cookie, no stored address."""
from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.core.cache import cache

WINDOW = 600  # seconds


def sender_of(meta: Mapping[str, str]) -> str:
    """The network address that a request comes from.

    :param meta: the request's ``META``.

    Behind ``KALLELSE_TRUSTED_PROXIES`` proxies it is the one that the outermost of them saw; what
    a client writes into the header itself stands further left and is not believed.
    """
    proxies = settings.KALLELSE_TRUSTED_PROXIES
    seen = [each.strip() for each in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
    return seen[-proxies] if 0 < proxies <= len(seen) else meta.get("REMOTE_ADDR", "")


def is_within(*, page_id: int, sender: str, now: datetime) -> bool:
    """Count one post and say whether it is within the limits of this window.

    :param sender: the network address; only its keyed digest is kept, for ten minutes.

    Many colleagues behind one address may register at once, so the limit per sender is wide
    (``KALLELSE_POSTS_PER_SENDER``); the one per form (``KALLELSE_POSTS_PER_FORM``) stops floods.
    """
    window = int(now.timestamp()) // WINDOW
    secret = f"{settings.SECRET_KEY}:{window}".encode()
    digest = hmac.new(secret, f"{page_id}:{sender}".encode(), hashlib.sha256).hexdigest()
    by_sender = _count(f"forms_app.sender.{digest}")
    by_form = _count(f"forms_app.form.{page_id}.{window}")
    return by_sender <= settings.KALLELSE_POSTS_PER_SENDER and by_form <= settings.KALLELSE_POSTS_PER_FORM


def _count(key: str) -> int:
    cache.add(key, 0, WINDOW)
    try:
        return cache.incr(key)
    except ValueError:  # the key expired between the two calls
        return 1
