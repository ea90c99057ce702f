"""The rows of the form builder: keys, options, conditions and what an editor is refused, as her browser posts them."""
import pytest
from django.contrib.auth import get_user_model
from django.utils import translation

from forms_app.live_keys import is_compatible
from forms_app.models import FormField, FormPage
from tests.factories import a_body, a_form_page, a_submission, published, question
from tests.forms_app.rows import ROW, form_of, rows_of, saved

pytestmark = pytest.mark.django_db

LUNCH = "fishfish=Fisk\nveganveg=Grönt"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def editor():
    return get_user_model().objects.create_superuser("editor", "editor@example.org", "x")


@pytest.fixture
def page():
    return a_form_page(
        question("email"),
        question("radio", "Lunch", clean_name="lunch234", choices=LUNCH, required=False),
        question("singleline", "Önskemål", clean_name="wish2345", required=False),
    )


def errors_in(page, editor, rows):
    form = form_of(page, editor, rows)
    assert not form.is_valid()
    rows = form.formsets["form_fields"].forms
    return [{name: [str(each) for each in found] for name, found in row.errors.items()} for row in rows]


def keys(page):
    return [row.clean_name for row in page.form_fields.all()]


def test_rows_posted_as_shown_change_nothing(page, editor):
    assert [(row["clean_name"], row["choices"]) for row in rows_of(saved(page, editor, rows_of(page)))] == [
        (row["clean_name"], row["choices"]) for row in rows_of(page)
    ]


# -- words that cannot be told apart ------------------------------------------------------------


def test_two_questions_with_the_same_words_are_refused_and_both_are_named(page, editor):
    rows = rows_of(page)
    rows[2]["label"] = " LUNCH "
    assert errors_in(page, editor, rows)[2]["label"] == [
        "Questions 2 and 3 have the same words, “LUNCH”. Change one of them."
    ]


def test_two_options_with_the_same_words_are_refused_and_both_are_named(page, editor):
    rows = rows_of(page)
    rows[1]["choices"] = "fishfish=Fisk\nveganveg=Grönt\nfisk2222=fisk"
    assert errors_in(page, editor, rows)[1]["choices"] == [
        "Options 1 and 3 have the same words, “fisk”. Change one of them."
    ]


def test_a_question_without_words_is_refused(page, editor):
    rows = [*rows_of(page), {**ROW, "field_type": "singleline"}]
    assert errors_in(page, editor, rows)[3] == {"label": ["Write the question."]}


def test_a_longer_answer_than_can_be_stored_is_refused(page, editor):
    rows = rows_of(page)
    rows[2]["max_length"] = "5001"
    assert "5000" in errors_in(page, editor, rows)[2]["max_length"][0]


# -- keys while answers lie under them -----------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("singleline", "multiline", True), ("multiline", "singleline", True), ("dropdown", "radio", True),
        ("radio", "dropdown", True), ("singleline", "name", True), ("radio", "radio", True),
        ("radio", "checkboxes", False), ("singleline", "number", False), ("singleline", "diet", False),
        ("number", "persons", False), ("email", "singleline", False), ("checkbox", "statement", True),
    ],
)  # fmt: skip
def test_some_kinds_of_question_take_the_same_answers(old, new, same):
    assert is_compatible(old, new) is same


def test_a_retype_that_answers_survive_keeps_the_key(page, editor):
    a_submission(page, singleline="Fönster")
    rows = rows_of(page)
    rows[1]["field_type"], rows[2]["field_type"] = "dropdown", "multiline"
    assert keys(saved(page, editor, rows)) == keys(page)


def test_another_kind_of_question_gets_a_key_of_its_own_once_it_has_answers(page, editor):
    rows = rows_of(page)
    rows[2]["field_type"] = "number"
    assert keys(saved(page, editor, rows))[2] == "wish2345"
    a_submission(page, singleline="Fönster")
    draft = saved(page, editor, rows)
    assert keys(draft)[:2] == keys(page)[:2]
    assert keys(draft)[2] != "wish2345"
    assert keys(saved(draft, editor, rows_of(draft))) == keys(draft)


def test_whoever_changes_her_mind_before_publishing_has_the_old_question_again(page, editor):
    a_submission(page, singleline="Fönster")
    rows = rows_of(page)
    rows[2]["field_type"] = "number"
    draft = saved(page, editor, rows)
    rows = rows_of(draft)
    rows[2]["field_type"] = "multiline"
    assert keys(saved(draft, editor, rows)) == keys(page)


def test_conditions_follow_a_question_that_gets_another_key(page, editor):
    a_submission(page, radio="fishfish")
    rows = rows_of(page)
    rows[1]["field_type"], rows[2]["condition"] = "checkboxes", "lunch234:veganveg"
    draft = saved(page, editor, rows)
    assert keys(draft)[1] != "lunch234"
    assert rows_of(draft)[2]["condition"] == f"{keys(draft)[1]}:veganveg"


def test_a_question_that_is_added_never_takes_over_the_answers_of_one_that_was_removed(page, editor):
    a_submission(page, singleline="Fönster")
    gone = page.form_fields.get(clean_name="wish2345")
    page.form_fields.remove(gone)
    page = published(page)
    again = {**ROW, "field_type": "singleline", "label": "Önskemål", "clean_name": "wish2345"}
    draft = saved(page, editor, [*rows_of(page), again])
    assert len(keys(draft)) == 3
    assert "wish2345" not in keys(draft)


def test_three_saves_of_a_half_typed_question_are_one_question_with_one_key(page, editor):
    rows = rows_of(page)
    for label in ("Na", "Namn på sko", "Namn på skola"):
        new = {**ROW, "field_type": "singleline", "label": label, "clean_name": "kabcdef2"}
        draft = saved(page, editor, [*rows, new])
        assert keys(draft) == [*keys(page), "kabcdef2"]
    assert draft.form_fields.all()[3].label == "Namn på skola"


# -- conditions -----------------------------------------------------------------------------------


def test_a_condition_is_stored_by_keys(page, editor):
    rows = rows_of(page)
    rows[2]["ticked"] = ["lunch234:fishfish", "lunch234:veganveg"]
    assert rows_of(saved(page, editor, rows))[2]["condition"] == "lunch234:fishfish,veganveg"


def test_options_of_two_questions_are_refused(page, editor):
    box = {**ROW, "field_type": "checkbox", "label": "Jag övernattar", "clean_name": "stays234"}
    last = {**ROW, "field_type": "singleline", "label": "Rum", "clean_name": "roomroom",
            "ticked": ["lunch234:fishfish", "stays234:ticked"]}  # fmt: skip
    assert errors_in(page, editor, [*rows_of(page), box, last])[4] == {
        "condition": ["Tick options of one question only."]
    }


def test_a_question_that_another_depends_on_cannot_be_removed(page, editor):
    rows = rows_of(page)
    rows[2]["condition"], rows[1]["DELETE"] = "lunch234:veganveg", "1"
    assert errors_in(page, editor, rows)[2]["condition"][0].startswith("“Lunch” cannot be removed: “Önskemål”")


def test_an_option_that_a_question_depends_on_cannot_be_removed(page, editor):
    rows = rows_of(page)
    rows[2]["condition"], rows[1]["choices"] = "lunch234:veganveg", "fishfish=Fisk"
    assert errors_in(page, editor, rows)[2]["condition"][0].startswith("The option “Grönt” of “Lunch” cannot be")


def test_a_question_cannot_move_above_the_one_it_depends_on(page, editor):
    rows = rows_of(page)
    rows[2]["condition"] = "lunch234:veganveg"
    rows[0]["ORDER"], rows[1]["ORDER"], rows[2]["ORDER"] = 1, 3, 2
    assert "must come after" in errors_in(page, editor, rows)[2]["condition"][0]


def test_each_row_offers_the_options_of_the_questions_before_it(page, editor):
    form = FormPage.get_edit_handler().get_form_class()(instance=page, for_user=editor)
    shown = [str(row["condition"]) for row in form.formsets["form_fields"].forms]
    assert "Lunch" not in shown[1]
    assert 'value="lunch234:veganveg"' in shown[2]
    assert "No earlier question" in shown[0]


def test_a_stored_condition_is_ticked(page, editor):
    rows = rows_of(page)
    rows[2]["condition"] = "lunch234:veganveg"
    form = FormPage.get_edit_handler().get_form_class()(instance=saved(page, editor, rows), for_user=editor)
    html = str(form.formsets["form_fields"].forms[2]["condition"])
    assert 'value="lunch234:veganveg" checked' in html
    assert 'value="lunch234:fishfish">' in html


def test_a_copied_page_keeps_its_conditions(page):
    page.form_fields.filter(clean_name="wish2345").update(condition="lunch234:veganveg")
    copy = page.copy(to=a_body("annan"), update_attrs={"slug": "kopia"})
    assert copy.form_fields.get(clean_name="wish2345").condition == "lunch234:veganveg"
    assert copy.publishing_refusals() == []


# -- whom and when ----------------------------------------------------------------------------------


def test_questions_asked_afterwards_are_offered_only_where_there_are_places(page, editor):
    form = FormPage.get_edit_handler().get_form_class()(instance=page, for_user=editor)
    row = form.formsets["form_fields"].forms[0]
    assert "asked_of" in row.fields
    assert "asked_when" not in row.fields


def test_what_an_older_form_leaves_out_gets_its_default(page, editor):
    rows = rows_of(page)
    del rows[0]["asked_of"]
    draft = saved(page, editor, rows)
    assert {(row.asked_of, row.asked_when) for row in draft.form_fields.all()} == {("registration", "at_once")}


def test_a_question_can_be_put_to_each_participant(page, editor):
    rows = rows_of(page)
    rows[2]["asked_of"] = "participant"
    assert saved(page, editor, rows).form_fields.all()[2].asked_of == "participant"
    assert FormField.objects.get(clean_name="wish2345").asked_of == "registration"
