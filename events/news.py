"""What has happened to the registrations of an event, in numbers, for the organisers' digest."""
from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import ngettext_lazy

from events.models.registrations import Registration
from events.moves import State
from forms_app.models import AnswerChange, PersonChange, SubmissionChange

#: What is counted, in the order in which it is told, and its words.
_TOLD = {
    "new": ngettext_lazy("%(count)d new registration", "%(count)d new registrations", "count"),
    "cancelled": ngettext_lazy("%(count)d cancelled registration", "%(count)d cancelled registrations", "count"),
    "waiting": ngettext_lazy(
        "%(count)d more on the waiting list", "%(count)d more on the waiting list", "count"
    ),
    "placed": ngettext_lazy(
        "%(count)d who waited has got a place", "%(count)d who waited have got a place", "count"
    ),
    "given_up": ngettext_lazy(
        "%(count)d left the waiting list without a place", "%(count)d left the waiting list without a place", "count"
    ),
    "changed": ngettext_lazy(
        "%(count)d has changed her answers", "%(count)d have changed their answers", "count"
    ),
    "still_coming": ngettext_lazy(
        "%(count)d has said that she still comes", "%(count)d have said that they still come", "count"
    ),
}  # fmt: skip
_CANCELLED = (State.CANCELLED_BY_REGISTRANT, State.CANCELLED_BY_ORGANISER)
_WITHOUT = (State.DECLINED, State.EXPIRED, State.NOT_PLACED, State.REJECTED)


def happened(event_key: UUID, since: datetime, until: datetime) -> list[str]:
    """Sentences with numbers in the active language; one statement. Those set aside are not counted."""
    came = Q(submission__received_at__gt=since, submission__received_at__lte=until)
    decided = Q(decided_at__gt=since, decided_at__lte=until)
    shown = Registration.objects.of_event(event_key).filter(
        submission__restricted_at=None, submission__protected=False, submission__quarantined_at=None
    )
    herself = {"why": AnswerChange.Why.HERSELF, "at__gt": since, "at__lte": until}
    of_hers = SubmissionChange.objects.filter(submission=OuterRef("pk"), **herself)
    of_persons = PersonChange.objects.filter(person__submission=OuterRef("pk"), **herself)
    numbers: dict[str, Any] = shown.annotate(has_changed=Exists(of_hers) | Exists(of_persons)).aggregate(
        new=Count("pk", filter=came & ~Q(state=State.REPEATED)),
        cancelled=Count("pk", filter=decided & Q(state__in=_CANCELLED)),
        waiting=Count("pk", filter=decided & Q(state=State.WAITING)),
        placed=Count("pk", filter=decided & ~came & Q(state=State.CONFIRMED)),
        given_up=Count("pk", filter=decided & Q(state__in=_WITHOUT)),
        changed=Count("pk", filter=Q(has_changed=True)),
        still_coming=Count("pk", filter=Q(still_coming_at__gt=since, still_coming_at__lte=until)),
    )
    return [words % {"count": numbers[name]} for name, words in _TOLD.items() if numbers[name]]
