"""What is left of somebody is found wherever it lies, and told without being repeated."""

import base64
import html
import json
import uuid
from io import StringIO
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection

from privacy.models import AuditEvent
from privacy.sweep import Needle, NeedleKind, State, sweep
from privacy.sweep.net import Net
from privacy.sweep.reading import lexemes_in_order

NAME, MAILBOX, NUMBER = "Åsa Öhrn-Lind", "maj.lind@example.org", "040-123 45 67"
RECORD = uuid.UUID("0f0e0d0c-0b0a-4908-8706-050403020100")
NET = Net(Needle.of_words([NAME, MAILBOX, NUMBER]))


@pytest.mark.parametrize(
    "stored",
    [
        f"Möte med {NAME.upper()}.",
        json.dumps(json.dumps({"namn": NAME})),
        html.escape(NAME).encode("ascii", "xmlcharrefreplace").decode(),
        quote(NAME),
        "ohrn-lind, asa; asa_ohrn-lind.jpg",
        base64.b64encode(f"Till: {NAME} <{MAILBOX}>".encode()).decode(),
        "=C3=85sa =C3=96hrn-=\nLind",
        lexemes_in_order("'lind':4 'öhrn':3 'öhrn-lind':2B 'åsa':1A"),
    ],
)
def test_a_name_is_caught_in_every_coding(stored):
    assert NeedleKind.NAME in {needle.kind for needle in NET.in_text(stored)}


@pytest.mark.parametrize("stored", [MAILBOX.upper(), quote(MAILBOX), f"<mailto:{MAILBOX}>"])
def test_an_address_is_caught(stored):
    assert {needle.kind for needle in NET.in_text(stored)} == {NeedleKind.ADDRESS}


@pytest.mark.parametrize("stored", ["0401234567", "+46 (0)40-123 45 67", "ring 040 123 45 67 nu"])
def test_a_number_is_caught(stored):
    assert {needle.kind for needle in NET.in_text(stored)} == {NeedleKind.NUMBER}


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16"])
def test_bytes_are_read_in_several_encodings(encoding):
    assert NET.in_bytes(b"\x00\x01" + NAME.encode(encoding))


@pytest.mark.parametrize("stored", ["Åsa Öhrn-Lindström", "anna.maj.lind@example.org", "1204012345679", "Maj Lind"])
def test_what_is_somebody_elses_is_not_caught(stored):
    assert NET.in_text(stored) == set()


def test_a_needle_tells_its_kind_and_never_its_value():
    assert "lind" not in repr(Needle.of_words([NAME, MAILBOX])).casefold()


@pytest.fixture(autouse=True)
def empty_media(settings, tmp_path):
    """No pictures of other tests."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.KALLELSE_PRIVATE = tmp_path / "private"
    for folder in (settings.MEDIA_ROOT, settings.KALLELSE_PRIVATE):
        folder.mkdir()


@pytest.fixture
def undeclared_table(db):
    """A table that no model and no declaration knows."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE forgotten (id integer PRIMARY KEY, note text, scan bytea, tags text[])")
        cursor.execute(
            "INSERT INTO forgotten VALUES (7, %s, %s, %s)",
            [json.dumps({"till": MAILBOX}), NAME.encode(), ["x", NUMBER]],
        )


def test_a_table_that_nobody_declared_is_swept_in_text_bytes_and_arrays(undeclared_table):
    outcome = sweep(Needle.of_words([NAME, MAILBOX, NUMBER]))
    found = {(each.table, each.column, each.key, str(each.kind)) for each in outcome.residues}
    assert found == {
        ("forgotten", "note", "7", "address"),
        ("forgotten", "scan", "7", "name"),
        ("forgotten", "tags", "7", "number"),
    }
    told = json.dumps(outcome.as_facts(), ensure_ascii=False).casefold()
    assert "forgotten" in told
    assert not any(value.casefold() in told for value in (NAME, MAILBOX, NUMBER))


def test_what_only_the_planner_remembers_is_forgotten_and_what_it_remembers_rightly_is_told(undeclared_table):
    with connection.cursor() as cursor:
        for number in range(20, 40):
            cursor.execute("INSERT INTO forgotten (id, note) VALUES (%s, %s)", [number, MAILBOX])
        cursor.execute("ANALYZE forgotten")
    told = {(each.table, each.key) for each in sweep(Needle.of_words([MAILBOX])).residues}
    assert ("pg_catalog.pg_stats", "public.forgotten.note") in told
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM forgotten")
        # An empty table is not learnt anew.
        cursor.execute("INSERT INTO forgotten (id, note) VALUES (1, 'annat')")
        cursor.execute("SELECT most_common_vals::text FROM pg_stats WHERE tablename = 'forgotten' AND attname = 'note'")
        assert MAILBOX in cursor.fetchone()[0]
    assert sweep(Needle.of_words([MAILBOX])).is_clean


def test_nothing_is_found_where_nothing_is(db):
    outcome = sweep(Needle.of_words([NAME, MAILBOX, NUMBER]))
    assert outcome.is_clean
    assert outcome.tables > 80
    assert outcome.rows > 100
    assert "cache: other processes" in outcome.unread


def test_files_their_names_and_the_cache_are_swept(db, settings):
    (settings.MEDIA_ROOT / "asa-ohrn-lind.txt").write_text("Hej")
    (settings.KALLELSE_PRIVATE / "plain.txt").write_text(f"Till {MAILBOX}")
    cache.set("recent", {"to": MAILBOX})
    try:
        outcome = sweep(Needle.of_words([NAME, MAILBOX]))
    finally:
        cache.delete("recent")
    found = {(each.table, each.column) for each in outcome.residues}
    assert found == {("media", "name"), ("private files", "content"), ("cache: default", "entry")}
    assert not any("ohrn" in each.key for each in outcome.findings)
    assert {each.state for each in outcome.findings} == {State.RESIDUE}


def test_the_command_takes_its_needles_from_standard_input_and_ends_in_an_error_when_something_is_left(
    undeclared_table, monkeypatch
):
    told = StringIO()
    monkeypatch.setattr("sys.stdin", StringIO(f"{NAME}\n{MAILBOX}\n"))
    with pytest.raises(CommandError, match="2 places"):
        call_command("sweep", stdout=told)
    assert "forgotten  note  7  (address)" in told.getvalue()
    assert "lind" not in told.getvalue().casefold()
    assert AuditEvent.objects.get(action="sweep.done").facts == {"needles": 2, "residues": 2, "case": ""}


def test_the_command_refuses_to_look_for_nothing(db, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO("\n"))
    with pytest.raises(CommandError, match="nothing to look for"):
        call_command("sweep")
    with pytest.raises(CommandError, match="no case"):
        call_command("sweep", case="2026-3")
