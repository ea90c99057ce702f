"""When the digest goes out: at eight in the morning where she is, or as soon after as the machine is awake. Pure."""
from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

HOUR = time(8)


def latest_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """The last moment at which clocks of ``zone`` showed eight in the morning, ``now`` included.

    Eight exists once on every day: clocks are changed at night.
    """
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), HOUR, zone)
    return today if today <= now else datetime.combine(local.date() - timedelta(days=1), HOUR, zone)


def is_due(told_until: datetime, now: datetime, zone: ZoneInfo) -> bool:
    """Whether eight o'clock has been since she was told; once, however long the machine slept."""
    return told_until < latest_morning(now, zone)
