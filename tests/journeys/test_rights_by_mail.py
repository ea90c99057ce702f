"""She asks on the page, confirms by the link in the mail, and gets her answer by mail."""
from __future__ import annotations

import re

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import translation

from forms_app.models import Submission
from privacy import outbox
from privacy.models import RightsRequest
from privacy.requests import opening
from tests.factories import ASKED_AT, a_form_page, a_submission, question
from tests.journeys.rights import Office, outcomes_of
from tests.letter_rules import wrong_in

pytestmark = pytest.mark.django_db
FROM_HERE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}


@pytest.fixture(autouse=True)
def files_in_folders_of_their_own(settings, tmp_path):
    settings.KALLELSE_LEDGER = tmp_path / "ledger.jsonl"
    settings.KALLELSE_PRIVATE = tmp_path / "private"


def mailed(now):
    """What has been sent since the last look."""
    mail.outbox.clear()
    outbox.send_due(now)
    return list(mail.outbox)


@pytest.mark.parametrize(("law", "language"), [("SE", "sv"), ("FI", "fi")])
def test_from_the_page_to_the_letter(law, language):
    office = Office.of(law)
    a_submission(a_form_page(question("name"), question("email"), parent=office.page))
    client = Client(headers=FROM_HERE)
    with time_machine.travel(ASKED_AT, tick=False), translation.override(language):
        filled = {"kind": "restriction", "name": "Maj Lind", "email": "maj.lind@example.org", "language": language,
                  "others": "", "text": "", "webbplats": ""}  # fmt: skip
        assert client.post(f"/{language}/personal-data/", filled).status_code == 303
        assert Submission.objects.unrestricted().count() == 1
        (asking,) = [letter for letter in mailed(ASKED_AT) if "/confirm/" in letter.body]
        assert asking.to == ["maj.lind@example.org"]
        path = re.search(rf"/{language}/personal-data/confirm/[\w-]+/", asking.body)[0]
        button = BeautifulSoup(client.get(path).content, "html.parser").select_one("main form button")
        assert button is not None
        assert RightsRequest.objects.get().confirmed_at is None
        assert client.post(path).status_code == 303
        assert not Submission.objects.unrestricted().exists()
        opening.search_waiting(ASKED_AT)
        request = office.finish(RightsRequest.objects.get(), ASKED_AT)
        letters = [letter for letter in mailed(ASKED_AT) if letter.attachments]
    assert outcomes_of(request) == {("restricted", "as_asked")}
    (answer,) = letters
    (_name, content, _type) = answer.attachments[0]
    assert wrong_in(content, law=law, language=language, is_answer=True, items=1) == []
    assert "maj.lind" not in answer.subject
