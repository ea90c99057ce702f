"""Finding everything about the person of a case, holding it, and proposing what is done with each thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from traceback import clear_frames
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation

from privacy import registry, traces
from privacy.alone import problem_in
from privacy.contracts import Holding
from privacy.models import Certainty, OutsideSource, RequestItem, RightsRequest, SourceAnswer
from privacy.models.request_items import TRACE
from privacy.requests import acting, facts, guarding, items, matching
from privacy.requests.facts import Found, RecordFacts
from privacy.requests.items import Entry
from privacy.requests.proposals import Proposal, propose
from privacy.requests.states import Act
from privacy.rules import Action

#: The name of the one source that is the net over all texts: versions, comments, logs, translations ...
TEXTS = "traces"


@dataclass
class Sought:
    """A search under way."""

    request: RightsRequest
    today: date
    slowly: bool
    entries: list[Entry] = field(default_factory=list)


def search(request: RightsRequest, now: datetime, by: Any = None) -> None:
    """Look through every holding and every text, hold what is found, and propose; as often as one likes.

    What a person has confirmed, rejected or chosen stays. Each source gets its answer, also one with
    nothing; one that fails is unreachable and keeps the case from being decided.

    :raises acting.NotNow: when the case is not being searched or prepared.
    """
    with acting.by_site(request, Act.SEARCH, by=by, now=now) as under_way:
        found = look(under_way.request, now=now, slowly=True)
        under_way.facts["items"] = len(found.entries)


def look(request: RightsRequest, *, now: datetime, slowly: bool) -> Sought:
    """Find, propose, hold, and restrict at once where that is asked for; in the caller's transaction.

    :param slowly: whether the net over all texts is cast too; her keys are quick.
    """
    sought = Sought(request, request.controller.local_date(now), slowly)
    for holding in registry.holdings():
        _ask(request, holding.name, partial(_in_holding, sought, holding), now)
    if slowly:
        _ask(request, TEXTS, partial(_in_texts, sought), now)
        _ask_outside(request)
    items.write(request, sought.entries, keep_others=not slowly)
    guarding.hold(request, now=now)
    guarding.restrict_at_once(request, now=now)
    return sought


def _ask(request: RightsRequest, name: str, look_there: Callable[[], int], now: datetime) -> None:
    """Ask one source of this site, and write down what it had."""
    counts: list[int] = []

    def guarded() -> None:
        with transaction.atomic():
            try:
                counts.append(look_there())
            except Exception as problem:
                # Lets go of cursors that were being read, while the savepoint that knows them stands.
                clear_frames(problem.__traceback__)
                raise

    answer = SourceAnswer.Answer.UNREACHABLE
    if problem_in(guarded, what=f"case {request.pk}: source {name}") is None:
        answer = SourceAnswer.Answer.FOUND if counts[0] else SourceAnswer.Answer.NOTHING
    SourceAnswer.objects.update_or_create(
        request=request, name=name, defaults={"answer": answer, "count": sum(counts), "answered_at": now}
    )


def _ask_outside(request: RightsRequest) -> None:
    """A task for each place outside the site; those answered before stay answered."""
    for source in OutsideSource.objects.filter(controller=request.controller_id, in_use=True).order_by("pk"):
        SourceAnswer.objects.get_or_create(
            request=request, name=source.name,
            defaults={"outside": source, "answer": SourceAnswer.Answer.WAITING},
        )  # fmt: skip


def _in_holding(sought: Sought, holding: Holding) -> int:
    request = sought.request
    addresses = matching.addresses_of(request)
    keyed = matching.of_controller(holding, {pk for address in addresses for pk in address.records}, request)
    in_text = matching.found_in_text(holding, request) if sought.slowly else []
    records = list(dict.fromkeys([*keyed, *in_text]))
    of_records = facts.of_records(holding, records, request, sought.today)
    certainty = matching.certainties(request, [each.view for each in of_records], addresses)
    for each in of_records:
        sought.entries += _entries(request, each, certainty.get(each.view.record, Certainty.POSSIBLE), sought.today)
    return len(of_records)


def _in_texts(sought: Sought) -> int:
    request = sought.request
    texts = matching.texts_of(request)
    with translation.override(request.language):
        hits = traces.search(texts) if texts else []
        for hit in hits:
            proposal = propose(request.kind, facts.of_trace(hit.model, hit.column), sought.today)
            described = {"title": str(hit.what), "reference": "", "label": "", "lang": request.language}
            name = f"{TRACE}{hit.model}.{hit.column}"
            sought.entries.append(Entry(name, hit.pk, "", Certainty.POSSIBLE, proposal, None, described))
    return len(hits)


def _entries(
    request: RightsRequest, record: RecordFacts, certainty: Certainty, today: date
) -> Iterator[Entry]:
    for found, proposal in proposed(request.kind, record, today):
        described = {"title": record.view.title, "reference": record.view.reference, "label": found.label,
                     "lang": found.language or request.language}  # fmt: skip
        yield Entry(
            record.view.holding, str(record.view.record), found.key, certainty, proposal, found.rule, described
        )


def proposed(kind: str, record: RecordFacts, today: date) -> Iterator[tuple[Found, Proposal]]:
    """What is proposed for a record, and for those of its fields that can be decided by themselves."""
    whole = propose(kind, record.whole.thing, today)
    destroys = kind == "erasure" and whole.outcome == "erased"
    if destroys and (record.has_companions or record.whole.thing.action in {Action.BLANK, Action.GENERALISE}):
        # The authority lets the values go and keeps the record, or others would go with it: each value is blanked.
        for found in (*record.fields, *record.rest):
            yield found, propose(kind, found.thing, today)
        return
    yield record.whole, whole
    if destroys or kind not in {"erasure", "withdrawal", "portability"}:
        return
    for found in record.fields:
        if kind == "erasure" or found.thing.by_consent:
            yield found, propose(kind, found.thing, today)


def proposal_for(item: RequestItem) -> Proposal | None:
    """What is proposed for a thing today, whatever was chosen; None when it is not there (any more)."""
    request = item.request
    today = request.controller.local_date(timezone.now())
    if item.is_trace:
        model, _dot, column = item.holding.removeprefix(TRACE).rpartition(".")
        return propose(request.kind, facts.of_trace(model, column), today)
    of_record = facts.of_records(registry.holding_of(item.holding), [UUID(item.record)], request, today)
    found = {each.key: proposal for record in of_record for each, proposal in proposed(request.kind, record, today)}
    return found.get(item.key)
