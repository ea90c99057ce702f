"""Questions asked with the place at an event: the mail that confirms has the link, which closes when it begins."""
from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from events.models import EventPage, Registration
from forms_app.models import Submission
from privacy import outbox
from tests.events.conftest import answers_to, fresh
from tests.factories import key_of, send

pytestmark = pytest.mark.django_db
OPEN = datetime(2027, 2, 1, 12, tzinfo=UTC)
#: 10.05 in Stockholm on 27 February.
STARTS = datetime(2027, 2, 27, 9, 5, tzinfo=UTC)
LINK = re.compile(r"/sv/later/[\w-]{40,}/")


@pytest.fixture
def asking(seminar, time_machine) -> EventPage:
    """The seminar, asking those who have a place for their telephone."""
    time_machine.move_to(OPEN, tick=False)
    draft = seminar.get_latest_revision_as_object()
    model = type(draft)._meta.get_field("form_fields").related_model
    row = model(field_type="telephone", required=True, asked_when="with_place", sort_order=20)
    row.complete()
    draft.form_fields.add(row)
    draft.save_revision().publish()
    return fresh(seminar)


def register(client: Any, page: EventPage, **given: str) -> str:
    """Register; the text of the mail that follows."""
    answers = answers_to(page, telephone="", **given)
    assert send(client, page, {key: value for key, value in answers.items() if value}).status_code == 303
    mail.outbox.clear()
    outbox.send_due(datetime.now(UTC) + timedelta(seconds=5))
    (letter,) = mail.outbox
    return letter.body


def test_the_mail_that_confirms_has_the_link_until_the_event_begins(asking, client, time_machine):
    found = LINK.search(register(client, asking))
    assert Registration.objects.get().state == "confirmed"
    assert found
    name = f'name="{key_of(asking, "telephone")}"'
    time_machine.move_to(STARTS - timedelta(minutes=1), tick=False)
    assert name in client.get(found[0]).content.decode()
    time_machine.move_to(STARTS, tick=False)
    assert name not in client.get(found[0]).content.decode()
    client.post(found[0], {key_of(asking, "telephone"): "040-123 45 67"})
    assert not Submission.objects.get().later


def test_who_is_registered_already_is_not_asked_again(asking, client, time_machine):
    assert LINK.search(register(client, asking))
    time_machine.move_to(OPEN + timedelta(hours=1), tick=False)
    assert not LINK.search(register(client, asking, title="Chef"))
    assert Registration.objects.filter(state="repeated").count() == 1
