"""Participants of a submission: each a stamped record of her own with keys of her own, stored through the one door."""
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forms_app import submissions
from forms_app.models import FormPage, FormVersion, Submission, SubmittedPerson
from privacy import cipher, subject_keys
from privacy.models import AuditEvent, FieldExpiry
from privacy.roles import Role
from tests.factories import a_form_page, an_officer, answers_to, key_of, question

NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
ADA, BO, CAI = (
    {"singleline": "Ada Ahl", "telephone": "040-111 11 11", "diet": "jordnötter"},
    {"singleline": "Bo Berg", "telephone": "040-222 22 22", "diet": "gluten"},
    {"singleline": "Cai Cruz", "telephone": "040-333 33 33", "diet": ""},
)


def a_party_form(**facts: Any) -> FormPage:
    """A form that asks the one who registers for name and e-mail, and each participant for herself."""
    asked = {"asked_of": "participant", "required": False}
    return a_form_page(
        question("name"), question("email"),
        question("singleline", "Deltagare", **asked), question("telephone", **asked), question("diet", **asked),
        **{"closes_on": date(2027, 2, 21), **facts},
    )  # fmt: skip


def register(page: FormPage, *persons: dict[str, str], now: datetime = NOW, **by_kind: Any) -> Submission:
    """Store a registration of these persons, each given by the kinds of questions."""
    version = FormVersion.objects.keep(page.form_content(page), page_id=page.pk)
    rows = list(page.form_fields.all())
    own = {row.clean_name for row in rows if row.asked_of == "registration"}
    of_each = {row.field_type: row.clean_name for row in rows if row.asked_of == "participant"}
    answers = {key: value for key, value in answers_to(page, **by_kind).items() if key in own}
    recorded = submissions.record(
        page=page, served_page=page, version=version, answers=answers, now=now,
        persons=[{of_each[kind]: value for kind, value in person.items()} for person in persons],
    )  # fmt: skip
    return Submission.objects.get(pk=recorded.submission)


@pytest.mark.django_db
class TestStoring:
    def test_each_participant_is_a_record_with_her_answers_only(self):
        page = a_party_form()
        sent = register(page, ADA, BO)
        ada, bo = sent.persons.all()
        assert (ada.reference, bo.reference) == (f"{sent.reference}/1", f"{sent.reference}/2")
        names = {str(words[0]) for _question, words in ada.lines(sealed=False) if words}
        assert names == {"Ada Ahl", "040-111 11 11"}
        assert {str(question.label) for question, _words in sent.lines(sealed=True)} == {"Namn", "E-post"}
        assert "jordnötter" not in str(sent.answers) + str(bo.lines(sealed=True))

    def test_a_diet_is_sealed_for_her_record(self):
        page = a_party_form()
        sent = register(page, ADA, BO)
        ada, bo = sent.persons.all()
        diet = key_of(page, "diet")
        assert cipher.is_sealed(ada.answers[diet])
        with pytest.raises(cipher.CannotUnseal):
            cipher.unseal(ada.answers[diet], record=bo.pk, question=diet)

    def test_each_has_a_stamp_and_expiries_of_her_own(self):
        page = a_party_form()
        sent = register(page, ADA, CAI)
        ada, cai = sent.persons.all()
        assert (ada.due_on, cai.due_on, sent.due_on) == (date(2028, 2, 21),) * 3
        assert ada.controller == sent.controller
        assert ada.categories == ["personal", "special"]
        assert sent.categories == ["personal"]
        rows = FieldExpiry.objects.values_list("holding", "record", "key")
        assert set(rows) == {("forms_app.persons", ada.pk, key_of(page, "diet"))}

    def test_each_is_found_by_her_own_number(self):
        page = a_party_form()
        sent = register(page, ADA, BO)
        ada, _bo = sent.persons.all()
        assert subject_keys.records_with("phone", "+46 40 111 11 11") == [ada.pk]
        assert subject_keys.records_with("email", "maj.lind@example.org") == [sent.pk]

    def test_a_record_never_goes_before_an_answer_of_its_participants(self):
        page = a_form_page(
            question("name"), question("email"), question("invoice", asked_of="participant", required=False)
        )
        page.section.activity.rules.create(
            selector="question", question_kind="invoice", anchor="submitted", period="P7Y", action="blank"
        )
        sent = register(FormPage.objects.get(pk=page.pk), {"invoice": "Faktura 17"})
        assert sent.due_on == sent.persons.get().due_on == date(2034, 2, 1)

    def test_the_log_tells_how_many_came(self):
        register(a_party_form(), ADA, BO)
        assert AuditEvent.objects.get(action="submission.received").facts == {"participants": 2}


@pytest.mark.django_db
class TestOnce:
    def test_the_same_post_is_stored_once(self):
        page = a_party_form()
        assert register(page, ADA, BO) == register(page, ADA, BO)
        assert (Submission.objects.count(), SubmittedPerson.objects.count()) == (1, 2)

    def test_another_participant_is_another_post(self):
        page = a_party_form()
        assert register(page, ADA, BO) != register(page, ADA, CAI)


@pytest.mark.django_db
def test_ten_participants_cost_no_more_statements_than_two():
    page = a_party_form()
    register(page, ADA, BO)

    def statements(*persons: dict[str, str], name: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            register(page, *persons, name=name)
        return len(seen)

    assert statements(*[ADA, BO] * 5, name="Ten") == statements(ADA, BO, name="Two")


@pytest.mark.django_db
def test_the_caterer_learns_of_diets_by_participant_and_only_from_five(client):
    client.force_login(an_officer(Role.CASE_OFFICER))
    page = a_party_form()
    address = reverse("forms_app_desk:numbers", args=[page.pk])
    register(page, ADA, BO, CAI)
    assert re.search(r"Specialkost</th><td>\D+ 5", client.get(address).content.decode())
    register(page, *[ADA] * 4, *[CAI] * 5, name="Bo Berg")
    assert "Specialkost</th><td>6</td>" in client.get(address).content.decode()
