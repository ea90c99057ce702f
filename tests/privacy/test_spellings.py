"""A name or address is found however the software has written it, and nobody else's is."""

import html
import json
from urllib.parse import quote, quote_plus

import pytest

from privacy.spellings import MARK, may_hold, pattern

NAME, MAILBOX, NUMBER = "Åsa Öhrn-Lind", "maj.lind@example.org", "040-123 45 67"
IN_JSON = json.dumps("Hej\n" + NAME)


@pytest.mark.parametrize(
    "stored",
    [
        "Möte med Åsa Öhrn-Lind i dag",
        "åsa öhrn-lind",
        "Öhrn-Lind, Åsa",
        "Åsa Öhrn-Linds bok",
        "Åsa Öhrn-Lindin kirja",
        "Åsa\u00a0Öhrn-Lind",
        "A\u030asa O\u0308hrn-Lind",
        IN_JSON,
        json.dumps(IN_JSON),
        NAME.encode("ascii", "xmlcharrefreplace").decode(),
        "&Aring;sa&nbsp;&Ouml;hrn-Lind",
        "namn=" + quote_plus(NAME),
        "namn=" + quote(NAME),
        "/sv/åsa-öhrn-lind/",
    ],
)
def test_a_name_is_found_in_every_spelling_and_leaves_a_neutral_mark(stored):
    assert may_hold([NAME])(stored)
    cleaned = pattern([NAME]).sub(MARK, stored)
    assert MARK in cleaned
    assert "lind" not in cleaned.casefold()


@pytest.mark.parametrize("stored", ["mailto:maj.lind@example.org.", quote(MAILBOX), html.escape(f"<{MAILBOX}>")])
def test_a_mailbox_is_found(stored):
    assert pattern([MAILBOX]).search(stored)


@pytest.mark.parametrize(
    "stored", ["040-123 45 67", "0401234567", "+46 40 123 45 67", "0046(0)401234567", "tel:+46401234567"]
)
@pytest.mark.parametrize("given", [NUMBER, "+46 40 123 45 67"])
def test_a_telephone_number_is_found_however_its_digits_are_parted(stored, given):
    assert pattern([given]).search(stored)


@pytest.mark.parametrize(
    "stored",
    [
        "Åsa Öhrn-Lindström",
        "Klåsa Öhrn-Lind",
        "anna.maj.lind@example.org",
        "maj.lind@example.orgs",
        "120401234567",
        "04012345678",
    ],
)
def test_what_is_somebody_elses_is_left(stored):
    assert not pattern([NAME, MAILBOX, NUMBER]).search(stored)


def test_nothing_is_found_by_nothing():
    assert not pattern(["", " "]).search("Åsa Öhrn-Lind ")


def test_the_quick_look_passes_over_what_holds_nothing_and_over_nothing_else():
    assert not may_hold([NAME, MAILBOX])("Välkommen till seminariet")
    assert may_hold([NUMBER])("Välkommen till seminariet")
    assert may_hold(["Åå Öö"])("Välkommen till seminariet")
