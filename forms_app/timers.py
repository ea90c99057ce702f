"""What the periodic command does for forms."""
from __future__ import annotations

from datetime import datetime

from forms_app.models import PostOnce


def purge_posts(now: datetime) -> int:
    """Delete the guards against double posts whose ten minutes are over; how many."""
    deleted, _by_model = PostOnce.objects.stale(now).delete()
    return deleted
