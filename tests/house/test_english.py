"""English stands in the code itself, so what the code says must read as English."""
import re

import polib
import pytest

from tests.house.tree import ROOT
from tests.language_purity import Catalogue, judge


def said() -> list[str]:
    """Every sentence of the code, singular and plural; the Swedish catalogue is in step with it."""
    entries = polib.pofile(str(ROOT / "locale" / "sv" / "LC_MESSAGES" / "django.po"))
    return [text for entry in entries if not entry.msgctxt for text in (entry.msgid, entry.msgid_plural) if text]


def wrong_in(text: str) -> list[str]:
    """Why a sentence does not read as English."""
    found = [f"it is {language}: {because}" for language, because in judge(text, "en", Catalogue())]
    if re.fullmatch(r"[a-z]+(?:[_.][a-z]+)+", text):
        found.append("it is the name of something in the code")
    text = re.sub(r"<[^>]+>", "", text)
    if re.search(r"\s[,.!?]|  |\.\.\.|(?<!\S)[\"']|[\"'](?!\w)", text):
        found.append("its marks are not set as in print")
    return found


def test_every_sentence_of_the_code_reads_as_english():
    sentences = said()
    assert len(sentences) > 800
    assert {text: wrong for text in sentences if (wrong := wrong_in(text))} == {}


@pytest.mark.parametrize(
    "planted",
    ["Du är med på listan och får ett brev", "Olet mukana ja saat kirjeen", "event_page", 'The page "Home"', "Wait..."],
)
def test_a_sentence_that_is_no_english_is_seen(planted):
    assert wrong_in(planted)
