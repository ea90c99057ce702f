"""Letters leave by a real mail server: once, later when they must, and without a word too many."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connections, transaction

from privacy import outbox, registry
from privacy.contracts import Attachment, Letter
from privacy.models import OutboundMessage
from tests.mail_sink import Sink, start

NOW = datetime(2030, 2, 1, 12, tzinfo=UTC)
KIND = "test letter"


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    found = Sink()
    server = start(found)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = 1, False, False
    yield found
    server.stop()


@pytest.fixture
def letters() -> Iterator[dict[UUID, Letter | Exception | None]]:
    """What is to be written about each object; the renderer of a floor above."""
    written: dict[UUID, Letter | Exception | None] = {}

    def render(about: UUID, language: str) -> Letter | None:
        found = written[about]
        if isinstance(found, Exception):
            raise found
        return found

    registry.register_renderer(KIND, render)
    yield written
    registry._renderers.pop(KIND)


def letter(**changes: Any) -> Letter:
    return Letter(**{"to": "maja@granvik.example", "subject": "Tack", "text": "Hej, vegankost noterad.", **changes})


PLAIN = letter()

Write = Callable[..., UUID]


@pytest.fixture
def write(letters: dict[UUID, Letter | Exception | None]) -> Write:
    """Queue a letter, or what stands for one; its object."""

    def queue(what: Letter | Exception | None = PLAIN, version: int = 1) -> UUID:
        about = uuid4()
        letters[about] = what
        outbox.queue(KIND, object_id=about, version=version, language="sv")
        return about

    return queue


def message(about: UUID) -> OutboundMessage:
    return OutboundMessage.objects.get(object_id=about)


def test_a_letter_arrives_whole(db: None, sink: Sink, write: Write) -> None:
    calendar = Attachment("tid.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar")
    about = write(letter(html="<p>Hej</p>", from_name="Kulturnämnden", reply_to="kultur@granvik.example",
                         subject="Tack,\n  Maja", attachments=(calendar,), headers={"X-Kind": "receipt"}))  # fmt: skip
    assert outbox.send_due(NOW) == 1
    [found] = sink.messages
    assert found["To"] == "maja@granvik.example"
    assert found["Subject"] == "Tack, Maja"
    assert found["From"].startswith("Kulturnämnden <")
    assert (found["Reply-To"], found["X-Kind"]) == ("kultur@granvik.example", "receipt")
    assert found["Auto-Submitted"] == "auto-generated"
    assert found["Message-ID"] == message(about).message_id
    assert [part.get_content_type() for part in found.walk() if not part.is_multipart()] == [
        "text/plain", "text/html", "text/calendar",
    ]  # fmt: skip
    assert (message(about).state, message(about).attempts, message(about).lease) == ("sent", 1, None)


def test_a_letter_is_queued_once_for_each_version(db: None, sink: Sink, write: Write) -> None:
    about = write()
    outbox.queue(KIND, object_id=about, language="fi")
    assert message(about).language == "sv"
    outbox.queue(KIND, object_id=about, version=2, language="sv")
    assert outbox.send_due(NOW) == 2
    assert outbox.send_due(NOW + timedelta(days=1)) == 0
    assert len(sink.messages) == 2
    with pytest.raises(IntegrityError, match="message_once_per_version"), transaction.atomic():
        OutboundMessage.objects.create(
            kind=KIND, object_id=about, language="sv", message_id="<x@y>", created_at=NOW, next_attempt_at=NOW
        )


def test_a_letter_goes_with_the_transaction_that_gave_reason_for_it(db: None, sink: Sink, write: Write) -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert outbox.send_due(NOW) == 0
    assert not OutboundMessage.objects.exists()


def test_nothing_personal_is_stored_in_the_row(db: None, sink: Sink, write: Write) -> None:
    about = write()
    outbox.send_due(NOW)
    assert "vegankost" in sink.messages[0].get_content()
    stored = json.dumps(OutboundMessage.objects.filter(object_id=about).values()[0], default=str)
    assert "vegankost" not in stored and "maja" not in stored


def test_when_nothing_is_left_to_say_nothing_is_sent(db: None, sink: Sink, write: Write) -> None:
    about = write(None)
    assert outbox.send_due(NOW) == 0
    assert message(about).state == "dropped"
    assert sink.attempts == 0


@pytest.mark.parametrize(
    ("mode", "problem"),
    [("refuse", "SMTPRecipientsRefused"), ("reject", "SMTPRecipientsRefused"), ("slow", "TimeoutError")],
)
def test_a_letter_that_the_server_does_not_take_waits_and_arrives_later(
    db: None, sink: Sink, write: Write, mode: str, problem: str
) -> None:
    about = write()
    sink.mode, sink.seconds = mode, 2
    assert outbox.send_due(NOW) == 0
    waiting = message(about)
    assert (waiting.state, waiting.attempts, waiting.lease) == ("queued", 1, None)
    assert waiting.next_attempt_at == NOW + timedelta(minutes=1)
    assert waiting.problem in (problem, "SMTPServerDisconnected")
    sink.mode = "accept"
    sink.messages.clear()
    assert outbox.send_due(NOW + timedelta(seconds=59)) == 0
    assert outbox.send_due(NOW + timedelta(minutes=1)) == 1
    assert len(sink.messages) == 1
    assert message(about).state == "sent"


def test_a_letter_dropped_after_its_content_is_sent_again_under_the_same_name(
    db: None, sink: Sink, write: Write
) -> None:
    about = write()
    sink.mode = "drop"
    assert outbox.send_due(NOW) == 0
    assert message(about).problem == "SMTPServerDisconnected"
    sink.mode = "accept"
    assert outbox.send_due(NOW + timedelta(hours=1)) == 1
    assert [found["Message-ID"] for found in sink.messages] == [message(about).message_id] * 2


def test_a_server_that_is_down_for_an_hour_loses_nothing(db: None, sink: Sink, write: Write, settings: Any) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    about = write()
    for minute in range(60):
        assert outbox.send_due(NOW + timedelta(minutes=minute)) == 0
    assert message(about).attempts == 6
    assert message(about).problem == "ConnectionRefusedError"
    settings.EMAIL_PORT = port
    assert outbox.send_due(NOW + timedelta(hours=2)) == 1
    assert len(sink.messages) == 1


def test_a_broken_letter_does_not_hold_back_the_others(
    db: None, sink: Sink, write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    broken = write(ValueError("Maja Berg has no address"))
    nobody_renders = uuid4()
    outbox.queue("no such kind", object_id=nobody_renders, language="sv")
    fine = write()
    assert outbox.send_due(NOW) == 1
    assert message(fine).state == "sent"
    assert (message(broken).problem, message(nobody_renders).problem) == ("ValueError", "KeyError")
    assert "ValueError" in caplog.text
    assert "Maja" not in caplog.text


def test_the_wait_doubles_up_to_an_hour() -> None:
    waits = [outbox.wait_after(attempts) for attempts in (1, 2, 3, 6, 7, 80)]
    assert waits == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 32, 60, 60)]


def test_a_letter_is_given_up_after_three_days_and_says_so(db: None, sink: Sink, write: Write) -> None:
    about = write()
    sink.mode = "reject"
    OutboundMessage.objects.filter(object_id=about).update(attempts=outbox.MOST_ATTEMPTS - 1)
    outbox.send_due(NOW)
    assert (message(about).state, message(about).problem) == ("failed", "SMTPRecipientsRefused")
    assert message(about).finished_at == NOW
    sink.mode = "accept"
    assert outbox.send_due(NOW + timedelta(days=9)) == 0


def test_no_more_letters_are_sent_than_asked_for(db: None, sink: Sink, write: Write) -> None:
    for _turn in range(3):
        write()
    assert outbox.send_due(NOW, limit=2) == 2
    assert outbox.send_due(NOW, limit=2) == 1


def test_a_letter_held_by_a_dead_sender_is_sent_when_its_lease_has_run_out(db: None, sink: Sink, write: Write) -> None:
    about = write()
    assert outbox._take(NOW) is not None  # a sender that dies now
    assert outbox.send_due(NOW + outbox.LEASE - timedelta(minutes=1)) == 0
    assert outbox.send_due(NOW + outbox.LEASE + timedelta(seconds=1)) == 1
    assert message(about).attempts == 2


def test_a_lease_counts_from_when_it_is_taken_however_slow_the_letters_before(
    db: None, sink: Sink, write: Write, letters: dict[UUID, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter([0, 0, 400, 400])  # the first letter takes longer than a lease
    monkeypatch.setattr(outbox, "monotonic", lambda: next(seconds))
    held_until = {}

    def render(about: UUID, language: str) -> Letter:
        held_until[about] = message(about).leased_until
        return PLAIN

    registry._renderers[KIND] = render
    first, second = write(), write()
    assert outbox.send_due(NOW) == 2
    assert held_until[first] == NOW + outbox.LEASE
    assert held_until[second] == NOW + timedelta(seconds=400) + outbox.LEASE


def test_a_sender_whose_lease_has_passed_does_not_overwrite_the_next_ones_work(
    db: None, sink: Sink, write: Write
) -> None:
    about = write()
    late = outbox._take(NOW)
    assert late is not None
    outbox.send_due(NOW + outbox.LEASE * 2)
    outbox._postpone(late, NOW, "TimeoutError")
    assert (message(about).state, message(about).problem) == ("sent", "")


def send_from_threads(count: int) -> list[int]:
    """Run so many senders at once; how much each has sent."""
    sent: list[int] = []
    ready = threading.Barrier(count)

    def send() -> None:
        ready.wait()
        sent.append(outbox.send_due(NOW))
        connections.close_all()

    threads = [threading.Thread(target=send) for _turn in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sent


def test_several_senders_at_once_send_each_letter_once(both_databases: str, sink: Sink, write: Write) -> None:
    about = [write() for _turn in range(20)]
    assert sum(send_from_threads(4)) == 20
    assert len(sink.messages) == 20
    assert {found["Message-ID"] for found in sink.messages} == {message(each).message_id for each in about}


def test_without_the_lease_several_senders_would_send_twice(
    committed_db: None, sink: Sink, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    both_have_read = threading.Barrier(2)

    def take_without_lease(now: datetime) -> OutboundMessage | None:
        found = OutboundMessage.objects.due(now).first()
        both_have_read.wait()
        return found

    monkeypatch.setattr(outbox, "_take", take_without_lease)
    threads = [threading.Thread(target=outbox.send_due, args=(NOW, 1)) for _turn in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sink.messages) == 2


@pytest.fixture
def provider(settings: Any) -> Iterator[list[dict[str, Any]]]:
    """A local recorder of what one provider's interface would get."""
    received: list[dict[str, Any]] = []

    class Recorder(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            received.append(body)
            answer = json.dumps({"To": body["To"], "MessageID": "1", "ErrorCode": 0, "Message": "OK"}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args: Any) -> None:
            """Stay quiet."""

    server = HTTPServer(("127.0.0.1", 0), Recorder)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {
        "POSTMARK_SERVER_TOKEN": "test", "POSTMARK_API_URL": f"http://127.0.0.1:{server.server_port}/",
    }  # fmt: skip
    yield received
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_provider_gets_ids_only_and_may_not_track(db: None, provider: list[dict[str, Any]], write: Write) -> None:
    about = write(letter(html="<p>Hej, vegankost noterad.</p>"))
    assert outbox.send_due(NOW) == 1
    [sent] = provider
    assert "vegankost" in sent["TextBody"]
    unique = message(about).message_id.strip("<>").split("@")[0]
    assert sent["Metadata"] == {"kind": KIND, "object": str(about), "message": unique}
    assert sent["Tag"] == KIND
    assert (sent["TrackOpens"], sent["TrackLinks"]) == (False, "None")
    assert {"Name": "Message-ID", "Value": message(about).message_id} in sent["Headers"]
    beside = {name: value for name, value in sent.items() if name not in ("TextBody", "HtmlBody", "To")}
    assert "vegankost" not in json.dumps(beside)
    assert "maja" not in json.dumps(beside)
