"""Files in a form that is looked through: they are asked for on the last page, which alone can take them along."""
import pytest

from forms_app.models import Submission, SubmittedFile
from tests.factories import a_form_page, question
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
