"""Letters leave by SMTP, or by one provider with nothing tracked; the demo keeps them in a folder."""
import json
import threading
from email.message import EmailMessage as Written
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import environ
import pytest
from django.core import mail
from django.test import override_settings

from config.mail import mail_settings


class Recorder(BaseHTTPRequestHandler):
    """A mail provider that writes down what it is sent."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append(json.loads(body))
        answer = json.dumps({"ErrorCode": 0, "Message": "OK", "MessageID": "1", "To": "a@example.org"}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def provider():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    server.received = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def environment(monkeypatch):
    def set_variables(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return mail_settings(environ.Env())

    return set_variables


def test_mail_goes_to_the_smtp_server_of_the_environment(environment):
    settings = environment(EMAIL_URL="smtp+tls://post:secret@mail.example.org:587", DEFAULT_FROM_EMAIL="a@example.org")
    assert settings["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"]) == ("mail.example.org", 587)
    assert settings["EMAIL_USE_TLS"] is True
    assert settings["DEFAULT_FROM_EMAIL"] == "a@example.org"


def test_without_anything_set_mail_goes_by_smtp(environment):
    assert environment()["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"


def test_a_provider_gets_the_letter_and_is_told_to_track_nothing(environment, provider):
    address = f"http://127.0.0.1:{provider.server_port}/"
    keys = {"POSTMARK_SERVER_TOKEN": "secret", "POSTMARK_API_URL": address}
    settings = environment(MAIL_PROVIDER="postmark", MAIL_PROVIDER_SETTINGS=json.dumps(keys))
    with override_settings(**settings):
        mail.send_mail("Din anmälan K7Q-2MX", "Välkommen!", "a@example.org", ["guest@example.org"])
    (sent,) = provider.received
    assert sent["Subject"] == "Din anmälan K7Q-2MX"
    assert sent["TrackOpens"] is False
    assert sent["TrackLinks"] == "None"
    assert not sent.get("Metadata")
    assert not sent.get("Tag")


@pytest.fixture
def demo(settings, tmp_path):
    """The demo's mail folder and the addresses that only the demo has."""
    from django.urls import clear_url_caches, include, path

    import config.urls

    settings.KALLELSE_DEMO_MAILS = tmp_path / "mails"
    settings.EMAIL_BACKEND = "config.demo.mailbox.FolderBackend"
    demo_only = path("demo/", include("config.demo.urls"))
    config.urls.urlpatterns.insert(0, demo_only)
    clear_url_caches()
    yield settings.KALLELSE_DEMO_MAILS
    config.urls.urlpatterns.remove(demo_only)
    clear_url_caches()


def send_with_everything():
    letter = mail.EmailMultiAlternatives("Bekräftelse: Läsning för alla", "Hej!\nÅtta dagar kvar.")
    letter.to = ["åsa@example.org"]
    letter.attach_alternative("<h1>Hej!</h1><p style='color:green'>Åtta dagar kvar.</p>", "text/html")
    letter.attach("kallelse.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar")
    letter.send()


def test_only_the_demo_has_a_page_of_letters(client, db):
    assert client.get("/demo/mails/").status_code == 404


def test_the_demo_writes_each_letter_to_a_file_that_a_mail_program_opens(demo):
    send_with_everything()
    send_with_everything()
    files = list(demo.glob("*"))
    assert [path.suffix for path in files] == [".eml", ".eml"]
    from email import message_from_bytes, policy

    letter = message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert isinstance(letter, Written)
    assert letter["subject"] == "Bekräftelse: Läsning för alla"


def test_the_demo_shows_its_letters_with_text_html_and_attachment(client, db, demo):
    assert "<li>" not in client.get("/demo/mails/").content.decode().split("<main")[1].split("</main")[0]
    send_with_everything()
    (path,) = demo.glob("*.eml")
    listing = client.get("/demo/mails/").content.decode()
    assert "Bekräftelse: Läsning för alla" in listing
    assert f"/demo/mails/{path.stem}/" in listing
    page = client.get(f"/demo/mails/{path.stem}/")
    assert "Åtta dagar kvar." in page.content.decode()
    assert "kallelse.ics" in page.content.decode()
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    attachment = client.get(f"/demo/mails/{path.stem}/attachments/0/")
    assert attachment.content == b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    assert attachment["Content-Type"] == "text/calendar"
    assert client.get(f"/demo/mails/{path.stem}/attachments/1/").status_code == 404


def test_the_html_of_a_letter_is_shown_in_a_closed_frame(client, db, demo):
    send_with_everything()
    (path,) = demo.glob("*.eml")
    html = client.get(f"/demo/mails/{path.stem}/html/")
    assert "<h1>Hej!</h1>" in html.content.decode()
    assert "sandbox" in html["Content-Security-Policy"]
    assert html["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("name", ["..%2F..%2Fdemo-keys.json", "x", "20270101-000000-00000000"])
def test_no_other_file_is_shown_as_a_letter(client, db, demo, name):
    (demo.parent / "demo-keys.json").write_text("{}")
    assert client.get(f"/demo/mails/{name}/").status_code == 404
