"""A double click, fifty times, through the front door."""
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.core import mail
from django.db import connections
from django.test import Client
from django.utils import timezone

from forms_app.models import Submission
from forms_app.models.submissions import PostOnceQuerySet
from privacy import outbox
from tests.factories import a_form_page, answers_to, send, version_shown

TIMES = 50
REFERENCE = re.compile(r"[A-Z]{4}-[2-9]{4}")


def double_clicks(page, settings) -> list[tuple[str, str]]:
    """Each of fifty people sends the form twice at the same moment; the references on both receipts."""
    settings.KALLELSE_POSTS_PER_SENDER = settings.KALLELSE_POSTS_PER_FORM = 10 * TIMES
    version = version_shown(Client(), page)
    people = [answers_to(page, name=f"Person {number}", email=f"person{number}@example.org") for number in range(TIMES)]
    barrier = Barrier(2)

    def click(number: int) -> str:
        try:
            barrier.wait(60)
            response = send(Client(), page, people[number], version=version)
            assert response.status_code == 303
            # Not from the context: the test client also catches what another thread renders.
            return REFERENCE.search(Client().get(response["Location"]).content.decode())[0]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        return [tuple(threads.map(click, [number, number])) for number in range(TIMES)]


def test_a_double_click_is_one_record_and_one_mail(committed_db, settings):
    pairs = double_clicks(a_form_page(), settings)
    assert all(first == second for first, second in pairs)
    assert len(set(pairs)) == Submission.objects.count() == TIMES
    assert outbox.send_due(timezone.now()) == TIMES
    assert len({message.to[0] for message in mail.outbox}) == len(mail.outbox) == TIMES


def test_without_the_guard_a_double_click_is_two_records(committed_db, settings, monkeypatch):
    monkeypatch.setattr(PostOnceQuerySet, "claim", lambda self, digest, *, record, now, lasts: record)
    pairs = double_clicks(a_form_page(), settings)
    assert all(first != second for first, second in pairs)
    assert Submission.objects.count() == 2 * TIMES
