"""Sending invitations, reminding those who have not answered, taking back: numbers first, two minutes to undo."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.invitations import known, returned
from events.models import Invitation
from events.models.invitations import HOLDING, VALUES, InvitationQuerySet
from events.registration import State
from events.settling import UNDO_LASTS
from privacy import audit, erasure_marks, holds, outbox, subject_keys
from privacy.contracts import Refusal
from privacy.models import Origin

#: The kinds of outbound messages; their object is the invitation. A reminder's version is its day.
INVITED, REMINDED = "event_invitation", "event_invitation_reminder"
#: In these states of the event nobody can register, so nobody is asked to.
OVER = (State.CANCELLED, State.PAST, State.CLOSED, State.POSTPONED, State.NOT_NEEDED)


@dataclass(slots=True)
class Reach:
    """Whom a sending reaches: invitations by language, and how many it does not reach, and why."""

    by_language: dict[str, list[UUID]] = field(default_factory=dict)
    registered: int = 0
    today: int = 0
    unreached: int = 0

    @property
    def mails(self) -> int:
        """How many mails go out."""
        return sum(map(len, self.by_language.values()))


def is_over(page: Any, now: datetime) -> bool:
    """Whether nobody can register any more, or not now."""
    return page.admission(now).state in OVER


def reach(page: Any, kind: str, now: datetime) -> Reach:
    """Whom a sending of ``kind`` would reach now: nobody who has registered by another way, nobody who is set aside.

    Nobody is reminded of what did not reach her: her address has to be put right first.
    """
    ours = Invitation.objects.of_event(page).unrestricted()
    chosen = ours.unsent() if kind == INVITED else ours.unanswered()
    digests = known.digests_of(chosen)
    coming = known.those_with(known.coming(page), digests)
    silent = known.those_with(known.not_to_be_written_to(), digests)
    unreached = returned.unreached(chosen) if kind == REMINDED else {}
    today, found = timezone.localdate(now, page.zone()), Reach()
    rows = chosen.order_by("language", "added_at", "pk").values_list("pk", "language", "sent_at", "reminded_at")
    for pk, language, *moments in rows:
        if pk in coming:
            found.registered += 1
        elif pk in unreached:
            found.unreached += 1
        elif today in _days(moments, page):
            found.today += 1
        elif pk not in silent:
            found.by_language.setdefault(language, []).append(pk)
    return found


def send(page: Any, kind: str, *, by: Any, now: datetime) -> int:
    """Send the mails of ``kind`` to everybody it reaches; how many. They wait until it can be undone no more.

    :raises Refusal: when nobody can register any more.
    """
    with transaction.atomic():
        page.take_lock()
        if is_over(page, now):
            raise Refusal([_("Nobody can register to this event now, so nobody is invited.")])
        whom = reach(page, kind, now)
        version = 1 if kind == INVITED else _version_of(page, now)
        for language, records in whom.by_language.items():
            outbox.queue_all(kind, records, version=version, language=language, not_before=now + UNDO_LASTS)
        chosen = Invitation.objects.among([pk for records in whom.by_language.values() for pk in records])
        chosen.update(**{"sent_at" if kind == INVITED else "reminded_at": now})
        audit.record(
            "invitations.sent" if kind == INVITED else "invitations.reminded", actor=by, subject_type="page",
            subject_id=page.pk, facts={"mails": whom.mails},
        )  # fmt: skip
    return whom.mails


def undo_ends_at(page: Any) -> datetime | None:
    """Until when what was sent last can be undone; None when nothing has been sent."""
    last = _last(page)
    return max(moment for moment in last if moment) + UNDO_LASTS if any(last) else None


def undo(page: Any, *, by: Any, now: datetime) -> int:
    """Take back what was sent last, before anything is on its way; how many mails are taken back.

    :raises Refusal: when there is nothing, or the two minutes are over.
    """
    with transaction.atomic():
        page.take_lock()
        ends_at = undo_ends_at(page)
        if ends_at is None or now >= ends_at:
            raise Refusal([_("It is too late to undo: the mails are on their way.")])
        sent_at, reminded_at = _last(page)
        is_reminder = reminded_at is not None and (sent_at is None or reminded_at > sent_at)
        kind, column, at = (REMINDED, "reminded_at", reminded_at) if is_reminder else (INVITED, "sent_at", sent_at)
        batch = _by_staff(page).filter(**{column: at})
        records = list(batch.values_list("pk", flat=True))
        version = _version_of(page, at) if is_reminder and at else 1
        taken_back = outbox.withdraw(kind, version=version, object_ids=records)
        Invitation.objects.among(records).update(**{column: None})
        audit.record(
            "invitations.undone", actor=by, subject_type="page", subject_id=page.pk, facts={"mails": taken_back}
        )
    return taken_back


def take_back(invitation: UUID, *, by: Any, now: datetime) -> None:
    """Invite her no more: her links are dead and no mail goes out any more.

    What was never sent is the authority's own draft: its values are weeded at once, unless they are held.
    """
    with transaction.atomic():
        found = Invitation.objects.select_for_update(of=("self",)).filter(pk=invitation, withdrawn_at=None).first()
        if found is None:
            return
        found.withdrawn_at = now
        found.links.all().delete()
        if found.sent_at is None and not holds.held(HOLDING, [found.pk]):
            found.erased = dict.fromkeys(VALUES, erasure_marks.mark("weeded", timezone.localdate(now)))
            found.name = found.organisation = found.email = found.source = ""
            subject_keys.forget(found.pk)
        found.save()
        outbox.withdraw(INVITED, version=1, object_ids=[found.pk])
        audit.record("invitation.taken_back", actor=by, subject_type="invitation", subject_id=found.pk)


def _by_staff(page: Any) -> InvitationQuerySet:
    """Those that staff have sent: a deputy's goes out at once, and is undone by nobody."""
    found: InvitationQuerySet = Invitation.objects.of_event(page).filter(origin=Origin.DRAWN_UP)
    return found


def _last(page: Any) -> tuple[datetime | None, datetime | None]:
    last = _by_staff(page).aggregate(
        sent=Max("sent_at"), reminded=Max("reminded_at", filter=Q(reminded_at__isnull=False))
    )
    return last["sent"], last["reminded"]


def _version_of(page: Any, at: datetime) -> int:
    """A day as a number: of one invitation there is one reminder for each."""
    return timezone.localdate(at, page.zone()).toordinal()


def _days(moments: list[datetime | None], page: Any) -> set[date]:
    return {timezone.localdate(moment, page.zone()) for moment in moments if moment}
