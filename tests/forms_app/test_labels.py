"""Labels: how badges are laid out on sheets of which some labels are used, and how long words are set."""
import pytest

from forms_app.labels import SHEETS, laid_out, size_of


@pytest.mark.parametrize(
    ("begins_at", "sheets"),
    [(1, [10, 2]), (9, [10, 10]), (10, [10, 10, 1])],
)
def test_badges_begin_at_the_first_free_label(begins_at, sheets):
    found = list(laid_out(list(range(12)), SHEETS["90x55"], begins_at=begins_at))
    assert [len(each) for each in found] == sheets
    assert found[0][: begins_at - 1] == [None] * (begins_at - 1)
    assert [each for sheet in found for each in sheet if each is not None] == list(range(12))


@pytest.mark.parametrize(
    ("words", "size"),
    [
        (("Bo Ek", "Rektor", "Skolan"), ""),
        (("Maximiliana Wennerström-Björk", "", ""), "long"),
        (("Bo Ek", "x" * 50, "y" * 40), "long"),
        (("Bo Ek", "x" * 100, "y" * 60), "longest"),
        (("x" * 60,), "longest"),
    ],
)
def test_long_words_are_set_smaller(words, size):
    assert size_of(*words) == size
