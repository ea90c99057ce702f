"""The form in steps: what is put, what is judged, what goes along."""
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from forms_app.answer_form import AnswerForm
from forms_app.builder import QuestionFormBuilder
from forms_app.question_types import TYPES
from forms_app.questions import AskedOf, AskedWhen, Condition, Option, Question, Words
from forms_app.steps import Step
from privacy.contracts import PrivacyClass

TODAY = date(2027, 2, 1)
NUMBER = "19640823-3234"


def a(key: str, kind: str = "singleline", only_if: str = "", **facts: Any) -> Question:
    options = (Option("yes", Words("Ja")), Option("no", Words("Nej"))) if TYPES[kind].has_options else ()
    facts.setdefault("required", True)
    return Question(key, kind, Words(key.title()), options=options, condition=Condition.from_text(only_if), **facts)


def of_each(key: str, kind: str = "singleline", only_if: str = "", **facts: Any) -> Question:
    return a(key, kind, only_if, asked_of=AskedOf.PARTICIPANT, **facts)


NAME, LUNCH, DIET = a("namely"), a("lunchy", "radio"), a("dietly", only_if="lunchy:yes")
TRIP = (NAME, of_each("whoisit"), of_each("eating", "radio"), of_each("foodly", only_if="eating:yes"))


def form(*questions: Question, review: bool = False, largest_party: int = 10, **sent: Any) -> AnswerForm:
    data = QueryDict(mutable=True)
    for name, value in sent.items():
        data.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    builder = QuestionFormBuilder(questions, largest_party=largest_party, review=review)
    return builder.get_form_class()(data or None, in_steps=True)


def on_page(shown: AnswerForm) -> list[str]:
    rows = [*shown.rows(), *(row for _ordinal, rows in shown.participants() for row in rows)]
    return [field.html_name for _question, field in rows if field]


# --- conditions --------------------------------------------------------------------------------


def test_everybody_gets_the_unconditional_questions_first():
    assert on_page(form(NAME, LUNCH, DIET)) == ["namely", "lunchy"]


def test_an_answer_opens_a_question_that_is_not_wrong_before_it_was_seen():
    opening = form(NAME, LUNCH, DIET, namely="Maj", lunchy="yes")
    assert opening.is_valid()
    assert opening.opened == ("dietly",)
    assert on_page(opening.show(Step.QUESTIONS)) == ["namely", "lunchy", "dietly"]
    assert opening.seen() == "dietly"


def test_a_question_that_was_seen_must_be_answered():
    seen = form(NAME, LUNCH, DIET, namely="Maj", lunchy="yes", seen_before="dietly")
    assert list(seen.errors) == ["dietly"]
    assert seen.opened == ()


def test_what_was_wrong_before_is_told_together_with_what_opens():
    both = form(NAME, LUNCH, DIET, lunchy="yes")
    assert list(both.errors) == ["namely"]
    assert both.opened == ("dietly",)


def test_an_answer_to_what_is_not_put_is_not_an_answer():
    closed = form(NAME, LUNCH, DIET, namely="Maj", lunchy="no", dietly="Fisk", seen_before="dietly")
    assert closed.is_valid()
    assert closed.answers() == {"namely": "Maj", "lunchy": "no"}
    assert ("dietly", "Fisk") in list(closed.carried()), "it comes back when she changes her mind"


def test_a_chain_opens_link_by_link():
    chain = [LUNCH, a("second", "radio", "lunchy:yes"), a("third", only_if="second:no")]
    assert form(*chain, lunchy="yes").opened == ("second",)
    assert form(*chain, lunchy="yes", second="no", seen_before="second").opened == ("third",)
    assert form(*chain, lunchy="no", second="no", seen_before="second").opened == ()


def test_sent_in_one_everything_is_judged_at_once():
    whole = QuestionFormBuilder([LUNCH, DIET]).get_form_class()(QueryDict("lunchy=yes"))
    assert list(whole.errors) == ["dietly"]
    assert whole.opened == ()


def test_what_is_asked_afterwards_is_not_in_the_form():
    later = a("laterly", asked_when=AskedWhen.WITH_PLACE)
    assert on_page(form(NAME, later)) == ["namely"]
    sent = form(NAME, later, namely="Maj", laterly="x")
    assert sent.is_valid()
    assert sent.answers() == {"namely": "Maj"}


# --- participants --------------------------------------------------------------------------------


def test_a_form_that_asks_participants_nothing_has_one_step_and_no_participants():
    one = form(NAME, namely="Maj")
    assert (one.steps, one.is_last, one.next_step, one.persons()) == ((Step.QUESTIONS,), True, None, [])


def test_the_number_of_participants_comes_first():
    first = form(*TRIP)
    assert on_page(first) == ["namely", "party_size"]
    assert (first.number, len(first.steps), first.is_last) == (1, 2, False)


def test_the_editors_own_question_for_the_number_is_used_and_must_be_answered():
    asked = form(a("number", "persons", required=False), *TRIP, namely="Maj", number="")
    assert on_page(asked) == ["number", "namely"]
    assert list(asked.errors) == ["number"]
    assert form(a("number", "persons"), *TRIP, number="3", namely="Maj").next_step is Step.PARTICIPANTS


@pytest.mark.parametrize("number", ["", "0", "4", "-1", "x", "²", "100", "1.5"])
def test_a_number_out_of_bounds_is_refused(number):
    assert "party_size" in form(*TRIP, largest_party=3, namely="Maj", party_size=number).errors


def test_each_participant_is_asked_on_the_next_step():
    asked = form(*TRIP, namely="Maj", party_size="2")
    assert asked.is_valid()
    assert asked.opened == ()
    asked.show(Step.PARTICIPANTS)
    assert on_page(asked) == ["whoisit-1", "eating-1", "whoisit-2", "eating-2"]
    assert list(asked.carried()) == [("namely", "Maj"), ("party_size", "2")]


def test_a_participant_who_has_been_asked_must_answer_and_is_named_in_what_is_wrong():
    seen = "whoisit-1 eating-1 whoisit-2 eating-2"
    sent = {"namely": "Maj", "party_size": "2", "from_step": "participants", "seen_before": seen}
    wrong = form(*TRIP, **sent, whoisit__1="Bo")
    assert list(wrong.errors) == ["eating-1", "whoisit-2", "eating-2"]
    assert "2" in str(wrong.fields["whoisit-2"].summary_label)
    assert wrong.step_with(wrong.errors) is Step.PARTICIPANTS


def test_conditions_are_judged_for_each_participant():
    sent = {"namely": "Maj", "party_size": "2", "from_step": "participants", "whoisit__1": "Bo", "eating__1": "yes",
            "whoisit__2": "Eva", "eating__2": "no"}  # fmt: skip
    opening = form(*TRIP, **sent)
    assert opening.is_valid()
    assert opening.opened == ("foodly-1",)
    done = form(*TRIP, **sent, foodly__1="Vegan")
    assert done.is_valid()
    assert done.opened == ()
    assert done.persons() == [
        {"whoisit": "Bo", "eating": "yes", "foodly": "Vegan"}, {"whoisit": "Eva", "eating": "no"},
    ]  # fmt: skip
    assert done.answers() == {"namely": "Maj"}


def test_a_participants_question_may_wait_for_an_answer_of_the_registration():
    asked = (LUNCH, of_each("whoisit"), of_each("foodly", only_if="lunchy:yes"))
    assert on_page(form(*asked, lunchy="yes", party_size="1").show(Step.PARTICIPANTS)) == ["whoisit-1", "foodly-1"]
    assert on_page(form(*asked, lunchy="no", party_size="1").show(Step.PARTICIPANTS)) == ["whoisit-1"]


def test_another_number_keeps_what_was_written_of_those_who_do_not_come_for_now():
    fewer = form(*TRIP, namely="Maj", party_size="1", whoisit__1="Bo", whoisit__2="Eva").show(Step.PARTICIPANTS)
    assert ("whoisit-2", "Eva") in list(fewer.carried())
    again = form(*TRIP, namely="Maj", party_size="2", whoisit__1="Bo", whoisit__2="Eva")
    assert again.show(Step.PARTICIPANTS)["whoisit-2"].value() == "Eva"


def test_nothing_but_answers_goes_along_and_none_longer_than_may_be():
    carried = form(*TRIP, whoisit__51="x", unknown="x", whoisit="x", namely__1="x", whoisit__2="x" * 9000).given()
    assert {name: len(values[0]) for name, values in carried.items()} == {"whoisit-2": 200}


def test_a_question_for_the_number_that_is_not_put_means_one():
    several = (a("several", "checkbox", required=False), a("number", "persons", "several:ticked"), of_each("whoisit"))
    alone = form(*several, namely="x")
    assert on_page(alone.show(Step.PARTICIPANTS)) == ["whoisit-1"]
    assert form(*several, several="on").opened == ("number",)
    assert on_page(form(*several)) == ["several"]


# --- the last look ---------------------------------------------------------------------------------


def test_whoever_comes_back_from_the_last_look_goes_on_to_it_at_once():
    sent = {"namely": "Maj", "party_size": "1", "whoisit__1": "Bo", "eating__1": "no", "from_review": "1"}
    assert form(*TRIP, review=True, **sent).next_step is Step.REVIEW
    more = form(*TRIP, review=True, **{**sent, "party_size": "2"})
    assert more.is_valid()
    assert more.opened == ("whoisit-2", "eating-2")
    assert more.step_with(more.opened) is Step.PARTICIPANTS


def test_a_step_that_the_form_does_not_have_is_the_first():
    assert form(NAME, namely="Maj", from_step="participants").posted_step is Step.QUESTIONS
    assert form(NAME, namely="Maj", from_step="review").next_step is None
    assert form(NAME, namely="Maj", from_review="1").next_step is None


# --- identity numbers --------------------------------------------------------------------------------


def test_a_number_in_a_text_is_warned_of_once_for_each_content():
    first = form(NAME, namely=f"Maj {NUMBER}")
    assert first.is_valid()
    assert first.look_for_numbers(on=TODAY) == ("namely",)
    described = first["namely"].as_widget()
    assert "fraga-namely_warning" in described
    again = form(NAME, namely=f"Maj {NUMBER}", left_in=first.left_in())
    assert again.is_valid()
    assert again.look_for_numbers(on=TODAY) == ()
    other = form(NAME, namely=f"Bo {NUMBER}", left_in=first.left_in())
    assert other.is_valid()
    assert other.look_for_numbers(on=TODAY) == ("namely",)


def test_a_question_that_asks_for_the_number_is_not_warned_of():
    asks = a("namely", privacy_class=PrivacyClass.IDENTITY_NUMBER)
    for question, warned in ((asks, ()), (a("namely", "multiline"), ("namely",)), (a("namely", "telephone"), ())):
        sent = form(question, namely="196408233234")
        assert sent.is_valid(), sent.errors
        assert sent.look_for_numbers(on=TODAY) == warned
