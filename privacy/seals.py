"""Sealing the audit log into a hash chain, checking the chain, and letting go of what is old.

Sealing is the periodic command's work, so that those who write events never wait for each other. A
segment is the events of one seal; it is destroyed whole when the last of its events may go, and its
seal stays, so that the chain can be followed from its first link for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import groupby, islice
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from privacy import chain
from privacy.models import AuditEvent, AuditLeaf, AuditSeal, Heartbeat

#: The most events in one segment.
SEGMENT = 10_000
#: How far below the highest sealed number a late commit may lie and still be sealed.
REACH = 100_000
#: How long before a seal an event of the next one may have happened: transactions are shorter.
LATENESS = timedelta(hours=1)
#: The sign of life under which the outcome of the latest check stands.
CHECKED = "audit_chain"
CHECKED_EVERY = timedelta(days=1)


class BreakKind(StrEnum):
    """What is wrong with the log."""

    CHANGED = "changed"  # an event is not what was sealed
    REMOVED = "removed"  # an event is missing from its segment
    INSERTED = "inserted"  # an event was put where it was not
    BROKEN = "broken"  # a seal was changed, removed or put in


@dataclass(frozen=True, slots=True)
class Break:
    """One thing that is wrong: at which seal (0: outside all), and at which event (0: not known)."""

    kind: BreakKind
    seal: int
    event: int = 0


class BrokenChain(Exception):
    """The audit log is not what was sealed; the check's outcome says how."""


def seal(now: datetime) -> None:
    """Seal every committed event that no seal holds.

    An event that is committed later goes into a later seal. Two that seal at once do it once.
    """
    while _seal_one(now):
        pass


def _seal_one(now: datetime) -> bool:
    """Make the next link, unless somebody else was quicker; whether there may be more to seal."""
    number = 0
    try:
        with transaction.atomic():
            last = last_seal()
            number = last.number + 1 if last else 1
            events = list(islice(unsealed().values(*chain.COLUMNS).iterator(), SEGMENT))
            if events:
                _store(number, last.digest if last else "", events, now)
    except IntegrityError:
        if not AuditSeal.objects.filter(number=number).exists():
            raise
        return False
    return len(events) == SEGMENT


def unsealed() -> Any:
    """The events that the next seal takes, in the order of their numbers."""
    return AuditEvent.objects.filter(pk__gt=_highest() - REACH, leaf=None).order_by("pk")


def _highest() -> int:
    """The highest number that a sealed event has."""
    return AuditLeaf.objects.aggregate(highest=Max("event_id"))["highest"] or 0


def _store(number: int, previous: str, events: list[dict[str, Any]], now: datetime) -> None:
    digests = [chain.digest_of_event(event) for event in events]
    link: dict[str, Any] = {
        "number": number,
        "previous": previous,
        "events": len(events),
        "sealed_at": now,
        "events_until": max(event["keep_until"] for event in events),
        "contents": chain.digest_of_contents(digests),
    }
    made = AuditSeal.objects.create(**link, digest=chain.digest_of_seal(**link))
    AuditLeaf.objects.bulk_create(
        [
            AuditLeaf(event_id=event["id"], seal=made, position=place, digest=digest, keep_until=made.events_until)
            for place, (event, digest) in enumerate(zip(events, digests, strict=True))
        ],
        batch_size=1000,
    )


def prune(now: datetime) -> int:
    """Destroy every segment whose last event may go, whole, and keep its seal; how many segments."""
    today = now.astimezone(UTC).date()  # the day of the database, which decides
    due = AuditLeaf.objects.filter(keep_until__lt=today)
    numbers = list(due.order_by("seal_id").values_list("seal_id", flat=True).distinct())
    for number in numbers:
        with transaction.atomic():
            AuditEvent.objects.filter(leaf__seal_id=number).delete()
            AuditLeaf.objects.filter(seal_id=number).delete()
    return len(numbers)


def keep(now: datetime) -> None:
    """Seal, then prune: the timer's work."""
    seal(now)
    prune(now)


def check_daily(now: datetime) -> None:
    """Check the chain when that was not begun within the last day.

    :raises BrokenChain: so that the operator's timer notices.
    """
    begun = Heartbeat.objects.filter(job=CHECKED, started_at__gt=now - CHECKED_EVERY)
    if not begun.exists() and check(now):
        raise BrokenChain


def check(now: datetime) -> list[Break]:
    """:func:`verify`, with its outcome left where the officers' desk reads it."""
    Heartbeat.objects.update_or_create(job=CHECKED, defaults={"started_at": now, "finished_at": None})
    found = verify()
    kinds = sorted({each.kind.value for each in found})
    Heartbeat.objects.filter(job=CHECKED).update(finished_at=now, problem=" ".join(kinds)[:60])
    return found


def verify() -> list[Break]:
    """Everything that is wrong between the chain and the events; empty when they agree.

    Finds events that were changed, removed or inserted, seals that were, and segments that are not
    whole. What nobody can find from inside is a chain cut off at its end, last seals and their events
    alike: compare :func:`last_seal` with one that was noted outside the database.
    """
    found: list[Break] = []
    before: AuditSeal | None = None
    for link, leaves in _segments(last_seal()):
        found += _of_link(link, before)
        found += _of_segment(link, leaves)
        found += _out_of_time(before, [leaf["event"] for leaf in leaves], link.number)
        before = link
    return [*found, *_torn(), *_of_unsealed(before)]


def last_seal() -> AuditSeal | None:
    """The newest link."""
    return AuditSeal.objects.order_by("-number").first()


def _segments(last: AuditSeal | None) -> Iterator[tuple[AuditSeal, list[dict[str, Any]]]]:
    """Each link up to ``last`` with the leaves and events that are there, read as a stream."""
    if last is None:
        return
    rows = (
        AuditLeaf.objects.filter(seal_id__lte=last.number)
        .order_by("seal_id", "position")
        .values("seal_id", "digest", *(f"event__{name}" for name in chain.COLUMNS))
        .iterator(chunk_size=2000)
    )
    groups = groupby(rows, key=lambda row: row["seal_id"])
    number, leaves = next(groups, (0, iter(())))
    for link in AuditSeal.objects.filter(number__lte=last.number).order_by("number").iterator(chunk_size=2000):
        while number and number < link.number:
            number, leaves = next(groups, (0, iter(())))
        yield link, [_leaf(row) for row in leaves] if number == link.number else []


def _leaf(row: dict[str, Any]) -> dict[str, Any]:
    return {"digest": row["digest"], "event": {name: row[f"event__{name}"] for name in chain.COLUMNS}}


def _of_link(link: AuditSeal, before: AuditSeal | None) -> Iterator[Break]:
    """Whether the seal is what it was when it was made, and follows the one before it."""
    digest = chain.digest_of_seal(
        number=link.number,
        previous=link.previous,
        events=link.events,
        sealed_at=link.sealed_at,
        events_until=link.events_until,
        contents=link.contents,
    )
    follows = (link.number, link.previous) == ((before.number + 1, before.digest) if before else (1, ""))
    if digest != link.digest or not follows:
        yield Break(BreakKind.BROKEN, link.number)


def _of_segment(link: AuditSeal, leaves: list[dict[str, Any]]) -> Iterator[Break]:
    """Whether the events are those that were sealed; a segment whose time is over may be gone as a whole."""
    if not leaves and link.events_until < timezone.now().astimezone(UTC).date():
        return
    changed = [leaf["event"]["id"] for leaf in leaves if chain.digest_of_event(leaf["event"]) != leaf["digest"]]
    yield from (Break(BreakKind.CHANGED, link.number, event) for event in changed)
    if len(leaves) != link.events:
        yield Break(BreakKind.REMOVED if len(leaves) < link.events else BreakKind.INSERTED, link.number)
    elif chain.digest_of_contents(leaf["digest"] for leaf in leaves) != link.contents:
        yield Break(BreakKind.CHANGED, link.number)


def _out_of_time(before: AuditSeal | None, events: Iterable[dict[str, Any]], number: int) -> Iterator[Break]:
    """Events that say they are older than the seal before them: it would have taken them."""
    if before is not None:
        earliest = before.sealed_at - LATENESS
        yield from (Break(BreakKind.INSERTED, number, event["id"]) for event in events if event["at"] < earliest)


def _torn() -> Iterator[Break]:
    """Leaves whose event or whose seal is gone, though the database refuses that."""
    events = AuditEvent.objects.filter(pk=OuterRef("event_id"))
    for leaf in AuditLeaf.objects.filter(~Exists(events)):
        yield Break(BreakKind.REMOVED, leaf.seal_id, leaf.event_id)
    seals = AuditSeal.objects.filter(pk=OuterRef("seal_id"))
    for number in AuditLeaf.objects.filter(~Exists(seals)).values_list("seal_id", flat=True).distinct():
        yield Break(BreakKind.BROKEN, number)


def _of_unsealed(last: AuditSeal | None) -> Iterator[Break]:
    """Events outside every segment that no seal will take, or that should be in one."""
    out_of_reach = AuditEvent.objects.filter(pk__lte=_highest() - REACH, leaf=None)
    yield from (Break(BreakKind.INSERTED, 0, event.pk) for event in out_of_reach.iterator())
    yield from _out_of_time(last, unsealed().values("id", "at"), 0)
