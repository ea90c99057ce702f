"""Options keep their keys, whatever happens to their labels."""
import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from forms_app import options

labels = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30)


def test_a_line_with_a_key_is_read_as_key_and_label():
    assert options.parse("abc123=Meat\nVegan") == [("abc123", "Meat"), ("", "Vegan")]


def test_a_label_may_hold_an_equals_sign():
    assert options.parse("abc123=A=B") == [("abc123", "A=B")]
    assert options.parse("A = B") == [("", "A = B")]


def test_blank_lines_and_keys_without_a_label_are_no_options():
    assert options.parse("\n  \nabc123=\nabc124= Fish ") == [("abc124", "Fish")]


def test_a_line_break_in_a_label_becomes_a_space():
    assert options.join([("abc123", "Fish\nand chips")]) == "abc123=Fish and chips"


def test_renaming_an_option_keeps_its_key():
    before = options.keyed("Meat\nVegan")
    (first, _meat), second = options.parse(before)
    after = options.keyed(options.join([(first, "Meat or fish"), second]))
    assert options.parse(after) == [(first, "Meat or fish"), second]


def test_reordering_options_keeps_their_keys():
    one, two = options.parse(options.keyed("Meat\nVegan"))
    assert options.parse(options.keyed(options.join([two, one]))) == [two, one]


def test_an_unkeyed_line_takes_the_key_its_label_had():
    assert options.keyed("Vegan\nMeat", {"Meat": "meatmeat"}).splitlines()[1] == "meatmeat=Meat"


def test_an_unkeyed_line_with_an_unknown_label_gets_a_new_key():
    ((key, label),) = options.parse(options.keyed("Vegan", {"Meat": "meatmeat"}))
    assert label == "Vegan"
    assert len(key) == 8
    assert key != "meatmeat"


def test_a_key_that_stands_twice_is_replaced_the_second_time():
    first, second = options.parse(options.keyed("abc123=Meat\nabc123=Vegan"))
    assert first == ("abc123", "Meat")
    assert second[1] == "Vegan"
    assert second[0] not in ("", "abc123")


def test_an_unkeyed_line_never_takes_the_key_of_a_line_below_it():
    """"Meat" was renamed and a new line with its old label put above it."""
    first, second = options.parse(options.keyed("Meat\nmeatmeat=Meat or fish", {"Meat": "meatmeat"}))
    assert second == ("meatmeat", "Meat or fish")
    assert first[0] != "meatmeat"


@given(st.lists(labels, max_size=12, unique=True))
def test_keys_are_unique_and_stay(written):
    once = options.keyed("\n".join(written))
    keys = [key for key, _label in options.parse(once)]
    assert len(set(keys)) == len(keys) == len(options.parse("\n".join(written)))
    assert options.keyed(once) == once


@pytest.mark.parametrize("_time", range(50))
def test_a_new_key_is_read_back_as_a_key(_time):
    key = options.new_key()
    assert key[0].isalpha()
    assert options.parse(f"{key}=Meat") == [(key, "Meat")]


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        ([], None),
        (["Meat", "Vegan"], None),
        (["", " ", "Meat", ""], None),
        (["Meat", "Vegan", "  meat "], (0, 2, "  meat ")),
        (["Fish  soup", "Vegan", "Fish soup", "vegan"], (0, 2, "Fish soup")),
    ],
)
def test_words_that_read_alike_are_found_with_their_places(labels, found):
    assert options.repeated(labels) == found


def test_standard_options_are_written_in_the_language_in_use():
    with translation.override("sv"):
        assert options.standard([("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]) == "yes=Ja\nno=Nej"
