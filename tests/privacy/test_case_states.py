"""Which act is open where, and where it leads."""

import pytest

from privacy.models import CaseState
from privacy.requests.acting import ROLES
from privacy.requests.states import ENDED, STEPS, Act, Duty, State, after, is_open, open_acts

#: The way of an ordinary case.
WAY = [
    (Act.CONFIRM, "received", "received"),
    (Act.OPEN, "received", "searching"),
    (Act.SEARCH, "searching", "review"),
    (Act.DECIDE, "review", "decided"),
    (Act.EXECUTE, "decided", "executing"),
    (Act.ANSWER, "verified", "answered"),
    (Act.CLOSE, "answered", "closed"),
]


def test_the_states_of_the_table_are_those_of_the_database():
    assert [state.value for state in State] == CaseState.values


def test_every_act_has_a_duty_and_every_duty_a_role():
    assert set(STEPS) == set(Act)
    assert {step.duty for step in STEPS.values()} == set(Duty) == set(ROLES)


@pytest.mark.parametrize(("act", "before", "then"), WAY)
def test_an_ordinary_case_goes_its_way(act, before, then):
    assert after(act, before) == then


@pytest.mark.parametrize(
    ("act", "before"),
    [
        (Act.DECIDE, "received"),
        (Act.EXECUTE, "review"),
        (Act.ANSWER, "decided"),
        (Act.CLOSE, "verified"),
        (Act.WITHDRAW, "executing"),
        (Act.CHOOSE, "decided"),
        (Act.EXTEND, "answered"),
        (Act.OPEN, "closed"),
    ],
)
def test_no_step_is_left_out(act, before):
    assert not is_open(act, before)
    with pytest.raises(ValueError, match="not open"):
        after(act, before)


def test_interrupted_execution_may_go_on():
    assert after(Act.EXECUTE, "executing") == State.EXECUTING


def test_only_an_appeal_opens_what_has_ended():
    assert {state: open_acts(state) for state in sorted(ENDED)} == {"closed": [Act.APPEAL], "withdrawn": []}


def test_the_data_protection_officer_does_nothing_but_advise():
    assert [act for act, step in STEPS.items() if step.duty is Duty.ADVISE] == [Act.GIVE_OPINION]
    assert STEPS[Act.GIVE_OPINION].to is None


def test_every_state_is_reached_by_an_act_but_those_that_the_site_sets():
    reached = {step.to for step in STEPS.values() if step.to}
    assert set(State) - reached == {State.RECEIVED, State.VERIFIED}
