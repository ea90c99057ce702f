"""The protocol of a run: headings by law and language, numbers, officials, and nobody else."""
import json
from datetime import timedelta

import pytest

from privacy.disposal import protocol, reading, runs
from privacy.models import AuditEvent
from tests.factories import a_delegation
from tests.privacy.disposal.conftest import A_YEAR_LATER, Office

CASES = [(law, language) for law in ("SE", "FI") for language in ("sv", "fi", "en")]


@pytest.mark.parametrize(("law", "language"), CASES)
def test_every_heading_of_the_country_stands_there_with_words(office: Office, law: str, language: str) -> None:
    type(office.controller).objects.update(jurisdiction=law)
    office.controller.refresh_from_db()
    office.register("Maj Lind", diet="nötter")
    run = office.dispose()
    read = reading.in_words(run.protocol, language, time_zone="Europe/Stockholm")
    assert [heading for heading, _lines in read] == list(protocol.headings(law, language).values())
    assert len(read) == 15
    assert all(all(lines) and lines for _heading, lines in read)


def test_a_finnish_list_never_says_gallring(office: Office) -> None:
    assert any("Gallring" in heading for heading in protocol.headings("SE", "sv").values())
    for language in ("sv", "fi", "en"):
        assert not [words for words in protocol.headings("FI", language).values() if "gallring" in words.lower()]


def test_officials_stand_there_by_name_and_title_and_the_people_disposed_of_do_not(office: Office) -> None:
    a_delegation(office.controller, office.archivist, title="Kommunarkivarie")
    type(office.archivist).objects.filter(pk=office.archivist.pk).update(first_name="Arja", last_name="Kivi")
    office.archivist.refresh_from_db()
    record = office.register("Maj Lind", diet="nötter")
    run = office.dispose()
    text = json.dumps(run.protocol, ensure_ascii=False) + str(
        reading.in_words(run.protocol, "sv", time_zone="Europe/Stockholm")
    )
    assert "Arja Kivi, Kommunarkivarie" in text
    assert "KN 2026/17" in text
    assert not [word for word in ("Maj", "Lind", "nötter", "example.org", str(record)) if word in text]


def test_the_protocol_is_frozen_with_its_digest(office: Office) -> None:
    office.register("Maj Lind")
    run = office.dispose()
    assert protocol.is_whole(run)
    type(office.controller).objects.update(names={"sv": "Något annat"})
    run.refresh_from_db()
    assert protocol.protocol_of(run)["authority"]["names"]["sv"] == "Kulturnämnden"
    run.protocol["listed"] = 99
    assert not protocol.is_whole(run)


def test_it_says_how_long_backups_keep_what_is_gone(office: Office) -> None:
    type(office.controller).objects.update(backup_days=20)
    office.controller.refresh_from_db()
    office.register("Maj Lind")
    run = office.dispose()
    until = office.controller.local_date(A_YEAR_LATER) + timedelta(days=20)
    assert run.protocol["backups_until"] == until.isoformat()


@pytest.mark.with_sweep
def test_the_sweep_looks_for_a_sample_of_what_went_and_its_outcome_stands_in_the_protocol(office: Office) -> None:
    record = office.register("Maj Lind", diet="nötter")
    run = office.approved()
    # Somebody wrote her address where it should not be.
    AuditEvent.objects.create(at=A_YEAR_LATER, action="list.opened", subject_id="maj.lind@example.org",
                              keep_until=A_YEAR_LATER.date())  # fmt: skip
    runs.execute(run=run, by=office.case_officer, now=A_YEAR_LATER)
    assert run.protocol["sweep"]["records"] == 2
    assert run.protocol["sweep"]["tables"] > 50
    assert run.protocol["sweep"]["left"] == 1
    (found,) = run.facts["sweep"]["findings"]["residue"]
    assert (found["table"], found["column"]) == ("privacy_auditevent", "subject_id")
    assert str(record) not in json.dumps(run.protocol)
