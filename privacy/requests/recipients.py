"""Telling recipients: one task for each list that left the house with her data, when they change (GDPR 19)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from privacy import registry
from privacy.contracts import Refusal
from privacy.disclosures import disclosures_about
from privacy.models import Outcome, RecipientTask, RequestItem, RightsRequest
from privacy.requests.acting import NotNow, acting
from privacy.requests.proposals import DESTROYING
from privacy.requests.states import Act

#: What is done with a thing that whoever was given it must hear of.
CHANGING = (*DESTROYING, Outcome.CORRECTED, Outcome.RESTRICTED, Outcome.OBJECTION_UPHELD, Outcome.STOPPED)


def note(request: RightsRequest, items: Iterable[RequestItem]) -> int:
    """A task for each list in which the records of ``items`` may stand, before these are changed; how many are new.

    In the caller's transaction, and again without harm.
    """
    records: dict[str, list[UUID]] = {}
    for item in items:
        records.setdefault(item.holding, []).append(UUID(item.record))
    before = request.recipients.count()
    for holding, some in records.items():
        views = registry.holding_of(holding).views(list(dict.fromkeys(some)), request.language, opened=False)
        found = {each.pk for lists in disclosures_about(views).values() for each in lists}
        RecipientTask.objects.bulk_create(
            [RecipientTask(request=request, disclosure_id=pk) for pk in sorted(found)], ignore_conflicts=True
        )
    return request.recipients.count() - before


def answer(*, task: RecipientTask, answer: str, by: Any, now: datetime, why: str = "") -> None:
    """Write down that the recipient has been told, or why that is impossible.

    :raises Refusal: when it is impossible without a reason.
    """
    impossible = answer == RecipientTask.Answer.IMPOSSIBLE
    if impossible and not why:
        raise Refusal([_("Say why the recipient cannot be told.")])
    with acting(task.request, Act.TELL_RECIPIENT, by=by, now=now) as under_way:
        task.answer, task.why = answer, why if impossible else ""
        task.answered_by, task.answered_at = by, now
        task.save()
        under_way.facts |= {"recipient": task.pk, "answer": str(answer)}


def insist_on_answers(request: RightsRequest) -> None:
    """Refuse to close while somebody has not been told.

    :raises NotNow: in words.
    """
    if request.recipients.filter(answer=RecipientTask.Answer.WAITING).exists():
        raise NotNow([_("Lists with her data left the house. Tell those who got them first, or say why you cannot.")])
