"""The register says what the notices say, of every activity, in every language, on the screen and in files."""

import csv
import io
import json
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from forms_app.models import EvaluationPage, FormVersion
from privacy import activities, processing_register, registry, retention_matrix, sections
from privacy.contracts import PrivacyClass
from privacy.first_run import Body
from privacy.models import AuditEvent
from privacy.roles import Role
from privacy.runs import plain
from privacy.views import register
from tests.privacy.conftest import add_page, arm, make_body, rule_on, signed_in

LANGUAGES = ("sv", "fi", "en")


def said(row: processing_register.Row) -> dict[str, str]:
    return {entry.name: entry.text for entry in row.entries}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_point_of_article_30_has_its_words(body: Body, language: str) -> None:
    [row] = processing_register.rows(language)
    assert row.language == language
    assert tuple(said(row)) == processing_register.ENTRIES
    assert [name for name, text in said(row).items() if not text] == []
    assert "dataskydd@granvik.example" in said(row)["officer"]


def test_a_row_says_who_decides_together_and_who_receives_the_data(body: Body) -> None:
    [row] = processing_register.rows("sv")
    assert said(row)["joint"] == "Inga."
    body.activity.joint_controllers = {"sv": "Granviks kommun"}
    body.activity.recipients = {"sv": "Cateringfirman, som får antal"}
    body.activity.transfers = {"sv": "Inga namn"}
    body.activity.save()
    [row] = processing_register.rows("sv")
    assert "Granviks kommun" in said(row)["joint"]
    assert "Cateringfirman" in said(row)["recipients"]
    assert "Inga namn" in said(row)["transfers"]


def test_the_words_follow_the_country_of_the_controller_in_every_language(page: Page) -> None:
    make_body(add_page(page, "SE"))
    make_body(add_page(page, "FI"), "FI")
    swedish, finnish = (said(row)["retention"] for row in processing_register.rows("sv"))
    assert "gallring" in swedish
    assert "gallring" not in finnish
    assert "förvaringstid" in finnish


def test_an_activity_without_a_form_is_on_record_too(body: Body) -> None:
    activities.of_requests(body.controller)
    forms, requests = processing_register.rows("en")
    assert "form" in said(forms)["subjects"]
    assert plain(requests.name) == "Requests about personal data"


def test_the_number_of_questions_does_not_grow_with_the_activities(
    page: Page, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        make_body(add_page(page, f"Body {number}"), controller_names={"sv": f"Nämnd {number}"})
    assert len(processing_register.rows("sv")) == 3
    with django_assert_max_num_queries(4 + len(registry.holdings())):
        processing_register.rows("sv")


def test_the_register_and_the_notices_of_the_demo_agree(demo_db: None) -> None:
    compared = 0
    # An anonymous evaluation tells how it is kept anonymous: its notice has other parts.
    evaluations = EvaluationPage.objects.values("pk")
    for version in FormVersion.objects.exclude(page__in=evaluations).select_related("page"):
        section = sections.section_for(version.page)
        assert section is not None
        row = next(row for row in processing_register.rows(version.language) if row.activity == section.activity_id)
        told = {part["heading"]: [plain(each) for each in part["paragraphs"]] for part in version.notice["layer2"]}
        for entry in row.entries:
            if entry.name in {"controller", "officer", "purpose"}:
                assert set(told[entry.heading]) <= {plain(each) for each in entry.paragraphs}, version.pk
            if entry.name == "retention":
                # A form names its questions, the register their classes: what is promised is the same.
                promised = [line.partition(": ")[2] for line in told[entry.heading]]
                assert [each for each in promised if each not in entry.text] == [], version.pk
                compared += len(promised)
        receivers = said(row)["recipients"] + "\n" + said(row)["transfers"]
        assert [each for each in told[row.entries[6].heading] if each not in receivers] == [], version.pk
    assert compared > 20


def test_the_matrix_says_what_is_armed_under_which_authority_and_how_it_goes(body: Body) -> None:
    arm(rule_on(body, "record"), reference="KN 2026/17")
    rows = {row.what: row for row in retention_matrix.rows("en")}
    record, special = rows["The whole record"], rows["Special categories"]
    assert (record.authority, record.is_armed, record.period) == ("KN 2026/17", True, "2 years")
    assert (special.authority, special.is_armed, special.action) == ("not armed", False, "Blank the value")
    assert "35 days" in record.erased


def test_every_declared_column_with_personal_data_has_its_place() -> None:
    listed = {
        f"{model.strip().lower()}.{name}"
        for row in retention_matrix.places("en")
        for model, _colon, names in [row.where.partition(":")]
        for name in names.strip().split(", ")
    }
    declared = {
        f"{model}.{name}"
        for model in registry.declared_models()
        for name, column in (registry.columns_of(model) or {}).items()
        if column.privacy_class is not PrivacyClass.NONE
    }
    assert len(declared) > 100
    assert listed == declared


@pytest.mark.parametrize("role", Role)
def test_officers_read_and_export_the_register_and_nobody_else(body: Body, role: Role) -> None:
    officers = {Role.CASE_OFFICER, Role.DECISION_MAKER, Role.ARCHIVIST, Role.DATA_PROTECTION_OFFICER}
    client = signed_in(role, is_superuser=role is Role.ADMINISTRATOR)
    addresses = [reverse("privacy_register:index"), reverse("privacy_register:json"),
                 *(reverse("privacy_register:csv", args=[name]) for name in register.TABLES)]  # fmt: skip
    assert [client.get(each).status_code for each in addresses] == [200 if role in officers else 403] * 5
    assert AuditEvent.objects.filter(action="register.exported").count() == (4 if role in officers else 0)


def test_the_page_is_in_the_language_asked_for(body: Body) -> None:
    client = signed_in(Role.ARCHIVIST)
    for language, words in (("sv", "Personuppgiftsansvarig"), ("fi", "Rekisterinpitäjä"), ("en", "Controller")):
        assert f"<dt>{words}</dt>" in client.get(reverse("privacy_register:index"), {"language": language}).text
    assert client.get(reverse("privacy_register:csv", args=["nothing"])).status_code == 404


def test_the_files_hold_the_rows_without_formulas(body: Body) -> None:
    body.activity.recipients = {"en": "=cmd|' /C calc'!A0"}
    body.activity.names = {"en": "=1+1"}
    body.activity.save()
    client = signed_in(Role.DATA_PROTECTION_OFFICER)
    for name, count in (("activities", 1), ("retention", 4), ("places", len(retention_matrix.places("en")))):
        answer = client.get(reverse("privacy_register:csv", args=[name]), {"language": "en"})
        text = b"".join(answer.streaming_content).decode()
        assert text.startswith("\ufeff")
        headings, *lines = csv.reader(io.StringIO(text[1:]))
        assert len(lines) == count
        assert {len(line) for line in lines} == {len(headings)}
        assert [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@"))] == []
    found = json.loads(client.get(reverse("privacy_register:json"), {"language": "en"}).content)
    assert found["format"] == register.FORMAT
    assert found["made_on"] == timezone.localdate().isoformat()
    assert found["activities"][0]["activity"] == "=1+1"
    assert len(found["retention"]) == 4


def test_the_guide_describes_every_field_of_the_file(body: Body) -> None:
    from tests.house.tree import ROOT

    guide = (ROOT / "docs" / "officer.md").read_text(encoding="utf-8")
    found = register.whole("en")
    fields = {*found, *(name for part in ("activities", "retention", "places") for name in found[part][0])}
    assert len(fields) > 20
    assert [name for name in sorted(fields) if f"`{name}`" not in guide] == []
