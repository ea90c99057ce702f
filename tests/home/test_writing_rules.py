"""What can be better in a text, in the words of each language."""
import pytest

from home.writing_rules import all_empty_words, empty_links, is_file_name, is_shouted, says_nothing, skipped


@pytest.mark.parametrize(
    ("words", "language"),
    [("här", "sv"), ("Läs mer…", "sv"), ("KLICKA HÄR!", "sv"), ("tästä", "fi"), ("Lue  lisää »", "fi"), ("here.", "en"),
     ("Read more", "sv"), ("click here", "fi"), ("here", "se")],
)  # fmt: skip
def test_words_that_do_not_tell_where_a_link_leads_are_seen(words, language):
    assert says_nothing(words, language)


@pytest.mark.parametrize(
    ("words", "language"),
    [("Dagens program", "sv"), ("Läs mer om seminariet", "sv"), ("päivän ohjelma", "fi"), ("här", "fi"), ("", "sv")],
)
def test_other_words_are_left_in_peace(words, language):
    assert not says_nothing(words, language)


def test_each_empty_link_of_a_text_is_named_once():
    text = '<p><a href="/a">här</a>, <a href="/b">programmet</a>, <a href="/c"> här </a>, <a href="/d">läs mer</a></p>'
    assert empty_links(text, "sv") == ["här", "läs mer"]
    assert empty_links("<p>Gå hit: ingen länk här.</p>", "sv") == []


def test_a_check_of_the_finished_page_knows_the_words_of_every_language():
    words = all_empty_words()
    assert {"här", "tästä", "here"} <= set(words)
    assert words == sorted(set(words))


@pytest.mark.parametrize("title", ["VÄLKOMMEN TILL OSS", "ÄÄNEEN LUKEMINEN 2027"])
def test_a_title_in_capitals_is_seen(title):
    assert is_shouted(title)


@pytest.mark.parametrize("title", ["Välkommen till oss", "EU och vi", "SKR", "2027"])
def test_a_title_with_small_letters_or_a_short_one_is_not_shouted(title):
    assert not is_shouted(title)


@pytest.mark.parametrize(
    ("levels", "places"), [([], []), ([2, 3, 3, 2], []), ([3], [0]), ([2, 4], [1]), ([3, 2, 3], [0])]
)
def test_a_skipped_level_of_headings_is_found_in_its_place(levels, places):
    assert skipped(levels) == places


def test_the_name_of_a_file_is_no_description():
    assert is_file_name("IMG_0042.JPG")
    assert not is_file_name("Två personer vid en vävstol")
