"""The authority is reminded of its cases, without anybody's name."""

from datetime import timedelta

import pytest
from django.core import mail

from privacy import outbox
from privacy.models import OutboundMessage
from privacy.requests import alerts, cases
from privacy.roles import Role
from tests.factories import ASKED_AT, a_controller, a_request, an_officer

pytestmark = pytest.mark.django_db


def day(number):
    return ASKED_AT + timedelta(days=number)


@pytest.fixture
def request_(db):
    return a_request(a_controller(), confirmed=False)


def test_nobody_is_reminded_before_day_14(request_):
    assert alerts.remind(day(13)) == 0


def test_each_reminder_is_written_once(request_):
    assert [alerts.remind(day(number)) for number in (14, 14, 15, 21, 22, 25, 26, 40)] == [1, 0, 0, 1, 0, 1, 0, 0]
    assert OutboundMessage.objects.filter(kind=alerts.MAIL).count() == 3


def test_the_reminder_goes_to_the_authority_and_names_nobody(request_):
    alerts.remind(day(21))
    OutboundMessage.objects.exclude(kind=alerts.MAIL).delete()
    outbox.send_due(day(21) + timedelta(days=365))
    (letter,) = mail.outbox
    assert letter.to == [request_.controller.email]
    assert request_.number in letter.subject
    assert "Lind" not in letter.body + letter.subject


def test_a_case_that_has_ended_is_not_reminded_of(request_):
    officer = an_officer(Role.CASE_OFFICER)
    cases.withdraw(request=request_, by=officer, now=day(3))
    assert alerts.remind(day(25)) == 0
    assert alerts.letter(request_.pk, "sv") is None


def test_cases_are_counted_by_their_time(request_):
    assert alerts.counts([request_], day(3)) == {"overdue": 0, "near": 0, "stopped": 0, "in_time": 1}
    assert alerts.counts([request_], day(21))["near"] == 1
    assert alerts.counts([request_], day(29))["overdue"] == 1
    cases.ask_identity(request=request_, by=an_officer(Role.CASE_OFFICER), now=day(2))
    assert alerts.counts([request_], day(40))["stopped"] == 1


def test_an_extended_case_is_reminded_of_in_its_last_month(request_):
    alerts.remind(day(25))
    cases.extend(request=request_, reason="Många källor.", by=an_officer(Role.CASE_OFFICER), now=day(26))
    assert alerts.remind(day(30)) == 0
    assert alerts.remind(day(59 + 14)) == 1
