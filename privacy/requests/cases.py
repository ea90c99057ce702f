"""Everything that people do with a case; views and commands only call."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from privacy import registry, subject_keys
from privacy.contracts import Refusal
from privacy.models import (
    Certainty,
    ClosingReason,
    IdentityLevel,
    LetterKind,
    Outcome,
    Reason,
    RequestAddress,
    RequestItem,
    RequestKind,
    RightsRequest,
    SourceAnswer,
)
from privacy.requests import clocks, guarding, letters, opening, search
from privacy.requests.acting import acting, set_deadline
from privacy.requests.answering import answer, appeal, close
from privacy.requests.decisions import decide, refuse
from privacy.requests.proposals import Proposal, choices
from privacy.requests.states import Act, State

__all__ = [
    "NotWhole", "add_address", "answer", "answer_source", "appeal", "ask_identity", "choices_of", "choose", "close",
    "confirm_match", "correct_field", "decide", "extend", "give_opinion", "open_case", "refuse", "show_identity",
    "withdraw",
]  # fmt: skip


class NotWhole(Refusal):
    """Something is missing or does not fit."""

    title = _("Something is missing")


def open_case(*, request: RightsRequest, by: Any, now: datetime) -> None:
    """Begin with a case that did not come by the public page, or was not confirmed by mail.

    What is found is held, and where restriction is asked for, or use objected to, restricted at once.
    """
    opening.open_case(request, now=now, by=by)


def ask_identity(*, request: RightsRequest, by: Any, now: datetime) -> None:
    """Ask her to show who she is, on reasonable doubt (GDPR 12.6); the clock stops if this is done without delay.

    :raises NotWhole: when she has been asked before.
    """
    with acting(request, Act.ASK_IDENTITY, by=by, now=now) as under_way:
        if under_way.request.identity_asked_at is not None:
            raise NotWhole([_("She has been asked already.")])
        under_way.request.identity_asked_at = now
        letters.send(request=under_way.request, kind=LetterKind.ASK_IDENTITY, by=by, now=now)


def show_identity(*, request: RightsRequest, level: str, note: str, by: Any, now: datetime) -> None:
    """Write down that she has shown who she is, and how; never a copy of an identity card.

    :raises NotWhole: when the note is empty.
    """
    if not note.strip() or level not in IdentityLevel.values or level == IdentityLevel.NONE:
        raise NotWhole([_("Write how her identity was established, without copying any document.")])
    with acting(request, Act.SHOW_IDENTITY, by=by, now=now) as under_way:
        case = under_way.request
        was_pending = case.state == State.IDENTITY_PENDING
        case.identity_level, case.identity_note = level, note.strip()
        under_way.facts["level"] = str(level)
        if case.identity_asked_at is not None and case.identity_shown_at is None:
            case.identity_shown_at = now
            set_deadline(case)
        if was_pending:
            case.state = State.SEARCHING.value
    if was_pending:
        search.search(request, now, by=by)


def add_address(*, request: RightsRequest, kind: str, value: str, proof: str, by: Any, now: datetime) -> None:
    """Add an address or number that she uses or used, or write down that one she gave has been proven.

    What is found under it belongs to the case; without a proof it is possibly hers.

    :raises NotWhole: when it is no address or number, or stands so in the case already.
    """
    with acting(request, Act.ADD_ADDRESS, by=by, now=now) as under_way:
        case = under_way.request
        region = case.controller.jurisdiction
        if subject_keys.normalise(kind, value, region=region) is None:
            raise NotWhole([_("This is neither an e-mail address nor a telephone number.")])
        row, is_new = RequestAddress.objects.get_or_create(
            request=case, kind=kind, value=value.strip(), defaults={"proof": proof}
        )
        if not is_new and (row.proof != RequestAddress.Proof.NONE or proof == RequestAddress.Proof.NONE):
            raise NotWhole([_("This address or number stands in the case already.")])
        row.proof = proof
        row.save()
        subject_keys.remember(case.pk, kind, value, region=region)
        under_way.facts |= {"kind": str(kind), "proof": str(proof)}
        is_searched = case.state in {State.SEARCHING, State.REVIEW}
    if is_searched:
        search.search(request, now, by=by)


def extend(*, request: RightsRequest, reason: str, by: Any, now: datetime) -> None:
    """Take two more months, once, before the first due date, and tell her why (GDPR 12.3).

    :raises NotWhole: without a reason, a second time, or too late.
    """
    if not reason.strip():
        raise NotWhole([_("Write why more time is needed: the reason stands in the letter.")])
    with acting(request, Act.EXTEND, by=by, now=now) as under_way:
        case = under_way.request
        today = case.controller.local_date(now)
        if not clocks.may_extend(case.answer_by, today, extended=case.extended_at is not None):
            raise NotWhole([_("More time can be taken once, and only until the first day to answer by.")])
        case.extended_at, case.extension_reason = now, reason.strip()
        set_deadline(case)
        letters.send(request=case, kind=LetterKind.EXTENSION, by=by, now=now)
        under_way.facts["answer_by"] = case.answer_by.isoformat()


def confirm_match(*, item: RequestItem, is_hers: bool, by: Any, now: datetime) -> None:
    """Say whether a record or text is hers; holds for everything of the same record, and is held or let go.

    :raises NotWhole: for what was found by her own address.
    """
    with acting(item.request, Act.CHOOSE, by=by, now=now) as under_way:
        if item.certainty == Certainty.KEY:
            raise NotWhole([_("It was found by her own address or number.")])
        certainty = Certainty.CONFIRMED if is_hers else Certainty.REJECTED
        case = under_way.request
        case.items.filter(holding=item.holding, record=item.record).update(certainty=certainty)
        under_way.facts |= {"item": item.pk, "certainty": str(certainty)}
        guarding.hold(case, now=now)
        guarding.restrict_at_once(case, now=now)


def choose(*, item: RequestItem, outcome: str, reason: str, by: Any, now: datetime) -> None:
    """Choose something else than what is proposed for a thing. Destroying cannot be chosen, only proposed.

    :raises NotWhole: when the law does not offer it in this kind of request.
    """
    with acting(item.request, Act.CHOOSE, by=by, now=now) as under_way:
        current = RequestItem.objects.select_related("request").get(pk=item.pk)
        offered = choices_of(current)
        chosen = next((each for each in offered if (each.outcome, each.reason) == (outcome, reason)), None)
        if chosen is None:
            raise NotWhole([_("This cannot be chosen here.")])
        current.outcome, current.reason, current.until_on = chosen.outcome, chosen.reason, chosen.until_on
        current.is_own_choice = True
        current.save()
        under_way.facts |= {"item": item.pk, "outcome": str(outcome), "reason": str(reason)}
    item.refresh_from_db()


def choices_of(item: RequestItem) -> list[Proposal]:
    """What a case officer may choose for a thing, in a stable order; the proposal first."""
    proposal = search.proposal_for(item)
    if proposal is None:
        return []
    # What is corrected is said of a value and not of a record: correct_field.
    offered = [each for each in choices(item.request.kind, proposal) if each.outcome != Outcome.CORRECTED]
    return sorted(offered, key=lambda each: (each != proposal, each.outcome, each.reason))


def correct_field(*, item: RequestItem, key: str, value: str, by: Any, now: datetime) -> RequestItem:
    """In a request for rectification: what one value of the record ``item`` is to be from now on.

    :raises NotWhole: in another kind of request, or for a field that the record does not have.
    """
    with acting(item.request, Act.CHOOSE, by=by, now=now) as under_way:
        case = under_way.request
        holding = registry.holding_of(item.holding)
        views = holding.views([UUID(item.record)], case.language, opened=False)
        field = next((each for view in views for each in view.fields if each.key == key), None)
        if case.kind != RequestKind.RECTIFICATION or field is None:
            raise NotWhole([_("This cannot be chosen here.")])
        described = {**item.described, "label": field.label, "lang": field.language}
        corrected, _is_new = RequestItem.objects.update_or_create(
            request=case, holding=item.holding, record=item.record, key=key,
            defaults={"certainty": item.certainty, "outcome": Outcome.CORRECTED, "reason": Reason.AS_ASKED,
                      "new_value": value, "is_own_choice": True, "described": described},
        )  # fmt: skip
        under_way.facts |= {"item": corrected.pk, "outcome": str(Outcome.CORRECTED)}
    return corrected


def answer_source(
    *, source: SourceAnswer, answer: str, by: Any, now: datetime, note: str = "", count: int = 0
) -> None:
    """Write down what a source outside the site had.

    :raises NotWhole: for a source of this site, which answers by being searched.
    """
    with acting(source.request, Act.ANSWER_SOURCE, by=by, now=now) as under_way:
        if source.outside_id is None:
            raise NotWhole([_("This source is searched by the site itself.")])
        source.answer, source.note, source.count = answer, note.strip(), count
        source.answered_by, source.answered_at = by, now
        source.save()
        under_way.facts |= {"source": source.pk, "answer": str(answer)}


def give_opinion(*, request: RightsRequest, text: str, by: Any, now: datetime) -> None:
    """The data protection officer's advice; it decides nothing (GDPR 38.6, 39)."""
    with acting(request, Act.GIVE_OPINION, by=by, now=now) as under_way:
        under_way.request.opinion = text.strip()


def withdraw(*, request: RightsRequest, by: Any, now: datetime) -> None:
    """She does not want it any more: nothing is done, and what was held is free again."""
    with acting(request, Act.WITHDRAW, by=by, now=now) as under_way:
        under_way.request.closing_reason = ClosingReason.WITHDRAWN
        if under_way.request.kind in guarding.AT_ONCE:
            guarding.lift(under_way.request)
        opening.end(under_way.request, by=by, now=now)
