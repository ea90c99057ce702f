"""Files in a form that is looked through: they are asked for on the last page, which alone can take them along."""
import pytest

from forms_app.models import Submission, SubmittedFile
from tests.factories import a_form_page, question
from tests.forms_app.files.conftest import on_the_disk
from tests.forms_app.walking import Walker
from tests.made_files import PDF, multipart

pytestmark = pytest.mark.django_db


def test_a_file_is_asked_for_at_the_last_look_and_a_bad_one_leaves_her_there(
    takes_files, django_capture_on_commit_callbacks
):
    page = a_form_page(
        question("name", clean_name="namename"), question("email", clean_name="mailmail"),
        question("file", "Din ansökan", clean_name="filefile", required=True), review_step=True,
    )  # fmt: skip
    walker = Walker(page)
    assert walker.asked == ["namename", "mailmail"]
    walker.press(namename="Maj Lind", mailmail="maj.lind@example.org")
    assert walker.asked == ["filefile"]
    assert walker.form["enctype"] == "multipart/form-data"
    assert walker.press().status_code == 422
    assert "Maj Lind" in walker.text
    assert not Submission.objects.exists()
    kept = {name: value for name, value in walker.filled() if name != "filefile"}
    body, content_type = multipart(kept, [("filefile", "plan.pdf", "application/pdf", PDF)])
    with django_capture_on_commit_callbacks(execute=True):
        answer = walker.client.post(
            walker.address, body, content_type=content_type,
            headers={"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"},
        )  # fmt: skip
    assert answer.status_code == 303
    assert SubmittedFile.objects.count() == 1


def send_files(walker, *files, **answers):
    """Send the form in front of her as a browser does, with files: (name, declared type, content)."""
    kept = {name: value for name, value in walker.filled() if name != "filefile"} | answers
    body, content_type = multipart(kept, [("filefile", *each) for each in files])
    walker.answer = walker.client.post(
        walker.address, body, content_type=content_type,
        headers={"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"},
    )  # fmt: skip
    return walker.answer


@pytest.fixture
def party(takes_files):
    return a_form_page(
        question("name", clean_name="namename"), question("email", clean_name="mailmail"),
        question("file", "Din ansökan", clean_name="filefile", required=True),
        question("name", "Deltagarens namn", clean_name="whoisit", asked_of="participant"),
        review_step=True,
    )  # fmt: skip


def at_the_last_look(party):
    walker = Walker(party)
    walker.press(namename="Maj Lind", mailmail="maj.lind@example.org", party_size="2")
    walker.press(whoisit__1="Ada Ahl", whoisit__2="Bo Berg")
    assert walker.asked == ["filefile"], walker.text
    return walker


def test_one_file_comes_with_a_registration_of_several(party, takes_files, django_capture_on_commit_callbacks):
    walker = at_the_last_look(party)
    with django_capture_on_commit_callbacks(execute=True):
        assert send_files(walker, ("plan.pdf", "application/pdf", PDF)).status_code == 303
    sent = Submission.objects.get()
    names = [str(words[0]) for each in sent.persons.all() for _question, words in each.lines(sealed=False)]
    assert names == ["Ada Ahl", "Bo Berg"]
    assert on_the_disk(takes_files) == [f"{SubmittedFile.objects.get(submission=sent).pk}.pdf"]
    receipt = walker.follow()
    assert "plan.pdf" in receipt
    assert "Bo Berg" in receipt


def test_a_wrong_file_keeps_all_participants_at_the_last_look(party, takes_files):
    walker = at_the_last_look(party)
    assert send_files(walker, ("plan.exe", "application/x-msdownload", b"MZ")).status_code == 422
    assert walker.asked == ["filefile"]
    assert all(name in walker.text for name in ("Maj Lind", "Ada Ahl", "Bo Berg"))
    assert not Submission.objects.exists()
    assert on_the_disk(takes_files) == []


def test_the_last_look_tells_the_file_control_its_limits_and_what_is_wrong(party):
    walker = at_the_last_look(party)
    walker.press()
    field = walker.form.select_one("input[type=file]")
    told = field["aria-describedby"].split()
    assert [each.rpartition("_")[2] for each in told] == ["limits", "error"]
    assert all(walker.form.find(id=each) for each in told)
