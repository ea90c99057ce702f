"""How a request about personal data becomes a case."""

import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from privacy import subject_keys
from privacy.models import AuditEvent, OutboundMessage, RequestToken, RightsRequest
from privacy.requests import intake, tokens
from privacy.requests.acting import NotYours
from privacy.requests.intake import NoSuchLink
from privacy.roles import Role
from tests.factories import ASKED_AT, a_controller, a_request, an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def controller():
    return a_controller()


def test_a_request_waits_for_its_confirmation_and_its_clock_runs(controller):
    request = a_request(controller, confirmed=False)
    assert (request.state, request.confirmed_at, request.identity_level) == ("received", None, "none")
    assert request.answer_by == date(2027, 3, 1)
    assert request.target_on == date(2027, 3, 1)
    assert [mail.kind for mail in OutboundMessage.objects.all()] == ["request_confirm"]


def test_a_request_is_stamped_and_found_like_any_other_record(controller):
    request = a_request(controller, addresses=[("email", "Maj.Lind@Example.org"), ("phone", "040-123 45 67")])
    assert subject_keys.records_with("email", "maj.lind@example.org") == [request.pk]
    assert subject_keys.records_with("phone", "+46401234567") == [request.pk]
    assert request.activity.controller == controller
    assert (request.rule.anchor, request.retention_state) == ("case_closed", "unscheduled")


def test_all_requests_of_a_body_are_one_activity(controller):
    first, second = a_request(controller), a_request(controller)
    assert first.activity == second.activity
    assert set(first.activity.rules.values_list("selector", flat=True)) == {"record", "minor"}


def test_cases_are_numbered_through_the_year(controller):
    numbers = [a_request(controller, confirmed=False).number for _turn in range(11)]
    assert numbers == [f"2027-{number}" for number in range(1, 12)]
    later = a_request(controller, confirmed=False, now=ASKED_AT + timedelta(days=365))
    assert later.number == "2028-1"


def test_a_number_is_given_once(controller):
    request = a_request(controller, confirmed=False)
    twin = RightsRequest.objects.get(pk=request.pk)
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_confirming_opens_the_case_and_proves_the_mailbox(controller):
    request = a_request(controller)
    assert (request.state, request.identity_level, request.confirmed_at) == ("review", "mailbox", ASKED_AT)
    assert [address.proof for address in request.addresses.all()] == ["mail"]
    kinds = set(OutboundMessage.objects.values_list("kind", flat=True))
    assert kinds == {"request_confirm", "request_received"}


def test_a_link_is_stored_as_a_hash_and_used_once(controller):
    request = a_request(controller, confirmed=False)
    token = tokens.issue(request, RequestToken.Purpose.CONFIRM, now=ASKED_AT)
    assert re.fullmatch(r"[0-9a-f]{64}", RequestToken.objects.get().digest)
    assert token not in str(RequestToken.objects.values())
    intake.confirm(token, ASKED_AT)
    with pytest.raises(NoSuchLink):
        intake.confirm(token, ASKED_AT)


def test_a_link_is_good_for_two_days(controller):
    request = a_request(controller, confirmed=False)
    token = tokens.issue(request, RequestToken.Purpose.CONFIRM, now=ASKED_AT)
    with pytest.raises(NoSuchLink):
        intake.confirm(token, ASKED_AT + timedelta(hours=48))
    intake.confirm(token, ASKED_AT + timedelta(hours=47, minutes=59))
    request.refresh_from_db()
    assert request.confirmed_at


def test_an_invented_link_opens_nothing(controller):
    a_request(controller, confirmed=False)
    with pytest.raises(NoSuchLink):
        intake.confirm("x" * 43, ASKED_AT)


def test_a_case_officer_enters_what_came_by_letter_with_the_day_it_came(controller):
    officer = an_officer(Role.CASE_OFFICER)
    came = ASKED_AT - timedelta(days=3)
    request = a_request(controller, confirmed=False, channel="letter", by=officer, received_at=came, addresses=[])
    assert (request.owner, request.received_at) == (officer, came)
    assert request.answer_by == date(2027, 3, 1)  # 28 February is a Sunday
    assert not OutboundMessage.objects.exists()
    assert AuditEvent.objects.get(action="case.received").actor == officer.staff_reference.ref


@pytest.mark.parametrize("role", [Role.DECISION_MAKER, Role.ARCHIVIST, Role.DATA_PROTECTION_OFFICER, None])
def test_nobody_else_enters_a_request(controller, role):
    by = an_officer(role) if role else None
    with pytest.raises(NotYours):
        a_request(controller, confirmed=False, channel="counter", by=by)
    assert not RightsRequest.objects.exists()


def test_a_person_with_protected_identity_is_never_written_to_by_mail(controller):
    a_request(controller, confirmed=False, channel="telephone", by=an_officer(Role.CASE_OFFICER), protected=True)
    assert RightsRequest.objects.get().protected
    assert not OutboundMessage.objects.exists()


def test_the_audit_says_nothing_personal(controller):
    a_request(controller)
    events = list(AuditEvent.objects.filter(subject_type="case").values_list("action", flat=True))
    assert events == ["case.received", "case.confirm", "case.open", "case.search"]
    assert "Lind" not in str(list(AuditEvent.objects.values()))
