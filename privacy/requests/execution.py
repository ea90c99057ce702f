"""Carrying out what was decided, killable anywhere: what is done is marked in the same transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from privacy import audit, registry, traces
from privacy.contracts import Refusal
from privacy.disposal import grounds
from privacy.disposal.destroy import destroy, ignore
from privacy.models import CaseState, Outcome, Reason, RequestItem, RightsRequest
from privacy.models.request_items import TRACE
from privacy.requests import facts, matching, recipients, verification
from privacy.requests.acting import acting
from privacy.requests.proposals import DESTROYING
from privacy.requests.search import proposed
from privacy.requests.states import Act

Reached = Callable[[str], None]
#: The steps of a case that ``reached`` is told of, beside those of ``privacy.disposal.destroy``.
BEGUN = "the case is being carried out"
CARRIED_OUT = "everything decided is done"
SWEPT = "the sweep is done"
VERIFIED = "the case is verified"
STEPS = (BEGUN, CARRIED_OUT, SWEPT, VERIFIED)
_AT_A_TIME = 200


def execute(*, request: RightsRequest, by: Any, now: datetime, reached: Reached = ignore) -> None:
    """Carry out what was decided, look for what is left, and write down what was found.

    Killed anywhere and begun again, it does what is not done. A hold, or a rule that has changed since
    the decision, keeps what it would have kept then.

    :raises acting.NotNow: when nothing is decided.
    """
    with acting(request, Act.EXECUTE, by=by, now=now):
        pass
    reached(BEGUN)
    needles = verification.needles_of(request)
    carry_out(request, by=by, now=now, reached=reached)
    reached(CARRIED_OUT)
    swept = verification.swept(request, needles)
    reached(SWEPT)
    with transaction.atomic():
        done = RightsRequest.objects.filter(pk=request.pk, state=CaseState.EXECUTING)
        done.update(state=CaseState.VERIFIED, executed_at=now, verified_at=now, sweep=swept)
        audit.record("case.verified", actor=by, subject_type="case", subject_id=request.pk,
                     facts={"number": request.number, "clean": swept["clean"]})  # fmt: skip
    request.refresh_from_db()
    reached(VERIFIED)


def carry_out(
    request: RightsRequest, *, by: Any, now: datetime, reached: Reached = ignore, rehearsal: bool = False
) -> None:
    """Do what every item says that is not done yet; in a rehearsal the caller rolls back."""
    _look_again(request, now)
    recipients.note(request, _open(request).in_records().filter(outcome__in=recipients.CHANGING))
    _erase_texts(request, now)
    _destroy(request, now, reached, rehearsal)
    _restrict(request, now)
    _correct(request, by, now)
    _stop(request, by, now)
    _open(request).update(done_at=now)


def _open(request: RightsRequest) -> Any:
    """What is certainly hers and not done yet."""
    return request.items.certain().filter(done_at=None).order_by("pk")


def _look_again(request: RightsRequest, now: datetime) -> None:
    """Whatever was to be destroyed and may not be destroyed (any more) is kept, with its reason."""
    today = request.controller.local_date(now)
    doomed = list(_open(request).in_records().filter(outcome__in=DESTROYING))
    for holding, items in _grouped(doomed).items():
        records = list(dict.fromkeys(UUID(item.record) for item in items))
        fresh = {
            (str(each.view.record), found.key): (proposal, found.rule)
            for each in facts.of_records(registry.holding_of(holding), records, request, today)
            for found, proposal in proposed(request.kind, each, today)
        }
        for item in items:
            proposal, rule = fresh.get((item.record, item.key), (None, None))
            if proposal is None or proposal.outcome == item.outcome:
                continue
            item.outcome, item.reason = proposal.outcome, proposal.reason
            item.until_on, item.rule = proposal.until_on, rule
            item.save()
            audit.record("case.kept", subject_type="case", subject_id=request.pk,
                         facts={"item": item.pk, "reason": str(proposal.reason)})  # fmt: skip


def _destroy(request: RightsRequest, now: datetime, reached: Reached, rehearsal: bool) -> None:
    doomed = list(_open(request).in_records().filter(outcome__in=DESTROYING).select_related("rule__authority"))
    chunks: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    keys_of: dict[tuple[str, str], set[str]] = defaultdict(set)
    for item in doomed:
        keys_of[item.holding, item.record].add(item.key)
    for (holding, record), named in keys_of.items():
        chunks[holding, () if "" in named else tuple(sorted(named))].append(record)
    today = request.controller.local_date(now)
    for (holding, keys), records in chunks.items():
        for start in range(0, len(records), _AT_A_TIME):
            some = records[start : start + _AT_A_TIME]
            items = [item for item in doomed if item.holding == holding and item.record in some]
            with transaction.atomic():
                destroy(
                    grounds=grounds.of_case(request, items, today),
                    holding=holding,
                    records=[UUID(record) for record in some],
                    keys=keys,
                    now=now,
                    reached=reached,
                    rehearsal=rehearsal,
                )
                request.items.filter(pk__in=[item.pk for item in items]).update(done_at=now)


def _restrict(request: RightsRequest, now: datetime) -> None:
    restricting = _open(request).in_records().filter(outcome__in=[Outcome.RESTRICTED, Outcome.OBJECTION_UPHELD])
    for holding, items in _grouped(restricting).items():
        with transaction.atomic():
            registry.holding_of(holding).restrict([UUID(item.record) for item in items], now)
            _done(items, now)


def _correct(request: RightsRequest, by: Any, now: datetime) -> None:
    for item in _open(request).in_records().filter(outcome=Outcome.CORRECTED):
        with transaction.atomic():
            _put(request, item, item.new_value, by, now)
            _done([item], now)


def _stop(request: RightsRequest, by: Any, now: datetime) -> None:
    """Consent is withdrawn: the working value goes out of use, what was received stays under its duty.

    Where the question takes no empty answer, or the whole record rests on consent, the record is restricted.
    """
    for item in _open(request).in_records().filter(outcome=Outcome.STOPPED):
        with transaction.atomic():
            if not item.key or not _put(request, item, "", by, now):
                registry.holding_of(item.holding).restrict([UUID(item.record)], now)
            _done([item], now)


def _put(request: RightsRequest, item: RequestItem, value: str, by: Any, now: datetime) -> bool:
    try:
        with transaction.atomic():
            registry.holding_of(item.holding).correct(
                UUID(item.record), item.key, value, by=by, why=request.number, now=now
            )
    except Refusal:
        if item.outcome == Outcome.CORRECTED:
            raise
        return False
    return True


def _erase_texts(request: RightsRequest, now: datetime) -> None:
    """Take her out of copies; what an editor must rewrite, or must be kept, says so afterwards."""
    texts = matching.texts_of(request)
    wanted = _open(request).filter(holding__startswith=TRACE, outcome=Outcome.ERASED)
    for item in wanted:
        model, _dot, column = item.holding.removeprefix(TRACE).rpartition(".")
        trace = traces.Trace(model=model, column=column, pk=item.record, what="", where="", excerpt="")
        with transaction.atomic():
            item.outcome = traces.erase(trace, texts, now=now)
            if item.outcome == Outcome.BY_EDITOR:
                item.reason = Reason.PUBLISHED
            item.done_at = now
            item.save()


def _done(items: Iterable[RequestItem], now: datetime) -> None:
    RequestItem.objects.filter(pk__in=[item.pk for item in items]).update(done_at=now)


def _grouped(items: Iterable[RequestItem]) -> dict[str, list[RequestItem]]:
    found: dict[str, list[RequestItem]] = defaultdict(list)
    for item in items:
        found[item.holding].append(item)
    return found
