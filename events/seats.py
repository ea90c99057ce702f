"""Who gets a seat. Pure rules: seats, needs and ``now`` are passed in, nothing is read or written.

A seat is held at the event itself (key None) or in an allotment of it, such as a workshop. A party gets all the
seats it needs or none. Whoever waits is served in strict order: nobody takes what somebody before her lacks; what she
would get at once is nobody's as long as she lacks the rest. Offers end at a local moment, never at night.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

#: None: the event itself; otherwise the lasting key of an allotment.
Key = UUID | None
#: Seats by key.
Needs = Mapping[Key, int]
#: Free seats by key; None: as many as one likes. Below zero where more are held than there are.
Free = Mapping[Key, int | None]

Party = TypeVar("Party", bound=Hashable)

#: By then whoever waits is told that there is no place: time enough to make other plans.
PROMOTION_STOPS = timedelta(hours=24)
OFFER_LASTS = timedelta(hours=48)
VERIFICATION_LASTS = timedelta(hours=24)
#: Nobody has to answer between these hours.
EVENING, MORNING = time(22), time(8)
#: Few places are left when no more than these are free, or a tenth of all.
FEW, FEW_SHARE = 3, 10


class Promotion(StrEnum):
    """How somebody who waits gets a seat that has become free."""

    AUTOMATIC = "automatic"
    OFFER = "offer"
    BY_HAND = "by_hand"


class Room(StrEnum):
    """What the public reads of seats: never a number."""

    FREE = "free"
    FEW = "few"
    QUEUE = "queue"
    FULL = "full"


class Fate(StrEnum):
    """What becomes of a party that wants in."""

    CONFIRMED = "confirmed"
    PENDING_APPROVAL = "pending_approval"
    UNVERIFIED = "unverified"
    WAITING = "waiting"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Policy:
    """What the organiser has chosen."""

    has_queue: bool = True
    needs_approval: bool = False
    verifies: bool = False


def needs_of(persons: Sequence[Collection[Key]]) -> Counter[Key]:
    """The seats of a party: each person one at the event, and one in each allotment she has chosen."""
    return Counter(key for chosen in persons for key in {None, *chosen})


def fits(needs: Needs, free: Free) -> bool:
    """Whether there is a seat for everybody in all that they need."""
    left = ((free.get(key), number) for key, number in needs.items())
    return all(seats is None or seats >= number for seats, number in left)


def fate_of(needs: Needs, left: Free, policy: Policy, *, verified: bool = False) -> Fate:
    """What becomes of a party (domain.md §4): it gets seats only where all fit behind those who wait already.

    :param left: what is left when everybody who waits has been served (:func:`served`).
    :param verified: whether her address has been verified, or needs not be.
    """
    gets_in = fits(needs, left)
    if not (gets_in or policy.has_queue):
        return Fate.REFUSED
    if policy.verifies and not verified:
        return Fate.UNVERIFIED
    if not gets_in:
        return Fate.WAITING
    return Fate.PENDING_APPROVAL if policy.needs_approval else Fate.CONFIRMED


def served(waiting: Iterable[tuple[Party, Needs]], free: Free) -> tuple[list[Party], dict[Key, int | None]]:
    """Who gets in now, in the order of the queue, and what is then left for whoever comes after them.

    What somebody lacks is kept for her: nobody behind her gets any of it.

    :param waiting: those who wait, the first in the queue first.
    """
    left = dict(free)
    found: list[Party] = []
    for party, needs in waiting:
        lacks = {key for key, number in needs.items() if not fits({key: number}, left)}
        if not lacks:
            found.append(party)
        for key in lacks or needs:
            number = left.get(key)
            left[key] = None if number is None else number - needs[key]
    return found, left


def room_for(given_back: Needs, changed: Needs, joining: Sequence[Needs], left: Free) -> int | None:
    """How many of those who are to join a party, in their order, find a seat; None where a new choice of it finds none.

    The party keeps what it has: only what it needs beyond that must be left, and only when everybody who waits has
    been served, so that it overtakes nobody. What it gives back by the same change is its own to take.

    :param given_back: the seats of those who leave, or choose something else.
    :param changed: the seats that those who stay choose anew.
    :param joining: what each of those who join needs.
    :param left: as for :func:`fate_of`.
    """
    for number in range(len(joining) + 1):
        if not fits(more_than(given_back, [changed, *joining[:number]]), left):
            return number - 1 if number else None
    return len(joining)


def more_than(given_back: Needs, taken: Iterable[Needs]) -> Counter[Key]:
    """The seats that a party needs beyond those it gives back."""
    needs = Counter[Key]()
    for each in taken:
        needs.update(each)
    needs.subtract(given_back)
    return +needs


def stops_at(start: datetime | None, first_day: date | None, zone: ZoneInfo) -> datetime | None:
    """From when nobody is promoted any more: a day before the start; None as long as there is no day.

    :param start: the moment of the first occasion that is kept, where the time is known.
    :param first_day: its day, where only that is known.
    """
    if start is None and first_day is not None:
        start = datetime.combine(first_day, time(), tzinfo=zone)
    return start - PROMOTION_STOPS if start else None


def offered_until(now: datetime, zone: ZoneInfo, stop: datetime | None) -> datetime | None:
    """Until when an offer made at ``now`` is good: two days, not ending at night, never beyond the promotion stop.

    None when no such moment is left: then nothing is offered.
    """
    until = _out_of_the_night(now + OFFER_LASTS, zone, later=True)
    if stop is not None and until > stop:
        until = _out_of_the_night(stop, zone, later=False)
    return until if until > now else None


def room_of(seats: Free, left: Free, *, has_queue: bool, choices: Iterable[Collection[Key]] = ()) -> Room:
    """What the public reads: how the event itself stands, or a question in which every choice is an allotment.

    :param seats: all seats by key.
    :param left: what is left when everybody who waits has been served.
    :param choices: for each such question the keys of its allotments.
    """
    groups = [(None,), *choices]
    found = [_room(sum_of(group, seats), sum_of(group, left), has_queue) for group in groups]
    return max(found, key=list(Room).index)


def sum_of(keys: Iterable[Key], numbers: Mapping[Key, int | None]) -> int | None:
    """All seats of several keys, none counted below zero; None where one of them has no limit."""
    found = [numbers.get(key) for key in keys]
    return None if None in found else sum(max(number or 0, 0) for number in found)


def _room(every: int | None, left: int | None, has_queue: bool) -> Room:
    if left is None or every is None:
        return Room.FREE
    if left == 0:
        return Room.QUEUE if has_queue else Room.FULL
    return Room.FEW if left <= max(FEW, every // FEW_SHARE) else Room.FREE


def _out_of_the_night(moment: datetime, zone: ZoneInfo, *, later: bool) -> datetime:
    local = moment.astimezone(zone)
    clock = local.timetz().replace(tzinfo=None)
    if MORNING <= clock <= EVENING:
        return moment
    day = local.date()
    if later:
        morning = day if clock < MORNING else day + timedelta(days=1)
        return datetime.combine(morning, MORNING, tzinfo=zone)
    evening = day if clock > EVENING else day - timedelta(days=1)
    return datetime.combine(evening, EVENING, tzinfo=zone)
