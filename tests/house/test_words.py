"""Swedish and Finnish say everything that the code says, and no more."""
import ast
import shutil
from functools import cache

import polib
import pytest

from config.catalogues import compile_stale
from tests.house.tree import ROOT, own_code, parsed, place
from tests.house.words import BORROWED, extracted, hidden_from_extraction, key, unfinished

LANGUAGES = ("sv", "fi")
#: English stands in the code itself; its catalogue holds only what reads differently there.
WITH_A_CATALOGUE = (*LANGUAGES, "en")


@cache
def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))


@pytest.fixture(scope="module")
def asked_for(tmp_path_factory):
    if not shutil.which("xgettext"):
        pytest.skip("xgettext is missing: install gettext to compare the catalogues with the code")
    return {key(entry) for entry in extracted(tmp_path_factory.mktemp("words"))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_has_every_word_the_code_asks_for(asked_for, language):
    assert len(asked_for) > 100
    assert asked_for - {key(entry) for entry in catalogue(language)} == set()


@pytest.mark.parametrize("language", WITH_A_CATALOGUE)
def test_the_catalogue_has_no_word_that_nobody_asks_for(asked_for, language):
    own = [entry for entry in catalogue(language) if not entry.tcomment.startswith(BORROWED)]
    assert own
    assert {key(entry) for entry in own} - asked_for == set()


@pytest.mark.parametrize("language", WITH_A_CATALOGUE)
def test_every_word_is_translated_with_its_placeholders(language):
    entries = catalogue(language)
    assert entries
    assert [entry.msgid for entry in entries if not entry.obsolete and unfinished(entry)] == []


def test_no_word_hides_from_extraction():
    hidden = [place(path, line) for path in own_code() for line in hidden_from_extraction(parsed(path))]
    assert hidden == []


@pytest.mark.parametrize(
    "planted",
    ['f"{_(\'Name\')}:"', '_(f"Hello {name}")', '_("Hello " + name)', "gettext(words)", 'pgettext("month", name)'],
)
def test_a_word_that_hides_from_extraction_is_seen(planted):
    assert list(hidden_from_extraction(ast.parse(planted)))


@pytest.mark.parametrize("plain", ['_("Hello %(name)s") % {"name": name}', 'ngettext("%(n)s day", "%(n)s days", n)'])
def test_a_word_that_can_be_extracted_is_left_alone(plain):
    assert list(hidden_from_extraction(ast.parse(plain))) == []


@pytest.mark.parametrize(
    ("msgid", "msgstr", "expected"),
    [
        ("Hello %(name)s", "Hej %(name)s", False),
        ("Hello %(name)s", "Hej %(namn)s", True),
        ("Hello %(name)s", "Hej", True),
        ("Hello", "", True),
    ],
)
def test_a_translation_without_its_placeholder_is_unfinished(msgid, msgstr, expected):
    assert unfinished(polib.POEntry(msgid=msgid, msgstr=msgstr)) is expected


def test_a_catalogue_is_compiled_when_it_has_changed_and_only_then(tmp_path):
    source = tmp_path / "fi" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Name"\nmsgstr "Nimi"\n')
    assert compile_stale(tmp_path) == [source]
    assert compile_stale(tmp_path) == []
    source.write_text(source.read_text().replace("Nimi", "Etunimi"))
    assert compile_stale(tmp_path) == [source]
    assert [entry.msgstr for entry in polib.mofile(str(source.with_suffix(".mo")))] == ["Etunimi"]
