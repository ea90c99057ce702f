"""What keeps a form from going live, and what a page says of its form."""
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from forms_app.models import Submission
from home.publishing import PublishingRefused
from tests.factories import a_body, a_form_page, a_home_page, published, question

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "questions",
    [
        [question("name")],
        [question("name"), question("email", required=False)],
        [question("name"), question("email", required=False), question("telephone", required=False)],
    ],
)
def test_a_form_without_a_required_address_or_number_is_not_published(questions):
    page = a_form_page(*questions, publish=False)
    with pytest.raises(PublishingRefused) as refused:
        published(page)
    assert len(refused.value.reasons) == 1
    page.refresh_from_db()
    assert not page.live


@pytest.mark.parametrize("kind", ["email", "telephone"])
def test_either_of_them_is_enough(kind):
    assert a_form_page(question(kind)).live


def test_a_question_to_choose_from_needs_options():
    page = a_form_page(question("email"), question("radio", "Lunch"), publish=False)
    with pytest.raises(PublishingRefused) as refused:
        published(page)
    assert "Lunch" in str(refused.value.reasons[0])
    row = page.form_fields.get(field_type="radio")
    row.choices = "Fisk\nVegan"
    page.form_fields.add(row)
    assert published(page).live


def test_a_form_outside_every_section_is_not_published():
    home = a_home_page()
    with pytest.raises(PublishingRefused):
        a_form_page(parent=home)


def test_a_form_that_closes_before_it_opens_is_refused():
    page = a_form_page()
    page.opens_at, page.closes_on = datetime(2027, 2, 2, 12, tzinfo=UTC), date(2027, 2, 1)
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert set(refused.value.error_dict) == {"closes_on"}
    page.closes_on = date(2027, 2, 2)
    page.full_clean()


def test_a_ready_made_question_gets_its_words_in_the_language_of_its_page():
    with translation.override("fi"):
        page = a_form_page(question("name"), question("email"), parent=a_body())
    assert page.locale.language_code == "sv"
    assert page.form_fields.get(field_type="name").label == "Namn"


def test_a_page_hands_out_our_own_submissions_and_form():
    page = a_form_page()
    assert page.get_submission_class() is Submission
    assert [each.type for each in page.get_form_class().questions] == ["name", "title", "organisation", "email", "diet"]
    assert page.receipt_facts(page) == []
