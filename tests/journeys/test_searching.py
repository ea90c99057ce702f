"""Somebody looks for an event in the demo, with and without knowing where it is; on both databases."""
from __future__ import annotations

import json

VASSBATEN = "Så blev Vassbåten en mötesplats för unga"
ODD = ('"*', "' OR 1=1 --", "NEAR(a b)", "å" * 10_000, "😀", "-", "a AND NOT")


def found(visitor):
    return [each.get_text(strip=True) for each in visitor.page.select(".search-hit h3, .event-card h3")]


def test_words_are_found_in_any_case_with_the_letters_of_the_north(visitor):
    visitor.go("/sv/search/?q=VASSBÅTEN unga")
    assert VASSBATEN in found(visitor)
    visitor.go("/sv/region-granskar/evenemang/?q=granskärs STADSBIBLIOTEK mötesplats")
    assert found(visitor) == [VASSBATEN]
    visitor.go("/sv/region-granskar/evenemang/?q=mötesplats obefintlig")
    assert found(visitor) == []


def test_no_search_is_too_odd(visitor):
    for words in ODD:
        for address in ("/fi/search/", "/sv/evenemang/", "/sv/evenemang/events.json"):
            assert visitor.client.get(address, {"q": words}).status_code == 200, words


def test_a_search_narrows_the_list_and_its_open_data_alike(visitor):
    visitor.go("/sv/evenemang/?q=vassbåten")
    data = json.loads(visitor.client.get("/sv/events.json?q=vassbåten").content)
    assert found(visitor) == [event["title"] for event in data["events"]]
    assert VASSBATEN in found(visitor)
