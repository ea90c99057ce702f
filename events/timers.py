"""What the periodic command does for events."""
from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from events.models import EventPage, Registration
from events.models.seating import fill_from_queue, move, stop_waiting
from events.moves import Move, State


def look_after_queues(now: datetime) -> int:
    """Let lapse what has waited too long, give what is free to those who wait, and end queues; how many changed.

    Also fills what an erasure has freed: whatever frees a seat, it is filled within the minute.
    """
    late = Registration.objects.filter(until__lte=now).values_list("event_key", flat=True)
    queues = Registration.objects.filter(state=State.WAITING).values_list("event_key", flat=True)
    return sum(_look_after(key, now) for key in {*late.distinct(), *queues.distinct()})


def _look_after(event_key: UUID, now: datetime) -> int:
    found = EventPage.objects.canonical().filter(translation_key=event_key).first()
    if found is None:
        return 0
    page = found.specific
    with transaction.atomic():
        page.take_lock()
        late = list(Registration.objects.of_event(event_key).filter(until__lte=now))
        for registration in late:
            move(registration, Move.EXPIRE, now=now)
        before = Registration.objects.of_event(event_key).in_queue().count()
        fill_from_queue(page, now)
        stop_waiting(page, now)
        return len(late) + before - Registration.objects.of_event(event_key).in_queue().count()
