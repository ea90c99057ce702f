"""Staff correct what somebody chose: her seat moves along, never beyond what there is, and what it leaves is filled."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from events.models import Allotment, Registration, Seat
from forms_app import corrections, options, submissions
from forms_app.models import FormVersion, Submission, SubmittedPerson
from forms_app.questions import AskedOf
from privacy.contracts import Refusal
from privacy.models import AuditEvent
from privacy.roles import Role
from tests.events.conftest import fresh
from tests.events.test_queue import NOW, come, room_of, state_of
from tests.forms_app.test_desk import colleague, signed_in

pytestmark = pytest.mark.django_db
CLAY, PAPER = "lera0001", "papper01"


@pytest.fixture
def workshops(seminar):
    """The seminar with two workshops of one place each."""
    return with_workshops(seminar, asked_of=AskedOf.REGISTRATION)


def with_workshops(page, **question):
    draft = page.get_latest_revision_as_object()
    model = type(draft)._meta.get_field("form_fields").related_model
    row = model(
        field_type="radio", label="Verkstad", choices=f"{CLAY}=Lera\n{PAPER}=Papper", required=True, sort_order=9,
        **question,
    )  # fmt: skip
    row.complete()
    draft.form_fields.add(row)
    for title, (option, _label) in zip(("Lera", "Papper"), options.parse(row.choices), strict=True):
        draft.allotments.add(Allotment(title=title, option=f"{row.clean_name}:{option}", capacity=1))
    draft.save_revision().publish()
    return fresh(page)


@pytest.fixture
def officer(db):
    return colleague("otto", Role.CASE_OFFICER)


def choice_of(page):
    return page.form_fields.get(field_type="radio").clean_name


def move(page, registration, value, *, by, of=Submission, record=None):
    corrections.correct(
        record=record or registration.pk, key=choice_of(page), value=value, by=by, why="asked", now=NOW, of=of
    )


def seats_in(page):
    """Title of the workshop -> the registrations with a seat in it, or waiting for one."""
    return {
        each.title: list(Seat.objects.filter(allotment_key=each.translation_key).values_list("registration", flat=True))
        for each in page.allotments.all()
    }


def test_her_seat_moves_and_what_it_leaves_goes_to_the_first_who_waits(workshops, officer):
    anna, bo = come(workshops, "Anna", radio=CLAY), come(workshops, "Bo", radio=CLAY)
    assert [state_of(each) for each in (anna, bo)] == ["confirmed", "waiting"]
    move(workshops, anna, PAPER, by=officer)
    assert seats_in(workshops) == {"Papper": [anna.pk], "Lera": [bo.pk]}
    assert [state_of(each) for each in (anna, bo)] == ["confirmed", "confirmed"]
    assert room_of(workshops) == "queue"
    assert AuditEvent.objects.filter(action="registration.reseated", subject_id=str(anna.pk)).count() == 1


def test_where_all_are_taken_it_is_refused_with_how_many_are_free_and_nothing_changes(workshops, officer):
    anna, bo = come(workshops, "Anna", radio=CLAY), come(workshops, "Bo", radio=PAPER)
    with pytest.raises(Refusal, match="Papper: 0 platser är lediga, och anmälan behöver 1"):
        move(workshops, anna, PAPER, by=officer)
    assert seats_in(workshops) == {"Lera": [anna.pk], "Papper": [bo.pk]}
    assert Submission.objects.get(pk=anna.pk).corrected == {}


def test_at_the_desk_the_refusal_stands_at_the_answer_with_what_was_chosen(workshops, officer):
    anna = come(workshops, "Anna", radio=CLAY)
    come(workshops, "Bo", radio=PAPER)
    address = reverse("forms_app_desk:correct", args=[anna.pk, choice_of(workshops)])
    response = signed_in(officer).post(address, {"answer": PAPER, "why": "asked", "note": ""})
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    assert "Papper: 0 platser är lediga" in page.find("main").get_text(" ")
    assert [each["value"] for each in page.select('input[name="answer"][checked]')] == [PAPER]


def test_who_waits_waits_for_what_she_chooses_now(workshops, officer):
    anna, bo = come(workshops, "Anna", radio=CLAY), come(workshops, "Bo", radio=CLAY)
    move(workshops, bo, PAPER, by=officer)
    assert state_of(bo) == "confirmed"
    assert seats_in(workshops) == {"Lera": [anna.pk], "Papper": [bo.pk]}


def own_answers(page):
    own = {"name": "Sara Strand", "title": "Lärare", "organisation": "Skolan", "email": "sara@example.org", "diet": ""}
    return {row.clean_name: own[row.field_type] for row in page.form_fields.filter(asked_of=AskedOf.REGISTRATION)}


def sent_by(person):
    return Registration.objects.get(pk=person.submission_id)


def test_of_a_party_only_the_one_whose_answer_it_is_moves(seminar, officer):
    page = with_workshops(seminar, asked_of=AskedOf.PARTICIPANT)
    key = choice_of(page)
    version = FormVersion.objects.keep(page.form_content(page), page_id=page.pk)
    sent = submissions.record(
        page=page, served_page=page, version=version, answers=own_answers(page), now=NOW,
        persons=[{key: CLAY}, {key: PAPER}],
    )  # fmt: skip
    anna, bo = SubmittedPerson.objects.filter(submission=sent.submission).order_by("ordinal")
    with pytest.raises(Refusal):
        move(page, sent_by(anna), PAPER, by=officer, of=SubmittedPerson, record=anna.pk)
    paper = page.allotments.get(title="Papper")
    Allotment.objects.filter(pk=paper.pk).update(capacity=2)
    move(page, sent_by(anna), PAPER, by=officer, of=SubmittedPerson, record=anna.pk)
    held = set(Seat.objects.filter(allotment_key=paper.translation_key).values_list("person", flat=True))
    assert held == {anna.pk, bo.pk}
    assert Seat.objects.filter(allotment_key=None).count() == 2


def test_another_answer_moves_no_seat(workshops, officer):
    anna = come(workshops, "Anna", radio=CLAY)
    name = workshops.form_fields.get(field_type="name").clean_name
    corrections.correct(
        record=anna.pk, key=name, value="Anna Lind", by=officer, why="slip", now=NOW
    )
    assert seats_in(workshops) == {"Lera": [anna.pk], "Papper": []}
    assert not AuditEvent.objects.filter(action="registration.reseated").exists()
