"""The one next thing stands on top: what is most urgent of the reader's own work."""

import pytest

from privacy.desk_order import WHOSE, Kind, Matter, in_order, of_case, order_for
from privacy.roles import Role


def test_every_kind_of_matter_has_its_place_and_somebody_or_everybody():
    assert set(WHOSE) == set(Kind)
    assert in_order(Matter(kind) for kind in reversed(Kind)) == [Matter(kind) for kind in Kind]


def test_of_two_alike_the_one_with_fewer_days_comes_first():
    late, later = Matter(Kind.CASE_OVERDUE, days=-9, number="2026-7"), Matter(Kind.CASE_OVERDUE, days=-2)
    assert in_order([later, late]) == [late, later]


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.CASE_OFFICER, Kind.CASE_OVERDUE),
        (Role.DECISION_MAKER, Kind.CASE_OVERDUE),
        (Role.ARCHIVIST, Kind.RUN_STOPPED),
        (Role.DATA_PROTECTION_OFFICER, None),
        (Role.EDITOR, None),
    ],
)
def test_each_role_meets_its_own_work_first_and_nobody_s_matter_is_lost(role, first):
    everything = [Matter(kind) for kind in Kind]
    order = order_for(everything, [role])
    assert (order.first and order.first.kind) == first
    shown = [*filter(None, [order.first]), *order.then, *order.others]
    assert sorted(shown, key=str) == sorted(everything, key=str)


def test_what_counts_nothing_is_not_shown():
    order = order_for([Matter(Kind.DATA_DUE, count=0), Matter(Kind.MAIL_FAILED, count=2)], [Role.CASE_OFFICER])
    assert order.first == Matter(Kind.MAIL_FAILED, count=2)
    assert (order.then, order.others) == ((), ())


@pytest.mark.parametrize(
    ("state", "days", "unconfirmed", "kind"),
    [
        ("received", 20, False, Kind.CASE_TO_PREPARE),
        ("received", 20, True, Kind.CASE_UNCONFIRMED),
        ("received", -3, True, Kind.CASE_UNCONFIRMED),
        ("searching", 6, False, Kind.CASE_TO_PREPARE),
        ("searching", 5, False, Kind.CASE_SOON),
        ("review", 0, False, Kind.CASE_SOON),
        ("review", -1, False, Kind.CASE_OVERDUE),
        ("review", 12, False, Kind.CASE_TO_DECIDE),
        ("identity_pending", 2, False, Kind.IDENTITY_OUTSTANDING),
        ("identity_pending", -2, False, Kind.CASE_OVERDUE),
        ("decided", 12, False, Kind.CASE_TO_EXECUTE),
        ("executing", 12, False, Kind.CASE_TO_EXECUTE),
        ("verified", 12, False, Kind.CASE_TO_ANSWER),
        ("refused", 12, False, Kind.CASE_TO_ANSWER),
    ],
)
def test_a_case_waits_for_what_its_state_and_its_days_say(state, days, unconfirmed, kind):
    found = of_case(state, days, unconfirmed=unconfirmed, number="2026-3", target="id")
    assert found == Matter(kind, days=days, number="2026-3", target="id")


@pytest.mark.parametrize("state", ["answered", "closed", "withdrawn", "appealed"])
def test_a_case_that_has_been_answered_waits_for_nothing(state):
    assert of_case(state, -40, unconfirmed=False, number="2026-3", target="id") is None
