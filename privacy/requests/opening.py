"""Beginning and ending the work on a case: what is looked for and held, and what is let go again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from privacy import rules
from privacy.models import RightsRequest
from privacy.requests import acting
from privacy.requests.states import Act


def open_case(request: RightsRequest, *, now: datetime, by: Any = None) -> None:
    """Begin with a case that was received, and search at once.

    ``by`` None: she has confirmed it herself.
    """
    if by is not None:
        acting.require_duty(Act.OPEN, by)
    with acting.by_site(request, Act.OPEN, by=by, now=now):
        pass
    search_again(request, now=now, by=by)


def search_again(request: RightsRequest, *, now: datetime, by: Any = None) -> None:
    """Look for everything about her, as often as something new is known of her."""
    with acting.by_site(request, Act.SEARCH, by=by, now=now):
        pass


def end(request: RightsRequest, *, by: Any, now: datetime) -> None:
    """The case has ended: from now on its own period runs. ``request`` is not saved."""
    request.closed_at = now
    if request.rule is None:
        return
    closed_on = request.controller.local_date(now)
    anchors = {str(rules.Anchor.CASE_CLOSED): closed_on, str(rules.Anchor.SUBMITTED): request.submitted_on}
    found = rules.schedule(request.rule, anchors)
    request.anchor_on, request.due_on, request.retention_state = found.anchor_on, found.due_on, found.state.value
