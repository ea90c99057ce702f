"""What is found of a person, what is held and restricted at once, and what is proposed."""

from datetime import timedelta

import pytest
from wagtail.models import PageLogEntry

from forms_app.models import Submission
from privacy import holds, subject_keys
from privacy.contracts import Refusal
from privacy.models import OutsideSource, RequestItem, SectionDefaults
from privacy.requests import cases, intake, opening, tokens
from privacy.requests.acting import NotNow
from privacy.requests.search import search
from privacy.roles import Role
from tests.factories import (
    ASKED_AT,
    a_body,
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
LATER = ASKED_AT + timedelta(days=2)


@pytest.fixture
def page():
    """A form for name, address and a diet: kept a year from submission, the diet seven days."""
    return a_form_page(question("name"), question("email"), question("diet"))


@pytest.fixture
def controller(page):
    return SectionDefaults.objects.get().controller


@pytest.fixture
def officer(db):
    return an_officer(Role.CASE_OFFICER)


def lines(request):
    """(whole or field, certainty, outcome, reason) of each item."""
    rows = request.items.order_by("pk").values_list("key", "certainty", "outcome", "reason")
    return [("field" if key else "whole", *rest) for key, *rest in rows]


def test_every_source_answers_also_those_with_nothing(page, controller):
    a_submission(page)
    request = a_request(controller)
    found = dict(request.sources.values_list("name", "answer"))
    assert found[HOLDING] == "found"
    assert found["privacy.requests"] == "nothing"
    assert found["traces"] == "nothing"


def test_a_record_is_found_by_her_address_and_held(page, controller):
    record = a_submission(page)
    other = a_submission(page, name="Heli Metsä", email="heli@example.org")
    request = a_request(controller)
    assert lines(request) == [("whole", "key", "retained", "no_authority")]
    assert holds.held(HOLDING, [record, other]) == {record: "open_case"}
    assert holds.held(HOLDING, [record], except_case=request) == {}


def test_what_another_authority_keeps_is_not_found(page, controller):
    a_submission(page)
    theirs = a_form_page(question("name"), question("email"), parent=a_body("natur", email="natur@region.example"))
    a_submission(theirs)
    request = a_request(controller)
    assert Submission.objects.count() == 2
    assert request.items.count() == 1


def test_what_is_due_under_an_authority_may_go_field_by_field(page, controller):
    arm(controller.activities.get(names__sv="Evenemang och kurser"))
    a_submission(page, diet="vegan")
    request = a_request(controller, now=ASKED_AT + timedelta(days=30))
    assert lines(request) == [
        ("whole", "key", "retained", "period_running"),
        ("field", "key", "blanked", "purpose_ended"),
    ]
    whole = request.items.get(key="")
    assert whole.until_on == Submission.objects.get().due_on
    assert whole.described["title"] == "Anmälan"
    assert request.items.exclude(key="").get().described["label"] == "Specialkost"


def test_a_shared_mailbox_is_looked_at_record_by_record(page, controller, officer):
    a_submission(page, name="Maj Lind", email="familjen@example.org")
    a_submission(page, name="Bo Lind", email="familjen@example.org")
    request = a_request(controller, addresses=[("email", "familjen@example.org")])
    assert sorted(line[1] for line in lines(request)) == ["key", "possible"]
    theirs = request.items.get(certainty="possible")
    cases.confirm_match(item=theirs, is_hers=False, by=officer, now=LATER)
    search(request, LATER)
    assert sorted(line[1] for line in lines(request)) == ["key", "rejected"]
    assert len(holds.held(HOLDING, list(Submission.objects.values_list("pk", flat=True)))) == 1


def test_her_name_in_another_record_is_a_possible_match(page, controller, officer):
    a_submission(page, name="Maj Lind", email="maj.gammal@example.org")
    request = a_request(controller)
    assert [line[1] for line in lines(request)] == ["possible"]
    cases.confirm_match(item=request.items.get(), is_hers=True, by=officer, now=LATER)
    assert [line[1] for line in lines(request)] == ["confirmed"]


def test_what_was_found_by_her_own_address_is_not_rejected(page, controller, officer):
    a_submission(page)
    item = a_request(controller).items.get()
    with pytest.raises(Refusal):
        cases.confirm_match(item=item, is_hers=False, by=officer, now=LATER)


def test_her_name_in_a_log_is_a_possible_match(page, controller):
    log = PageLogEntry.objects.filter(page=page.pk).first()
    PageLogEntry.objects.filter(pk=log.pk).update(label="Anmälan för Maj Lind")
    request = a_request(controller)
    item = request.items.get()
    assert (item.is_trace, item.certainty, item.outcome) == (True, "possible", "erased")
    assert item.record == str(log.pk)
    assert request.sources.get(name="traces").answer == "found"


def test_an_alias_brings_its_records_along(page, controller, officer):
    a_submission(page)
    a_submission(page, name="M. Lind", email="lind@other.example")
    request = a_request(controller)
    assert request.items.count() == 1
    cases.add_address(
        request=request, kind="email", value="lind@other.example", proof="officer", by=officer, now=LATER
    )
    assert request.items.count() == 2
    assert request.pk in subject_keys.records_with("email", "lind@other.example")


def test_an_address_that_nobody_has_proven_finds_possible_matches_until_somebody_has(page, controller, officer):
    a_submission(page, name="Maj Lind", email="lind@other.example")
    given = [("email", "maj.lind@example.org"), ("email", "lind@other.example")]
    request = a_request(controller, addresses=given)
    assert [line[1] for line in lines(request)] == ["possible"]
    proven = {"kind": "email", "value": "lind@other.example", "proof": "officer", "by": officer, "now": LATER}
    cases.add_address(request=request, **proven)
    assert [line[1] for line in lines(request)] == ["key"]
    with pytest.raises(Refusal):
        cases.add_address(request=request, **proven)


def test_a_source_that_fails_is_unreachable_and_the_case_cannot_be_decided(page, controller):
    a_submission(page)
    Submission.objects.update(answers={"broken": {"key": 1, "nonce": "AAAA", "sealed": "AAAA"}})
    request = a_request(controller)
    assert request.sources.get(name=HOLDING).answer == "unreachable"
    decider = an_officer(Role.DECISION_MAKER)
    a_delegation(controller, decider)
    with pytest.raises(Refusal) as refused:
        cases.decide(request=request, by=decider, now=LATER)
    assert any("could not be reached" in str(reason) for reason in refused.value.reasons)


def test_sources_outside_the_site_are_tasks(page, controller, officer):
    OutsideSource.objects.create(controller=controller, name="Kulturens brevlåda")
    request = a_request(controller)
    source = request.sources.get(name="Kulturens brevlåda")
    assert source.answer == "waiting"
    cases.answer_source(source=source, answer="nothing", by=officer, now=LATER)
    search(request, LATER)
    source.refresh_from_db()
    assert (source.answer, source.answered_by) == ("nothing", officer)


@pytest.mark.parametrize("kind", ["restriction", "objection"])
def test_restriction_and_objection_take_effect_when_she_confirms(page, controller, kind):
    a_submission(page)
    other = a_submission(page, name="Heli Metsä", email="heli@example.org")
    assert Submission.objects.unrestricted().count() == 2
    a_request(controller, kind)
    assert [each.pk for each in Submission.objects.unrestricted()] == [other]


def test_a_restriction_ends_when_she_withdraws_the_request(page, controller, officer):
    a_submission(page)
    request = a_request(controller, "restriction")
    assert not Submission.objects.unrestricted().exists()
    cases.withdraw(request=request, by=officer, now=LATER)
    assert Submission.objects.unrestricted().count() == 1
    assert holds.held(HOLDING, [Submission.objects.get().pk]) == {}
    assert (request.state, request.retention_state) == ("withdrawn", "scheduled")


def test_the_case_itself_is_part_of_what_she_sees(page, controller):
    request = a_request(controller, "access")
    assert [(item.holding, item.outcome) for item in request.items.all()] == [("privacy.requests", "provided")]


def test_the_clock_finishes_the_search_of_a_confirmed_case(page, controller):
    request = a_request(controller, confirmed=False)
    intake.confirm(tokens.issue(request, "confirm", now=ASKED_AT), ASKED_AT)
    request.refresh_from_db()
    assert request.state == "searching"
    assert opening.search_waiting(LATER) == 1
    request.refresh_from_db()
    assert request.state == "review"


def test_a_closed_case_is_not_searched(page, controller, officer):
    request = a_request(controller)
    cases.withdraw(request=request, by=officer, now=LATER)
    with pytest.raises(NotNow):
        search(request, LATER)


def test_choosing_offers_restriction_and_the_way_back(page, controller, officer):
    arm(controller.activities.get(names__sv="Evenemang och kurser"))
    a_submission(page)
    request = a_request(controller, now=ASKED_AT + timedelta(days=800))
    item = request.items.get()
    assert item.outcome == "erased"
    cases.choose(item=item, outcome="restricted", reason="as_asked", by=officer, now=LATER)
    assert (item.outcome, item.is_own_choice) == ("restricted", True)
    with pytest.raises(Refusal):
        cases.choose(item=item, outcome="withheld", reason="secrecy", by=officer, now=LATER)
    assert RequestItem.objects.get().outcome == "restricted"
