"""Of a person who was let go nothing is left: not in any column of any table, not in any file.

Every place is first seen to hold what is later looked for in vain, by a walk through the database that
knows nothing of our code; the sweep is held to the same walk.
"""
from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from forms_app.models import Submission
from home.models import StandardPage
from privacy import cipher
from privacy.disposal import runs
from privacy.models import DisposalAuthority, OutsideSource
from privacy.requests import cases, execution, extract, intake, letters, tokens
from privacy.requests.search import search
from privacy.roles import Role
from privacy.sweep import Needle, NeedleKind, State, sweep
from tests.database_walk import in_the_files, places_of, rows_with, write_anew
from tests.factories import a_delegation, a_form_page, a_submission, an_officer, arm, in_language, question
from tests.journeys import canaries
from tests.journeys.canaries import LIVE, OF_CASE, OF_RECORD, OF_TEXTS, Desk, mailbox

NOW = timezone.now()
#: When she asks: a year after she registered, so that the rules let her registration go.
ASKED = NOW + timedelta(days=400)
WITHOUT_CORRECTIONS = {name: place for name, place in OF_RECORD.items() if "correct" not in name}
ALL = {**OF_RECORD, **OF_TEXTS, **LIVE, **OF_CASE}
#: The person whose record must not change by a single byte.
OTHER = "bofink01x"


@pytest.fixture(autouse=True)
def folders_of_its_own(settings, tmp_path) -> Iterator[None]:
    settings.KALLELSE_LEDGER, settings.KALLELSE_PRIVATE = tmp_path / "apart" / "ledger", tmp_path / "private"
    settings.MEDIA_ROOT = tmp_path / "media"


def expect(places):
    """Each canary stands in its place; sealed ones do not stand there readably."""
    found = places_of({place.canary for place in places.values()})
    missing = {
        name: place
        for name, place in places.items()
        if ((place.table, place.column) in found[place.canary.lower()]) == place.sealed
    }
    assert [f"{name}: {found[place.canary.lower()]}" for name, place in missing.items()] == []


def sealed_values(record):
    """Question key -> (what stands there when it is opened, its ciphertext)."""
    stored = [*record.answers.items(), *record.corrected.items()]
    return [
        (json.loads(cipher.unseal(value, record=record.pk, question=key)), value["sealed"])
        for key, value in stored
        if cipher.is_sealed(value)
    ]


def a_form():
    kinds = [name for name in OF_RECORD if " " not in name and "," not in name]
    page = a_form_page(*[question(kind, kind) if kind in {"singleline", "multiline", "number", "date"}
                         else question(kind) for kind in kinds])  # fmt: skip
    arm(page.section.activity)
    return page


def test_the_list_is_long():
    assert len({(place.table, place.column, place.canary) for place in ALL.values()}) >= 55


def test_of_a_registration_that_was_due_nothing_is_left(committed_db):
    page = a_form()
    officer, archivist = an_officer(Role.CASE_OFFICER), an_officer(Role.ARCHIVIST)
    record = canaries.send_registration(page)
    canaries.correct(record, officer, NOW)
    record.refresh_from_db()
    sealed = sealed_values(record)
    expect(OF_RECORD)
    assert {words for words, _bytes in sealed} == {place.canary for place in OF_RECORD.values() if place.sealed}
    strings = {place.canary for place in OF_RECORD.values()} | {content for _words, content in sealed}
    digests = {row for table, row in places_of_digests(record)}
    assert len(digests) >= 3
    assert len(in_the_files(strings | digests)) > 10
    a_submission(page, name=OTHER, email=f"{OTHER}@example.org", now=NOW + timedelta(days=396))
    others = rows_with([OTHER, str(Submission.objects.get(answers__icontains=OTHER).pk)])
    assert len(others) > 3

    later = NOW + timedelta(days=400)
    runs.dispose(controller=page.section.controller, as_of=page.section.controller.local_date(later),
                 by=officer, approver=archivist, now=later)  # fmt: skip

    assert places_of(strings | digests) == {}
    assert rows_with([OTHER, str(Submission.objects.get().pk)]) == others
    write_anew()
    assert in_the_files(strings | digests) == set()
    assert in_the_files([OTHER]) == {OTHER}
    plain = [Needle(NeedleKind.TEXT, each) for each in strings | digests]
    assert sweep(plain).findings == []
    assert len(sweep([Needle(NeedleKind.TEXT, OTHER)]).residues) == 0
    assert sweep([Needle(NeedleKind.TEXT, OTHER)]).findings


def places_of_digests(record):
    """(table, digest) of the keys that find the record, and of the guard against posting twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'privacy_subjectkey', digest FROM privacy_subjectkey WHERE record = %s", [record.pk])
        found = cursor.fetchall()
        cursor.execute("SELECT 'forms_app_postonce', digest FROM forms_app_postonce WHERE record = %s", [record.pk])
        return found + cursor.fetchall()


def test_of_a_person_who_asks_to_be_erased_nothing_is_left(committed_db, settings):
    page = a_form()
    controller = page.section.controller
    officer, decider = an_officer(Role.CASE_OFFICER), an_officer(Role.DECISION_MAKER)
    a_delegation(controller, decider)
    canaries.send_registration(page)
    desk, about = written_about(page.get_parent().specific)
    expect({**WITHOUT_CORRECTIONS, **OF_TEXTS, **LIVE})
    strings = {place.canary for place in [*OF_RECORD.values(), *OF_TEXTS.values(), *LIVE.values()] if not place.sealed}
    handed_out = a_copy(controller, officer, decider)
    assert "kanarie01x" in handed_out
    assert "kanarie06x" in handed_out

    request = a_case(controller)
    proposed = set(request.items.values_list("holding", "outcome"))
    assert {("trace:home.contactperson.name", "by_editor"), ("trace:wagtailcore.page.title", "by_editor")} <= proposed
    desk.takes_away(about)
    work_on(request, officer)
    decide_and_answer(request, officer, decider)

    expect(OF_CASE)
    assert not Submission.objects.exists()
    places = {place for found in places_of(strings).values() for place in found}
    assert places == {("privacy_requestaddress", "value")}
    assert {each.state for each in sweep(Needle.of_words(map(str, strings))).findings} == {State.ELSEWHERE}
    assert files_below(settings.MEDIA_ROOT) == []
    about = StandardPage.objects.get(pk=about.pk)
    assert about.get_latest_revision_as_object().lead == about.lead == "Välkommen."
    assert about.get_translations().get().specific.lead == "Välkommen. (suomeksi)"

    request.activity.rules.update(authority=DisposalAuthority.objects.get(), armed_at=ASKED)
    later = ASKED + timedelta(days=800)
    assert files_below(settings.KALLELSE_PRIVATE)
    runs.dispose(controller=controller, as_of=controller.local_date(later), by=officer,
                 approver=an_officer(Role.ARCHIVIST), now=later)  # fmt: skip
    strings |= {place.canary for place in OF_CASE.values()}
    assert places_of(strings) == {}
    assert files_below(settings.KALLELSE_PRIVATE) == []
    assert sweep(Needle.of_words(map(str, strings))).findings == []
    write_anew()
    assert in_the_files(strings) == set()


def test_on_sqlite_the_file_holds_nothing_of_a_registration_that_was_due(sqlite_db):
    page = a_form()
    officer = an_officer(Role.CASE_OFFICER)
    record = canaries.send_registration(page)
    canaries.correct(record, officer, NOW)
    record.refresh_from_db()
    sealed = {content.lower() for _words, content in sealed_values(record)}
    strings = {place.canary for place in OF_RECORD.values() if not place.sealed} | sealed
    assert in_the_file_of_sqlite(strings) == strings
    a_submission(page, name=OTHER, email=f"{OTHER}@example.org", now=NOW + timedelta(days=396))
    later = NOW + timedelta(days=400)
    runs.dispose(controller=page.section.controller, as_of=page.section.controller.local_date(later),
                 by=officer, approver=an_officer(Role.ARCHIVIST), now=later)  # fmt: skip
    assert in_the_file_of_sqlite(strings) == set()
    assert in_the_file_of_sqlite({OTHER}) == {OTHER}
    assert sweep(Needle.of_words(each for each in strings if "kanarie" in each)).findings == []
    assert sweep(Needle.of_words([OTHER])).findings


def in_the_file_of_sqlite(strings):
    """Which strings stand in the database's file and in its log, byte by byte."""
    path = Path(connection.settings_dict["NAME"])
    content = b"".join(each.read_bytes().lower() for each in path.parent.glob(path.name + "*"))
    return {each for each in strings if each.lower().encode() in content}


def files_below(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def written_about(body):
    """A page on which an editor has named her, in two languages, and names her still."""
    in_language(body, "fi", {})
    about = body.add_child(instance=StandardPage(title="Om oss", slug="om-oss", live=False))
    get_user_model().objects.create_superuser("redaktor", "redaktor@region.example", "x")
    desk = Desk("redaktor")
    desk.writes_of(about)
    desk.rewrites(about)
    desk.uploads()
    return desk, about


def a_copy(controller, officer, decider):
    """What she is handed when she asks what is stored: the content of the file, unpacked."""
    request = intake.receive(controller=controller, kind="access", channel="web", language="sv", name="",
                             addresses=[("email", mailbox(OF_RECORD["email"]))], text="", now=ASKED)  # fmt: skip
    intake.confirm(tokens.issue(request, "confirm", now=ASKED), ASKED)
    search(request, ASKED)
    request.refresh_from_db()
    cases.show_identity(request=request, level="counter", note="Pass", by=officer, now=ASKED)
    decide_and_answer(request, officer, decider)
    package = zipfile.ZipFile(BytesIO(extract.open_package(request.extract, ASKED)))
    return "".join(package.read(name).decode(errors="replace") for name in package.namelist())


def decide_and_answer(request, officer, decider):
    cases.decide(request=request, by=decider, now=ASKED)
    execution.execute(request=request, by=officer, now=ASKED)
    letters.freeze(letters.draft(request, "answer", "sv"), by=officer, now=ASKED)
    cases.answer(request=request, by=officer, now=ASKED)
    cases.close(request=request, by=officer, now=ASKED)


def a_case(controller):
    """Her request with every address under which staff have written of her."""
    OutsideSource.objects.create(controller=controller, name="Pärmen", asked="Arkivet")
    at = {name: place.canary for name, place in OF_CASE.items()}
    request = intake.receive(
        controller=controller, kind="erasure", channel="web", language="sv", name=at["her name"],
        addresses=[("email", mailbox(OF_CASE["mailbox"]))], text=at["what she writes"],
        postal_address=at["postal address"], now=ASKED,
    )  # fmt: skip
    for canary in sorted({place.canary for place in [*OF_TEXTS.values(), *LIVE.values(), OF_RECORD["email"]]}):
        cases.add_address(request=request, kind="email", value=f"{canary}@example.org", proof="officer",
                          by=an_officer(Role.CASE_OFFICER), now=ASKED)  # fmt: skip
    intake.confirm(tokens.issue(request, "confirm", now=ASKED), ASKED)
    search(request, ASKED)
    request.refresh_from_db()
    return request


def work_on(request, officer):
    """Everything that officers write into a case, and every text confirmed to be about her."""
    at = {name: place.canary for name, place in OF_CASE.items()}
    search(request, ASKED)
    cases.show_identity(request=request, level="counter", note=at["how she was known"], by=officer, now=ASKED)
    cases.extend(request=request, reason=at["reason for more time"], by=officer, now=ASKED)
    cases.give_opinion(request=request, text=at["opinion"], by=an_officer(Role.DATA_PROTECTION_OFFICER), now=ASKED)
    source = request.sources.get(name="Pärmen")
    cases.answer_source(source=source, answer="found", note=at["another source"], by=officer, now=ASKED)
    for item in request.items.filter(certainty="possible"):
        cases.confirm_match(item=item, is_hers=True, by=officer, now=ASKED)
    request.refresh_from_db()
