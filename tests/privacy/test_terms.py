"""What things are called follows the law of the body and the language of the reader."""

import pytest

from privacy import terms
from tests.privacy.letter_cases import LAWS


def test_every_term_has_its_word_in_each_law_and_language() -> None:
    assert len(terms.table()) >= 20
    assert {name for name, by_law in terms.table().items() if by_law.keys() != set(LAWS)} == set()


def test_a_term_follows_the_law_and_not_the_language_alone() -> None:
    assert terms.term("disposal", "SE", "sv") == "gallring"
    assert terms.term("disposal", "FI", "sv") == "förstöring"
    assert terms.term("public_record", "SE", "fi") == "yleinen asiakirja (allmän handling)"
    assert [words for by_law in terms.table().values() for (law, _), words in by_law.items()
            if law == "FI" and "gallr" in words] == []  # fmt: skip


def test_a_language_without_terms_is_spoken_to_in_english_and_an_unknown_term_is_refused() -> None:
    assert terms.term("disposal", "FI", "nb") == "destruction"
    with pytest.raises(terms.UnknownTerm):
        terms.term("appraisal", "FI", "fi")
