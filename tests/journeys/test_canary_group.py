"""Of participants, of what was answered later and of what colleagues wrote down nothing is left either."""
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

from forms_app import handling
from forms_app.exports import background
from forms_app.exports.order import RowOf
from forms_app.models import Export, FormPage, LaterAsk, LaterLink, Submission, SubmissionNote, SubmittedPerson
from forms_app.put_form import PARTY
from privacy import cipher, outbox
from privacy.disposal import runs
from privacy.models import SubjectKey
from privacy.roles import Role
from tests.database_walk import in_the_files, places_of, write_anew
from tests.factories import a_form_page, an_officer, arm, question
from tests.forms_app.exported import an_order
from tests.forms_app.walking import Walker
from tests.journeys.canaries import OF_GROUP, OF_LATER, mailbox

NOW = timezone.now()
LATER = NOW + timedelta(days=400)
EVERYTHING = {**OF_GROUP, "answered later": OF_LATER["answered later"]}
AT = {name: place.canary for name, place in EVERYTHING.items()}
LINK = re.compile(r"/[a-z]{2}/later/[\w-]{40,}/")


@pytest.fixture(autouse=True)
def folders_of_its_own(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.KALLELSE_LEDGER, settings.KALLELSE_PRIVATE = tmp_path / "apart" / "ledger", tmp_path / "private"


def a_form() -> FormPage:
    each = {"asked_of": "participant"}
    page = a_form_page(
        question("name"), question("email"), question("title", asked_when="with_place"),
        question("name", "Deltagarens namn", **each), question("email", "Deltagarens e-post", **each),
        question("multiline", "Deltagarens önskemål", **each), question("diet", "Deltagarens kost", **each),
        question("organisation", "Deltagarens skola", asked_when="with_place", **each),
        question("access_other", "Deltagarens behov", asked_when="with_place", **each),
    )  # fmt: skip
    arm(page.section.activity)
    return page


def keys_of(page: FormPage, asked_of: str) -> dict[str, str]:
    return dict(page.form_fields.filter(asked_of=asked_of).values_list("field_type", "clean_name"))


def link() -> str:
    """The link to what is asked later, from the one mail that has it."""
    mail.outbox.clear()
    outbox.send_due(timezone.now() + timedelta(seconds=5))
    found = [hit[0] for each in mail.outbox if (hit := LINK.search(each.body))]
    assert len(found) == 1
    return found[0]


def register(page: FormPage) -> Submission:
    """A secretary registers one participant, and then answers what is asked with the place."""
    own, hers = keys_of(page, "registration"), keys_of(page, "participant")
    walker = Walker(page)
    walker.press(**{own["name"]: "Sara Strand", own["email"]: "sara@skola.example", PARTY: "1"})
    walker.press(**{
        f"{hers['name']}__1": AT["participant's name"], f"{hers['multiline']}__1": AT["participant's text"],
        f"{hers['email']}__1": mailbox(OF_GROUP["participant's mailbox"]),
        f"{hers['diet']}__1": AT["participant's diet"],
    })  # fmt: skip
    walker.follow()
    answer = Client().post(link(), {
        own["title"]: AT["answered later"], f"{hers['organisation']}-1": AT["participant's, later"],
        f"{hers['access_other']}-1": AT["participant's access, later"],
    })  # fmt: skip
    assert answer.status_code == 303, answer.content.decode()[:2000]
    return Submission.objects.get()


def traces(*records: Any) -> set[str]:
    """The ciphertexts of these records, their digests by which people are found, and those of their links."""
    sealed = {value["sealed"] for each in records for value in each.answers.values() if cipher.is_sealed(value)}
    digests = SubjectKey.objects.filter(record__in=[each.pk for each in records]).values_list("digest", flat=True)
    return {*sealed, *digests, *LaterLink.objects.values_list("digest", flat=True)}


def test_of_a_group_that_was_due_nothing_is_left(committed_db, settings):
    page = a_form()
    officer = an_officer(Role.CASE_OFFICER)
    sent = register(page)
    person = sent.persons.get()
    handling.write_note(page=page, submission=sent, text=AT["note"], by=officer, now=NOW)
    background.place(page=page, order=an_order(row_of=RowOf.PARTICIPANT), submissions=1, by=officer, now=timezone.now())
    assert background.make_due(timezone.now()) == 1
    found = places_of(AT.values())
    for name, place in EVERYTHING.items():
        assert ((place.table, place.column) in found[place.canary]) != place.sealed, name
    strings = {*AT.values(), *traces(sent, person)}
    assert len(strings) > len(AT) + 4
    assert set(places_of(strings)) >= {each.lower() for each in traces(sent, person)}
    files = [each for each in settings.KALLELSE_PRIVATE.rglob("*") if each.is_file()]
    assert any(AT["participant's name"] in each.read_bytes().decode(errors="replace") for each in files)

    controller = page.section.controller
    runs.dispose(controller=controller, as_of=controller.local_date(LATER), by=officer,
                 approver=an_officer(Role.ARCHIVIST), now=LATER)  # fmt: skip

    for model in (Submission, SubmittedPerson, SubmissionNote, LaterAsk, LaterLink):
        assert not model.objects.exists(), model
    assert places_of(strings) == {}
    assert not [each for each in settings.KALLELSE_PRIVATE.rglob("*") if each.is_file()]
    assert not Export.objects.filter(state="ready").exists()
    write_anew()
    assert in_the_files(strings) == set()
