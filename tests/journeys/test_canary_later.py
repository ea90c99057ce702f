"""Of what was answered later, and of the links to it, nothing is left either."""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from forms_app.models import FormPage, LaterAsk, LaterLink, Submission
from privacy import cipher, outbox
from privacy.models import SubjectKey
from privacy.requests import cases, execution, intake, tokens
from privacy.requests.search import search
from privacy.roles import Role
from tests.database_walk import places_of
from tests.factories import a_delegation, a_form_page, an_officer, answers_to, arm, question, send
from tests.journeys.canaries import OF_LATER

NOW = timezone.now()
LATER = NOW + timedelta(days=400)
AT = {name: place.canary for name, place in OF_LATER.items()}
LINK = re.compile(r"/[a-z]{2}/later/[\w-]{40,}/")


@pytest.fixture(autouse=True)
def folders_of_its_own(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.KALLELSE_LEDGER, settings.KALLELSE_PRIVATE = tmp_path / "apart" / "ledger", tmp_path / "private"


def keys_of(page: FormPage, asked_of: str) -> dict[str, str]:
    return dict(page.form_fields.filter(asked_of=asked_of).values_list("field_type", "clean_name"))


def link() -> str:
    """The link to what is asked later, from the one mail that has it."""
    mail.outbox.clear()
    outbox.send_due(timezone.now() + timedelta(seconds=5))
    found = [hit[0] for each in mail.outbox if (hit := LINK.search(each.body))]
    assert len(found) == 1
    return found[0]


def traces(*records: Any) -> set[str]:
    """The ciphertexts of these records, their digests by which people are found, and those of their links."""
    sealed = {value["sealed"] for each in records for value in each.answers.values() if cipher.is_sealed(value)}
    digests = SubjectKey.objects.filter(record__in=[each.pk for each in records]).values_list("digest", flat=True)
    return {*sealed, *digests, *LaterLink.objects.values_list("digest", flat=True)}


@pytest.mark.django_db
def test_of_what_she_answered_later_nothing_is_left_when_she_is_erased():
    page = a_form_page(
        question("name"), question("email"),
        question("title", asked_when="with_place"), question("access_other", asked_when="with_place"),
    )  # fmt: skip
    arm(page.section.activity)
    controller = page.section.controller
    officer, decider = an_officer(Role.CASE_OFFICER), an_officer(Role.DECISION_MAKER)
    a_delegation(controller, decider)
    key = keys_of(page, "registration")
    answers = {each: answers_to(page)[each] for each in (key["name"], key["email"])}
    assert send(Client(), page, answers).status_code == 303
    given = {key["title"]: AT["answered later"], key["access_other"]: AT["access, later"]}
    assert Client().post(link(), given).status_code == 303
    sent = Submission.objects.get()
    keys = set(SubjectKey.objects.filter(record=sent.pk).values_list("digest", flat=True))
    # The case is found by the same address, and so by the same digest, until its own time is over.
    strings = {AT["answered later"], *traces(sent)} - keys
    assert keys
    assert len(strings) == 3
    assert set(places_of(strings)) == {each.lower() for each in strings}

    request = intake.receive(controller=controller, kind="erasure", channel="web", language="sv", name="Maj Lind",
                             addresses=[("email", "maj.lind@example.org")], text="", now=LATER)  # fmt: skip
    intake.confirm(tokens.issue(request, "confirm", now=LATER), LATER)
    search(request, LATER)
    request.refresh_from_db()
    cases.show_identity(request=request, level="counter", note="Pass", by=officer, now=LATER)
    request.refresh_from_db()
    cases.decide(request=request, by=decider, now=LATER)
    execution.execute(request=request, by=officer, now=LATER)

    assert not LaterLink.objects.exists()
    assert not LaterAsk.objects.exists()
    assert not SubjectKey.objects.filter(record=sent.pk).exists()
    assert places_of(strings) == {}
