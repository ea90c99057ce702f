"""Mail that came back stands with the answer it was about, is counted on the list, and is somebody's task."""
from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from forms_app import corrections
from forms_app.models import Submission
from forms_app.tasks import tasks_for
from privacy import outbox
from privacy.models import AuditEvent, OutboundMessage
from privacy.roles import Role
from tests.factories import a_form_page, answers_to, key_of, send
from tests.forms_app.test_desk import colleague, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def back(client) -> Submission:
    """An answer whose receipt has come back."""
    page = a_form_page(owner=colleague("eva", Role.EDITOR))
    send(client, page, answers_to(page))
    outbox.send_due(timezone.now())
    OutboundMessage.objects.update(returned="bounced", return_reason="bounced", returned_at=timezone.now())
    mail.outbox.clear()
    return Submission.objects.get()


def detail(submission: Submission) -> str:
    return reverse("forms_app_desk:detail", args=[submission.pk])


def act(submission: Submission, act: str) -> str:
    return reverse("forms_app_desk:mail_back", args=[submission.pk, OutboundMessage.objects.get().pk, act])


def tasks(user: Any) -> list[str]:
    return [each.text for each in tasks_for(user) if "mail-back" in each.url]


def test_an_organiser_sees_it_at_once_in_the_list_and_on_the_answer(back):
    eva = back.page.owner
    browser = signed_in(eva)
    assert tasks(eva) == ["Anmälan: mejl till 1 person har kommit tillbaka."]
    listed = browser.get(reverse("forms_app_desk:list", args=[back.page_id])).content.decode()
    assert "Mejl till 1 av dem som svarat har kommit tillbaka." in listed
    opened = browser.get(detail(back)).content.decode()
    assert "Kom tillbaka: adressen tar inte emot mejl" in opened
    assert "Be en handläggare rätta adressen" in opened
    translator = colleague("tove", Role.TRANSLATOR)
    assert tasks(translator) == []


def test_the_address_is_corrected_and_the_mail_sent_again_once(back):
    officer = colleague("otto", Role.CASE_OFFICER)
    browser, key = signed_in(officer), key_of(back.page.specific, "email")
    correct = reverse("forms_app_desk:correct", args=[back.pk, key])
    assert correct in browser.get(detail(back)).content.decode()
    corrections.correct(
        record=back.pk, key=key, value="ratt@example.org", by=officer, why="slip", now=timezone.now()
    )
    assert browser.post(act(back, "again"), follow=True).status_code == 200
    assert "En kollega har redan gjort det." in browser.post(act(back, "again"), follow=True).content.decode()
    outbox.send_due(timezone.now())
    assert [each.to for each in mail.outbox] == [["ratt@example.org"]]
    assert tasks(officer) == []
    assert AuditEvent.objects.filter(action="mail.sent_again").count() == 1


def test_whoever_was_told_in_another_way_is_no_task_any_more(back):
    eva = back.page.owner
    assert tasks(eva)
    assert "Noterat." in signed_in(eva).post(act(back, "settle"), follow=True).content.decode()
    assert tasks(eva) == []
    outbox.send_due(timezone.now())
    assert mail.outbox == []
    assert OutboundMessage.objects.get().returned == "bounced"


def test_nobody_is_told_of_those_whose_use_is_restricted(back):
    eva = back.page.owner
    assert tasks(eva)
    Submission.objects.update(restricted_at=timezone.now())
    assert tasks(eva) == []
    listed = signed_in(eva).get(reverse("forms_app_desk:list", args=[back.page_id])).content.decode()
    assert "Mail came back" not in listed


def test_a_mail_about_something_else_is_not_touched_from_here(back):
    outbox.queue("a kind", object_id=back.page.translation_key, language="sv")
    other = OutboundMessage.objects.get(kind="a kind")
    address = reverse("forms_app_desk:mail_back", args=[back.pk, other.pk, "settle"])
    assert signed_in(back.page.owner).post(address).status_code == 404
