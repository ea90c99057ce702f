"""After the work: the answer goes out, the case is closed, and opened again by an appeal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from privacy import outbox, rules
from privacy.models import LetterKind, Outcome, RightsRequest
from privacy.requests import extract, guarding, letters, opening, recipients
from privacy.requests.acting import acting
from privacy.requests.states import Act


def answer(*, request: RightsRequest, by: Any, now: datetime) -> None:
    """Send the answer, and where a copy was asked for, the link to it.

    Where an objection was not upheld, the restriction ends with the answer (GDPR 18.3).
    """
    with acting(request, Act.ANSWER, by=by, now=now) as under_way:
        case = under_way.request
        case.answered_at = now
        letters.send(request=case, kind=LetterKind.ANSWER, by=by, now=now)
        if case.kind in extract.KINDS and not case.closing_reason:
            extract.make(case, now, by=by)
            if not letters.goes_by_post(case):
                outbox.queue(letters.EXTRACT_MAIL, object_id=case.pk, language=case.language)
        guarding.lift(case, outcomes=(Outcome.OBJECTION_OVERRIDDEN,))


def close(*, request: RightsRequest, by: Any, now: datetime) -> None:
    """Close the case: what it held is released, and is due again when its rules say so.

    :raises acting.NotNow: while a recipient has not been told (GDPR 19).
    """
    with acting(request, Act.CLOSE, by=by, now=now) as under_way:
        recipients.insist_on_answers(request)
        opening.end(under_way.request, by=by, now=now)


def appeal(*, request: RightsRequest, by: Any, now: datetime) -> None:
    """She has appealed or complained: the case is kept until that is over, and what it is about is held."""
    with acting(request, Act.APPEAL, by=by, now=now) as under_way:
        case = under_way.request
        case.appealed_at, case.closed_at = now, None
        case.anchor_on = case.due_on = None
        case.retention_state = rules.State.UNSCHEDULED.value
        guarding.hold(case, now=now)
