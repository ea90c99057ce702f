"""A file goes with its answer: first from the disk, then its row; and nobody fetches one without right and log."""
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from forms_app import corrections
from forms_app.files import judging, store
from forms_app.keeping_files import files_in
from forms_app.models import FormVersion, Submission, SubmittedFile
from forms_app.models.submissions import HOLDING
from forms_app.submissions import record
from privacy import registry, rehearsal
from privacy.contracts import Refusal
from privacy.models import AuditEvent, RequestItem, RightsRequest, guard
from privacy.requests import extract
from privacy.roles import Role, group_of
from privacy.sweep import Needle, sweep
from tests.factories import ASKED_AT, a_form_page, a_request, answers_to, key_of, question
from tests.made_files import DOCX_TYPE, PDF, a_docx

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
SECRET = "Åsa Öhrn-Lindqvist"


@pytest.fixture
def page(takes_files):
    return a_form_page(question("name"), question("email"), question("file", "Din ansökan", most_files=2))


@pytest.fixture
def sent(page, django_capture_on_commit_callbacks):
    """A record with two files, one of which names somebody."""
    files = [
        judging.judge(io.BytesIO(a_docx(SECRET)), name="ansökan.docx", declared=DOCX_TYPE),
        judging.judge(io.BytesIO(PDF), name="intyg.pdf", declared="application/pdf"),
    ]
    version = FormVersion.objects.keep(page.form_content(page), page_id=page.pk)
    answers = {**answers_to(page), key_of(page, "file"): files}
    assert len(files_in(answers)) == 2
    with django_capture_on_commit_callbacks(execute=True):
        return record(page=page, served_page=page, version=version, answers=answers, now=NOW).submission


def on_the_disk(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def holding():
    return registry.holding_of(HOLDING)


def test_a_blanked_answer_takes_its_files_along(page, sent, takes_files):
    assert len(on_the_disk(takes_files)) == 2
    holding().blank([sent], [key_of(page, "file")], cause="run:2027-1")
    assert on_the_disk(takes_files) == []
    assert not SubmittedFile.objects.exists()
    assert "ansökan" not in json.dumps(Submission.objects.get().answers, ensure_ascii=False)


def test_blanking_another_answer_leaves_the_files(page, sent, takes_files):
    holding().blank([sent], [key_of(page, "name")], cause="run:2027-1")
    assert len(on_the_disk(takes_files)) == SubmittedFile.objects.count() == 2


def test_a_deleted_record_takes_its_files_along_and_leaves_those_of_others(page, sent, takes_files):
    other = store.path_of(Submission(pk=None).pk or SubmittedFile().pk, "pdf")
    other.write_bytes(PDF)
    with guard.permitted("a test"):
        holding().delete([sent])
    assert on_the_disk(takes_files) == [other.name]
    assert not SubmittedFile.objects.exists()


def test_a_rehearsal_leaves_every_file(sent, takes_files):
    with guard.permitted("a test"), rehearsal.going_on(True):
        holding().delete([sent])
    assert len(on_the_disk(takes_files)) == 2


def test_stopped_between_file_and_row_it_is_finished_by_doing_it_again(page, sent, takes_files):
    store.remove(SubmittedFile.objects.values_list("pk", "kind"))
    assert on_the_disk(takes_files) == []
    assert SubmittedFile.objects.count() == 2
    assert registry.holding_of(HOLDING).views([sent], "sv", opened=True)
    holding().blank([sent], [key_of(page, "file")], cause="run:2027-1")
    assert not SubmittedFile.objects.exists()


def test_the_sweep_finds_the_name_inside_a_document_and_nothing_when_it_is_gone(sent, takes_files):
    def places():
        found = sweep(Needle.of_words([SECRET]))
        return [each for each in found.findings if "private" in str(each)]

    assert places()
    with guard.permitted("a test"):
        holding().delete([sent])
    assert not places()


def test_the_copy_of_her_data_holds_her_files(page, sent):
    request = a_request(page.section.controller, kind="access")
    RequestItem.objects.update_or_create(
        request=request, record=str(sent), key="",
        defaults={"holding": HOLDING, "certainty": "key", "outcome": "provided", "reason": "disclosed"},
    )  # fmt: skip
    RightsRequest.objects.filter(pk=request.pk).update(decided_at=ASKED_AT, state="decided")
    request.refresh_from_db()
    package = extract.make(request, NOW + timedelta(days=1))
    with zipfile.ZipFile(io.BytesIO(extract.open_package(package, NOW + timedelta(days=1)))) as archive:
        told = json.loads(archive.read("data.json"))
        (files,) = [field["files"] for each in told["records"] for field in each["fields"] if field["files"]]
        contents = [archive.read(each["place"]) for each in files]
        assert all(each["place"] in archive.read("index.html").decode() for each in files)
    assert [each["name"] for each in files] == ["ansökan.docx", "intyg.pdf"]
    assert contents == [a_docx(SECRET), PDF]


def test_a_file_is_not_corrected(page, sent):
    with pytest.raises(Refusal):
        corrections.correct(record=sent, key=key_of(page, "file"), value="x", by=None, why="asked", now=NOW)


# --- fetching --------------------------------------------------------------------------------


def colleague(name, *roles):
    user = get_user_model().objects.create_user(name, f"{name}@region.example", "x" * 20)
    user.groups.set([group_of(role) for role in roles])
    return user


def fetched(user):
    browser = Client()
    browser.force_login(user)
    file = SubmittedFile.objects.get(kind="pdf")
    return browser.get(reverse("forms_app_desk:file", args=[file.submission_id, file.pk]))


def test_an_officer_fetches_a_file_to_save_it_and_it_is_logged(sent):
    response = fetched(colleague("otto", Role.CASE_OFFICER))
    assert response.content == PDF
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert Submission.objects.get().reference in response["Content-Disposition"]
    assert "intyg" not in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    assert AuditEvent.objects.filter(action="submission.file_fetched", subject_id=str(sent)).count() == 1


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ARCHIVIST, Role.DECISION_MAKER])
def test_others_are_refused_and_that_is_logged(sent, role):
    response = fetched(colleague("olle", role))
    assert response.status_code in (302, 403)
    assert AuditEvent.objects.filter(action="submission.refused", subject_id=str(sent)).exists()
    assert not AuditEvent.objects.filter(action="submission.file_fetched").exists()


def test_a_file_is_found_only_under_its_own_record(sent, page):
    officer = Client()
    officer.force_login(colleague("otto", Role.CASE_OFFICER))
    file = SubmittedFile.objects.first()
    version = FormVersion.objects.get(page=page.pk)
    other = record(page=page, served_page=page, version=version, answers=answers_to(page, name="Heli"), now=NOW)
    assert officer.get(reverse("forms_app_desk:file", args=[other.submission, file.pk])).status_code == 404
    store.remove([(file.pk, file.kind)])
    assert officer.get(reverse("forms_app_desk:file", args=[sent, file.pk])).status_code == 404


def test_the_detail_shows_each_file_with_its_size(sent):
    officer = Client()
    officer.force_login(colleague("otto", Role.CASE_OFFICER))
    shown = officer.get(reverse("forms_app_desk:detail", args=[sent])).content.decode()
    assert "ansökan.docx" in shown
    for file in SubmittedFile.objects.all():
        assert reverse("forms_app_desk:file", args=[sent, file.pk]) in shown
