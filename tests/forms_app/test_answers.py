"""Answers on their way in and out: what is stored, what is sealed, what a reader sees."""
import json
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import translation

from forms_app import answers
from forms_app.question_types import TYPES
from forms_app.questions import Option, Question, Words
from privacy import cipher
from privacy.contracts import PrivacyClass

OPTIONS = (Option("fishfish", Words("Fisk")), Option("veganveg", Words("Vegan", "en")))

#: type, what the form gives, what is stored, what a Swedish reader sees
EVERY_TYPE = [
    ("name", "Maj Lind", "Maj Lind", ["Maj Lind"]),
    ("title", "Kock", "Kock", ["Kock"]),
    ("organisation", "Byn", "Byn", ["Byn"]),
    ("email", "maj@example.org", "maj@example.org", ["maj@example.org"]),
    ("telephone", "040 123 45 67", "040 123 45 67", ["040 123 45 67"]),
    ("invoice", "Gatan 1\nFack 2", "Gatan 1\nFack 2", ["Gatan 1\nFack 2"]),
    ("next_time", True, True, ["Ja"]),
    ("next_time", False, False, ["Nej"]),
    ("statement", True, True, ["Ja"]),
    ("singleline", "0", "0", ["0"]),
    ("multiline", "rad\nrad", "rad\nrad", ["rad\nrad"]),
    ("number", Decimal("1.50"), "1.50", ["1.50"]),
    ("number", Decimal("1E+3"), "1000", ["1000"]),
    ("persons", 3, 3, ["3"]),
    ("date", date(2027, 4, 3), "2027-04-03", ["2027-04-03"]),
    ("dropdown", "fishfish", "fishfish", ["Fisk"]),
    ("radio", "veganveg", "veganveg", ["Vegan"]),
    ("checkboxes", ["veganveg", "fishfish"], ["veganveg", "fishfish"], ["Vegan", "Fisk"]),
    ("checkbox", True, True, ["Ja"]),
]
NOTHING = [
    ("singleline", ""), ("number", None), ("persons", None), ("date", None), ("dropdown", ""), ("radio", ""),
    ("checkboxes", []),
]  # fmt: skip


def question(kind: str, **more) -> Question:
    chosen = TYPES[kind]
    return Question(
        "keykeyke", kind, Words("Fråga"), False, options=OPTIONS if chosen.has_options else (),
        privacy_class=more.pop("privacy_class", chosen.privacy_class), **more,
    )  # fmt: skip


def stored_and_read(asked: Question, value):
    record = uuid4()
    stored = json.loads(json.dumps(answers.to_store({asked.key: value}, [asked], record)))
    return stored[asked.key], answers.read(stored, asked, record)


@pytest.mark.parametrize(("kind", "given", "stored", "seen"), EVERY_TYPE)
def test_an_ordinary_answer_is_stored_plain_and_read_in_words(kind, given, stored, seen):
    asked = question(kind)
    kept, read = stored_and_read(asked, given)
    assert kept == read == stored
    with translation.override("sv"):
        assert [str(each) for each in answers.in_words(read, asked)] == seen


@pytest.mark.parametrize(("kind", "given", "stored", "seen"), EVERY_TYPE)
def test_any_type_is_sealed_in_a_special_category(kind, given, stored, seen):
    asked = question(kind, privacy_class=PrivacyClass.SPECIAL)
    kept, read = stored_and_read(asked, given)
    if given is False:
        assert kept is False
    else:
        assert cipher.is_sealed(kept)
        assert str(stored) not in json.dumps(kept) or len(str(stored)) < 3
    assert read == stored


@pytest.mark.parametrize(("kind", "blank"), NOTHING)
@pytest.mark.parametrize("privacy_class", [PrivacyClass.PERSONAL, PrivacyClass.SPECIAL])
def test_that_nothing_was_answered_is_part_of_the_record(kind, blank, privacy_class):
    asked = question(kind, privacy_class=privacy_class)
    kept, read = stored_and_read(asked, blank)
    assert kept == read == blank
    assert answers.in_words(read, asked) == []


def test_all_types_are_covered_here():
    # What files become is seen in tests/forms_app/files.
    tried = {kind for kind, *_rest in EVERY_TYPE} | {
        "diet", "diet_kinds", "diet_other", "access", "sign_language", "access_other", "file",
    }  # fmt: skip
    assert tried == {key for key, kind in TYPES.items() if kind.is_asked}


@pytest.mark.parametrize("kind", ["diet", "access_other"])
def test_diet_and_access_needs_are_sealed_by_themselves(kind):
    kept, read = stored_and_read(question(kind), "jordnötter")
    assert cipher.is_sealed(kept)
    assert read == "jordnötter"


def test_a_sealed_answer_belongs_to_its_record_and_question():
    asked, record = question("diet"), uuid4()
    stored = answers.to_store({asked.key: "jordnötter"}, [asked], record)
    with pytest.raises(cipher.CannotUnseal):
        answers.read(stored, asked, uuid4())
    moved = {"another2": stored[asked.key]}
    with pytest.raises(cipher.CannotUnseal):
        answers.read(moved, Question("another2", "diet", Words("Fråga"), False), record)


def test_a_hidden_value_is_the_servers_whatever_was_posted():
    hidden = question("hidden", default="vår")
    assert answers.to_store({hidden.key: "höst"}, [hidden], uuid4()) == {hidden.key: "vår"}


def test_a_heading_holds_no_answer():
    assert answers.to_store({"keykeyke": "x"}, [question("heading")], uuid4()) == {}


def test_answers_to_unknown_questions_are_not_stored():
    assert answers.to_store({"keykeyke": "a", "unknownk": "b"}, [question("singleline")], uuid4()) == {"keykeyke": "a"}


def test_a_question_that_was_not_asked_has_no_answer():
    asked = question("singleline")
    assert answers.read({}, asked, uuid4()) is None
    assert answers.in_words(None, asked) == []


def test_an_option_in_another_language_keeps_its_mark():
    assert answers.in_words("veganveg", question("radio")) == [Words("Vegan", "en")]


def test_an_option_unknown_to_the_version_is_shown_by_its_key():
    assert answers.in_words("gonegone", question("radio")) == [Words("gonegone")]


def test_an_unanswered_yes_or_no_reads_no():
    with translation.override("sv"):
        assert [str(each) for each in answers.in_words(None, question("checkbox"))] == ["Nej"]
