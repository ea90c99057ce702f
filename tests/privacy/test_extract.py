"""The copy of a person's data: complete, readable, told to machines, private, and gone after fourteen days."""
import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import jsonschema
import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.utils import translation

from forms_app import corrections, submissions
from forms_app.models import FormPage, FormVersion
from forms_app.models.submissions import HOLDING
from privacy import audit, disclosures, registry
from privacy.models import AuditEvent, ExtractPackage, OutsideSource, RequestItem, RightsRequest, SourceAnswer
from privacy.requests import extract, extract_files
from privacy.roles import Role
from tests.factories import ASKED_AT, a_form_page, a_request, an_officer, answers_to, arm, in_language, key_of
from tests.house.tree import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kultur")]
SCHEMA = json.loads((ROOT / "docs" / "extract.schema.json").read_text(encoding="utf-8"))
NOW = datetime(2027, 2, 20, 12, tzinfo=UTC)
WORDS = {"Namn": "Nimi", "Anmälan": "Ilmoittautuminen", "Specialkost": "Erityisruokavalio"}


def store(page: FormPage, served: FormPage | None = None, **by_kind: Any) -> UUID:
    served = served or page
    version = FormVersion.objects.keep(served.form_content(page), page_id=page.pk)
    given = answers_to(page, **by_kind)
    now = ASKED_AT - timedelta(days=20)
    return submissions.record(page=page, served_page=served, version=version, answers=given, now=now).submission


def decided(page: FormPage, *records: UUID, kind: str = "access", **facts: Any) -> RightsRequest:
    """A case in which it was decided to hand out ``records``."""
    request = a_request(page.section.controller, kind=kind, **facts)
    for record in records:
        an_item(request, record)
    RightsRequest.objects.filter(pk=request.pk).update(decided_at=ASKED_AT, state="decided")
    request.refresh_from_db()
    return request


def an_item(request: RightsRequest, record: UUID, key: str = "", **facts: Any) -> None:
    usual = {"holding": HOLDING, "certainty": "key", "outcome": "provided", "reason": "disclosed"}
    RequestItem.objects.update_or_create(request=request, record=str(record), key=key, defaults={**usual, **facts})


def files_of(package: ExtractPackage) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(extract.open_package(package, NOW))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def made(request: RightsRequest) -> tuple[BeautifulSoup, dict[str, Any]]:
    """The page and the JSON of the request's extract; the JSON is as its schema says."""
    files = files_of(extract.make(request, NOW))
    told = json.loads(files["data.json"])
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    return BeautifulSoup(files["index.html"], "html.parser"), told


def of_forms(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in told["records"] if each["holding"] == HOLDING]


def value(record: dict[str, Any], label: str) -> dict[str, Any]:
    return next(each for each in record["fields"] if each["label"] == label)


@pytest.fixture
def form() -> FormPage:
    return a_form_page()


def test_answers_in_two_languages_stand_in_the_wording_of_each(form):
    finnish = in_language(form, "fi", WORDS)
    own, other = store(form, diet="jordnötter"), store(form, finnish, name="Heli Metsä", diet="maapähkinä")
    shown, told = made(decided(form, own, other))
    swedish_record, finnish_record = sorted(of_forms(told), key=lambda each: each["language"] != "sv")
    assert value(swedish_record, "Namn")["values"] == ["Maj Lind"]
    assert value(finnish_record, "Nimi")["values"] == ["Heli Metsä"]
    assert value(finnish_record, "Erityisruokavalio")["values"] == ["maapähkinä"]
    assert [each["title"] for each in (swedish_record, finnish_record)] == ["Anmälan", "Ilmoittautuminen"]
    assert {notice["language"] for notice in told["notices"]} == {"sv", "fi"}
    heading = shown.find("dt", string="Nimi")
    assert heading["lang"] == "fi"
    for words in ("jordnötter", "maapähkinä", "Maj Lind", "Heli Metsä", "Specialkost"):
        assert words in shown.get_text()


def test_it_is_in_her_language_and_complete_in_itself(form):
    shown, told = made(decided(form, store(form), language="fi"))
    assert (shown.html["lang"], told["language"]) == ("fi", "fi")
    assert [each["language"] for each in told["information"]] == ["fi"]
    assert not shown.find_all(["script", "img", "link", "iframe"])
    assert all(link["href"].startswith("#") for link in shown.find_all("a"))
    assert all(shown.find(id=link["href"][1:]) for link in shown.find_all("a"))


def test_it_tells_the_information_of_article_15_for_each_activity(form):
    _shown, told = made(decided(form, store(form)))
    (controller,) = told["information"]
    names = [each["name"] for each in controller["activities"]]
    assert names == ["Evenemang och kurser", "Begäranden om personuppgifter"]
    for activity in controller["activities"]:
        assert len(activity["parts"]) == 5
    assert controller["closing"]


def test_the_case_itself_is_part_of_it(form):
    request = decided(form, text="Visa allt ni har.")
    _shown, told = made(request)
    (case,) = told["records"]
    assert (case["holding"], case["reference"]) == ("privacy.requests", request.number)
    assert ["Visa allt ni har."] in [each["values"] for each in case["fields"]]


def test_every_source_stands_there_also_those_with_nothing(form):
    request = decided(form, store(form))
    binder = OutsideSource.objects.create(controller=request.controller, name="Pärmen i receptionen")
    SourceAnswer.objects.update_or_create(request=request, name=HOLDING, defaults={"answer": "found", "count": 1})
    SourceAnswer.objects.update_or_create(
        request=request, name=binder.name, defaults={"outside": binder, "answer": "nothing"}
    )
    shown, told = made(request)
    answers = {each["name"]: (each["answer"], each["count"]) for each in told["sources"]}
    assert answers["Pärmen i receptionen"] == ("nothing", 0)
    with translation.override("sv"):
        assert answers[str(registry.holding_of(HOLDING).label)] == ("found", 1)
    assert "Pärmen i receptionen" in shown.get_text()


def test_a_day_is_promised_only_under_an_armed_rule(form):
    record = store(form, diet="vegan")
    request = decided(form, record)
    _shown, told = made(request)
    assert of_forms(told)[0]["kept_until"] is None
    assert value(of_forms(told)[0], "Specialkost")["kept_until"] is None
    arm(form.section.activity)
    _shown, told = made(request)
    assert of_forms(told)[0]["kept_until"] == "2028-01-12"
    assert value(of_forms(told)[0], "Namn")["kept_until"] == "2028-01-12"
    assert value(of_forms(told)[0], "Specialkost")["kept_until"] == "2027-01-19"


def test_what_was_corrected_and_what_was_erased_says_so(form):
    record = store(form, diet="vegan", title="Chef")
    corrections.correct(record=record, key=key_of(form, "name"), value="Maja Lind", by=None, why="asked", now=NOW)
    registry.holding_of(HOLDING).blank([record], [key_of(form, "diet")], cause="run:2027-1")
    shown, told = made(decided(form, record))
    (stored,) = of_forms(told)
    assert value(stored, "Namn")["values"] == ["Maja Lind"]
    assert "Maj Lind" in value(stored, "Namn")["note"]
    erased = value(stored, "Specialkost")
    assert (erased["state"], erased["values"]) == ("erased", [])
    assert erased["note"]
    assert erased["note"] in shown.get_text()
    assert "vegan" not in shown.get_text()


def test_what_is_about_somebody_else_is_left_out_and_she_is_told_why(form):
    mine, shared = store(form), store(form, name="Bo Ek", email="bo@example.org")
    request = decided(form, mine)
    an_item(request, shared, outcome="withheld", reason="third_party", certainty="confirmed")
    an_item(request, mine, key_of(form, "title"), outcome="withheld", reason="secrecy")
    an_item(request, store(form, name="Ann Ek", email="ann@example.org"), certainty="rejected")
    shown, told = made(request)
    assert [each["id"] for each in of_forms(told)] == [str(mine)]
    kept_back = value(of_forms(told)[0], "Titel")
    assert (kept_back["state"], kept_back["values"]) == ("withheld", [])
    assert len(told["withheld"]) == 2
    for other in ("Bo Ek", "Ann Ek", "bo@example.org"):
        assert other not in shown.get_text() + json.dumps(told, ensure_ascii=False)


def test_mails_and_readings_are_told_by_role_and_never_by_name(form, time_machine):
    record = store(form)
    time_machine.move_to(ASKED_AT)
    officer = an_officer(Role.CASE_OFFICER, "otto.hemlig")
    audit.record("submission.opened", actor=officer, subject_type="submission", subject_id=record)
    audit.record("submissions.list_opened", actor=officer, subject_type="page", subject_id=form.pk)
    audit.record("submission.opened", actor=officer, subject_type="submission", subject_id=store(form, name="Bo Ek"))
    shown, told = made(decided(form, record))
    assert len(told["readings"]) == 2
    assert all(each["roles"] for each in told["readings"])
    assert all(each["reference"] == of_forms(told)[0]["reference"] for each in told["readings"])
    assert len([each for each in told["mails"] if each["reference"] == of_forms(told)[0]["reference"]]) == 1
    assert "otto" not in shown.get_text() + json.dumps(told)


def test_lists_that_left_the_house_are_told_with_purpose_and_recipient(form):
    record = store(form)
    given = {"activity": form.section.activity, "group": form.translation_key, "rows": 3, "columns": [], "by": None}
    for at, special in ((ASKED_AT - timedelta(days=21), True), (ASKED_AT, False)):
        disclosures.record(**given, purpose="badges", given_to="organisation", recipient="Kongresshuset",
                           special=special, at=at)  # fmt: skip
    shown, told = made(decided(form, record))
    (each,) = told["disclosures"]
    assert (each["recipient"], each["special"]) == ("Kongresshuset", False)
    assert each["reference"] == of_forms(told)[0]["reference"]
    assert "Kongresshuset" in shown.find(id="disclosures").parent.get_text()


def test_portability_gives_only_the_json_with_what_she_gave(form):
    request = decided(form, store(form), kind="portability")
    files = files_of(extract.make(request, NOW))
    assert list(files) == ["data.json"]
    told = json.loads(files["data.json"])
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    assert value(of_forms(told)[0], "Namn")["values"] == ["Maj Lind"]
    assert "readings" not in told


def test_the_schema_refuses_what_is_missing_or_unknown(form):
    _shown, told = made(decided(form, store(form)))
    checker = jsonschema.Draft202012Validator(SCHEMA)
    for change in ({"version": 2}, {"surprise": 1}, {"information": []}):
        assert list(checker.iter_errors({**told, **change})), change
    assert list(checker.iter_errors({name: part for name, part in told.items() if name != "readings"}))


class TestKeeping:
    def test_nothing_is_made_before_it_is_decided(self, form):
        request = a_request(form.section.controller, kind="access")
        with pytest.raises(extract.NoExtract):
            extract.make(request, NOW)
        assert not ExtractPackage.objects.exists()

    def test_nothing_is_made_for_another_kind_of_request(self, form):
        with pytest.raises(extract.NoExtract):
            extract.make(decided(form, kind="erasure"), NOW)

    def test_the_file_is_private_whole_and_counted(self, form):
        package = extract.make(decided(form, store(form)), NOW)
        path = extract_files.path_of(package.file_name)
        assert path.stat().st_mode & 0o777 == 0o600
        content = extract.hand_out(package, NOW)
        assert hashlib.sha256(content).hexdigest() == package.digest
        package.refresh_from_db()
        assert package.fetched == 1
        assert AuditEvent.objects.filter(action="extract.fetched", subject_id=str(package.request_id)).count() == 1
        path.write_bytes(content + b"x")
        with pytest.raises(extract.NoExtract):
            extract.open_package(package, NOW)

    def test_made_again_it_takes_the_place_of_the_first(self, form):
        request = decided(form, store(form))
        first = extract_files.path_of(extract.make(request, NOW).file_name)
        assert first.exists()
        second = extract.make(request, NOW)
        assert not first.exists()
        assert ExtractPackage.objects.get() == second

    def test_after_fourteen_days_file_and_row_are_gone(self, form):
        package = extract.make(decided(form, store(form)), NOW)
        path, timer = extract_files.path_of(package.file_name), registry.timers()["privacy.expired_extracts"]
        assert timer(NOW + timedelta(days=14, seconds=-1)) == 0
        assert path.exists()
        with pytest.raises(extract.NoExtract):
            extract.open_package(package, NOW + timedelta(days=14))
        assert timer(NOW + timedelta(days=14)) == 1
        assert not path.exists()
        assert not ExtractPackage.objects.exists()

    def test_a_row_whose_file_is_gone_already_is_tidied_away(self, form):
        package = extract.make(decided(form, store(form)), NOW)
        extract_files.path_of(package.file_name).unlink()
        with pytest.raises(extract.NoExtract):
            extract.open_package(package, NOW)
        assert extract_files.delete_expired(NOW + timedelta(days=14)) == 1


class TestCommand:
    def test_it_hands_over_what_was_decided_in_the_officers_name(self, form, tmp_path, capsys):
        officer = an_officer(Role.CASE_OFFICER)
        request = decided(form, store(form))
        target = tmp_path / "copy.zip"
        call_command("extract", officer=officer.username, case=request.number, out=target)
        assert target.stat().st_mode & 0o777 == 0o600
        assert zipfile.is_zipfile(target)
        written = capsys.readouterr().out
        assert request.number in written
        assert "Maj" not in written
        actors = AuditEvent.objects.filter(action__startswith="extract.").values_list("action", "actor")
        assert dict(actors) == dict.fromkeys(("extract.made", "extract.fetched"), audit.reference_of(officer))
        with pytest.raises(CommandError, match="overwritten"):
            call_command("extract", officer=officer.username, case=request.number, out=target)

    @pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER, Role.DECISION_MAKER])
    def test_others_are_refused(self, form, role):
        request = decided(form, store(form))
        with pytest.raises(CommandError, match="case officer"):
            call_command("extract", officer=an_officer(role).username, case=request.number)
        assert not ExtractPackage.objects.exists()

    def test_without_a_decision_nothing_is_made(self, form):
        request = a_request(form.section.controller, kind="access")
        with pytest.raises(CommandError):
            call_command("extract", officer=an_officer(Role.CASE_OFFICER).username, case=request.number)
        with pytest.raises(CommandError, match="no case"):
            call_command("extract", officer=an_officer(Role.CASE_OFFICER).username, case="2027-99")
        assert not ExtractPackage.objects.exists()
