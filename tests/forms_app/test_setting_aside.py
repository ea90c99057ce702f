"""A restricted record, and one of a person with protected identity, is gone from everywhere at once."""
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from forms_app import restriction
from forms_app.mails import submission_received
from forms_app.models import FormPage, Submission
from privacy.models import AuditEvent, OutboundMessage
from privacy.outbox import send_due
from privacy.roles import Role
from tests.factories import a_form_page, answers_to, send
from tests.forms_app.test_desk import colleague, signed_in

pytestmark = pytest.mark.django_db
SET_ASIDE = {"restrict": {"restricted_at__isnull": False}, "protect": {"protected": True}}
BACK = {"restrict": "lift", "protect": "unprotect"}


@pytest.fixture
def form(client: Client) -> FormPage:
    """A form of Eva's with answers by Maj and Bo."""
    page = a_form_page(owner=colleague("eva", Role.EDITOR))
    send(client, page, answers_to(page, diet="jordnötter"))
    send(client, page, answers_to(page, name="Bo Ek", email="bo.ek@example.org"))
    return page


@pytest.fixture
def officer() -> Client:
    return signed_in(colleague("otto", Role.CASE_OFFICER))


def of_maj(form: FormPage) -> Submission:
    return next(each for each in Submission.objects.all() if "Maj Lind" in each.answers.values())


def use(browser: Client, submission: Submission, what: str) -> Any:
    return browser.post(reverse("forms_app_desk:use", args=[submission.pk, what]))


def listed(browser: Client, form: FormPage) -> str:
    return browser.get(reverse("forms_app_desk:list", args=[form.pk])).content.decode()


def opened(browser: Client, submission: Submission) -> Any:
    return browser.get(reverse("forms_app_desk:detail", args=[submission.pk]))


@pytest.mark.parametrize("what", SET_ASIDE)
def test_it_is_gone_from_lists_numbers_mails_and_receipts_at_once_and_comes_back(form, officer, client, what):
    submission, organiser = of_maj(form), signed_in(form.owner)
    receipt = send(client, form, answers_to(form, diet="jordnötter"))["Location"]
    before = {"officer": listed(officer, form), "organiser": listed(organiser, form)}
    assert all("Maj Lind" in page and "Bo Ek" in page for page in before.values())
    assert submission_received(submission.pk, "sv") is not None
    assert "Maj Lind" in client.get(receipt).content.decode()

    assert use(officer, submission, what).status_code == 302
    assert Submission.objects.filter(pk=submission.pk, **SET_ASIDE[what]).exists()
    for page in (listed(officer, form), listed(organiser, form)):
        assert "Bo Ek" in page
        assert "Maj Lind" not in page
    (counted,) = officer.get(reverse("forms_app_desk:index")).context["forms"]
    assert counted.count == 1
    shown = officer.get(reverse("forms_app_desk:list", args=[form.pk])).context
    assert [count for _question, count in shown["special"]] == [0]
    assert submission_received(submission.pk, "sv") is None
    assert "Maj Lind" not in client.get(receipt).content.decode()

    assert use(officer, submission, BACK[what]).status_code == 302
    assert "Maj Lind" in listed(organiser, form)
    assert submission_received(submission.pk, "sv") is not None


def test_a_mail_that_was_queued_before_is_not_sent_after(form, officer, mailoutbox, time_machine):
    submission = of_maj(form)
    use(officer, submission, "restrict")
    send_due(OutboundMessage.objects.latest("next_attempt_at").next_attempt_at)
    assert [mail.to for mail in mailoutbox] == [["bo.ek@example.org"]]
    assert OutboundMessage.objects.get(object_id=submission.pk).state == "dropped"


def test_organisers_learn_that_there_is_one_more_and_officers_find_it(form, officer):
    submission, organiser = of_maj(form), signed_in(form.owner)
    assert opened(organiser, submission).status_code == 200
    use(officer, submission, "restrict")
    page = organiser.get(reverse("forms_app_desk:list", args=[form.pk]))
    assert (page.context["set_aside"], list(page.context["opened"])) == (1, [])
    assert submission.reference not in page.content.decode()
    assert opened(organiser, submission).status_code == 404
    assert submission.reference in listed(officer, form)
    seen = opened(officer, submission)
    assert "Maj Lind" in seen.content.decode()
    assert "help-critical" in seen.content.decode()
    assert AuditEvent.objects.filter(action="submission.opened", subject_id=str(submission.pk)).count() == 2


def test_each_change_is_in_the_log_once(form, officer):
    submission = of_maj(form)
    for what in ("restrict", "restrict", "lift", "protect", "unprotect"):
        use(officer, submission, what)
    written = AuditEvent.objects.filter(subject_id=str(submission.pk), actor__isnull=False).order_by("pk")
    assert list(written.values_list("action", flat=True)) == [
        "submission.restricted", "submission.restriction_lifted", "submission.protected",
        "submission.protection_lifted",
    ]  # fmt: skip


@pytest.mark.parametrize("role", [Role.DATA_PROTECTION_OFFICER, Role.ARCHIVIST, Role.EDITOR, Role.ADMINISTRATOR])
def test_nobody_but_a_case_officer_changes_the_use(form, role):
    submission, user = of_maj(form), colleague("nils", role)
    assert use(signed_in(user), submission, "restrict").status_code == 403
    with pytest.raises(restriction.NotYours):
        restriction.protect(record=submission.pk, by=user)
    assert Submission.objects.filter(restricted_at=None, protected=False).count() == 2


def test_the_use_is_changed_by_posting_alone(form, officer):
    submission = of_maj(form)
    assert officer.get(reverse("forms_app_desk:use", args=[submission.pk, "restrict"])).status_code == 405
    assert use(officer, submission, "something").status_code == 404
    assert Submission.objects.unrestricted().count() == 2
