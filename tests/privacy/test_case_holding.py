"""The cases themselves as records about people."""
from datetime import date, timedelta

import pytest

from privacy import registry, subject_keys
from privacy.contracts import FieldState, Refusal
from privacy.models import DecisionLetter, ExtractPackage, Hold, OutboundMessage, RequestAddress, RightsRequest, guard
from privacy.requests import extract_files
from privacy.requests.holding import NAME
from tests.factories import ASKED_AT, a_controller, a_request

pytestmark = pytest.mark.django_db
SAID = "Jag vill veta vad ni har om mig, jag heter numera Åsa Ek"


@pytest.fixture
def case():
    return a_request(a_controller(), name="Maj Lind", text=SAID, addresses=[("email", "maj.lind@example.org")])


def holding():
    return registry.holding_of(NAME)


def field(case, key):
    (view,) = holding().views([case.pk], "en", opened=True)
    return next(each for each in view.fields if each.key == key)


def test_a_case_is_shown_with_what_was_written_in_it_and_the_mails_about_it(case):
    (view,) = holding().views([case.pk], "en", opened=True)
    assert field(case, "name").words == ("Maj Lind",)
    assert field(case, "addresses").words == ("maj.lind@example.org",)
    assert {each.key for each in view.fields} == {"name", "addresses", "text"}
    assert (view.reference, view.group) == (case.number, case.pk)
    assert "Maj" not in f"{view.title} {view.facts}"
    assert [term for term, _value in view.facts].count("E-mail") == OutboundMessage.objects.count() == 2


@pytest.mark.parametrize("text", ["åsa ek", "MAJ LIND", "maj.lind@example.org", "frozen words"])
def test_a_case_is_found_by_what_stands_in_it(case, text):
    a_request(case.controller, name="Bo Ek", text="", addresses=[("email", "bo@example.org")])
    DecisionLetter.objects.create(
        request=case, kind="answer", language="sv", template_version="1", html="<p>Frozen <b>words</b></p>",
        made_at=ASKED_AT,
    )  # fmt: skip
    assert holding().search(text) == [case.pk]
    assert holding().search(f"{text} and no more") == []


def test_its_time_runs_from_the_day_it_was_closed_and_not_while_it_is_appealed(case):
    closed_at = ASKED_AT + timedelta(days=3)
    known = {"submitted": case.submitted_on}
    assert holding().anchors([case.pk]) == {case.pk: {"case_closed": None, **known}}
    RightsRequest.objects.update(closed_at=closed_at, state="closed")
    assert holding().anchors([case.pk]) == {case.pk: {"case_closed": closed_at.date(), **known}}
    RightsRequest.objects.update(state="appealed", decided_at=closed_at)
    assert holding().anchors([case.pk]) == {case.pk: {"case_closed": None, **known}}


def test_what_is_blanked_is_gone_and_says_why(case):
    assert subject_keys.records_with("email", "maj.lind@example.org") == [case.pk]
    holding().blank([case.pk], ["name", "addresses", "text"], cause="case:2027-9")
    case.refresh_from_db()
    assert (case.name, case.text, RequestAddress.objects.count()) == ("", "", 0)
    assert subject_keys.records_with("email", "maj.lind@example.org") == []
    erased = field(case, "name")
    assert (erased.state, erased.words) == (FieldState.ERASED, ())
    assert str(date.today().year) in erased.note  # noqa: DTZ011  (only the year)
    assert set(case.erased) == {"name", "addresses", "text"}


def test_a_deleted_case_takes_its_file_and_rows_along(case):
    name = f"{case.pk}.zip"
    digest = extract_files.write(name, b"hers")
    ExtractPackage.objects.create(
        request=case, file_name=name, digest=digest, made_at=ASKED_AT, expires_at=ASKED_AT + timedelta(days=14)
    )
    assert extract_files.path_of(name).stat().st_mode & 0o777 == 0o600
    with pytest.raises(guard.NotByTheWay):
        holding().delete([case.pk])
    assert extract_files.path_of(name).exists()
    with guard.permitted("a rule with a valid authority"):
        holding().delete([case.pk])
    assert not extract_files.path_of(name).exists()
    for table in (RightsRequest, RequestAddress, ExtractPackage, DecisionLetter):
        assert not table.objects.exists()
    assert not Hold.objects.filter(case=case.pk).exists()


def test_how_she_is_called_can_be_corrected_and_what_she_wrote_cannot(case):
    holding().correct(case.pk, "name", "Åsa Ek", by=None, why="asked", now=ASKED_AT)
    assert field(case, "name").words == ("Åsa Ek",)
    with pytest.raises(Refusal):
        holding().correct(case.pk, "text", "annat", by=None, why="asked", now=ASKED_AT)
    with pytest.raises(Refusal):
        holding().correct(case.pk, "name", "x" * 201, by=None, why="asked", now=ASKED_AT)
    assert field(case, "text").words == (SAID,)
