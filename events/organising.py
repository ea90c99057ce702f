"""What the organiser does with somebody's registration: approve, say no, give a place, answer an offer for her, cancel.

Each takes the event's lock, as the registrant's own acts do, so that of two who press at once one is heard; the seat
that becomes free is filled in the same transaction.
"""
from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Registration, Seat
from events.models.room_words import lacking_for, no_room_in_words
from events.models.seating import CannotMove, Standing, fill_from_queue, move, standing_of
from events.moves import DEEDS, Deed, State, deeds_open
from events.seats import Key
from forms_app.access import may_handle
from forms_app.restriction import NotYours
from privacy import audit
from privacy.contracts import Refusal

#: So many are approved with one button.
MOST = 50


class NoRoom(Refusal):
    """Her party does not fit; the reasons say how many places are free."""

    title = gettext_lazy("There is not room")
    comfort = gettext_lazy("Nothing has changed.")


def perform(deed: Deed, *, page: Any, record: UUID, by: Any, now: datetime) -> str:
    """Do it with one registration to the event of ``page`` (canonical), and let follow what follows; its state then.

    :raises NotYours: for those who do not look after the page; the attempt is logged.
    :raises CannotMove: when it is not open to her any more: she was quicker, or a colleague.
    :raises NoRoom: when she is to get a place and the whole party does not fit.
    """
    only_for_those_who_may(by, page, record)
    with transaction.atomic():
        page.take_lock()
        registration = Registration.objects.of_event(page.translation_key).get(pk=record)
        _do(deed, page, registration, by, now)
        fill_from_queue(page, now)
        return registration.state


def approve_all(*, page: Any, records: Collection[UUID], by: Any, now: datetime) -> int:
    """Approve those of ``records`` that still wait for it and that the desk shows; how many.

    :raises NotYours: for those who do not look after the page; the attempt is logged.
    :raises Refusal: when nothing or too much was chosen.
    """
    only_for_those_who_may(by, page, None)
    if not records:
        raise Refusal([_("Nothing was chosen. Tick the registrations first.")])
    if len(set(records)) > MOST:
        raise Refusal([_("At most %(most)d registrations are approved at once.") % {"most": MOST}])
    with transaction.atomic():
        page.take_lock()
        shown = page.get_submissions().unrestricted().filter(pk__in=records).order_by().values("pk")
        waiting = Registration.objects.of_event(page.translation_key).filter(state=State.PENDING_APPROVAL)
        chosen = list(waiting.filter(pk__in=shown).order_by("decided_at", "pk"))
        for registration in chosen:
            _do(Deed.APPROVE, page, registration, by, now)
        fill_from_queue(page, now)
    return len(chosen)


def _do(deed: Deed, page: Any, registration: Registration, by: Any, now: datetime) -> None:
    how = DEEDS[deed]
    if deed not in deeds_open(registration.state):
        raise CannotMove(registration.state)
    if deed is Deed.ACCEPT and registration.until and now >= registration.until:
        raise CannotMove(registration.state)
    if deed is Deed.PROMOTE:
        _refuse_without_room(page, standing_of(page), Seat.objects.needs_of(registration.pk))
    move(registration, how, now=now, by=by)


def _refuse_without_room(page: Any, standing: Standing, needs: Mapping[Key, int]) -> None:
    """By hand one may be let past others, never beyond what there is."""
    if lacking := lacking_for(needs, standing):
        raise NoRoom(no_room_in_words(page, standing, needs, lacking))


def only_for_those_who_may(by: Any, page: Any, record: UUID | None) -> None:
    """Refuse what somebody else looks after; the attempt is logged, so it is asked outside of any transaction.

    :raises NotYours: for those who do not look after the page.
    """
    if may_handle(by, page):
        return
    kind, thing = ("submission", record) if record else ("page", page.pk)
    audit.record("registration.refused", actor=by, subject_type=kind, subject_id=thing)
    raise NotYours([_("Only those who look after this page may do this.")])
