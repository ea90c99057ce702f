"""How many posts one sender and one form may make: no third party, no cookie, no stored address."""
from __future__ import annotations

from datetime import datetime

from django.conf import settings

from privacy.public_posts import DAY, counted


def is_within(*, page_id: int, sender: str, now: datetime) -> bool:
    """Count one post and say whether it is within the limits of these ten minutes and of this day.

    :param sender: the network address; only keyed digests of it are kept, until the ten minutes or the day are over.

    Many colleagues behind one address may register at once, so the limits per sender are wide
    (``KALLELSE_POSTS_PER_SENDER``, ``KALLELSE_POSTS_PER_SENDER_A_DAY``); those per form
    (``KALLELSE_POSTS_PER_FORM``, ``KALLELSE_POSTS_PER_FORM_A_DAY``) stop floods.
    """
    of_sender, of_form = ("forms_app.sender", f"{page_id}:{sender}"), ("forms_app.form", str(page_id))
    counts = [
        (counted(*of_sender, now=now), settings.KALLELSE_POSTS_PER_SENDER),
        (counted(*of_sender, now=now, window=DAY), settings.KALLELSE_POSTS_PER_SENDER_A_DAY),
        (counted(*of_form, now=now), settings.KALLELSE_POSTS_PER_FORM),
        (counted(*of_form, now=now, window=DAY), settings.KALLELSE_POSTS_PER_FORM_A_DAY),
    ]
    return all(count <= most for count, most in counts)


def times_today(*, page_id: int, text: str, now: datetime) -> int:
    """Count one more post of ``text`` to the form; how many there are today. Only a keyed digest is kept."""
    return counted("forms_app.text", f"{page_id}:{text}", now=now, window=DAY)
