"""Which conditions of a form can hold, and what is said of those that cannot."""
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.utils import translation

from forms_app.condition_rules import Fault, Why, faults, in_words, options_of, outlived
from forms_app.questions import TICKED, AskedOf, AskedWhen, Condition, Option, Question, Words
from privacy.contracts import PrivacyClass

LUNCH = Question(
    "lunch234", "radio", Words("Lunch"), False,
    options=(Option("fishfish", Words("Fisk")), Option("veganveg", Words("Vegan"))),
)  # fmt: skip
WISH = Question("wish2345", "singleline", Words("Önskemål"), False, condition=Condition("lunch234", ("veganveg",)))
BOX = Question("stays234", "checkbox", Words("Jag övernattar"), False)
LABELS = {"lunch234": "Lunch", "wish2345": "Önskemål"}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_options_of_a_list_are_its_keys_and_a_box_has_one():
    assert options_of(LUNCH) == ("fishfish", "veganveg")
    assert options_of(BOX) == (TICKED,)
    assert options_of(WISH) == ()


@pytest.mark.parametrize(
    "questions",
    [
        (LUNCH, WISH),
        (LUNCH,),
        (BOX, replace(WISH, condition=Condition(BOX.key, (TICKED,)))),
        (LUNCH, replace(WISH, asked_of=AskedOf.PARTICIPANT)),
        (LUNCH, replace(WISH, asked_when=AskedWhen.WITH_PLACE)),
        (replace(LUNCH, asked_of=AskedOf.PARTICIPANT), replace(WISH, asked_of=AskedOf.PARTICIPANT)),
        (replace(LUNCH, asked_when=AskedWhen.WITH_PLACE), replace(WISH, asked_when=AskedWhen.WITH_PLACE)),
    ],
)
def test_a_condition_on_an_earlier_question_of_the_same_level_holds(questions):
    assert faults(questions) == []


WRONG = [
    ((WISH,), Why.GONE, "not there any more"),
    ((WISH, LUNCH), Why.LATER, "must come after"),
    ((replace(LUNCH, asked_of=AskedOf.PARTICIPANT), WISH), Why.OF_EACH, "each participant"),
    ((replace(LUNCH, asked_when=AskedWhen.WITH_PLACE), WISH), Why.AFTERWARDS, "afterwards"),
    ((replace(LUNCH, type="singleline"), WISH), Why.NO_OPTIONS, "no options"),
    ((replace(LUNCH, options=LUNCH.options[:1]), WISH), Why.OPTION_GONE, "an option of “Lunch”"),
]


@pytest.mark.parametrize(("questions", "why", "words"), WRONG)
def test_what_is_wrong_is_found_and_said(questions, why, words):
    (found,) = faults(questions)
    assert (found.later, found.first, found.why) == (WISH.key, LUNCH.key, why)
    labels = {question.key: str(question.label) for question in questions}
    assert words in in_words(found, labels)
    assert "Önskemål" in in_words(found, labels)


def test_every_fault_has_been_looked_at():
    assert {why for _questions, why, _words in WRONG} == set(Why)


def test_a_question_that_is_being_removed_is_named():
    said = in_words(Fault(WISH.key, LUNCH.key, Why.GONE), LABELS)
    assert said.startswith("“Lunch” cannot be removed: “Önskemål”")


def test_an_option_that_is_being_removed_is_named():
    fault = Fault(WISH.key, LUNCH.key, Why.OPTION_GONE, ("veganveg",))
    assert in_words(fault, LABELS, {"veganveg": "Vegan"}).startswith("The option “Vegan” of “Lunch” cannot be removed")
    assert "is not there any more" in in_words(fault, LABELS, {"fishfish": "Fisk"})


def a_rule(selector: str, period: str, **facts: str) -> SimpleNamespace:
    usual = {
        "selector": selector, "privacy_class": "", "question_kind": "", "anchor": "submitted", "falls_back": True,
        "period": period, "rounding": "day", "action": "blank",
    }  # fmt: skip
    return SimpleNamespace(**{**usual, **facts})


RULES = [a_rule("record", "P1Y"), a_rule("privacy_class", "P7D", privacy_class="special")]
SPECIAL = replace(LUNCH, privacy_class=PrivacyClass.SPECIAL)


def test_an_answer_that_goes_before_those_that_rest_on_it_is_found():
    assert list(outlived([SPECIAL, WISH], RULES)) == [(LUNCH.key, WISH.key)]


@pytest.mark.parametrize(
    ("questions", "known"),
    [
        ([LUNCH, WISH], RULES),
        ([SPECIAL, replace(WISH, privacy_class=PrivacyClass.SPECIAL)], RULES),
        ([LUNCH, replace(WISH, privacy_class=PrivacyClass.SPECIAL)], RULES),
        ([WISH], RULES),
        ([SPECIAL, WISH], []),
    ],
)
def test_one_that_lasts_as_long_or_longer_is_left_alone(questions, known):
    assert list(outlived(questions, known)) == []


def test_what_no_rule_lets_go_lasts_longest():
    assert list(outlived([SPECIAL, WISH], RULES[1:])) == [(LUNCH.key, WISH.key)]
