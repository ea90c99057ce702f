"""What the law says about one thing that was found: the whole table as pure functions.

A thing is a record, one field of it, or a trace: a text elsewhere that names her. What is known of it
is passed in; nothing is read here. Erasure never overrides the duty to keep (GDPR 17.3 b and d).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from privacy.models import HoldReason, LegalBasis, Outcome, Reason, RequestKind
from privacy.rules import Action, Anchor, Selector, is_due


@dataclass(frozen=True, slots=True)
class Thing:
    """What decides about a thing.

    ``may_act``: its rule is armed and the authority valid today. ``held``: a ``HoldReason``, or "".
    ``by_consent``: it is used on consent only. ``is_field``: a value with a rule or a consent of its own.
    ``is_trace``: no record but a text that names her; ``is_published``: one that an editor must rewrite.
    """

    legal_basis: str = LegalBasis.PUBLIC_TASK.value
    selector: str = Selector.RECORD.value
    action: str = Action.DELETE.value
    anchor: str = Anchor.SUBMITTED.value
    may_act: bool = False
    due_on: date | None = None
    held: str = ""
    by_consent: bool = False
    is_field: bool = False
    is_trace: bool = False
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to be done with a thing, why, and until when it is kept."""

    outcome: Outcome
    reason: Reason
    until_on: date | None = None


#: Which words a hold gets in a letter.
HELD: dict[str, Reason] = {
    HoldReason.OPEN_CASE: Reason.HELD_OTHER,
    HoldReason.PUBLIC_ACCESS: Reason.HELD_ACCESS,
    HoldReason.CLAIM: Reason.HELD_CLAIM,
    HoldReason.INSPECTION: Reason.HELD_INSPECTION,
    HoldReason.INCIDENT: Reason.HELD_OTHER,
    HoldReason.OTHER: Reason.HELD_OTHER,
}
#: What destroys; never chosen, only proposed, since it needs an authority.
DESTROYING = frozenset({Outcome.ERASED, Outcome.BLANKED})
#: What keeps a case open until a person has said how it is.
OPEN_QUESTIONS = frozenset({Reason.OBJECTION_PENDING})

_SEEN = {
    Proposal(Outcome.PROVIDED, Reason.DISCLOSED),
    Proposal(Outcome.WITHHELD, Reason.THIRD_PARTY),
    Proposal(Outcome.WITHHELD, Reason.SECRECY),
}
#: What a case officer may choose in the place of a proposal, by what was asked.
_CHOICES: dict[str, set[Proposal]] = {
    RequestKind.ACCESS: _SEEN,
    RequestKind.PORTABILITY: _SEEN | {Proposal(Outcome.NOTHING, Reason.NOT_APPLICABLE)},
    RequestKind.RECTIFICATION: {
        Proposal(Outcome.CORRECTED, Reason.AS_ASKED),
        Proposal(Outcome.NOTHING, Reason.ACCURATE),
        Proposal(Outcome.NOTHING, Reason.NOT_CONCERNED),
    },
    RequestKind.ERASURE: {Proposal(Outcome.RESTRICTED, Reason.AS_ASKED)},
    RequestKind.RESTRICTION: {
        Proposal(Outcome.RESTRICTED, Reason.AS_ASKED),
        Proposal(Outcome.RESTRICTED, Reason.ACCURACY_CONTESTED),
        Proposal(Outcome.NOTHING, Reason.NOT_CONCERNED),
    },
    RequestKind.OBJECTION: {
        Proposal(Outcome.OBJECTION_UPHELD, Reason.AS_ASKED),
        Proposal(Outcome.OBJECTION_OVERRIDDEN, Reason.COMPELLING_GROUNDS),
    },
    RequestKind.WITHDRAWAL: {
        Proposal(Outcome.STOPPED, Reason.CONSENT_WITHDRAWN),
        Proposal(Outcome.NOTHING, Reason.NOT_APPLICABLE),
    },
}


def propose(kind: str, thing: Thing, today: date) -> Proposal:
    """What is proposed for ``thing`` in a request of this ``kind``.

    :raises KeyError: for an unknown kind.
    """
    return _TABLE[kind](thing, today)


def choices(kind: str, proposal: Proposal) -> set[Proposal]:
    """What a case officer may choose, the proposal included. Nothing among it destroys but the proposal."""
    return _CHOICES[kind] | {proposal}


def _access(thing: Thing, today: date) -> Proposal:
    return Proposal(Outcome.PROVIDED, Reason.DISCLOSED)


def _portability(thing: Thing, today: date) -> Proposal:
    """Only what she gave on consent moves along (GDPR 20.1, 20.3)."""
    if thing.by_consent:
        return _access(thing, today)
    return Proposal(Outcome.NOTHING, Reason.NOT_APPLICABLE)


def _rectification(thing: Thing, today: date) -> Proposal:
    """Which value is wrong, and what is right, a person says."""
    return Proposal(Outcome.NOTHING, Reason.NOT_CONCERNED)


def _restriction(thing: Thing, today: date) -> Proposal:
    if thing.is_trace:
        return _published(thing) or Proposal(Outcome.NOTHING, Reason.NOT_CONCERNED)
    return Proposal(Outcome.RESTRICTED, Reason.AS_ASKED)


def _objection(thing: Thing, today: date) -> Proposal:
    """Against a task in the public interest only (GDPR 21.1); restricted until it is decided (18.1 d)."""
    if thing.is_trace:
        return _published(thing) or Proposal(Outcome.NOTHING, Reason.NOT_CONCERNED)
    if thing.legal_basis != LegalBasis.PUBLIC_TASK:
        return Proposal(Outcome.NOTHING, Reason.NOT_APPLICABLE)
    return Proposal(Outcome.RESTRICTED, Reason.OBJECTION_PENDING)


def _withdrawal(thing: Thing, today: date) -> Proposal:
    """The use stops and copies go; the record stays under its duty (GDPR 17.1 b, 17.3 d)."""
    if thing.is_trace:
        return _published(thing) or Proposal(Outcome.ERASED, Reason.CONSENT_WITHDRAWN)
    if thing.by_consent:
        return Proposal(Outcome.STOPPED, Reason.CONSENT_WITHDRAWN)
    return Proposal(Outcome.NOTHING, Reason.NOT_APPLICABLE)


def _erasure(thing: Thing, today: date) -> Proposal:
    """Erased where the authority lets it go now; otherwise kept until a date, for a reason (GDPR 17.3)."""
    if thing.is_trace:
        return _published(thing) or Proposal(Outcome.ERASED, Reason.PURPOSE_ENDED)
    if thing.held:
        return Proposal(Outcome.RETAINED, HELD[thing.held])
    if thing.action in {Action.PRESERVE, Action.TRANSFER}:
        return _kept(thing, Reason.PRESERVED)
    if not thing.may_act:
        return _kept(thing, Reason.NO_AUTHORITY)
    if thing.selector in {Selector.MINOR, Selector.INVITATION}:
        return Proposal(Outcome.ERASED, Reason.MINOR)
    if not is_due(thing.due_on, today):
        audited = thing.anchor == Anchor.FINAL_PAYMENT_YEAR_END
        return _kept(thing, Reason.FUNDING_AUDIT if audited else Reason.PERIOD_RUNNING, thing.due_on)
    if thing.is_field:
        return Proposal(Outcome.BLANKED, Reason.PURPOSE_ENDED)
    return Proposal(Outcome.ERASED, Reason.AUTHORITY_ALLOWS)


def _kept(thing: Thing, reason: Reason, until_on: date | None = None) -> Proposal:
    """What must be kept is kept; what is used on consent only is not used any more."""
    if thing.by_consent:
        return Proposal(Outcome.STOPPED, Reason.CONSENT_WITHDRAWN, until_on)
    return Proposal(Outcome.RETAINED, reason, until_on)


def _published(thing: Thing) -> Proposal | None:
    return Proposal(Outcome.BY_EDITOR, Reason.PUBLISHED) if thing.is_published else None


_TABLE = {
    RequestKind.ACCESS.value: _access,
    RequestKind.PORTABILITY.value: _portability,
    RequestKind.RECTIFICATION.value: _rectification,
    RequestKind.RESTRICTION.value: _restriction,
    RequestKind.OBJECTION.value: _objection,
    RequestKind.WITHDRAWAL.value: _withdrawal,
    RequestKind.ERASURE.value: _erasure,
}
