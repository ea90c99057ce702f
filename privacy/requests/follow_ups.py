"""What was kept because of a hold is decided again when the hold is gone: a new case that follows the old one."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from privacy import audit, holds
from privacy.models import CaseState, Outcome, RequestItem, RequestKind, RightsRequest
from privacy.requests import intake, search
from privacy.requests.proposals import HELD

_ENDED = (CaseState.ANSWERED, CaseState.CLOSED)


def begin_due(now: datetime) -> int:
    """Open a case for each erasure that waited for a hold which has been released; how many. Done by the clock."""
    waiting = RequestItem.objects.filter(
        request__kind=RequestKind.ERASURE,
        request__state__in=_ENDED,
        request__followed_by=None,
        outcome=Outcome.RETAINED,
        reason__in=set(HELD.values()),
    )
    by_case: dict[RightsRequest, list[RequestItem]] = defaultdict(list)
    for item in waiting.select_related("request__controller").order_by("pk"):
        by_case[item.request].append(item)
    due = [request for request, items in by_case.items() if _is_free(items)]
    for request in due:
        _follow(request, now)
    return len(due)


def _is_free(items: list[RequestItem]) -> bool:
    return not any(holds.held(item.holding, [UUID(item.record)]) for item in items)


def _follow(request: RightsRequest, now: datetime) -> None:
    """A case about the same person, who has shown who she is already; its clock runs from the release."""
    with transaction.atomic():
        follower = intake.take_up(request, now)
        audit.record("case.followed", subject_type="case", subject_id=request.pk,
                     facts={"number": request.number, "by": follower.number})  # fmt: skip
        search.search(follower, now)
