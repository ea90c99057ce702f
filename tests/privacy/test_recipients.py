"""When data that were handed out change, each who got a list is told, or it says why not (GDPR 19)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from privacy import disclosures
from privacy.contracts import Refusal
from privacy.models import AuditEvent, RecipientTask
from privacy.requests import answering, cases, execution, recipients
from privacy.requests.acting import NotNow, NotYours
from privacy.requests.dry_run import dry_run
from privacy.roles import Role
from tests.factories import ASKED_AT, a_body, a_delegation, a_form_page, a_request, a_submission, an_officer, arm
from tests.forms_app.test_desk import signed_in

pytestmark = pytest.mark.django_db
YEARS_LATER = ASKED_AT + timedelta(days=800)


@pytest.fixture(autouse=True)
def ledger_in_a_folder_of_its_own(settings, tmp_path):
    settings.KALLELSE_LEDGER = tmp_path / "ledger.jsonl"
    settings.KALLELSE_PRIVATE = tmp_path / "private"


@pytest.fixture
def page() -> Any:
    page = a_form_page()
    arm(page.section.activity)
    return page


@pytest.fixture
def officer(db) -> Any:
    return an_officer(Role.CASE_OFFICER)


def handed_out(page: Any, days: int, recipient: str = "Kongresshuset") -> Any:
    return disclosures.record(
        activity=page.section.activity, group=page.translation_key, purpose="badges", given_to="organisation",
        recipient=recipient, columns=["reference"], special=False, rows=42, by=an_officer(Role.CASE_OFFICER),
        at=ASKED_AT + timedelta(days=days),
    )  # fmt: skip


def decided(page: Any, officer: Any, kind: str = "erasure") -> Any:
    controller = page.section.controller
    decider = an_officer(Role.DECISION_MAKER)
    a_delegation(controller, decider)
    request = a_request(controller, now=YEARS_LATER, kind=kind)
    cases.decide(request=request, by=decider, now=YEARS_LATER)
    return request


def executed(page: Any, officer: Any, kind: str = "erasure") -> Any:
    request = decided(page, officer, kind)
    execution.execute(request=request, by=officer, now=YEARS_LATER)
    return request


@pytest.mark.parametrize("kind", ["erasure", "restriction"])
def test_there_is_one_task_for_each_list_she_may_stand_in(page, officer, kind):
    handed_out(page, -1)
    handed_out(a_form_page(parent=a_body("annan")), 1)
    a_submission(page)
    in_spring, in_autumn = handed_out(page, 1), handed_out(page, 90, "Köket")
    request = executed(page, officer, kind)
    assert [each.disclosure for each in request.recipients.order_by("pk")] == [in_spring, in_autumn]
    assert {each.answer for each in request.recipients.all()} == {"waiting"}


def test_a_trial_leaves_none_and_doing_it_again_adds_none(page, officer):
    a_submission(page)
    handed_out(page, 1)
    request = decided(page, officer)
    dry_run(request=request, by=officer, now=YEARS_LATER)
    assert not RecipientTask.objects.exists()
    items = list(request.items.all())
    assert [recipients.note(request, items) for _turn in range(2)] == [1, 0]


def test_who_only_asks_for_a_copy_leaves_nobody_to_tell(page, officer):
    a_submission(page)
    handed_out(page, 1)
    assert not executed(page, officer, "access").recipients.exists()


def test_the_case_is_not_closed_before_each_is_told_or_it_says_why_not(page, officer):
    a_submission(page)
    handed_out(page, 1)
    handed_out(page, 2, "Köket")
    request = executed(page, officer)
    answering.answer(request=request, by=officer, now=YEARS_LATER)
    told, gone = request.recipients.order_by("pk")
    recipients.answer(task=told, answer="told", by=officer, now=YEARS_LATER)
    with pytest.raises(NotNow):
        answering.close(request=request, by=officer, now=YEARS_LATER)
    with pytest.raises(Refusal):
        recipients.answer(task=gone, answer="impossible", by=officer, now=YEARS_LATER)
    with pytest.raises(NotYours):
        recipients.answer(task=gone, answer="told", by=an_officer(Role.ARCHIVIST), now=YEARS_LATER)
    recipients.answer(task=gone, answer="impossible", why="gone", by=officer, now=YEARS_LATER)
    answering.close(request=request, by=officer, now=YEARS_LATER)
    assert request.state == "closed"
    facts = [each.facts for each in AuditEvent.objects.filter(action="case.tell_recipient").order_by("pk")]
    assert [each["answer"] for each in facts] == ["told", "impossible"]


def test_the_database_wants_a_reason_where_it_is_impossible(page, officer):
    a_submission(page)
    handed_out(page, 1)
    request = executed(page, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        request.recipients.update(answer="impossible")


def test_the_case_shows_each_list_and_takes_the_answer(page, officer):
    a_submission(page)
    handed_out(page, 1)
    request = executed(page, officer)
    [task] = request.recipients.all()
    browser, detail = signed_in(officer), reverse("privacy_cases:detail", args=[request.pk])
    address = reverse("privacy_cases:tell_recipient", args=[request.pk, task.pk])
    html = browser.get(detail).content.decode()
    assert "Kongresshuset" in html
    assert address in html
    assert browser.post(address, {"answer": "impossible", "why": ""}).status_code == 422
    assert browser.post(address, {"answer": "told", "why": ""}).status_code == 302
    task.refresh_from_db()
    assert (task.answer, task.answered_by) == ("told", officer)
