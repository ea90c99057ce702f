"""Beginning and ending the work on a case."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from privacy import rules
from privacy.alone import problem_in
from privacy.models import CaseState, RightsRequest
from privacy.requests import acting, guarding, search
from privacy.requests.states import Act


def open_case(request: RightsRequest, *, now: datetime, by: Any = None) -> None:
    """Begin with a case that was received: what her keys find is held, and restricted where she asks for that.

    The slow net over all texts follows: at once when an officer opens the case, else by the clock.
    """
    if by is not None:
        acting.require_duty(Act.OPEN, by)
    with acting.by_site(request, Act.OPEN, by=by, now=now) as under_way:
        search.look(under_way.request, now=now, slowly=False)
    if by is not None:
        search.search(request, now, by=by)


def search_waiting(now: datetime) -> int:
    """Finish the search of every case that was opened; how many. Done by the periodic command."""
    waiting = list(RightsRequest.objects.filter(state=CaseState.SEARCHING).select_related("controller"))
    for request in waiting:
        problem_in(partial(search.search, request, now), what=f"search of case {request.pk}")
    return len(waiting)


def end(request: RightsRequest, *, by: Any, now: datetime) -> None:
    """The case has ended: nothing is held for it, and its own period runs. ``request`` is not saved."""
    guarding.let_go(request, by=by, now=now)
    request.closed_at = now
    if request.rule is None:
        return
    closed_on = request.controller.local_date(now)
    anchors = {str(rules.Anchor.CASE_CLOSED): closed_on, str(rules.Anchor.SUBMITTED): request.submitted_on}
    found = rules.schedule(request.rule, anchors)
    request.anchor_on, request.due_on, request.retention_state = found.anchor_on, found.due_on, found.state.value
