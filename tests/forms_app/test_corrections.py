"""Correcting an answer: what was received stays, everybody reads the corrected one, and both go together."""
from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from forms_app import corrections
from forms_app.mails import submission_received
from forms_app.models import FormPage, Submission, SubmissionChange
from forms_app.models.submissions import HOLDING
from privacy import cipher, registry, subject_keys
from privacy.contracts import Refusal
from privacy.models import AuditEvent
from privacy.roles import Role
from tests.factories import a_form_page, answers_to, key_of, question, send
from tests.forms_app.test_desk import colleague, signed_in

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 3, 12, tzinfo=UTC)


@pytest.fixture
def form(client) -> FormPage:
    page = a_form_page(question("name"), question("email"), question("diet"),
                       question("radio", "Mat", choices="kott0001=Kött\nvego0001=Vego"))  # fmt: skip
    assert send(client, page, answers_to(page, diet="jordnötter")).status_code == 303
    return page


def sent() -> Submission:
    return Submission.objects.get()


def correct(form: FormPage, kind: str, value: Any, **facts: Any) -> SubmissionChange:
    usual = {"by": None, "why": "asked", "now": NOW}
    return corrections.correct(record=sent().pk, key=key_of(form, kind), value=value, **{**usual, **facts})


def words(form: FormPage, kind: str) -> list[str]:
    asked = next(each for each in sent().version.content.questions if each.key == key_of(form, kind))
    return [str(word) for word in sent().words(asked)]


def test_the_received_answer_is_never_overwritten_and_everybody_reads_the_working_one(form):
    received = sent().answers
    correct(form, "name", "Maja Lind")
    assert sent().answers == received
    assert words(form, "name") == ["Maja Lind"]
    officer = signed_in(colleague("otto", Role.CASE_OFFICER))
    listed = officer.get(reverse("forms_app_desk:list", args=[form.pk])).content.decode()
    assert "Maja Lind" in listed
    assert "Maj Lind" not in listed
    assert "Maja Lind" in submission_received(sent().pk, "sv").text
    opened = officer.get(reverse("forms_app_desk:detail", args=[sent().pk])).content.decode()
    assert "Maja Lind" in opened
    assert "Maj Lind" in opened


def test_a_sealed_answer_is_sealed_in_the_history_too(form):
    correct(form, "diet", "selleri")
    change = SubmissionChange.objects.get()
    assert all(cipher.is_sealed(value) for value in (change.old, change.new, sent().corrected[change.key]))
    assert words(form, "diet") == ["selleri"]


def test_a_corrected_address_finds_her_and_the_mistaken_one_no_more(form):
    assert subject_keys.records_with("email", "maj.lind@example.org") == [sent().pk]
    correct(form, "email", "maj.lind@example.com")
    assert subject_keys.records_with("email", "maj.lind@example.org") == []
    assert subject_keys.records_with("email", "maj.lind@example.com") == [sent().pk]
    assert submission_received(sent().pk, "sv").to == "maj.lind@example.com"


def test_several_corrections_keep_their_order(form):
    correct(form, "name", "Maja Lind")
    correct(form, "name", "Maja Lindh", note="Per telefon")
    changes = list(SubmissionChange.objects.values_list("old", "new", "note"))
    assert changes == [("Maj Lind", "Maja Lind", ""), ("Maja Lind", "Maja Lindh", "Per telefon")]


def test_an_option_may_be_given_by_its_words(form):
    assert words(form, "radio") == ["Kött"]
    correct(form, "radio", "Vego")
    assert (words(form, "radio"), SubmissionChange.objects.get().new) == (["Vego"], "vego0001")


@pytest.mark.parametrize(
    ("kind", "value"),
    [("email", "no address"), ("name", ""), ("name", "x" * 201), ("radio", "Fisk"), ("name", "Maj Lind")],
)
def test_what_the_question_does_not_take_is_refused(form, kind, value):
    with pytest.raises(Refusal) as refused:
        correct(form, kind, value)
    assert refused.value.reasons
    assert not SubmissionChange.objects.exists()
    assert sent().corrected == {}


def test_an_erased_answer_is_not_corrected_back(form):
    registry.holding_of(HOLDING).blank([sent().pk], [key_of(form, "name")], cause="case:2027-1")
    with pytest.raises(Refusal):
        correct(form, "name", "Maj Lind")
    assert sent().corrected == {}


def test_a_case_corrects_through_the_holding_and_its_number_is_the_note(form):
    holding = registry.holding_of(HOLDING)
    holding.correct(sent().pk, key_of(form, "name"), "Maja Lind", by=None, why="case:2027-3", now=NOW)
    assert SubmissionChange.objects.values_list("why", "note").get() == ("case", "case:2027-3")


def test_the_log_says_which_question_and_why_and_nothing_of_the_answer(form):
    officer = colleague("otto", Role.CASE_OFFICER)
    correct(form, "name", "Maja Lind", by=officer, note="Heter Maja")
    event = AuditEvent.objects.get(action="submission.corrected")
    assert event.facts == {"question": key_of(form, "name"), "why": "asked"}


class TestDesk:
    def address(self, form: FormPage, kind: str = "name") -> str:
        return reverse("forms_app_desk:correct", args=[sent().pk, key_of(form, kind)])

    def test_a_case_officer_corrects_with_a_reason(self, form):
        officer = signed_in(colleague("otto", Role.CASE_OFFICER))
        page = officer.get(self.address(form)).content.decode()
        assert 'value="Maj Lind"' in page
        posted = {"answer": "Maja Lind", "why": "asked", "note": "Per telefon"}
        assert officer.post(self.address(form), posted).url == reverse("forms_app_desk:detail", args=[sent().pk])
        assert words(form, "name") == ["Maja Lind"]
        history = officer.get(reverse("forms_app_desk:detail", args=[sent().pk])).content.decode()
        assert "Per telefon" in history

    def test_what_is_wrong_stands_beside_the_answer(self, form):
        officer = signed_in(colleague("otto", Role.CASE_OFFICER))
        for posted in ({"answer": "Maja Lind"}, {"answer": "", "why": "asked"}, {"answer": "Maj Lind", "why": "slip"}):
            answer = officer.post(self.address(form), posted)
            assert (answer.status_code, bool(answer.context["form"].errors)) == (200, True)
        assert not SubmissionChange.objects.exists()

    @pytest.mark.parametrize("role", [Role.DATA_PROTECTION_OFFICER, Role.ARCHIVIST, Role.EDITOR, Role.ADMINISTRATOR])
    def test_others_are_refused(self, form, role):
        browser = signed_in(colleague("nils", role))
        posted = {"answer": "Maja Lind", "why": "asked"}
        assert browser.post(self.address(form), posted).status_code == 403
        assert words(form, "name") == ["Maj Lind"]

    def test_an_erased_or_unknown_answer_has_no_page(self, form):
        officer = signed_in(colleague("otto", Role.CASE_OFFICER))
        assert officer.get(self.address(form)).status_code == 200
        unknown = reverse("forms_app_desk:correct", args=[sent().pk, "unknown1"])
        assert officer.get(unknown).status_code == 404
        registry.holding_of(HOLDING).blank([sent().pk], [key_of(form, "name")], cause="case:2027-1")
        assert officer.get(self.address(form)).status_code == 404
