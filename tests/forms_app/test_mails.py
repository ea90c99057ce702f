"""The receipt by mail: in her language, without what is special."""
import re
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from django.core import mail
from django.utils import timezone

from forms_app.models import Submission
from privacy import outbox, registry
from privacy.models import OutboundMessage
from tests.factories import a_form_page, answers_to, in_language, let_go, question, send

pytestmark = pytest.mark.django_db


def sender_of(message) -> str:
    return str(make_header(decode_header(parseaddr(message.from_email)[0])))


def everything_written(message) -> str:
    html = "".join(content for content, _kind in message.alternatives)
    return f"{message.subject}\n{message.body}\n{html}\n{message.extra_headers}"


def test_the_receipt_is_mailed_with_reference_answers_and_notice(client):
    page = a_form_page()
    send(client, page, answers_to(page, diet="jordnötter"))
    assert mail.outbox == []
    assert outbox.send_due(timezone.now()) == 1
    (message,) = mail.outbox
    submission, written = Submission.objects.get(), everything_written(message)
    assert message.to == ["maj.lind@example.org"]
    assert submission.reference in message.subject
    assert "Anmälan" in message.subject
    assert "Maj Lind" in message.body
    assert submission.version.notice["title"] in message.body
    assert message.reply_to == [page.section.reply_address]
    assert sender_of(message) == "Kulturnämnden"
    assert "jordn" not in written
    assert page.full_url in message.body


def test_a_finnish_answer_is_receipted_in_finnish(client):
    page = a_form_page()
    finnish = in_language(page, "fi", {"Namn": "Nimi", "Anmälan": "Ilmoittautuminen"})
    send(client, finnish, answers_to(page))
    assert outbox.send_due(timezone.now()) == 1
    (message,) = mail.outbox
    assert "Ilmoittautuminen" in message.subject
    assert re.search(r"Nimi\W+Maj Lind", message.body)
    assert "Namn" not in everything_written(message)
    assert sender_of(message) == "Kulttuurilautakunta"
    assert "/fi/" in message.body


def test_a_question_kept_out_of_the_receipt_is_not_mailed(client):
    page = a_form_page(question("name", in_receipt=False), question("email"))
    send(client, page, answers_to(page))
    outbox.send_due(timezone.now())
    (message,) = mail.outbox
    assert "maj.lind@example.org" in message.body
    assert "Maj Lind" not in everything_written(message)


@pytest.mark.parametrize("column", [{"restricted_at": timezone.now()}, {"protected": True}])
def test_a_restricted_record_gets_no_mail(client, column):
    page = a_form_page()
    send(client, page, answers_to(page))
    Submission.objects.update(**column)
    assert outbox.send_due(timezone.now()) == 0
    assert mail.outbox == []
    assert OutboundMessage.objects.get().state == "dropped"


def test_an_erased_record_gets_no_mail(client):
    page = a_form_page()
    send(client, page, answers_to(page))
    let_go(Submission.objects.all())
    assert outbox.send_due(timezone.now()) == 0
    assert OutboundMessage.objects.get().state == "dropped"


def test_a_mail_is_written_even_when_the_page_is_no_longer_live(client):
    page = a_form_page()
    send(client, page, answers_to(page))
    page.unpublish()
    assert outbox.send_due(timezone.now()) == 1


def test_the_kind_of_mail_has_a_renderer():
    from forms_app import mails

    assert registry.renderer_of("submission_received") is mails.submission_received
