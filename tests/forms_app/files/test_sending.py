"""Sending files along with a form: taken once, or refused with nothing left and every other answer kept."""
import hashlib
import re
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from forms_app.files import bad, store
from forms_app.models import FormField, FormPage, FormVersion, PostOnce, Submission, SubmittedFile
from forms_app.timers import settle_files
from forms_app.widgets import QuestionKindWidget
from privacy.models import OutboundMessage, SubjectKey
from tests.factories import a_form_page, address_of, answers_to, in_language, key_of, published, question, version_shown
from tests.made_files import DOCX_TYPE, PDF, a_bomb, a_huge_png, a_picture, an_archive, multipart, scanned

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


def page_with_files(**facts):
    facts = {"most_files": 2, "required": True, **facts}
    return a_form_page(question("name"), question("email"), question("file", "Din ansökan", **facts))


def on_the_disk(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


def nothing_is_stored():
    tables = (Submission, SubmittedFile, PostOnce, SubjectKey, OutboundMessage)
    return not any(table.objects.exists() for table in tables)


def post(client, page, *files, served=None, **answers):
    """Post the form with files: (name as it is sent, declared type, content)."""
    served = served or page
    filled = {"webbplats": "", **answers_to(page, **answers), "version": version_shown(client, served)}
    filled.pop(key_of(page, "file"), None)
    body, content_type = multipart(filled, [(key_of(page, "file"), *each) for each in files])
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
    return client.post(address_of(served), body, content_type=content_type, headers=headers)


def sent(client, page, *files, commits, **answers):
    with commits(execute=True):
        response = post(client, page, *files, **answers)
    assert response.status_code == 303, response.content.decode()
    return response


PLAN = ("Plan för våren.pdf", "application/pdf", PDF)


# --- taken -----------------------------------------------------------------------------------


def test_a_file_is_stored_under_a_name_of_our_own_and_shown_on_the_receipt(
    client, takes_files, django_capture_on_commit_callbacks
):
    page = page_with_files()
    response = sent(client, page, PLAN, commits=django_capture_on_commit_callbacks)
    row = SubmittedFile.objects.get()
    assert on_the_disk(takes_files) == [f"{row.pk}.pdf"]
    assert (row.size, row.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    assert row.content() == PDF
    assert store.path_of(row.pk, row.kind).stat().st_mode & 0o777 == 0o600
    receipt = client.get(response["Location"]).content.decode()
    assert "Plan för våren.pdf" in receipt
    assert re.search(r"\d+\sbyte", receipt)


def test_two_files_are_taken_where_two_may_be_sent(client, takes_files, django_capture_on_commit_callbacks):
    page = page_with_files()
    sent(client, page, PLAN, ("bild.png", "image/png", a_picture()), commits=django_capture_on_commit_callbacks)
    assert sorted(SubmittedFile.objects.values_list("kind", flat=True)) == ["pdf", "png"]
    assert len(on_the_disk(takes_files)) == 2


def test_a_form_is_multipart_only_where_it_asks_for_files(client, takes_files):
    with_files = page_with_files()
    without = a_form_page(parent=with_files.get_parent(), title="Utan filer")
    shown = client.get(address_of(with_files)).content.decode()
    assert 'enctype="multipart/form-data"' in shown
    assert 'accept=".pdf,' in shown
    assert "högst 5" in shown
    assert "multipart" not in client.get(address_of(without)).content.decode()


def test_a_file_that_may_be_left_out_may_be_left_out(client, takes_files):
    page = page_with_files(required=False)
    assert post(client, page).status_code == 303
    assert Submission.objects.get().answers[key_of(page, "file")] == []
    assert on_the_disk(takes_files) == []


def test_the_same_form_sent_twice_is_stored_once(client, takes_files, django_capture_on_commit_callbacks):
    page = page_with_files()
    for _time in range(2):
        sent(client, page, PLAN, commits=django_capture_on_commit_callbacks)
    assert Submission.objects.count() == SubmittedFile.objects.count() == len(on_the_disk(takes_files)) == 1


def test_another_file_with_the_same_answers_is_another_form(client, takes_files, django_capture_on_commit_callbacks):
    page = page_with_files()
    for content in (PDF, PDF + b"\n"):
        sent(client, page, ("plan.pdf", "application/pdf", content), commits=django_capture_on_commit_callbacks)
    assert Submission.objects.count() == len(on_the_disk(takes_files)) == 2


# --- refused ---------------------------------------------------------------------------------

REFUSED = {
    "mislabelled": ("bild.png", "image/png", PDF, "content"),
    "another declared type": ("plan.pdf", "text/html", PDF, "content"),
    "not of our kinds": ("plan.exe", "application/x-msdownload", b"MZ", "kind"),
    "nothing in it": ("plan.pdf", "application/pdf", b"", "empty"),
    "too large": ("plan.pdf", "application/pdf", PDF + b"x" * 6_000_000, "too_large"),
    "a folder in its name": ("../../plan.pdf", "application/pdf", PDF, "name"),
    "a folder of Windows in its name": ("..\\plan.pdf", "application/pdf", PDF, "name"),
    "a NUL in its name": ("pla\0n.pdf", "application/pdf", PDF, "name"),
    "a name that is turned round": ("fdp\u202eexe.pdf", "application/pdf", PDF, "name"),
    "a bomb": ("brev.docx", DOCX_TYPE, a_bomb(), "packed"),
    "a picture that is a bomb": ("bild.png", "image/png", a_huge_png(), "pixels"),
    "two kinds at once": ("plan.pdf", "application/pdf", PDF + an_archive({"a": "b"}), "content"),
    "macros": ("brev.docm", "application/vnd.ms-word.document.macroEnabled.12", b"PK", "macros"),
}


@pytest.mark.parametrize("language", ["sv", "fi"])
@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_refused_in_words_with_the_answers_kept_and_nothing_stored(client, takes_files, case, language):
    name, declared, content, code = REFUSED[case]
    page = page_with_files()
    served = in_language(page, "fi", {"Anmälan": "Ilmoittautuminen"}) if language == "fi" else page
    response = post(client, page, (name, declared, content), served=served)
    html = response.content.decode()
    assert response.status_code == 422
    with translation.override(language):
        sentence = str(bad.REASONS[code])
    assert max(re.split(r"%\(\w+\)s", sentence), key=len) in html
    assert 'value="maj.lind@example.org"' in html
    assert "\u202e" not in html
    assert nothing_is_stored()
    assert on_the_disk(takes_files) == []
    assert "no-store" in response["Cache-Control"]


def test_one_file_too_many_is_refused(client, takes_files):
    page = page_with_files(most_files=1)
    response = post(client, page, PLAN, ("b.png", "image/png", a_picture()))
    assert response.status_code == 422
    assert nothing_is_stored()
    assert on_the_disk(takes_files) == []


def test_a_sound_file_beside_a_wrong_answer_has_to_be_chosen_again_and_she_is_told(client, takes_files):
    page = page_with_files()
    response = post(client, page, PLAN, email="inte en adress")
    with translation.override("sv"):
        again = translation.gettext("Choose your files once more: a page cannot keep them for you.")
    assert response.status_code == 422
    assert again in response.content.decode()
    assert on_the_disk(takes_files) == []
    assert again not in post(client, page, email="inte en adress").content.decode()


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_a_post_that_is_too_large_as_a_whole_is_refused_before_it_is_read(client, takes_files, settings, language):
    settings.KALLELSE_POST_SIZE = 100_000
    page = page_with_files()
    served = in_language(page, "fi", {"Anmälan": "Ilmoittautuminen"}) if language == "fi" else page
    response = post(client, page, ("plan.pdf", "application/pdf", PDF + b"x" * 200_000), served=served)
    assert response.status_code == 413
    assert f'<html lang="{language}"' in response.content.decode()
    assert on_the_disk(takes_files) == []


def test_a_large_post_to_a_form_that_asks_for_no_files_is_refused_as_ever(client, takes_files):
    page = a_form_page()
    body, content_type = multipart({"x": "y"}, [("file", "plan.pdf", "application/pdf", b"x" * 2_000_000)])
    assert client.post(address_of(page), body, content_type=content_type).status_code == 413


@pytest.mark.parametrize("is_on", [True, False])
def test_files_are_malformed_where_the_form_asks_for_none(client, takes_files, settings, is_on):
    settings.KALLELSE_FILES = is_on
    page = a_form_page()
    body, content_type = multipart(answers_to(page), [("file", "plan.pdf", "application/pdf", PDF)])
    assert client.post(address_of(page), body, content_type=content_type).status_code == 400
    assert nothing_is_stored()


def test_a_site_that_takes_no_files_asks_for_none_and_refuses_them(client, takes_files, settings):
    page = page_with_files()
    assert "multipart" in client.get(address_of(page)).content.decode()
    settings.KALLELSE_FILES = False
    FormVersion.objects.all().delete()
    page = FormPage.objects.get(pk=page.pk)
    assert "multipart" not in client.get(address_of(page), {"again": "1"}).content.decode()
    body, content_type = multipart(answers_to(page), [(key_of(page, "file"), *PLAN)])
    assert client.post(address_of(page), body, content_type=content_type).status_code == 400


# --- the scanner -----------------------------------------------------------------------------


def text(words):
    return ("brev.txt", "text/plain", words.encode())


@pytest.fixture
def scanner(settings):
    settings.KALLELSE_FILE_SCANNER = "tests.made_files.a_scanner"
    settings.KALLELSE_FILE_SCANNER_SECONDS = 0.3


def test_what_the_scanner_finds_harmless_is_taken(client, takes_files, scanner, django_capture_on_commit_callbacks):
    scanned.clear()
    page = page_with_files()
    sent(client, page, text("hej"), commits=django_capture_on_commit_callbacks)
    assert scanned == [b"hej"]


def test_what_the_scanner_finds_harmful_is_refused(client, takes_files, scanner):
    page = page_with_files()
    response = post(client, page, text("EICAR"))
    assert response.status_code == 422
    assert nothing_is_stored()
    assert on_the_disk(takes_files) == []


@pytest.mark.parametrize("words", ["slow", "broken", "unsure", "gone"])
def test_without_a_clear_answer_of_the_scanner_nothing_is_taken_and_the_answers_are_kept(
    client, takes_files, scanner, settings, words, caplog
):
    if words == "gone":
        settings.KALLELSE_FILE_SCANNER = "no_such_module.scan"
    page = page_with_files()
    response = post(client, page, text(f"{words} Maj Linds hemlighet"))
    assert response.status_code == 503
    assert response["Retry-After"]
    assert 'value="maj.lind@example.org"' in response.content.decode()
    assert nothing_is_stored()
    assert on_the_disk(takes_files) == []
    assert "hemlighet" not in caplog.text


# --- stopped in the middle -------------------------------------------------------------------


def test_a_failure_after_the_file_was_written_leaves_none(client, takes_files, monkeypatch):
    page = page_with_files()
    seen = []

    def fail(*args, **kwargs):
        seen.extend(on_the_disk(takes_files))
        raise RuntimeError

    monkeypatch.setattr(FormPage, "accept", fail)
    with pytest.raises(RuntimeError):
        post(client, page, PLAN)
    assert len(seen) == 1
    assert seen[0].endswith(".pdf.part")
    assert on_the_disk(takes_files) == []
    assert nothing_is_stored()


def test_a_file_whose_process_was_stopped_after_the_commit_is_readable_and_gets_its_name(client, takes_files):
    page = page_with_files()
    post(client, page, PLAN)  # the test's transaction never commits: what follows the commit does not happen
    row = SubmittedFile.objects.get()
    assert on_the_disk(takes_files) == [f"{row.pk}.pdf.part"]
    assert row.content() == PDF
    assert settle_files(timezone.now()) == 0
    assert settle_files(timezone.now() + timedelta(hours=2)) == 1
    assert on_the_disk(takes_files) == [f"{row.pk}.pdf"]


def test_a_file_without_a_row_is_deleted_when_no_transaction_can_still_want_it(client, takes_files):
    page = page_with_files()
    post(client, page, PLAN)
    row = SubmittedFile.objects.get()
    orphan = store.path_of(type(row.pk)(int=7), "pdf")
    for path in (orphan, orphan.with_name(orphan.name + ".part")):
        path.write_bytes(PDF)
    (takes_files / "somebody-elses.txt").write_bytes(b"x")
    settle_files(timezone.now())
    assert len(on_the_disk(takes_files)) == 4
    full_hour = (timezone.now() + timedelta(hours=3)).replace(minute=0)
    settle_files(full_hour)
    assert on_the_disk(takes_files) == sorted([f"{row.pk}.pdf", "somebody-elses.txt"])


# --- the editor ------------------------------------------------------------------------------


def test_the_kind_is_offered_only_where_the_site_takes_files(settings):
    def offered():
        widget = QuestionKindWidget(choices=FormField._meta.get_field("field_type").choices)
        return 'value="file"' in widget.render("x", "name")

    assert not offered()
    settings.KALLELSE_FILES = True
    assert offered()


def test_a_published_page_keeps_its_files_question_over_translation(takes_files):
    page = page_with_files()
    finnish = in_language(page, "fi", {"Anmälan": "Ilmoittautuminen"})
    assert published(finnish).takes_files()
    assert not a_form_page(parent=page.get_parent(), title="Utan").takes_files()
