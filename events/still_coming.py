"""Whether those who registered can still come after a change: who was asked, and what they have said.

Who says no cancels, as by any link. Who says nothing keeps her place.
"""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from events.models import Registration
from events.models.registrations import RegistrationQuerySet
from events.moves import LIVE, State
from forms_app import names
from forms_app.models import Submission
from forms_app.models.answered import with_later_versions
from privacy import audit

#: So many names of each list are shown.
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Answers:
    """Those who say one thing: how many, and of whom a list may name, reference, name and record."""

    number: int
    people: list[tuple[UUID, str, str]]


def ask(registrations: Collection[UUID], now: datetime) -> None:
    """Note that these are asked now; what they said to an earlier change holds no more."""
    Registration.objects.filter(pk__in=registrations).update(asked_at=now, still_coming_at=None)


def take_back(page: Any, asked_at: datetime) -> None:
    """The question is undone before it was sent."""
    asked = Registration.objects.of_event(page.translation_key).filter(asked_at=asked_at)
    asked.update(asked_at=None, still_coming_at=None)


def note(registration: Registration, now: datetime) -> None:
    """She can still come."""
    Registration.objects.filter(pk=registration.pk).update(still_coming_at=now)
    audit.record("registration.still_coming", subject_type="submission", subject_id=registration.pk)
    registration.refresh_from_db()


def answers(page: Any, asked_at: datetime) -> dict[str, Answers]:
    """What those who were asked at that moment have said: ``yes``, ``no``, and who has ``not_yet``."""
    asked = Registration.objects.of_event(page.translation_key).filter(asked_at=asked_at)
    live = asked.filter(state__in=LIVE)
    return {
        "yes": _of(page, live.exclude(still_coming_at=None)),
        "no": _of(page, asked.filter(state=State.CANCELLED_BY_REGISTRANT)),
        "not_yet": _of(page, live.filter(still_coming_at=None)),
    }


def _of(page: Any, found: RegistrationQuerySet) -> Answers:
    may_be_named = page.get_submissions().unrestricted().filter(pk__in=found.values("pk")).select_related("version")
    shown: list[Submission] = list(may_be_named.order_by("received_at", "pk")[:SHOWN])
    with_later_versions(shown)
    return Answers(found.count(), [(each.pk, each.reference, names.called(each)) for each in shown])
