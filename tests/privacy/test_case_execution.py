"""From a decision to what is gone, kept and restricted: rehearsed, done once, resumed, and looked for afterwards."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command

from forms_app.models import Submission
from privacy import holds
from privacy.contracts import Refusal
from privacy.disposal import destroy, ledger_file
from privacy.models import AuditEvent, ErasureLedger, SectionDefaults, SubjectKey
from privacy.requests import cases, execution
from privacy.requests.acting import NotNow, NotYours
from privacy.requests.decisions import CannotDecide, obstacles
from privacy.requests.dry_run import dry_run
from privacy.roles import Role
from tests.factories import (
    ASKED_AT,
    a_delegation,
    a_form_page,
    a_request,
    a_submission,
    an_officer,
    arm,
    question,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kultur")]
HOLDING = "forms_app.submissions"
YEARS_LATER = ASKED_AT + timedelta(days=800)
WEEKS_LATER = ASKED_AT + timedelta(days=30)


@pytest.fixture(autouse=True)
def ledger_in_a_folder_of_its_own(settings, tmp_path):
    settings.KALLELSE_LEDGER = tmp_path / "ledger.jsonl"
    settings.KALLELSE_PRIVATE = tmp_path / "private"


@pytest.fixture
def page():
    return a_form_page(question("name"), question("email"), question("diet"))


@pytest.fixture
def controller(page):
    return SectionDefaults.objects.get().controller


@pytest.fixture
def armed(controller):
    return arm(controller.activities.get(names__sv="Evenemang och kurser"))


@pytest.fixture
def officer(db):
    return an_officer(Role.CASE_OFFICER)


@pytest.fixture
def decider(controller):
    user = an_officer(Role.DECISION_MAKER)
    a_delegation(controller, user)
    return user


def decided(request, decider, officer, now):
    """The case after it has been decided."""
    if "better proof" in str([str(each) for each in obstacles(request)]):
        cases.show_identity(request=request, level="counter", note="Pass, visat i disken", by=officer, now=now)
    cases.decide(request=request, by=decider, now=now)
    return request


def test_what_may_go_goes_and_the_sweep_finds_nothing(page, controller, armed, officer, decider):
    a_submission(page)
    kept = a_submission(page, name="Heli Metsä", email="heli@example.org")
    request = decided(a_request(controller, now=YEARS_LATER), decider, officer, YEARS_LATER)
    execution.execute(request=request, by=officer, now=YEARS_LATER)
    assert [each.pk for each in Submission.objects.all()] == [kept]
    assert (request.state, request.sweep["clean"]) == ("verified", True)
    assert request.sweep["needles"] > 3
    assert [row.step for row in ErasureLedger.objects.order_by("pk")] == ["begun", "done"]
    assert request.items.get().done_at == YEARS_LATER


def test_a_field_whose_purpose_ended_is_blanked_and_the_rest_is_kept(page, controller, armed, officer, decider):
    record = a_submission(page, diet="jordnötter och selleri")
    request = decided(a_request(controller, now=WEEKS_LATER), decider, officer, WEEKS_LATER)
    execution.execute(request=request, by=officer, now=WEEKS_LATER)
    stored = Submission.objects.get(pk=record)
    assert next(iter(stored.erased.values()))["cause"] == f"case:{request.number}"
    assert "Maj Lind" in str(stored.answers)
    assert request.sweep["clean"]
    cases.answer(request=request, by=officer, now=WEEKS_LATER)
    assert holds.held(HOLDING, [record]) == {record: "open_case"}
    cases.close(request=request, by=officer, now=WEEKS_LATER)
    assert holds.held(HOLDING, [record]) == {}
    assert request.due_on == controller.local_date(WEEKS_LATER).replace(year=2029)


def test_a_rehearsal_tells_exactly_what_happens_and_leaves_nothing(page, controller, armed, officer, decider):
    a_submission(page, diet="jordnötter och selleri")
    request = a_request(controller, now=WEEKS_LATER)
    before = list(Submission.objects.values()), AuditEvent.objects.count()
    told = dry_run(request, by=officer, now=WEEKS_LATER)
    assert (list(Submission.objects.values()), AuditEvent.objects.count()) == before
    assert not ErasureLedger.objects.exists()
    assert list(ledger_file.lines()) == []
    decided(request, decider, officer, WEEKS_LATER)
    execution.execute(request=request, by=officer, now=WEEKS_LATER)
    happened = request.items.order_by("pk").values_list("key", "outcome", "reason", "until_on")
    assert [(line.key, line.outcome, line.reason, line.until_on) for line in told.lines] == list(happened)
    assert told.counts == {"retained": 1, "blanked": 1}


class Killed(Exception):
    """The process is gone."""


@pytest.mark.parametrize("step", [*execution.STEPS[:-1], *destroy.STEPS[:-1]])
def test_killed_at_any_step_and_begun_again_it_does_what_was_decided(step, page, controller, armed, officer, decider):
    for number in range(2):
        a_submission(page, now=ASKED_AT + timedelta(hours=number))
    kept = a_submission(page, name="Heli Metsä", email="heli@example.org")
    request = decided(a_request(controller, now=YEARS_LATER), decider, officer, YEARS_LATER)

    def kill(reached):
        if reached == step:
            raise Killed

    with pytest.raises(Killed):
        execution.execute(request=request, by=officer, now=YEARS_LATER, reached=kill)
    execution.execute(request=request, by=officer, now=YEARS_LATER)
    assert request.state == "verified"
    assert [each.pk for each in Submission.objects.all()] == [kept]
    assert set(SubjectKey.objects.values_list("record", flat=True)) == {kept, request.pk}
    assert ErasureLedger.objects.filter(step="done").count() == 2


def test_a_hold_placed_after_the_decision_keeps_what_was_to_go(page, controller, armed, officer, decider):
    record = a_submission(page)
    request = decided(a_request(controller, now=YEARS_LATER), decider, officer, YEARS_LATER)
    holds.place(controller=controller, scope="record", holding=HOLDING, record=record, reason="claim",
                by=officer, now=YEARS_LATER)  # fmt: skip
    execution.execute(request=request, by=officer, now=YEARS_LATER)
    assert Submission.objects.count() == 1
    item = request.items.get()
    assert (item.outcome, item.reason) == ("retained", "held_claim")


def test_an_authority_that_has_ended_keeps_what_was_to_go(page, controller, armed, officer, decider):
    a_submission(page)
    request = decided(a_request(controller, now=YEARS_LATER), decider, officer, YEARS_LATER)
    armed.valid_to = controller.local_date(ASKED_AT)
    armed.save()
    execution.execute(request=request, by=officer, now=YEARS_LATER)
    assert Submission.objects.count() == 1
    assert request.items.get().reason == "no_authority"


def test_nothing_happens_before_a_decision(page, controller, armed, officer):
    a_submission(page)
    request = a_request(controller, now=YEARS_LATER)
    with pytest.raises(NotNow):
        execution.execute(request=request, by=officer, now=YEARS_LATER)
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.ARCHIVIST, Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR])
def test_only_decision_makers_decide(page, controller, role):
    request = a_request(controller)
    user = an_officer(role)
    a_delegation(controller, user)
    with pytest.raises(NotYours):
        cases.decide(request=request, by=user, now=ASKED_AT)


def test_a_case_without_anything_special_arrives_complete(page, controller, decider):
    a_submission(page)
    request = a_request(controller)
    assert obstacles(request) == []
    cases.decide(request=request, by=decider, now=ASKED_AT)
    assert (request.state, request.decided_by, request.delegation.number) == ("decided", decider, "A 4.2")


@pytest.mark.parametrize(
    "facts", [{"valid_to": "2027-01-31"}, {"valid_from": "2027-02-02"}], ids=["expired", "not begun"]
)
def test_a_delegation_that_is_not_valid_today_decides_nothing(page, controller, facts):
    decider = an_officer(Role.DECISION_MAKER)
    a_delegation(controller, decider, **facts)
    request = a_request(controller)
    with pytest.raises(CannotDecide):
        cases.decide(request=request, by=decider, now=ASKED_AT)
    assert request.decided_at is None


def test_the_data_protection_officer_decides_nothing_whatever_else_she_is(page, controller, decider):
    an_officer(Role.DATA_PROTECTION_OFFICER, decider.username)
    request = a_request(controller)
    with pytest.raises(CannotDecide):
        cases.decide(request=request, by=decider, now=ASKED_AT)


def test_who_prepared_a_case_does_not_decide_it_where_two_persons_are_asked_for(page, controller, decider):
    controller.two_persons_cases = True
    controller.save()
    an_officer(Role.CASE_OFFICER, decider.username)
    request = a_request(controller)
    cases.extend(request=request, reason="Många källor.", by=decider, now=ASKED_AT)
    with pytest.raises(CannotDecide):
        cases.decide(request=request, by=decider, now=ASKED_AT)
    other = an_officer(Role.DECISION_MAKER, "annan")
    a_delegation(controller, other)
    cases.decide(request=request, by=other, now=ASKED_AT)
    assert request.decided_by == other


def test_special_categories_ask_for_proof_of_the_person(page, controller, officer, decider):
    a_submission(page, diet="vegan")
    request = a_request(controller)
    with pytest.raises(CannotDecide):
        cases.decide(request=request, by=decider, now=ASKED_AT)
    cases.show_identity(request=request, level="eid", note="E-legitimation", by=officer, now=ASKED_AT)
    cases.decide(request=request, by=decider, now=ASKED_AT)
    assert request.state == "decided"


def test_a_possible_match_is_confirmed_or_rejected_before_deciding(page, controller, officer, decider):
    a_submission(page, email="maj.gammal@example.org")
    request = a_request(controller)
    with pytest.raises(CannotDecide):
        cases.decide(request=request, by=decider, now=ASKED_AT)
    cases.confirm_match(item=request.items.get(), is_hers=False, by=officer, now=ASKED_AT)
    cases.decide(request=request, by=decider, now=ASKED_AT)
    assert request.state == "decided"


def test_the_opinion_of_the_data_protection_officer_changes_nothing_but_itself(page, controller):
    request = a_request(controller)
    adviser = an_officer(Role.DATA_PROTECTION_OFFICER)
    cases.give_opinion(request=request, text="Bör bifallas.", by=adviser, now=ASKED_AT)
    assert (request.opinion, request.state, request.owner) == ("Bör bifallas.", "review", None)
    with pytest.raises(Refusal):
        cases.give_opinion(request=request, text="x", by=an_officer(Role.CASE_OFFICER), now=ASKED_AT)


def test_the_clock_stops_and_the_day_moves_while_identity_is_outstanding(page, controller, officer):
    request = a_request(controller, confirmed=False)
    before = request.answer_by
    cases.ask_identity(request=request, by=officer, now=ASKED_AT + timedelta(days=2))
    cases.show_identity(
        request=request, level="counter", note="Pass", by=officer, now=ASKED_AT + timedelta(days=9)
    )
    assert (request.state, request.answer_by - before) == ("review", timedelta(days=7))


def test_the_command_rehearses_and_carries_out_in_the_name_of_a_case_officer(
    page, controller, armed, officer, decider, capsys
):
    a_submission(page)
    request = a_request(controller, now=YEARS_LATER)
    call_command("erase", officer=officer.username, case=request.number, dry_run=True)
    assert capsys.readouterr().out == "retained: 1\n"  # as of today, when the period is running
    with pytest.raises(CommandError, match="cannot be done"):
        call_command("erase", officer=officer.username, case=request.number)
    decided(request, decider, officer, YEARS_LATER)
    with time_machine.travel(YEARS_LATER, tick=False):
        call_command("erase", officer=officer.username, case=request.number)
    assert capsys.readouterr().out == "erased: 1\n"
    assert not Submission.objects.exists()
    actor = AuditEvent.objects.get(action="case.verified").actor
    assert actor == officer.staff_reference.ref


def test_the_command_asks_for_a_case_officer_and_a_case(page, controller, decider, officer):
    request = a_request(controller)
    with pytest.raises(CommandError, match="no case officer"):
        call_command("erase", officer=decider.username, case=request.number)
    with pytest.raises(CommandError, match="no case with"):
        call_command("erase", officer=officer.username, case="1999-1")
