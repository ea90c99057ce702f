"""The mail server is down for an hour while people register: every page answers, and every mail arrives once."""
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Registration
from privacy import outbox
from privacy.models import OutboundMessage
from tests.events.visiting import NOW
from tests.journeys.visitor import Visitor
from tests.mail_sink import Sink, start

pytestmark = pytest.mark.django_db
PEOPLE, ROUNDS = 200, 5
#: So many are tried in one run while nothing gets through: the timer's next minute goes on.
TRIED = 10


@pytest.fixture
def server(settings):
    """A real mail server, and how to take it down and up again."""
    sink = Sink()
    started = start(sink)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = started.hostname, started.port
    yield sink
    started.stop()


@pytest.fixture
def answers(client, seminar):
    """What the form on the page asks for, by the kind of its questions; and its hidden fields."""
    visitor = Visitor(client)
    visitor.go(seminar.url)
    return {row.field_type: row.clean_name for row in seminar.form_fields.all()}, visitor.fill()


def registers(client, page, answers, number):
    names, hidden = answers
    given = {names["name"]: f"Maja Ström {number}", names["email"]: f"maja{number}@example.org",
             names["title"]: "Bibliotekarie", names["organisation"]: "Byns bibliotek", names["diet"]: ""}  # fmt: skip
    return client.post(page.url, {**hidden, **given}).status_code


def test_the_mail_server_is_down_for_an_hour_during_two_hundred_registrations(
    client, seminar, answers, server, settings, time_machine
):
    time_machine.move_to(NOW, tick=False)
    port = settings.EMAIL_PORT
    answered = Counter()
    for round_ in range(ROUNDS):
        # First nobody is there, then somebody who says: not now.
        settings.EMAIL_PORT, server.mode = (1, "accept") if round_ < ROUNDS // 2 else (port, "refuse")
        each = range(round_ * PEOPLE // ROUNDS, (round_ + 1) * PEOPLE // ROUNDS)
        answered.update(registers(client, seminar, answers, number) for number in each)
        assert outbox.send_due(timezone.now(), limit=TRIED) == 0
        time_machine.shift(timedelta(hours=1) / ROUNDS)
    assert answered == {303: PEOPLE}
    assert Registration.objects.confirmed().count() == PEOPLE
    assert server.messages == []
    assert OutboundMessage.objects.exclude(problem="").exists()

    settings.EMAIL_PORT, server.mode = port, "accept"
    # Whoever has been tried in vain waits an hour at most.
    time_machine.shift(outbox.LONGEST_WAIT)
    assert outbox.send_due(timezone.now(), limit=2 * PEOPLE) == PEOPLE
    assert outbox.send_due(timezone.now() + timedelta(days=1)) == 0
    assert Counter(mail["Message-ID"] for mail in server.messages) == Counter(
        OutboundMessage.objects.values_list("message_id", flat=True)
    )
    assert Counter(mail["To"] for mail in server.messages) == {f"maja{each}@example.org": 1 for each in range(PEOPLE)}


def test_a_mail_that_the_server_took_and_then_hung_up_is_sent_again_under_the_same_name(
    client, seminar, answers, server, time_machine
):
    time_machine.move_to(NOW, tick=False)
    server.mode = "drop"
    assert registers(client, seminar, answers, 1) == 303
    assert outbox.send_due(timezone.now()) == 0
    server.mode = "accept"
    time_machine.shift(timedelta(minutes=1))
    assert outbox.send_due(timezone.now()) == 1
    [first, second] = server.messages
    assert first["Message-ID"] == second["Message-ID"] == OutboundMessage.objects.get().message_id
    assert first["Subject"] == second["Subject"]
