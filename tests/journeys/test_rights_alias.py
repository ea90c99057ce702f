"""One person, three events, two languages, two addresses: she gets all of it, and all of it ends."""
from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest

from forms_app.models import Submission
from privacy import registry
from privacy.disposal import runs
from privacy.models import DisposalRun, SubjectKey
from privacy.requests import cases, extract
from privacy.roles import Role
from privacy.sweep import Needle, sweep
from tests.factories import ASKED_AT, a_submission, an_officer, in_language
from tests.journeys.rights import Office, outcomes_of, wrong_with_letters

pytestmark = pytest.mark.django_db

HOLDING = "forms_app.submissions"
ALIAS = "m.lind@arkiv.example"
FINNISH = {"Läsdag": "Lukupäivä"}
LONG = "Jordnötter, selleri och allt som vuxit i skugga"


@pytest.fixture(autouse=True)
def files_in_folders_of_their_own(settings, tmp_path):
    settings.KALLELSE_LEDGER = tmp_path / "ledger.jsonl"
    settings.KALLELSE_PRIVATE = tmp_path / "private"


@pytest.fixture
def office(db):
    """A Swedish board that keeps registrations for a year after the event, and diets for a week."""
    office = Office.of("SE")
    office.record_rule(anchor="last_occasion_end", period="P1Y")
    return office


def test_an_alias_at_three_events_in_two_languages(office):
    past, middle, coming = (
        office.event(title, day)
        for title, day in [("Läsdag", date(2027, 3, 1)), ("Bokdag", date(2027, 8, 1)), ("Ordkväll", date(2028, 3, 10))]
    )
    finnish = in_language(past, "fi", FINNISH)
    hers = [
        a_submission(past, finnish, diet=LONG),
        a_submission(middle, diet=LONG, email=ALIAS),
        a_submission(coming, diet=LONG, now=ASKED_AT + timedelta(days=1)),
    ]
    other = a_submission(past, name="Heli Metsä", email="heli@example.org")
    now = datetime(2028, 3, 2, 9, tzinfo=UTC)  # a year and a day after the first event

    # --- she sees everything -------------------------------------------------------------------
    access = office.ask("access", "fi", now, name="Maj Lind")
    cases.add_address(request=access, kind="email", value=ALIAS, proof="officer", by=office.officer, now=now)
    office.finish(access, now)
    package = zipfile.ZipFile(io.BytesIO(extract.open_package(access.extract, now)))
    content = "\n".join(package.read(name).decode() for name in package.namelist())
    for text in ("Lukupäivä", "Bokdag", "Ordkväll", LONG, ALIAS, "maj.lind@example.org"):
        assert text in content, text
    assert "heli@example.org" not in content
    written = json.dumps([json.loads(package.read(name)) for name in package.namelist() if name.endswith(".json")])
    assert all(reference in written for reference in Submission.objects.filter(pk__in=hers).values_list(
        "reference", flat=True))  # fmt: skip

    # --- what may go goes, the rest is kept with its reason and day -------------------------------
    erasure = office.ask("erasure", "sv", now)
    cases.add_address(request=erasure, kind="email", value=ALIAS, proof="officer", by=office.officer, now=now)
    needles = Needle.of_records(registry.holding_of(HOLDING), hers[:1])
    assert sweep(needles).findings != []
    office.finish(erasure, now)
    assert {
        ("erased", "authority_allows"),
        ("retained", "period_running"),
        ("blanked", "purpose_ended"),
    } <= outcomes_of(erasure)
    assert set(Submission.objects.values_list("pk", flat=True)) == {*hers[1:], other}
    assert erasure.items.get(record=str(hers[1]), key="").until_on == date(2028, 8, 1)
    assert erasure.items.get(record=str(hers[2]), key="").until_on == date(2029, 3, 10)
    assert LONG not in str(Submission.objects.get(pk=hers[1]).lines(sealed=True))
    assert LONG in str(Submission.objects.get(pk=hers[2]).lines(sealed=True))  # the event is still to come
    assert erasure.sweep["clean"]
    assert wrong_with_letters(erasure) == []

    # --- later runs finish it without further hands ------------------------------------------------
    archivist, approver = an_officer(Role.ARCHIVIST), an_officer(Role.ARCHIVIST, "annan-arkivarie")
    for day in (datetime(2028, 8, 3, 9, tzinfo=UTC), datetime(2029, 3, 12, 9, tzinfo=UTC)):
        today = office.controller.local_date(day)
        run = runs.propose(controller=office.controller, as_of=today, by=archivist, now=day)
        runs.approve(run=run, by=approver, now=day)
        runs.execute(run=run, by=archivist, now=day)
    assert DisposalRun.objects.filter(state="done").count() == 2
    assert not Submission.objects.filter(pk__in=hers).exists()
    assert not SubjectKey.objects.filter(record__in=hers).exists()
    assert sweep(needles).residues == []
