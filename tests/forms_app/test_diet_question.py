"""The ready-made question on diet by kind: choices whose keys last, a line for what is none of them, and the rules."""
import pytest
from django.utils import translation

from forms_app import options
from forms_app.models import Submission
from forms_app.question_types import FIRST_QUESTIONS, FOLLOW_UPS, TYPES, Diet
from forms_app.ready_made.follow_ups import with_follow_ups
from privacy import cipher
from privacy.contracts import PrivacyClass
from tests.factories import a_form_page, a_submission, question

KINDS = ("diet_kinds", "diet_other")


@pytest.mark.parametrize(
    ("language", "label", "first"),
    [
        ("sv", "Välj specialkost eller matallergi", "Vegetariskt"),
        ("fi", "Valitse erityisruokavalio tai ruoka-allergia", "Kasvisruoka"),
        ("en", "Choose special diet or food allergy", "Vegetarian"),
    ],
)
def test_its_options_have_the_same_keys_in_every_language(language, label, first):
    with translation.override(language):
        row = question("diet_kinds")
        row.complete()
    chosen = dict(options.parse(row.choices))
    assert list(chosen) == [diet.value for diet in Diet]
    assert (row.label, chosen["vegetarian"]) == (label, first)


def test_what_is_none_of_the_choices_is_written_in_a_line_that_comes_with_it():
    with translation.override("sv"):
        diet = question("diet_kinds")
        diet.complete()
        shape = [(row.field_type, row.condition) for row in with_follow_ups([question("email"), diet])]
    assert shape == [("email", ""), ("diet_kinds", ""), ("diet_other", f"{diet.clean_name}:otherdiet")]


def test_the_rules_on_special_diet_hold_for_it_and_for_its_line():
    assert FOLLOW_UPS["diet_kinds"] == ("diet_other",)
    assert {TYPES[kind].meaning for kind in KINDS} == {"diet"}
    assert {TYPES[kind].privacy_class for kind in KINDS} == {PrivacyClass.SPECIAL}


def test_a_new_event_still_opens_with_the_question_to_write_freely():
    assert "diet" in FIRST_QUESTIONS
    assert not set(KINDS) & set(FIRST_QUESTIONS)


@pytest.mark.django_db
def test_what_she_chooses_is_sealed_in_the_database():
    diet = question("diet_kinds")
    diet.complete()
    page = a_form_page(question("email"), diet)
    chosen = ["vegandiet", "nutallergy"]
    record = Submission.objects.get(pk=a_submission(page, diet_kinds=chosen))
    kept = record.answers[diet.clean_name]
    assert cipher.is_sealed(kept)
    assert "vegandiet" not in str(kept)
    assert [record.answer(each) for each in record.questions if each.type == "diet_kinds"] == [chosen]
