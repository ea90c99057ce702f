"""The ready-made question on access: standard choices with keys that last, and follow-ups that come with it."""
import pytest
from django.contrib.auth import get_user_model
from django.utils import translation

from forms_app import options
from forms_app.models import PageOpening
from forms_app.page_form import first_questions
from forms_app.question_types import FOLLOW_UPS, TYPES, Need
from tests.factories import a_form_page, published, question
from tests.forms_app.rows import ROW, rows_of, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return get_user_model().objects.create_superuser("editor", "editor@example.org", "x")


@pytest.fixture
def page():
    return a_form_page(question("email"))


def shape_of(page):
    """The questions in their order, and with which option each is opened."""
    rows = sorted(page.form_fields.all(), key=lambda row: row.sort_order)
    keys = {row.clean_name: row.field_type for row in rows}
    conditions = [row.condition.partition(":") for row in rows]
    return [
        (row.field_type, f"{keys[key]}:{option}" if key else "")
        for row, (key, _colon, option) in zip(rows, conditions, strict=True)
    ]


def unstored_of(page):
    """The rows of a draft, of which some have no number before it is published."""
    return [{name: value for name, value in row.items() if (name, value) != ("id", None)} for row in rows_of(page)]


WITH_FOLLOW_UPS = [
    ("email", ""), ("access", ""), ("sign_language", "access:interpreter"), ("access_other", "access:otherneed"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "first"),
    [("sv", "Teckenspråkstolk"), ("fi", "Viittomakielen tulkki"), ("en", "Sign-language interpreter")],
)
def test_its_options_have_the_same_keys_in_every_language(language, first):
    with translation.override(language):
        row = question("access")
        row.complete()
    chosen = dict(options.parse(row.choices))
    assert list(chosen) == [need.value for need in Need]
    assert chosen["interpreter"] == first


def test_choosing_it_brings_its_follow_ups_once_and_what_is_taken_out_stays_out(page, editor):
    added = saved(page, editor, [*rows_of(page), {**ROW, "field_type": "access", "ORDER": "2"}])
    assert shape_of(added) == WITH_FOLLOW_UPS
    assert "finlandswedish=" in added.form_fields.get(field_type="sign_language").choices
    live = published(added)
    without = saved(live, editor, [
        {**row, "DELETE": "on"} if row["field_type"] == "sign_language" else row for row in rows_of(live)
    ])  # fmt: skip
    assert [kind for kind, _opened in shape_of(without)] == ["email", "access", "access_other"]


def test_follow_ups_are_not_lost_while_her_screen_does_not_show_them_yet(page, editor):
    posted = [*rows_of(page), {**ROW, "field_type": "access", "clean_name": "abcdefgh", "ORDER": "2"}]
    saved(page, editor, posted)
    assert shape_of(saved(page, editor, posted)) == WITH_FOLLOW_UPS


def test_what_is_taken_out_of_a_draft_stays_out_before_anything_is_published(page, editor):
    assert page.live
    posted = [*rows_of(page), {**ROW, "field_type": "access", "clean_name": "abcdefgh", "ORDER": "2"}]
    shown = unstored_of(saved(page, editor, posted))
    assert [row["field_type"] for row in shown] == ["email", "access", "sign_language", "access_other"]
    posted = [{**row, "DELETE": "on"} if row["field_type"] == "sign_language" else row for row in shown]
    for _save in range(2):
        without = saved(page, editor, posted)
        assert [kind for kind, _opened in shape_of(without)] == ["email", "access", "access_other"]
    again = saved(page, editor, unstored_of(without))
    assert [kind for kind, _opened in shape_of(again)] == ["email", "access", "access_other"]


def test_follow_ups_stand_behind_it_before_what_follows_and_are_put_to_the_same_people(page, editor):
    access = {**ROW, "field_type": "access", "asked_of": "participant", "ORDER": "2"}
    last = {**ROW, "field_type": "invoice", "ORDER": "3"}
    added = saved(page, editor, [*rows_of(page), access, last])
    assert shape_of(added) == [*WITH_FOLLOW_UPS, ("invoice", "")]
    asked = {row.field_type: row.asked_of for row in added.form_fields.all()}
    assert asked["sign_language"] == asked["access_other"] == "participant"


def test_a_new_page_that_opens_with_it_has_the_follow_ups_too(page):
    PageOpening.objects.create(page_type="forms_app.FormPage", kinds=["email", "access"])
    opened = first_questions(page)
    assert [row.field_type for row in opened] == [kind for kind, _condition in WITH_FOLLOW_UPS]
    assert {row.condition for row in opened if row.condition} == {
        f"{opened[1].clean_name}:interpreter", f"{opened[1].clean_name}:otherneed",
    }


def test_rules_on_access_needs_hold_for_the_follow_ups():
    assert FOLLOW_UPS["access"] == ("sign_language", "access_other")
    assert {TYPES[kind].meaning for kind in ("access", *FOLLOW_UPS["access"])} == {"access"}
    assert all(TYPES[kind].sealed for kind in ("access", *FOLLOW_UPS["access"]))
