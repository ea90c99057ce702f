"""Reminding of cases before their day to answer has passed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from privacy import audit, outbox
from privacy.contracts import Letter
from privacy.models import AuditEvent, RightsRequest
from privacy.requests import clocks
from privacy.requests.acting import pause_of
from privacy.requests.states import State

#: The mail to the authority's own address.
MAIL = "request_alert"
#: Answered, or ended without an answer.
_DONE = (State.ANSWERED, State.CLOSED, State.WITHDRAWN, State.APPEALED)


def running() -> QuerySet[RightsRequest]:
    """Every case whose clock runs, by the day to answer."""
    return RightsRequest.objects.exclude(state__in=_DONE).select_related("controller").order_by("answer_by", "pk")


def remind(now: datetime) -> int:
    """Write to the authority of each case that has reached day 14, 21 or 25, once for each; how many."""
    written = 0
    for request in running():
        alert = clocks.alert_on(day_of(request, now))
        if alert is None or _has_been(request, alert):
            continue
        with transaction.atomic():
            # Two months more begin the count anew.
            is_extended = request.extended_at is not None
            version = alert + 100 * is_extended
            outbox.queue(MAIL, object_id=request.pk, version=version, language=request.controller.language)
            audit.record("case.alerted", subject_type="case", subject_id=request.pk,
                         facts={"number": request.number, "day": alert, "extended": is_extended})  # fmt: skip
        written += 1
    return written


def day_of(request: RightsRequest, now: datetime) -> int:
    """The day of the clock that ``request`` has reached."""
    local = request.controller.local_date
    return clocks.day_of(
        local(request.received_at), local(now), pause=pause_of(request), extended=request.extended_at is not None
    )


def is_stopped(request: RightsRequest) -> bool:
    """Whether the clock stands still because proof of identity is outstanding."""
    return clocks.is_stopped(request.controller.local_date(request.received_at), pause_of(request))


def is_overdue(request: RightsRequest, now: datetime) -> bool:
    """Whether the day to answer has passed; never while the clock stands still."""
    return not is_stopped(request) and clocks.is_overdue(request.answer_by, request.controller.local_date(now))


def counts(requests: Iterable[RightsRequest], now: datetime) -> dict[str, int]:
    """How many of these cases are overdue, near (from day 21), stopped, or have time."""
    found = Counter({"overdue": 0, "near": 0, "stopped": 0, "in_time": 0})
    for request in requests:
        if is_overdue(request, now):
            found["overdue"] += 1
        elif is_stopped(request):
            found["stopped"] += 1
        else:
            found["near" if day_of(request, now) >= clocks.ALERTS[1] else "in_time"] += 1
    return dict(found)


def letter(request_id: UUID, language: str) -> Letter | None:
    """The reminder: the case's number and its day, and nobody's name. None once it is answered."""
    request = running().filter(pk=request_id).first()
    if request is None:
        return None
    with translation.override(language):
        words = {"number": request.number, "day": date_format(request.answer_by, "DATE_FORMAT")}
        return Letter(
            to=request.controller.email,
            subject=_("Case %(number)s is to be answered by %(day)s") % words,
            text=_(
                "The request about personal data with the number %(number)s has not been answered.\n"
                "It is to be answered by %(day)s. Open the case under “Data protection” in the admin."
            )
            % words,
            from_name=request.controller.name_in(language).text,
        )


def _has_been(request: RightsRequest, alert: int) -> bool:
    events = AuditEvent.objects.filter(action="case.alerted", subject_type="case", subject_id=str(request.pk))
    is_extended = request.extended_at is not None
    return any(
        facts["day"] == alert and facts["extended"] == is_extended for facts in events.values_list("facts", flat=True)
    )
