"""Deciding on a change that nobody has told yet: whom it reaches, telling them once, telling nobody, and undoing."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from events import changes, chosen, still_coming
from events.change_words import ChangedOccasion, changed_in_words
from events.changes import Facts
from events.invitations import told
from events.letters.reach import Reach, reach_of
from events.models import EventChange, Invitation, Registration
from events.models.changes import cancelled_with_event, facts_by_key
from events.moves import State
from privacy import audit, outbox
from privacy.contracts import Refusal

#: The kinds of outbound messages; their object is the registration, their version the newest change told by them.
MOVED, CANCELLED, REVIVED = "registration_moved", "registration_event_cancelled", "registration_event_revived"
#: Told in place of the first where days that were not known are set, and nothing else has moved.
DATE_SET = "registration_date_set"
KINDS = (MOVED, CANCELLED, REVIVED, DATE_SET)
#: What tells the same to those who are only invited.
TO_INVITED = {CANCELLED: told.CANCELLED, REVIVED: told.REVIVED}
#: So long after the button nothing is sent yet, and it can be undone.
UNDO_LASTS = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Change:
    """What people are to know: the facts as they last knew them, and as they are now, by the keys of occasions.

    ``rows``: the publications it comes from, the oldest first. ``kind``: of the mail that tells it.
    """

    rows: tuple[EventChange, ...]
    olds: Mapping[UUID, Facts]
    news: Mapping[UUID, Facts]
    page: Any
    kind: str

    @property
    def newest(self) -> EventChange:
        """The latest publication."""
        return self.rows[-1]

    @property
    def is_cancelled(self) -> bool:
        """Whether nothing of the event takes place."""
        return self.kind == CANCELLED

    @property
    def is_revived(self) -> bool:
        """Whether it takes place after all, and those whose registrations were cancelled with it are concerned."""
        return self.kind == REVIVED

    def in_words(self, language: str, keys: Collection[UUID] | None = None) -> list[ChangedOccasion]:
        """The old beside the new, in ``language``; ``keys``: of these occasions only."""
        olds = {key: old for key, old in self.olds.items() if keys is None or key in keys}
        return changed_in_words(olds, self.news, self.page.zone(), language)


def of_rows(page: Any, rows: Iterable[EventChange]) -> Change | None:
    """What these publications changed together; None where it has been changed back meanwhile."""
    found = tuple(rows)
    olds: dict[UUID, Facts] = {}
    for row in found:
        for each in row.occasions:
            olds.setdefault(UUID(each["occasion"]), each["old"])
    news = {
        key: changes.without_stale_rooms(olds[key], new) if key in olds else new
        for key, new in facts_by_key(page.occasions.select_related("place")).items()
    }
    olds = {key: old for key, old in olds.items() if changes.differ(old, news.get(key))}
    is_off = page.terms().is_cancelled
    is_revived = not is_off and any(row.revives for row in found)
    if not olds and not is_revived:
        return None
    if is_off or is_revived:
        return Change(found, olds, news, page, CANCELLED if is_off else REVIVED)
    is_set = all(changes.is_set(old, news.get(key), page.zone()) for key, old in olds.items())
    return Change(found, olds, news, page, DATE_SET if is_set else MOVED)


def open_change(page: Any) -> Change | None:
    """What nobody has decided on yet; None where there is nothing."""
    rows = list(EventChange.objects.of_event(page.translation_key).open())
    return of_rows(page, rows) if rows else None


def concerned(change: Change) -> Any:
    """The registrations it concerns: those that came in before it was published and are live, or were until then."""
    of_event = Registration.objects.of_event(change.page.translation_key)
    if change.is_revived:
        return cancelled_with_event(change.page)
    if change.is_cancelled:
        made = [row.made_at for row in change.rows]
        return of_event.filter(state=State.CANCELLED_BY_ORGANISER, decided_at__in=made)
    live = of_event.live().filter(submission__received_at__lt=change.newest.made_at)
    if not change.page.own_question_keys():
        return live
    meant = chosen.of_those_for(change.page.get_submissions(), change.olds)
    return live.filter(submission__in=meant.order_by().values("pk"))


def reach(change: Change) -> Reach:
    """Whom telling would reach now."""
    return reach_of(concerned(change).values("pk"))


def invited(change: Change) -> dict[str, list[UUID]]:
    """Who is only invited and has not answered, by language: told too of an event that is cancelled or revived."""
    return told.whom(change.page, concerned(change)) if change.kind in TO_INVITED else {}


def tell(
    *, page: Any, seen: int, sentences: Mapping[str, str], by: Any, now: datetime, asks: bool = False,
    with_invited: bool = False,
) -> int:
    """Tell everybody it reaches, by mail, in her own language; how many. The mails wait until it can be undone no more.

    :param seen: the number of the newest publication that whoever decides has seen.
    :param sentences: what the organiser adds, by language.
    :param asks: whether they are also asked if they can still come; nobody is, to what does not take place.
    :param with_invited: whether those who are only invited are told too.
    :raises Refusal: when it has been decided already, or changed again meanwhile.
    """
    with transaction.atomic():
        change = _to_settle(page, seen)
        whom, also = reach(change), invited(change) if with_invited else {}
        number = whom.mails + sum(map(len, also.values()))
        _queue(change.kind, whom.by_language, seen, now)
        _queue(TO_INVITED.get(change.kind, ""), also, seen, now)
        own = {language: text for language, text in sentences.items() if text}
        asks = asks and change.kind == MOVED
        EventChange.objects.filter(pk=seen).update(sentences=own, asks=asks)
        if asks:
            still_coming.ask([each for some in whom.by_language.values() for each in some], now)
        _settle(change, by=by, now=now)
        audit.record("change.told", actor=by, subject_type="page", subject_id=page.pk,
                     facts={"change": seen, "told": number, "left_out": whom.left_out})  # fmt: skip
    return number


def leave(*, page: Any, seen: int, reason: str, by: Any, now: datetime) -> None:
    """Decide that nobody is told by mail, and why.

    :raises Refusal: when it has been decided already, changed again meanwhile, or no reason is given.
    """
    if not reason.strip():
        raise Refusal([_("Write why nobody is told.")])
    with transaction.atomic():
        _settle(_to_settle(page, seen), by=by, now=now, reason=reason.strip())
        audit.record("change.left", actor=by, subject_type="page", subject_id=page.pk, facts={"change": seen})


def settled(page: Any) -> list[EventChange]:
    """The publications that were decided on last, together; the oldest first."""
    of_event = EventChange.objects.of_event(page.translation_key)
    last = of_event.exclude(settled_at=None).order_by("settled_at").last()
    return list(of_event.filter(settled_at=last.settled_at)) if last else []


def undo_ends_at(rows: Iterable[EventChange]) -> datetime:
    """Until when what was decided on these can be undone."""
    return max(row.settled_at for row in rows if row.settled_at) + UNDO_LASTS


def undo(*, page: Any, by: Any, now: datetime) -> int:
    """Take back what was decided last, before anything is sent; how many mails are taken back.

    :raises Refusal: when there is nothing, or the two minutes are over.
    """
    with transaction.atomic():
        page.take_lock()
        rows = settled(page)
        if not rows or now >= undo_ends_at(rows):
            raise Refusal([_("It is too late to undo: the mails are on their way.")])
        version = rows[-1].pk
        whom = Registration.objects.of_event(page.translation_key).values_list("pk", flat=True)
        taken_back = sum(outbox.withdraw(kind, version=version, object_ids=whom) for kind in KINDS)
        invitations = Invitation.objects.of_event(page).values_list("pk", flat=True)
        for kind in TO_INVITED.values():
            taken_back += outbox.withdraw(kind, version=version, object_ids=invitations)
        if rows[-1].asks and rows[-1].settled_at:
            still_coming.take_back(page, rows[-1].settled_at)
        EventChange.objects.filter(pk__in=[row.pk for row in rows]).update(
            settled_at=None, settled_by=None, reason="", asks=False
        )
        audit.record("change.undone", actor=by, subject_type="page", subject_id=page.pk,
                     facts={"change": version, "mails": taken_back})  # fmt: skip
    return taken_back


def _queue(kind: str, by_language: Mapping[str, list[UUID]], version: int, now: datetime) -> None:
    for language, records in by_language.items():
        outbox.queue_all(kind, records, version=version, language=language, not_before=now + UNDO_LASTS)


def _to_settle(page: Any, seen: int) -> Change:
    page.take_lock()
    change = open_change(page)
    if change is None:
        raise Refusal([_("This has been decided already. Nothing is sent twice.")])
    if change.newest.pk != seen:
        raise Refusal([_("The page has been changed again meanwhile. Look at what is told now.")])
    return change


def _settle(change: Change, *, by: Any, now: datetime, reason: str = "") -> None:
    numbers = [row.pk for row in change.rows]
    EventChange.objects.filter(pk__in=numbers).update(settled_at=now, settled_by=by, reason=reason)
