"""From questions to the form a visitor fills in."""
from dataclasses import replace

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation

from forms_app.answer_form import HONEYPOT
from forms_app.builder import QuestionFormBuilder
from forms_app.question_types import TYPES
from forms_app.questions import Option, Question, Words

KEY = "keykeyke"
OPTIONS = (Option("fishfish", Words("Fisk")), Option("veganveg", Words("Vegan")))
#: Files are posted another way: tests/forms_app/files.
ASKED = sorted(key for key, kind in TYPES.items() if kind.is_asked and not kind.takes_files)
#: type: a valid answer as posted, as cleaned
VALID = {
    "email": ("maj@example.org", "maj@example.org"),
    "telephone": ("+46 40-123 45 67", "+46 40-123 45 67"),
    "next_time": ("on", True),
    "statement": ("on", True),
    "checkbox": ("on", True),
    "persons": ("3", 3),
    "date": ("2027-04-03", "2027-04-03"),
    "number": ("1.5", "1.5"),
    "dropdown": ("fishfish", "fishfish"),
    "radio": ("fishfish", "fishfish"),
    "checkboxes": ("fishfish", "['fishfish']"),
    "access": ("fishfish", "['fishfish']"),
    "diet_kinds": ("fishfish", "['fishfish']"),
    "sign_language": ("fishfish", "fishfish"),
}


def question(kind: str, **more) -> Question:
    chosen = TYPES[kind]
    facts = {
        "required": True,
        "max_length": chosen.max_length,
        "autocomplete": chosen.autocomplete,
        "options": OPTIONS if chosen.has_options else (),
    }
    return Question(KEY, kind, Words("Fråga"), **{**facts, **more})


def posted(*questions: Question, **values):
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return QuestionFormBuilder(list(questions)).get_form_class()(data)


def unbound(*questions: Question):
    return QuestionFormBuilder(list(questions)).get_form_class()()


@pytest.mark.parametrize("kind", ASKED)
def test_a_valid_answer_to_every_type_is_taken(kind):
    given, cleaned = VALID.get(kind, ("Svar", "Svar"))
    form = posted(question(kind), **{KEY: given})
    assert form.is_valid(), form.errors
    assert str(form.answers()[KEY]) == str(cleaned)


@pytest.mark.parametrize("kind", ASKED)
def test_a_required_question_of_every_type_wants_an_answer(kind):
    form = posted(question(kind))
    assert not form.is_valid()
    assert form.has_error(KEY, "required")


@pytest.mark.parametrize("kind", ASKED)
def test_an_optional_question_of_every_type_may_stay_empty(kind):
    form = posted(question(kind, required=False), **{KEY: ""} if TYPES[kind].widget != "checkboxes" else {})
    assert form.is_valid(), form.errors
    assert not form.answers()[KEY]


@pytest.mark.parametrize("kind", ASKED)
def test_a_hundred_thousand_characters_are_refused_by_every_type_that_takes_text(kind):
    form = posted(question(kind, required=False), **{KEY: "7" * 100_000})
    if TYPES[kind].widget == "checkbox":
        assert form.is_valid()
        assert form.answers()[KEY] is True
    else:
        assert not form.is_valid()
        assert KEY in form.errors


@pytest.mark.parametrize(
    "kind", [key for key in ASKED if TYPES[key].widget in ("singleline", "multiline", "email", "telephone")]
)
def test_a_cap_holds_to_the_character(kind):
    if TYPES[kind].widget in ("singleline", "multiline"):
        assert posted(question(kind, max_length=50), **{KEY: "å" * 50}).is_valid()
        assert not posted(question(kind, max_length=50), **{KEY: "å" * 51}).is_valid()
    elif TYPES[kind].widget == "email":
        assert posted(question(kind, max_length=15), **{KEY: "maj@example.org"}).is_valid()
        assert not posted(question(kind, max_length=14), **{KEY: "maj@example.org"}).is_valid()
    elif TYPES[kind].widget == "telephone":
        assert posted(question(kind, max_length=9), **{KEY: "040123456"}).is_valid()
        assert not posted(question(kind, max_length=8), **{KEY: "040123456"}).is_valid()


@pytest.mark.parametrize("kind", ["dropdown", "radio", "checkboxes"])
@pytest.mark.parametrize("value", ["Fisk", "gonegone", "fishfish,veganveg", "0"])
def test_an_unknown_option_is_refused(kind, value):
    form = posted(question(kind, required=False), **{KEY: value})
    assert form.has_error(KEY, "invalid_choice")


def test_several_options_are_taken_in_the_order_posted():
    form = posted(question("checkboxes"), **{KEY: ["veganveg", "fishfish"]})
    assert form.is_valid()
    assert form.answers()[KEY] == ["veganveg", "fishfish"]


def test_a_dropdown_begins_blank_so_that_nothing_is_chosen_for_anyone():
    for required in (True, False):
        form = unbound(question("dropdown", required=required, default="fishfish"))
        html = str(form[KEY])
        assert html.index('value=""') < html.index('value="fishfish"')
        assert " selected" not in html.split('value=""')[1].split("fishfish")[1]


@pytest.mark.parametrize("kind", ["radio", "checkboxes"])
def test_nothing_is_ticked_for_anyone(kind):
    html = str(unbound(question(kind, required=False, default="fishfish"))[KEY])
    assert 'value="fishfish"' in html
    assert "checked" not in html


def test_a_date_is_iso_8601_and_nothing_else():
    assert posted(question("date"), **{KEY: "2027-04-03"}).is_valid()
    for language in ("sv", "fi", "en"):
        with translation.override(language):
            for other in ("03/04/2027", "3.4.2027", "27-04-03", "2027-02-29", "april", "20270403"):
                assert not posted(question("date"), **{KEY: other}).is_valid(), (language, other)


def test_a_date_is_shown_again_as_the_browser_wants_it():
    with translation.override("fi"):
        html = str(posted(question("date"), **{KEY: "2027-04-03"})[KEY])
    assert 'type="date"' in html
    assert 'value="2027-04-03"' in html


@pytest.mark.parametrize("value", ["0", "-1", "1000", "1.5", "två", "1e2", "NaN"])
def test_a_number_of_persons_is_whole_and_from_one_to_999(value):
    assert not posted(question("persons"), **{KEY: value}).is_valid()


@pytest.mark.parametrize("value", ["NaN", "inf", "1e999", "0.00001", "en", "1" * 16])
def test_a_number_is_a_number_of_bounded_size(value):
    assert not posted(question("number"), **{KEY: value}).is_valid()


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_a_number_may_be_written_with_a_comma(language):
    with translation.override(language):
        form = posted(question("number"), **{KEY: "1,5"})
        assert form.is_valid()
        assert str(form.answers()[KEY]) == "1.5"


@pytest.mark.parametrize("value", ["040-123 45 67", "+358 (0)40 1234567", "112 00", "+46.40.1234567", "0401234567"])
def test_telephone_numbers_are_taken_as_people_write_them(value):
    assert posted(question("telephone"), **{KEY: value}).is_valid()


@pytest.mark.parametrize("value", ["noll fyra", "1234", "040-123 ankn. 5", "<b>040</b> 123", "4+0401234"])
def test_what_is_no_telephone_number_is_refused(value):
    assert posted(question("telephone"), **{KEY: value}).has_error(KEY, "invalid")


@pytest.mark.parametrize(
    "value", ["maj", "maj@", "maj@example", "maj@example.org, bo@example.org", "maj@example.org\nBcc: x@y.z"]
)
def test_what_is_no_address_is_refused(value):
    assert not posted(question("email"), **{KEY: value}).is_valid()


@pytest.mark.parametrize(
    ("kind", "token", "control"),
    [
        ("name", "name", 'type="text"'),
        ("title", "organization-title", 'type="text"'),
        ("organisation", "organization", 'type="text"'),
        ("email", "email", 'type="email"'),
        ("telephone", "tel", 'type="tel"'),
    ],
)
def test_the_browser_is_told_what_it_may_fill_in(kind, token, control):
    html = str(unbound(question(kind))[KEY])
    assert f'autocomplete="{token}"' in html
    assert control in html


@pytest.mark.parametrize("kind", [key for key in ASKED if TYPES[key].widget != "email" and not TYPES[key].autocomplete])
def test_where_nobody_says_it_the_browser_is_told_nothing(kind):
    assert "autocomplete" not in str(unbound(question(kind))[KEY])


@pytest.mark.parametrize("kind", ["dropdown", "number", "date", "persons"])
def test_an_editors_own_token_reaches_every_kind_of_control(kind):
    assert 'autocomplete="bday"' in str(unbound(question(kind, autocomplete="bday"))[KEY])


@pytest.mark.parametrize("kind", ["singleline", "multiline", "email", "telephone"])
def test_the_cap_stands_in_the_html_too(kind):
    assert 'maxlength="30"' in str(unbound(question(kind, max_length=30))[KEY])


def test_the_trap_is_refused_visibly():
    form = posted(question("name"), **{KEY: "Maj", HONEYPOT: "http://spam.example"})
    assert not form.is_valid()
    assert form.has_error(HONEYPOT, "trap")
    assert 'tabindex="-1"' in str(form.trap)
    assert 'autocomplete="off"' in str(form.trap)


def test_an_empty_trap_and_a_missing_trap_are_fine():
    assert posted(question("name"), **{KEY: "Maj", HONEYPOT: ""}).is_valid()
    assert posted(question("name"), **{KEY: "Maj"}).is_valid()


def test_trap_and_version_are_no_answers():
    form = posted(question("name"), **{KEY: "Maj", "version": "a" * 64})
    assert form.is_valid()
    assert form.answers() == {KEY: "Maj"}


def test_headings_and_hidden_values_have_no_control():
    heading = replace(question("heading"), key="headhead")
    hidden = replace(question("hidden"), key="hiddenhi", default="vår")
    form = unbound(heading, question("name"), hidden)
    assert {"headhead", "hiddenhi"}.isdisjoint(form.fields)
    assert [(each.key, bound and bound.name) for each, bound in form.rows()] == [("headhead", None), (KEY, KEY)]


def test_a_posted_hidden_value_is_not_among_the_answers():
    hidden = replace(question("hidden"), key="hiddenhi", default="vår")
    form = posted(question("name"), hidden, **{KEY: "Maj", "hiddenhi": "forged"})
    assert form.is_valid()
    assert form.answers() == {KEY: "Maj"}


def test_the_editors_own_error_text_is_shown():
    form = posted(question("name", error=Words("Vad heter du?")))
    assert form.errors[KEY] == ["Vad heter du?"]


def test_help_and_errors_are_tied_to_the_control():
    form = posted(question("name", help=Words("För- och efternamn")))
    html = Template("{{ form.as_div }}").render(Context({"form": form}))
    control = str(form[KEY])
    assert form[KEY].id_for_label == f"fraga-{KEY}"
    assert 'aria-invalid="true"' in control
    described_by = control.split('aria-describedby="')[1].split('"', maxsplit=1)[0].split()
    assert f"fraga-{KEY}_helptext" in described_by
    for target in described_by:
        assert f'id="{target}"' in html


def test_a_group_of_choices_is_a_fieldset():
    assert unbound(question("radio"))[KEY].use_fieldset
    assert unbound(question("checkboxes"))[KEY].use_fieldset
    assert not unbound(question("name"))[KEY].use_fieldset


def test_a_default_is_filled_in_for_text_but_never_for_choices():
    assert 'value="Malmö"' in str(unbound(question("singleline", default="Malmö"))[KEY])
    assert "checked" not in str(unbound(question("radio", default="fishfish"))[KEY])


def test_a_default_never_ticks_a_box():
    assert "checked" not in str(unbound(question("statement", default="True"))[KEY])
