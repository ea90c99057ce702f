"""A form as a value: its digest, its way through JSON, and which older versions still fit."""
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.question_types import CHOICES, FIRST_QUESTIONS, TYPES
from forms_app.questions import AskedOf, AskedWhen, Condition, FormContent, Option, Question, Words, still_fits
from privacy.contracts import PrivacyClass

KEYS = st.text("abcdefgh23456789", min_size=8, max_size=8)
words = st.builds(Words, st.text(max_size=20), st.sampled_from(["", "sv", "fi"]))
questions = st.builds(
    Question,
    key=KEYS,
    type=st.sampled_from(sorted(TYPES)),
    label=words,
    required=st.booleans(),
    help=words,
    error=words,
    options=st.lists(st.builds(Option, st.text("abc", min_size=6, max_size=8), words), max_size=3).map(tuple),
    default=st.text(max_size=5),
    autocomplete=st.sampled_from(["", "name", "email"]),
    max_length=st.integers(1, 5000),
    privacy_class=st.sampled_from(PrivacyClass),
    in_receipt=st.booleans(),
    asked_of=st.sampled_from(AskedOf),
    asked_when=st.sampled_from(AskedWhen),
    condition=st.none() | st.builds(Condition, KEYS, st.lists(KEYS, min_size=1, max_size=3).map(tuple)),
)
contents = st.builds(
    FormContent,
    language=st.sampled_from(["sv", "fi"]),
    questions=st.lists(questions, max_size=4).map(tuple),
    notice=st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
    button=words,
)

NAME = Question("namename", "name", Words("Namn"), required=True)
FISH, VEGAN = Option("fishfish", Words("Fisk")), Option("veganveg", Words("Vegan"))
MEAL = Question("mealmeal", "radio", Words("Lunch"), required=False, options=(FISH, VEGAN))
DIET = Question("dietdiet", "diet", Words("Specialkost"), required=False, privacy_class=PrivacyClass.SPECIAL)
FORM = (NAME, MEAL, DIET)


@given(questions)
def test_a_question_comes_back_from_json_as_it_was(question):
    assert Question.from_dict(json.loads(json.dumps(question.as_dict()))) == question


@given(contents)
def test_the_digest_is_the_same_after_a_way_through_json(content):
    schema, notice = json.loads(json.dumps(content.schema())), json.loads(json.dumps(content.notice))
    again = replace(content, questions=tuple(Question.from_dict(each) for each in schema), notice=notice)
    assert again.digest == content.digest
    assert len(content.digest) == 64


@given(contents, contents)
def test_two_forms_have_one_digest_only_when_they_read_the_same(one, other):
    assert (one.digest == other.digest) == (one == other)


@pytest.mark.parametrize(
    "change",
    [
        {"language": "fi"},
        {"questions": (MEAL, NAME, DIET)},
        {"questions": (NAME, MEAL)},
        {"questions": (replace(NAME, label=Words("Namn", "sv")), MEAL, DIET)},
        {"questions": (replace(NAME, help=Words("För- och efternamn")), MEAL, DIET)},
        {"questions": (replace(NAME, required=False), MEAL, DIET)},
        {"questions": (NAME, replace(MEAL, options=MEAL.options[::-1]), DIET)},
        {"notice": {"title": "Annat"}},
        {"button": Words("Skicka")},
    ],
)
def test_whatever_a_reader_sees_changes_the_digest(change):
    content = FormContent("sv", FORM, {"title": "Dina uppgifter"}, Words("Anmäl dig"))
    assert replace(content, **change).digest != content.digest


def test_the_same_form_fits():
    assert still_fits(FORM, FORM)


@pytest.mark.parametrize(
    ("now", "why"),
    [
        ((replace(NAME, label=Words("Ditt namn"), help=Words("Hela")), MEAL, DIET), "other words"),
        ((DIET, NAME, MEAL), "another order"),
        ((*FORM, Question("newnewne", "singleline", Words("Ny"), required=False)), "a new optional question"),
        ((replace(NAME, required=False), MEAL, DIET), "less is required"),
        ((NAME, replace(MEAL, options=(*MEAL.options, Option("meatmeat", Words("Kött")))), DIET), "a new option"),
        ((NAME, replace(MEAL, options=MEAL.options[::-1]), DIET), "options in another order"),
        ((replace(NAME, max_length=20), MEAL, DIET), "a shorter cap"),
        ((*FORM, replace(NAME, key="laterlat", asked_when=AskedWhen.WITH_PLACE)), "a required one, asked afterwards"),
    ],
)
def test_an_older_form_fits_when_only_this_changed(now, why):
    assert still_fits(FORM, now), why


@pytest.mark.parametrize(
    ("now", "why"),
    [
        ((NAME, MEAL), "a question is not asked any more"),
        ((NAME, replace(MEAL, type="checkboxes"), DIET), "another type"),
        ((NAME, MEAL, replace(DIET, privacy_class=PrivacyClass.PERSONAL)), "another privacy class"),
        ((NAME, replace(MEAL, options=MEAL.options[:1]), DIET), "an option is gone"),
        ((NAME, replace(MEAL, required=True), DIET), "what was optional is required"),
        ((*FORM, Question("newnewne", "singleline", Words("Ny"), required=True)), "a new required question"),
        ((replace(NAME, key="another2"), MEAL, DIET), "another question with the same words"),
        ((NAME, MEAL, replace(DIET, condition=Condition("mealmeal", ("fishfish",)))), "not put to everybody any more"),
        ((NAME, MEAL, replace(DIET, asked_of=AskedOf.PARTICIPANT)), "put to each participant"),
        ((NAME, MEAL, replace(DIET, asked_when=AskedWhen.WITH_PLACE)), "asked afterwards"),
    ],
)
def test_an_older_form_does_not_fit_when_this_changed(now, why):
    assert not still_fits(FORM, now), why


def test_what_is_asked_afterwards_is_asked_by_another_form():
    later = replace(DIET, asked_when=AskedWhen.WITH_PLACE)
    assert still_fits((NAME, MEAL, later), (NAME, MEAL))
    assert not still_fits((NAME, MEAL), (NAME, MEAL, replace(later, required=True, asked_when=AskedWhen.AT_ONCE)))


@given(st.lists(questions, max_size=5, unique_by=lambda question: question.key))
def test_every_form_fits_itself_and_a_reordered_one(asked):
    assert still_fits(asked, asked[::-1])


def test_headings_and_hidden_values_are_not_asked():
    heading = Question("headhead", "heading", Words("Om dig"), required=False)
    hidden = Question("hiddenhi", "hidden", Words("Kampanj"), required=False, default="vår")
    content = FormContent("sv", (heading, NAME, hidden), {}, Words("Skicka"))
    assert content.asked == (NAME,)


def test_the_first_question_of_a_type_is_found():
    content = FormContent("sv", FORM, {}, Words("Skicka"))
    assert content.first("email", "name") == NAME
    assert content.first("telephone") is None


def test_diet_and_access_are_sealed_and_names_are_not():
    assert {key for key, kind in TYPES.items() if kind.sealed} == {
        "diet", "diet_kinds", "diet_other", "access", "sign_language", "access_other",
    }  # fmt: skip
    assert DIET.is_sealed
    assert not NAME.is_sealed
    assert replace(NAME, privacy_class=PrivacyClass.IDENTITY_NUMBER).is_sealed


def test_every_type_is_offered_once_and_is_bounded():
    offered = [key for _group, kinds in CHOICES for key, _name in kinds]
    assert sorted(offered) == sorted(TYPES)
    assert all(0 < kind.max_length <= 2000 for kind in TYPES.values())
    assert set(FIRST_QUESTIONS) <= set(TYPES)
