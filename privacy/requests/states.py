"""How a case moves: which act is open in which state, where it leads, and whose duty it is. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    IDENTITY_PENDING = "identity_pending"
    SEARCHING = "searching"
    REVIEW = "review"
    DECIDED = "decided"
    EXECUTING = "executing"
    VERIFIED = "verified"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    APPEALED = "appealed"


class Duty(StrEnum):
    """Whose work an act is; ``privacy.requests.acting`` knows the role of each."""

    PREPARE = "prepare"  # the case officer's
    DECIDE = "decide"  # the decision-maker's
    ADVISE = "advise"  # the data protection officer's


class Act(StrEnum):
    """What can be done with a case; also the name of the event in the audit log, after "case."."""

    CONFIRM = "confirm"
    OPEN = "open"
    SEARCH = "search"
    ASK_IDENTITY = "ask_identity"
    SHOW_IDENTITY = "show_identity"
    ADD_ADDRESS = "add_address"
    ANSWER_SOURCE = "answer_source"
    CHOOSE = "choose"
    EXTEND = "extend"
    GIVE_OPINION = "give_opinion"
    DECIDE = "decide"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    EXECUTE = "execute"
    TELL_RECIPIENT = "tell_recipient"
    ANSWER = "answer"
    CLOSE = "close"
    APPEAL = "appeal"


#: Before a decision: the case can still be prepared.
PREPARED_IN = frozenset({State.RECEIVED, State.IDENTITY_PENDING, State.SEARCHING, State.REVIEW})
#: Somebody waits for an answer.
UNANSWERED = PREPARED_IN | {State.DECIDED, State.EXECUTING, State.VERIFIED, State.REFUSED, State.APPEALED}
#: After the last act; only an appeal opens it again.
ENDED = frozenset({State.CLOSED, State.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: an act, the states in which it is open, and the state that follows.

    ``to`` None leaves the state as it is.
    """

    duty: Duty
    open_in: frozenset[State]
    to: State | None = None


#: The whole table. Confirming is the person's own act; it moves nothing but a case that was received.
STEPS: dict[Act, Step] = {
    Act.CONFIRM: Step(Duty.PREPARE, frozenset({State.RECEIVED})),
    Act.OPEN: Step(Duty.PREPARE, frozenset({State.RECEIVED}), State.SEARCHING),
    Act.SEARCH: Step(Duty.PREPARE, frozenset({State.SEARCHING, State.REVIEW}), State.REVIEW),
    Act.ASK_IDENTITY: Step(
        Duty.PREPARE, frozenset({State.RECEIVED, State.SEARCHING, State.REVIEW}), State.IDENTITY_PENDING
    ),
    Act.SHOW_IDENTITY: Step(Duty.PREPARE, PREPARED_IN),
    Act.ADD_ADDRESS: Step(Duty.PREPARE, PREPARED_IN),
    Act.ANSWER_SOURCE: Step(Duty.PREPARE, frozenset({State.REVIEW, State.SEARCHING, State.IDENTITY_PENDING})),
    Act.CHOOSE: Step(Duty.PREPARE, frozenset({State.REVIEW, State.IDENTITY_PENDING})),
    Act.EXTEND: Step(Duty.PREPARE, PREPARED_IN),
    Act.GIVE_OPINION: Step(Duty.ADVISE, frozenset(State) - ENDED),
    Act.DECIDE: Step(Duty.DECIDE, frozenset({State.REVIEW}), State.DECIDED),
    Act.REFUSE: Step(Duty.DECIDE, PREPARED_IN, State.REFUSED),
    Act.WITHDRAW: Step(Duty.PREPARE, PREPARED_IN | {State.DECIDED}, State.WITHDRAWN),
    Act.EXECUTE: Step(Duty.PREPARE, frozenset({State.DECIDED, State.EXECUTING}), State.EXECUTING),
    Act.TELL_RECIPIENT: Step(
        Duty.PREPARE, frozenset({State.EXECUTING, State.VERIFIED, State.ANSWERED, State.APPEALED})
    ),
    Act.ANSWER: Step(Duty.PREPARE, frozenset({State.VERIFIED, State.REFUSED}), State.ANSWERED),
    Act.CLOSE: Step(Duty.PREPARE, frozenset({State.ANSWERED, State.APPEALED}), State.CLOSED),
    Act.APPEAL: Step(Duty.PREPARE, frozenset({State.ANSWERED, State.CLOSED}), State.APPEALED),
}


def is_open(act: Act, state: str) -> bool:
    """Whether ``act`` may be done in ``state``."""
    return state in STEPS[act].open_in


def after(act: Act, state: str) -> State:
    """The state that follows ``act``.

    :raises ValueError: when the act is not open in ``state``.
    """
    if not is_open(act, state):
        raise ValueError(f"{act} is not open in the state {State(state)}")
    return STEPS[act].to or State(state)


def open_acts(state: str) -> list[Act]:
    """Every act that is open in ``state``, in the order in which a case is worked."""
    return [act for act in Act if is_open(act, state)]
