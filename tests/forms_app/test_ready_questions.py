"""Ready-made questions of the officers' own: who keeps them, what a form gets of them, and what it keeps."""
import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from wagtail_localize.models import Translation, TranslationSource

from forms_app.models import FormPage, PageOpening, ReadyQuestion
from forms_app.page_form import first_questions
from forms_app.ready_made.copying import known_words, offered_on
from home.translations import fill_from_earlier, gaps_in
from privacy.roles import Role
from tests.factories import a_body, a_form_page, a_locale, an_officer, published, question
from tests.forms_app.rows import ROW, draft_of, form_of, rows_of, saved

pytestmark = pytest.mark.django_db

SETS = ("forms_app_ready_questions", "forms_app_page_openings")
OFFICERS = {Role.CASE_OFFICER, Role.DECISION_MAKER, Role.ARCHIVIST, Role.DATA_PROTECTION_OFFICER}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def a_ready_question(**facts) -> ReadyQuestion:
    usual = {
        "labels": {"sv": "Hur kommer du hit?", "fi": "Miten tulet paikalle?"},
        "helps": {"sv": "Så att vi vet hur många parkeringar som behövs."},
        "options": {"sv": "Tåg\nBil", "fi": "Junalla\nAutolla"},
        "kind": "radio", "page_types": ["forms_app.FormPage"],
    }  # fmt: skip
    made = ReadyQuestion(**{**usual, **facts})
    made.full_clean()
    made.save()
    return made


@pytest.fixture
def ready():
    return a_ready_question()


@pytest.fixture
def editor():
    return get_user_model().objects.create_superuser("editor", "editor@example.org", "x")


@pytest.fixture
def page():
    return a_form_page(question("email"))


# -- who keeps them ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_officers_and_nobody_else_read_the_sets_and_a_case_officer_changes_them(client, ready, role):
    client.force_login(an_officer(role))
    seen = {client.get(reverse(f"{each}:index")).status_code for each in SETS}
    assert seen == {200 if role in OFFICERS else 403}
    may_add = {client.get(reverse(f"{each}:add")).status_code == 200 for each in SETS}
    may_change = client.get(reverse("forms_app_ready_questions:edit", args=[ready.pk])).status_code == 200
    assert may_add == {role is Role.CASE_OFFICER}
    assert may_change is (role is Role.CASE_OFFICER)


def test_nobody_deletes_one(client, ready):
    client.force_login(an_officer(Role.CASE_OFFICER))
    answer = client.post(reverse("forms_app_ready_questions:delete", args=[ready.pk]))
    assert answer.status_code == 403
    assert ReadyQuestion.objects.exists()


def test_a_case_officer_adds_one_with_its_words_in_each_language(client, page):
    client.force_login(an_officer(Role.CASE_OFFICER))
    posted = {
        "labels_sv": "Skostorlek", "labels_fi": "Kengännumero", "kind": "singleline", "asked_of": "participant",
        "page_types": ["forms_app.FormPage"], "order": "10", "max_length": "4",
    }  # fmt: skip
    form = client.get(reverse("forms_app_ready_questions:add")).context["form"]
    names = [widget["name"] for widget in form["labels"].subwidgets[0].data["subwidgets"]]
    posted = {**posted, **dict(zip(names, ["Skostorlek", "Kengännumero", ""], strict=False))}
    answer = client.post(reverse("forms_app_ready_questions:add"), posted)
    assert answer.status_code == 302, answer.context["form"].errors
    made = ReadyQuestion.objects.get()
    assert (made.labels["sv"], made.asked_of, made.max_length) == ("Skostorlek", "participant", 4)
    assert [each.name for each in offered_on(page)] == ["Skostorlek"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"options": {}}, "options"),
        ({"options": {"sv": "Tåg\nBil", "fi": "Junalla"}}, "options"),
        ({"max_length": 5001}, "max_length"),
        ({"labels": {}}, "labels"),
    ],
)
def test_what_could_not_be_asked_is_refused(facts, field):
    with pytest.raises(ValidationError) as refused:
        a_ready_question(**facts)
    assert field in refused.value.message_dict


# -- what a form gets -----------------------------------------------------------------------------------


def chosen(ready, **facts):
    return {**ROW, "field_type": f"ready-{ready.pk}", "required": "on", "clean_name": "kabcdef2", **facts}


def test_choosing_one_copies_its_words_in_the_language_of_the_page(page, editor, ready):
    row = saved(page, editor, [*rows_of(page), chosen(ready)]).form_fields.all()[1]
    assert (row.field_type, row.label, row.required) == ("radio", "Hur kommer du hit?", False)
    assert [line.partition("=")[2] for line in row.choices.split("\n")] == ["Tåg", "Bil"]
    assert [line.partition("=")[0] for line in row.choices.split("\n")] == ready.option_keys
    assert row.help_text.startswith("Så att vi vet")
    assert row.ready_question == ready


def test_its_protection_and_limits_come_along(page, editor):
    ready = a_ready_question(
        kind="singleline", options={}, required=True, privacy_class="special", autocomplete="off", max_length=40,
        asked_of="participant",
    )
    row = saved(page, editor, [*rows_of(page), chosen(ready)]).form_fields.all()[1]
    assert (row.privacy_class, row.autocomplete, row.max_length) == ("special", "off", 40)
    assert (row.required, row.asked_of) == (True, "participant")


def test_what_the_editor_writes_herself_stays(page, editor, ready):
    row = saved(page, editor, [*rows_of(page), chosen(ready, label="Hur reser du?")]).form_fields.all()[1]
    assert (row.label, row.field_type) == ("Hur reser du?", "radio")


def test_later_changes_reach_no_form_that_has_it(page, editor, ready):
    page = published(saved(page, editor, [*rows_of(page), chosen(ready)]))
    ready.labels = {"sv": "Färdsätt"}
    ready.save()
    rows = rows_of(draft_of(page))
    rows[1]["field_type"] = f"ready-{ready.pk}"  # her screen may still show the choice
    rows[1]["label"] = ""
    assert saved(page, editor, rows).form_fields.all()[1].label == "Hur kommer du hit?"
    assert ready.used() == 1


def test_a_retired_one_is_not_offered_and_stays_where_it_is(page, editor, ready):
    page = published(saved(page, editor, [*rows_of(page), chosen(ready)]))
    ready.retired = True
    ready.save()
    assert offered_on(page) == []
    form = form_of(page, editor, [*rows_of(page), chosen(ready)])
    assert not form.is_valid()
    assert page.form_fields.count() == 2


def test_it_is_offered_only_on_the_types_that_were_chosen(page):
    a_ready_question(page_types=["events.EventPage"])
    assert offered_on(page) == []


# -- what a new page opens with -----------------------------------------------------------------------------


def new_page():
    body = a_body()
    return FormPage(locale=body.locale)


def test_a_new_page_opens_with_what_its_type_came_with():
    assert [row.field_type for row in first_questions(new_page())] == ["name", "email"]


def test_officers_choose_what_a_type_opens_with(ready):
    a_ready_question(labels={"sv": "Skostorlek"}, kind="singleline", options={}, opens=True)
    PageOpening.objects.create(page_type="forms_app.FormPage", kinds=["email", "organisation", "name"])
    rows = first_questions(new_page())
    assert [(row.field_type, row.label) for row in rows] == [
        ("name", "Namn"), ("organisation", "Organisation"), ("email", "E-post"), ("singleline", "Skostorlek"),
    ]  # fmt: skip
    assert [row.sort_order for row in rows] == [0, 1, 2, 3]


def test_a_page_that_opens_without_questions_still_does():
    a_ready_question(opens=True)
    page = new_page()
    page.first_questions = ()
    assert first_questions(page) == []


# -- in other languages -----------------------------------------------------------------------------------------


def test_a_translation_begins_with_the_words_that_the_officers_wrote(page, editor, ready):
    page = published(saved(page, editor, [*rows_of(page), chosen(ready)]))
    assert known_words(page, "fi")["Hur kommer du hit?"] == "Miten tulet paikalle?"
    source, _created = TranslationSource.update_or_create_from_instance(page)
    finnish = Translation.objects.create(source=source, target_locale=a_locale("fi"))
    before = gaps_in(finnish)
    assert fill_from_earlier(finnish) >= 4
    assert gaps_in(finnish) != before
    translated, _created = source.create_or_update_translation(
        a_locale("fi"), publish=False, copy_parent_pages=True, fallback=True
    )
    row = FormPage.objects.get(pk=translated.pk).form_fields.get(field_type="radio")
    assert row.label == "Miten tulet paikalle?"
    assert [line.partition("=")[2] for line in row.choices.split("\n")] == ["Junalla", "Autolla"]
