"""A text in each language: one input per configured language, and never an empty default."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from privacy.by_language import TextsField, TextsFormField, Wording, validate_texts, wording
from privacy.first_run import Body
from privacy.in_words import period_in_words, rule_in_words
from privacy.models import Controller, RetentionRule


def test_the_wanted_language_comes_first_then_the_preferred_then_any() -> None:
    texts = {"fi": "Lautakunta", "sv": "Nämnden"}
    assert wording(texts, "fi", "sv") == Wording("Lautakunta", "fi")
    assert wording(texts, "en", "fi") == Wording("Lautakunta", "fi")
    assert wording(texts, "en") == Wording("Nämnden", "sv")
    assert wording({"se": "Lávdegoddi"}, "sv") == Wording("Lávdegoddi", "se")
    assert wording({"sv": ""}, "sv") == Wording("", "")


@pytest.mark.parametrize("value", ["Nämnden", ["Nämnden"], {"sv": 1}, {1: "Nämnden"}, None])
def test_what_is_not_a_text_for_each_language_is_refused(value: Any) -> None:
    with pytest.raises(ValidationError):
        validate_texts(value)


def test_the_sites_default_language_is_required_and_the_others_are_not() -> None:
    field = TextsFormField(label="Namn")
    assert field.clean(["Nämnden", "", ""]) == {"sv": "Nämnden"}
    with pytest.raises(ValidationError):
        field.clean(["", "Lautakunta", ""])
    assert TextsFormField(required=False).clean(["", "", ""]) == {}


def test_a_new_language_needs_a_setting_only(settings: Any) -> None:
    settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.WAGTAIL_CONTENT_LANGUAGES, ("nb", "Norwegian")]
    field = TextsFormField()
    assert field.codes == ["sv", "fi", "en", "nb"]
    html = field.widget.render("names", {"nb": "Utvalget"}, {"id": "id_names"})
    assert 'name="names_nb"' in html and "Utvalget" in html and "Norwegian" in html


def test_each_input_has_its_own_label_and_language() -> None:
    html = TextsFormField().widget.render("names", {"fi": "Lautakunta"}, {"id": "id_names"})
    for number, code in enumerate(("sv", "fi", "en")):
        assert f'<label for="id_names_{number}">' in html
        assert f'id="id_names_{number}" lang="{code}"' in html


def test_an_unchanged_text_is_no_change() -> None:
    field = TextsFormField()
    assert not field.has_changed({"sv": "Nämnden"}, ["Nämnden", "", ""])
    assert field.has_changed({"sv": "Nämnden"}, ["Nämnden", "Lautakunta", ""])


def test_long_texts_get_text_areas() -> None:
    *_names, options = TextsField(multiline=True, blank=True).deconstruct()
    assert options["multiline"] is True
    field = Controller._meta.get_field("names")
    assert "textarea" not in field.formfield().widget.render("names", {}, {"id": "x"})
    assert "textarea" in TextsField(multiline=True).formfield().widget.render("names", {}, {"id": "x"})


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("P1Y6M", "1 year, 6 months"),
        ("P7D", "7 days"),
        ("P2W", "14 days"),
        ("P1M1D", "1 month, 1 day"),
        ("P0D", "0 days"),
    ],
)
def test_periods_are_said_in_words(period: str, words: str) -> None:
    with translation.override("en"):
        assert period_in_words(period) == words


def test_rules_are_said_in_words(body: Body) -> None:
    def said(**columns: str) -> str:
        whole = {"selector": "record", "anchor": "submitted", "period": "P1Y", "action": "delete"}
        return rule_in_words(RetentionRule(activity=body.activity, **{**whole, **columns}))

    with translation.override("en"):
        assert said(action="preserve", period="") == "The whole record: preserved permanently."
        assert said(selector="question", question_kind="diet").startswith("Special diet: kept until disposal")


def test_the_local_date_is_the_controllers(body: Body) -> None:
    late = datetime(2027, 3, 31, 21, 30, tzinfo=UTC)
    assert body.controller.local_date(late) == date(2027, 3, 31)
    body.controller.time_zone = "Europe/Helsinki"
    assert body.controller.local_date(late) == date(2027, 4, 1)


@pytest.mark.parametrize(("field", "value"), [("time_zone", "Europe/Granvik"), ("phone", "ring mig"), ("names", {})])
def test_a_controller_with_a_wrong_value_is_refused(body: Body, field: str, value: Any) -> None:
    setattr(body.controller, field, value)
    with pytest.raises(ValidationError) as refused:
        body.controller.full_clean()
    assert set(refused.value.message_dict) == {field}
