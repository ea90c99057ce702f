"""What the mail provider tells of a letter that did not arrive: kept as a word for what happened and one for why."""
import hashlib
import hmac
import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.checks import run_checks
from django.core.serializers import serialize

from privacy import outbox, returned_mail
from privacy.models import AuditEvent, OutboundMessage
from privacy.models.outbox import unique_part

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
SECRET = "post:hemligt"
SIGNING_KEY = "signing"
PERSON = "maja.strom@example.org"


@pytest.fixture(autouse=True)
def postmark(settings):
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}


@pytest.fixture
def sent():
    """A letter that has left."""
    outbox.queue("a kind", object_id=uuid4(), language="sv")
    OutboundMessage.objects.update(state="sent", finished_at=NOW)
    return OutboundMessage.objects.get()


def bounce(message, **changes):
    """A bounce as Postmark sends it (its documentation, “Bounce webhook”), about a letter of ours."""
    return {
        "RecordType": "Bounce", "ID": 42, "Type": "HardBounce", "TypeCode": 1, "Name": "Hard bounce", "Tag": "a kind",
        "MessageID": "00000000-0000-0000-0000-000000000000", "ServerID": 1234,
        "Metadata": {"message": unique_part(message.message_id)} if message else {},
        "Description": "The server was unable to deliver your message (ex: unknown user, mailbox not found).",
        "Details": f"smtp;550 5.1.1 <{PERSON}>: Recipient address rejected", "Email": PERSON,
        "From": "sender@example.org", "BouncedAt": "2027-02-01T12:05:00Z", "DumpAvailable": True, "Inactive": True,
        "CanActivate": True, "Subject": "Din plats", "Content": f"To: {PERSON}", **changes,
    }  # fmt: skip


def of_mailgun(message, **changes):
    """A failure as Mailgun sends it, signed."""
    given = {"timestamp": "1801483500", "token": "a" * 50}
    signature = hmac.new(SIGNING_KEY.encode(), "".join(given.values()).encode(), hashlib.sha256).hexdigest()
    return {
        "signature": {**given, "signature": signature},
        "event-data": {
            "event": "failed", "severity": "permanent", "reason": "bounce", "id": "x", "timestamp": 1801483500.0,
            "recipient": PERSON, "recipient-domain": "example.org", "tags": [], "user-variables": {},
            "delivery-status": {"code": 550, "message": f"No such mailbox {PERSON}", "description": ""},
            "message": {"headers": {"message-id": message.message_id.strip("<>")}}, **changes,
        },
    }  # fmt: skip


def tell(client, event, *, provider="postmark", secret=SECRET):
    headers = {"HTTP_AUTHORIZATION": "Basic " + b64encode(secret.encode()).decode()} if secret else {}
    body = event if isinstance(event, str) else json.dumps(event)
    return client.post(f"/mail-events/{provider}/", body, content_type="application/json", **headers)


def state_of(message):
    found = OutboundMessage.objects.get(pk=message.pk)
    return found.returned, found.return_reason


def test_a_letter_that_came_back_is_known_and_nothing_of_what_was_sent_is_kept(client, sent, caplog):
    assert tell(client, bounce(sent)).status_code == 200
    assert state_of(sent) == ("bounced", "bounced")
    assert OutboundMessage.objects.get().returned_at == datetime(2027, 2, 1, 12, 5, tzinfo=UTC)
    kept = serialize("json", [*OutboundMessage.objects.all(), *AuditEvent.objects.all()]) + caplog.text
    assert "bounced" in kept
    assert not any(each in kept for each in (PERSON, "550", "Recipient", "mailbox"))
    before = AuditEvent.objects.filter(action="mail.returned").count()
    assert before == 1
    assert tell(client, bounce(sent)).status_code == 200  # told again, as providers do
    assert AuditEvent.objects.filter(action="mail.returned").count() == before


@pytest.mark.parametrize(
    ("events", "left"),
    [
        ([{"Type": "Transient"}], ("deferred", "")),
        ([{"Type": "Transient"}, {"RecordType": "Delivery", "Type": ""}], ("", "")),
        ([{"Type": "Transient"}, {}], ("bounced", "bounced")),
        ([{}, {"Type": "Transient"}], ("bounced", "bounced")),
        ([{}, {"RecordType": "Delivery", "Type": ""}], ("bounced", "bounced")),
        ([{"Type": "BadEmailAddress"}], ("rejected", "invalid")),
        ([{"RecordType": "SpamComplaint", "Type": "SpamComplaint"}], ("complained", "spam")),
        ([{"RecordType": "Delivery", "Type": ""}], ("", "")),
        ([{"RecordType": "Open", "Type": ""}], ("", "")),
        ([{"Metadata": {"message": "hela världen"}}], ("", "")),
        ([{"Metadata": {"message": str(uuid4())}}], ("", "")),
        ([{"Metadata": {}}], ("", "")),
    ],
)
def test_each_report_is_taken_with_200_and_the_gravest_one_stands(client, sent, events, left):
    for changes in events:
        assert tell(client, bounce(sent, **changes)).status_code == 200
    assert state_of(sent) == left


def test_another_provider_is_found_by_the_message_id_and_its_signature_is_asked_for(client, sent, settings):
    settings.EMAIL_BACKEND = "anymail.backends.mailgun.EmailBackend"
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET, "MAILGUN_WEBHOOK_SIGNING_KEY": SIGNING_KEY}
    forged = of_mailgun(sent)
    forged["signature"]["signature"] = "0" * 64
    assert tell(client, forged, provider="mailgun").status_code == 403
    assert state_of(sent) == ("", "")
    assert tell(client, of_mailgun(sent), provider="mailgun").status_code == 200
    assert state_of(sent) == ("bounced", "bounced")


@pytest.mark.parametrize(
    ("secret", "set_to", "provider", "status"),
    [
        ("post:fel", SECRET, "postmark", 403),
        ("", SECRET, "postmark", 401),
        (SECRET, "", "postmark", 403),
        ("", "", "postmark", 403),
        (SECRET, SECRET, "mailgun", 404),
        (SECRET, SECRET, "nobody", 404),
    ],
)
def test_without_the_secret_and_for_other_providers_nothing_is_taken(
    client, sent, settings, secret, set_to, provider, status
):
    settings.ANYMAIL = {"WEBHOOK_SECRET": set_to}
    assert tell(client, bounce(sent), provider=provider, secret=secret).status_code == status
    assert state_of(sent) == ("", "")


def test_who_sends_letters_by_smtp_has_no_such_address(client, sent, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert tell(client, bounce(sent)).status_code == 404


@pytest.mark.parametrize("event", ["", "{", "[]", "null", '"x"', "{}", json.dumps({"RecordType": "Inbound"})])
def test_what_the_provider_does_not_send_breaks_nothing(client, event):
    assert tell(client, event).status_code in (200, 400)


def test_the_address_answers_a_provider_that_tries_it_and_nobody_reads_it(client, settings):
    assert client.head("/mail-events/postmark/").status_code == 200
    assert client.get("/mail-events/postmark/").status_code == 405
    settings.ANYMAIL = {}
    assert client.head("/mail-events/postmark/").status_code == 403


def test_what_is_sent_again_is_a_new_letter_and_what_is_told_of_the_first_is_not_said_of_it(client, sent):
    tell(client, bounce(sent))
    assert [each.pk for each in returned_mail.unreached_about([sent.object_id])] == [sent.pk]
    assert returned_mail.send_again(sent, by=None, now=NOW) is True
    assert returned_mail.send_again(sent, by=None, now=NOW) is False
    again = OutboundMessage.objects.get()
    assert (again.state, again.version, again.attempts, again.returned) == ("queued", sent.version, 0, "")
    assert again.message_id != sent.message_id
    OutboundMessage.objects.update(state="sent", finished_at=NOW + timedelta(hours=1))
    tell(client, bounce(sent))
    assert state_of(again) == ("", "")
    tell(client, bounce(again))
    assert state_of(again) == ("bounced", "bounced")
    assert returned_mail.settle(again, by=None, now=NOW) is True
    assert returned_mail.settle(again, by=None, now=NOW) is False
    assert returned_mail.unreached_about([sent.object_id]) == []


def test_the_checks_warn_of_a_provider_that_cannot_tell(settings):
    def found():
        return [each.id for each in run_checks(tags=["privacy"]) if each.id == "privacy.W013"]

    assert found() == []
    settings.ANYMAIL = {}
    assert found() == ["privacy.W013"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert found() == []
