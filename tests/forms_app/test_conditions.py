"""Questions that are put only after a certain answer to an earlier one."""
from dataclasses import replace

import pytest

from forms_app import conditions
from forms_app.question_types import TYPES
from forms_app.questions import TICKED, AskedOf, AskedWhen, Condition, Option, Question, Words

PARTICIPANT = AskedOf.PARTICIPANT


def a(key: str, kind: str = "singleline", only_if: str = "", **facts) -> Question:
    """A question; one with options has ``yes`` and ``no``."""
    options = (Option("yes", Words("Ja")), Option("no", Words("Nej"))) if TYPES[kind].has_options else ()
    return Question(
        key, kind, Words(key), required=True, options=options, condition=Condition.from_text(only_if), **facts
    )


LUNCH, DIET = a("lunch", "radio"), a("diet", only_if="lunch:yes")


def keys(questions) -> list[str]:
    return [question.key for question in questions]


@pytest.mark.parametrize("answers", [{}, {"lunch": ""}, {"lunch": None}, {"lunch": "no"}, {"lunch": "gone"}])
def test_a_question_waits_for_the_answer_that_opens_it(answers):
    assert keys(conditions.put([LUNCH, DIET], answers)) == ["lunch"]


def test_it_is_put_when_one_of_the_named_options_is_chosen():
    either = a("diet", only_if="lunch:no,yes")
    assert keys(conditions.put([LUNCH, DIET], {"lunch": "yes"})) == ["lunch", "diet"]
    assert keys(conditions.put([LUNCH, either], {"lunch": "no"})) == ["lunch", "diet"]


def test_one_of_several_chosen_options_is_enough():
    meals = a("lunch", "checkboxes")
    assert keys(conditions.put([meals, DIET], {"lunch": ["no", "yes"]})) == ["lunch", "diet"]
    assert keys(conditions.put([meals, DIET], {"lunch": ["no"]})) == ["lunch"]


def test_a_ticked_box_opens_a_question():
    box, more = a("lunch", "checkbox"), a("more", only_if=f"lunch:{TICKED}")
    assert keys(conditions.put([box, more], {"lunch": True})) == ["lunch", "more"]
    assert keys(conditions.put([box, more], {"lunch": False})) == ["lunch"]


def test_what_is_written_in_a_text_chooses_nothing():
    assert conditions.chosen(a("name"), "yes") == frozenset()


def test_a_question_that_is_not_put_opens_no_other():
    chain = [LUNCH, a("diet", "radio", "lunch:yes"), a("allergy", only_if="diet:yes")]
    assert keys(conditions.put(chain, {"lunch": "yes", "diet": "yes"})) == ["lunch", "diet", "allergy"]
    assert keys(conditions.put(chain, {"lunch": "no", "diet": "yes"})) == ["lunch"]


@pytest.mark.parametrize("condition", ["gone:yes", "lunch:gone", "later:yes", "diet:yes"])
def test_a_condition_on_what_is_not_there_never_holds(condition):
    form = [LUNCH, a("diet", "radio", condition), a("later", "radio")]
    answers = {"lunch": "yes", "diet": "yes", "later": "yes", "gone": "yes"}
    assert keys(conditions.put(form, answers)) == ["lunch", "later"]


def test_a_participants_question_looks_at_what_the_registration_chose():
    earlier = conditions.choices([LUNCH], {"lunch": "yes"})
    assert keys(conditions.put([replace(DIET, asked_of=PARTICIPANT)], {}, earlier)) == ["diet"]
    assert keys(conditions.put([replace(DIET, asked_of=PARTICIPANT)], {}, conditions.choices([LUNCH], {}))) == []


def test_a_heading_goes_with_the_questions_under_it():
    form = [LUNCH, a("food", "heading"), a("from", "hidden"), DIET, a("end", "heading")]
    put = conditions.put(form, {"lunch": "no"})
    assert keys(put) == ["lunch", "food", "from", "end"]
    assert keys(conditions.with_something_under(put, form)) == ["lunch", "from", "end"]
    put = conditions.put(form, {"lunch": "yes"})
    assert conditions.with_something_under(put, form) == tuple(form)


def test_only_answers_to_what_is_put_are_left_and_what_was_left_out_is_empty():
    chain = [LUNCH, a("diet", "radio", "lunch:yes"), a("allergy", only_if="diet:yes")]
    each = replace(a("own", only_if="lunch:yes"), asked_of=PARTICIPANT)
    form = [*chain, each, a("end", "heading"), replace(a("later"), asked_when=AskedWhen.WITH_PLACE)]
    said = {"lunch": "no", "diet": "yes", "allergy": "nuts", "later": "x", "unknown": "x"}
    assert conditions.only_put(form, said, [{"own": "x"}]) == ({"lunch": "no"}, [{}])
    named = [{"name": "Ada"}, {}]
    assert conditions.only_put(form, {"lunch": "yes"}, named) == ({"lunch": "yes", "diet": None}, [{"own": None}, {}])
