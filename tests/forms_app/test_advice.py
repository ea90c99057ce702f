"""Advice on the questions of a form: beside it while it is made, once more when it goes live, and hindering nothing."""
import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from forms_app.advice import MOST_QUESTIONS, advice_on_questions, sensitive_advice
from forms_app.wagtail_hooks import warn_of_questions_that_need_care
from home.models import BodyPage
from privacy.models import RetentionRule
from tests.factories import a_body, a_form_page, in_language, key_of, question

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def advice_on(*rows, **facts):
    """What is said of a form with e-mail and ``rows``; the first of them has place 1."""
    body = BodyPage.objects.first() or a_body()
    return advice_on_questions(a_form_page(question("email"), *rows, parent=body, **facts))


def test_there_is_nothing_to_remark_on_the_ready_made_questions():
    page = a_form_page(*(question(kind) for kind in ("name", "organisation", "email", "diet", "access", "next_time")))
    assert page.form_fields.count() == 6
    assert advice_on_questions(page) == []


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Allergier", "ready-made question “Special diet”"),
        ("Behöver du teckenspråkstolk?", "ready-made question “Access needs”"),
        ("Sjukdomar", "what you must arrange instead"),
        ("Religion", "nobody needs to tell her faith"),
        ("Etnisk bakgrund", "which language people want to use"),
        ("Könsidentitet", "how people want to be addressed"),
        ("Partitillhörighet", "assignment or the organisation"),
        ("Facklig tillhörighet", "organisation that she represents"),
        ("Personnummer", "year of birth"),
    ],
)
def test_a_question_that_needs_care_gets_the_reason_and_the_better_choice(label, words):
    (found,) = advice_on(question("singleline", label, required=False))
    assert f"“{label}” seems to ask" in found.text
    assert words in found.text
    assert found.target == "id_form_fields-1-label"


def test_an_option_and_a_help_text_are_read_too():
    found = advice_on(
        question("radio", "Lunch", choices="fishfish=Fisk\nveganveg=Vegan\nvegetari=Vegetarisk", required=False),
        question("singleline", "Bra att veta om dig", help_text="Till exempel sjukdomar", required=False),
    )
    assert [each.target for each in found] == ["id_form_fields-1-label", "id_form_fields-2-label"]
    assert "“Vegan”" in found[0].text
    assert "“Till exempel sjukdomar”" in found[1].text


def test_the_privacy_class_that_was_asked_for_ends_the_advice():
    row = question("singleline", "Sjukdomar", required=False, privacy_class="special")
    assert advice_on(row) == []


def test_a_heading_asks_nothing():
    assert advice_on(question("heading", "Specialkost")) == []


def test_the_class_of_identity_numbers_can_be_chosen_but_is_warned_of():
    row = question("singleline", "Personnummer", required=False, privacy_class="identity_number")
    (found,) = advice_on(row)
    assert "clearly justified" in found.text
    assert found.target == "id_form_fields-1-privacy_class"


def test_a_required_question_of_a_special_category_should_be_voluntary():
    (found,) = advice_on(question("diet", required=True))
    assert "Make it voluntary" in found.text
    assert found.target == "id_form_fields-1-required"


@pytest.mark.parametrize("kind", ["title", "telephone"])
def test_a_title_or_a_number_that_must_be_given_is_asked_about_gently(kind):
    (found,) = advice_on(question(kind))
    assert "unless you know what you will use it for" in found.text
    assert advice_on(question(kind, required=False)) == []


def test_an_invitation_to_write_anything_says_what_not_to_write():
    (found,) = advice_on(question("multiline", "Övriga upplysningar", required=False))
    assert "not to write about health" in found.text
    assert found.target == "id_form_fields-1-help_text"
    helped = question("multiline", "Övriga upplysningar", required=False, help_text="Tid för ankomst.")
    assert advice_on(helped) == []


def test_a_long_form_is_told_its_length():
    rows = [question("singleline", f"Fråga {number}", required=False) for number in range(MOST_QUESTIONS - 1)]
    assert advice_on(*rows) == []
    (found,) = advice_on(*rows, question("checkbox", "En till"), question("heading", "Rubrik"))
    assert "asks 13 questions" in found.text


def test_an_answer_that_goes_before_those_that_rest_on_it_is_remarked_on():
    rows = [
        question("radio", "Boende", clean_name="stays234", choices="nonenone=Nej\nonenight=Ja", privacy_class="special",
                 required=False),
        question("singleline", "Ankomst", condition="stays234:onenight", required=False),
    ]  # fmt: skip
    page = a_form_page(question("email"), *rows)
    assert RetentionRule.objects.filter(activity=page.section.activity, privacy_class="special").exists()
    (found,) = advice_on_questions(page)
    assert "“Boende” are destroyed before those to “Ankomst”" in found.text


def test_a_condition_that_cannot_hold_keeps_the_page_from_being_published():
    page = a_form_page(
        question("email"),
        question("singleline", "Önskemål", condition="lunch234:veganveg", required=False),
        question("radio", "Lunch", clean_name="lunch234", choices="veganveg=Grönt", required=False),
        publish=False,
    )
    (reason,) = page.publishing_refusals()
    assert "must come after" in reason


def test_the_advice_is_beside_the_form_of_the_original_only():
    page = a_form_page(question("email"), question("singleline", "Religion", required=False))
    finnish = in_language(page, "fi", {"Religion": "Uskonto"})
    assert [each.target for each in page.advice() if each.target.startswith("id_form_fields")] == [
        "id_form_fields-1-label"
    ]
    assert [each for each in finnish.advice() if each.target.startswith("id_form_fields")] == []


@pytest.fixture
def editor(client):
    user = get_user_model().objects.create_superuser("redaktor", "redaktor@example.org", "x")
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return client


def test_the_panel_links_to_the_field(editor):
    page = a_form_page(question("email"), question("singleline", "Religion", required=False))
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "seems to ask about religion" in html
    assert 'href="#id_form_fields-1-label"' in html


@pytest.mark.parametrize(("privacy_class", "warned"), [("", True), ("special", False)])
def test_it_is_said_again_when_the_page_goes_live(editor, privacy_class, warned):
    page = a_form_page(
        question("email"), question("singleline", "Religion", required=False, privacy_class=privacy_class)
    )
    request = editor.get(reverse("wagtailadmin_home")).wsgi_request
    with translation.override("en"):
        warn_of_questions_that_need_care(request, page)
    said = [str(message) for message in get_messages(request)]
    assert any("seems to ask about religion" in each for each in said) is warned
    assert bool(sensitive_advice(page)) is warned


def test_the_key_of_a_question_is_no_word_of_it():
    page = a_form_page(question("email"), question("singleline", "Enhet", clean_name="vegan234", required=False))
    assert key_of(page, "singleline") == "vegan234"
    assert advice_on_questions(page) == []
