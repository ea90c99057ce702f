"""Copies that the software of others makes and declares to be short-lived, deleted when their time is over.

Wagtail deletes them only when an editor opens the same kind of view, Django never: on a quiet site they
would outlive the text they were copied from.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session
from wagtail.admin.models import EditingSession, FormState


def delete_expired(now: datetime) -> int:
    """Delete sessions past their date, unsaved forms a day old, and editors unseen for an hour; how many.

    :param now: aware moment of the run.
    """
    expired = (
        Session.objects.filter(expire_date__lt=now),
        FormState.objects.filter(last_updated_at__lt=now - FormState.STALE_TIMEOUT),
        EditingSession.objects.filter(last_seen_at__lt=now - EditingSession.STALE_TIMEOUT),
    )
    return sum(rows.delete()[0] for rows in expired)
