"""What the law says of each thing that is found; each row of the table, and each branch."""

from datetime import date

import pytest

from privacy.models import HoldReason, IdentityLevel, Outcome, Reason, RequestKind
from privacy.requests.identity import is_enough
from privacy.requests.proposals import DESTROYING, HELD, Proposal, Thing, choices, propose
from privacy.rules import Action, Anchor

TODAY = date(2027, 2, 1)
BEFORE, AFTER = date(2027, 1, 31), date(2028, 12, 31)


def thing(**facts):
    """A record under an armed rule whose authority is valid today, unless told otherwise."""
    return Thing(**{"may_act": True, "due_on": AFTER, **facts})


ERASURE = {
    "its period is over": (thing(due_on=BEFORE), Outcome.ERASED, Reason.AUTHORITY_ALLOWS, None),
    "the last day has not passed": (thing(due_on=TODAY), Outcome.RETAINED, Reason.PERIOD_RUNNING, TODAY),
    "its period is running": (thing(), Outcome.RETAINED, Reason.PERIOD_RUNNING, AFTER),
    "it has no date yet": (thing(due_on=None), Outcome.RETAINED, Reason.PERIOD_RUNNING, None),
    "the period of a field is over": (thing(is_field=True, due_on=BEFORE), Outcome.BLANKED, Reason.PURPOSE_ENDED, None),
    "the period of a field is running": (thing(is_field=True), Outcome.RETAINED, Reason.PERIOD_RUNNING, AFTER),
    "spam, before its seven days are over": (thing(selector="minor"), Outcome.ERASED, Reason.MINOR, None),
    "spam without an authority": (thing(selector="minor", may_act=False), Outcome.RETAINED, Reason.NO_AUTHORITY, None),
    "no authority": (thing(due_on=BEFORE, may_act=False), Outcome.RETAINED, Reason.NO_AUTHORITY, None),
    "preserved": (thing(action=Action.PRESERVE, due_on=None), Outcome.RETAINED, Reason.PRESERVED, None),
    "goes to the archives": (thing(action=Action.TRANSFER, due_on=BEFORE), Outcome.RETAINED, Reason.PRESERVED, None),
    "audit of funding": (
        thing(anchor=Anchor.FINAL_PAYMENT_YEAR_END), Outcome.RETAINED, Reason.FUNDING_AUDIT, AFTER,
    ),
    "audit of funding is over": (
        thing(anchor=Anchor.FINAL_PAYMENT_YEAR_END, due_on=BEFORE), Outcome.ERASED, Reason.AUTHORITY_ALLOWS, None,
    ),
    "used on consent only": (
        thing(is_field=True, by_consent=True), Outcome.STOPPED, Reason.CONSENT_WITHDRAWN, AFTER,
    ),
    "used on consent only, and without an authority": (
        thing(is_field=True, by_consent=True, may_act=False), Outcome.STOPPED, Reason.CONSENT_WITHDRAWN, None,
    ),
    "on a published page": (thing(is_trace=True, is_published=True), Outcome.BY_EDITOR, Reason.PUBLISHED, None),
    "in an old version": (thing(is_trace=True), Outcome.ERASED, Reason.PURPOSE_ENDED, None),
}  # fmt: skip


@pytest.mark.parametrize("name", ERASURE)
def test_erasure_goes_as_far_as_the_duty_to_keep_allows(name):
    found, outcome, reason, until_on = ERASURE[name]
    assert propose(RequestKind.ERASURE, found, TODAY) == Proposal(outcome, reason, until_on)


@pytest.mark.parametrize("reason", HoldReason.values)
def test_a_hold_beats_every_rule(reason):
    for held in (thing(due_on=BEFORE, held=reason), thing(selector="minor", held=reason), thing(held=reason)):
        proposal = propose(RequestKind.ERASURE, held, TODAY)
        assert (proposal.outcome, proposal.reason) == (Outcome.RETAINED, HELD[reason])


def test_only_a_claim_is_called_a_claim():
    assert [hold for hold, reason in HELD.items() if reason is Reason.HELD_CLAIM] == [HoldReason.CLAIM]


OTHERS = [
    (RequestKind.ACCESS, thing(), Outcome.PROVIDED, Reason.DISCLOSED),
    (RequestKind.ACCESS, thing(held="claim", may_act=False), Outcome.PROVIDED, Reason.DISCLOSED),
    (RequestKind.ACCESS, thing(is_trace=True), Outcome.PROVIDED, Reason.DISCLOSED),
    (RequestKind.PORTABILITY, thing(), Outcome.NOTHING, Reason.NOT_APPLICABLE),
    (RequestKind.PORTABILITY, thing(by_consent=True, is_field=True), Outcome.PROVIDED, Reason.DISCLOSED),
    (RequestKind.RECTIFICATION, thing(), Outcome.NOTHING, Reason.NOT_CONCERNED),
    (RequestKind.RESTRICTION, thing(held="claim"), Outcome.RESTRICTED, Reason.AS_ASKED),
    (RequestKind.RESTRICTION, thing(is_trace=True), Outcome.NOTHING, Reason.NOT_CONCERNED),
    (RequestKind.RESTRICTION, thing(is_trace=True, is_published=True), Outcome.BY_EDITOR, Reason.PUBLISHED),
    (RequestKind.OBJECTION, thing(), Outcome.RESTRICTED, Reason.OBJECTION_PENDING),
    (RequestKind.OBJECTION, thing(legal_basis="6.1a", by_consent=True), Outcome.NOTHING, Reason.NOT_APPLICABLE),
    (RequestKind.OBJECTION, thing(legal_basis="6.1c"), Outcome.NOTHING, Reason.NOT_APPLICABLE),
    (RequestKind.OBJECTION, thing(is_trace=True), Outcome.NOTHING, Reason.NOT_CONCERNED),
    (RequestKind.OBJECTION, thing(is_trace=True, is_published=True), Outcome.BY_EDITOR, Reason.PUBLISHED),
    (RequestKind.WITHDRAWAL, thing(), Outcome.NOTHING, Reason.NOT_APPLICABLE),
    (RequestKind.WITHDRAWAL, thing(by_consent=True, is_field=True), Outcome.STOPPED, Reason.CONSENT_WITHDRAWN),
    (RequestKind.WITHDRAWAL, thing(is_trace=True), Outcome.ERASED, Reason.CONSENT_WITHDRAWN),
    (RequestKind.WITHDRAWAL, thing(is_trace=True, is_published=True), Outcome.BY_EDITOR, Reason.PUBLISHED),
]


@pytest.mark.parametrize(("kind", "found", "outcome", "reason"), OTHERS)
def test_every_other_right_has_its_answer(kind, found, outcome, reason):
    assert propose(kind, found, TODAY) == Proposal(outcome, reason)


@pytest.mark.parametrize("kind", RequestKind.values)
def test_nobody_can_choose_to_destroy_what_was_not_proposed(kind):
    proposal = propose(kind, thing(), TODAY)
    assert proposal in choices(kind, proposal)
    assert {choice.outcome for choice in choices(kind, proposal)} & DESTROYING == set()


def test_what_is_proposed_for_erasure_may_be_restricted_instead():
    proposal = propose(RequestKind.ERASURE, thing(due_on=BEFORE), TODAY)
    assert choices(RequestKind.ERASURE, proposal) == {proposal, Proposal(Outcome.RESTRICTED, Reason.AS_ASKED)}


@pytest.mark.parametrize(
    ("level", "kind", "has_special", "by_other_keys", "enough"),
    [
        ("none", "access", False, False, False),
        ("none", "restriction", False, False, False),
        ("mailbox", "access", False, False, True),
        ("mailbox", "access", True, False, False),
        ("mailbox", "access", False, True, False),
        ("mailbox", "objection", True, True, True),
        ("known", "erasure", False, True, True),
        ("known", "erasure", True, False, False),
        ("counter", "erasure", True, True, True),
        ("registered_mail", "access", True, True, True),
        ("eid", "access", True, True, True),
    ],
)
def test_how_sure_one_must_be_depends_on_what_was_found(level, kind, has_special, by_other_keys, enough):
    assert level in IdentityLevel.values
    assert is_enough(level, kind=kind, has_special=has_special, by_other_keys=by_other_keys) is enough
