"""The items of a case: written by the search, and kept where a person has spoken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from privacy.models import Certainty, Outcome, Reason, RequestItem, RetentionRule, RightsRequest
from privacy.requests.proposals import Proposal, choices

_SPOKEN = {Certainty.CONFIRMED, Certainty.REJECTED}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a search found, with what is proposed for it."""

    holding: str
    record: str
    key: str
    certainty: Certainty
    proposal: Proposal
    rule: RetentionRule | None
    described: dict[str, str]


def write(request: RightsRequest, entries: Iterable[Entry], *, keep_others: bool) -> None:
    """Bring the items of ``request`` in step with what was found now.

    What a person confirmed or rejected stays so, and what she chose stays as long as it may be chosen.
    """
    before = {(item.holding, item.record, item.key): item for item in request.items.select_for_update()}
    spoken = {(item.holding, item.record): item.certainty for item in before.values() if item.certainty in _SPOKEN}
    seen = set()
    for entry in entries:
        place = (entry.holding, entry.record, entry.key)
        seen.add(place)
        item = before.get(place) or RequestItem(
            request=request, holding=entry.holding, record=entry.record, key=entry.key
        )
        item.certainty = spoken.get((entry.holding, entry.record), entry.certainty)
        item.described = entry.described
        _put(item, entry.proposal, entry.rule, request.kind)
        item.save()
    if not keep_others:
        gone = [item.pk for place, item in before.items() if place not in seen and not item.is_own_choice]
        request.items.filter(pk__in=gone, done_at=None).delete()


def _put(item: RequestItem, proposal: Proposal, rule: RetentionRule | None, kind: str) -> None:
    own = Proposal(Outcome(item.outcome), Reason(item.reason), item.until_on) if item.is_own_choice else None
    if own is not None and own in choices(kind, proposal):
        return
    item.is_own_choice = False
    item.outcome, item.reason, item.until_on, item.rule = proposal.outcome, proposal.reason, proposal.until_on, rule
