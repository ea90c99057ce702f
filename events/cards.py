"""An event as a card in a list: the next time it takes place, where, and its state."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import translation

from events.facts import (
    OccasionWords,
    held_in,
    load_rows,
    next_or_last,
    occasions_of,
    places_of,
    state_shape,
)
from events.registration import STATE_WORDS, state
from home.bodies import name_of_body
from home.languages import text_language


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card beside the title of its page; ``more``: how many further occasions there are.

    Those to come; of an event that is over, all the others.
    ``body``: the public body's name, in lists that show those of several.
    """

    occasion: OccasionWords | None
    more: int
    kind: str
    held_in: str
    state: str
    state_words: str
    body: str = ""


def attach(pairs: Iterable[tuple[Any, Any]], now: datetime, *, name_bodies: bool = False) -> list[Any]:
    """The pages, each with its ``card``. Pairs are (page, its canonical page)."""
    found = with_occasions(pairs)
    for facts in [facts for _page, facts, _occasions in found][:1]:
        facts.read_rooms(facts for _page, facts, _occasions in found)
    for page, facts, occasions in found:
        card = card_of(page, facts, occasions, now)
        page.card = replace(card, body=name_of_body(page)) if name_bodies else card
    return [page for page, _facts, _occasions in found]


def with_occasions(pairs: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any, list[OccasionWords]]]:
    """Each pair with its occasions in words.

    Rows of all pages are read at once, so that the number of queries does not grow with the list.
    """
    pairs = list(pairs)
    load_rows([page for pair in pairs for page in pair], ["occasions"])
    languages = {text_language(page) for page, _facts in pairs}
    places = {language: places_of([facts for _page, facts in pairs], language) for language in languages}
    return [
        (page, facts, occasions_of(page, facts, text_language(page), places[text_language(page)]))
        for page, facts in pairs
    ]


def card_of(page: Any, facts: Any, occasions: list[OccasionWords], now: datetime) -> Card:
    """The card of one page with its occasions."""
    found = state(facts.terms(), now)
    with translation.override(text_language(page)):
        return Card(
            occasion=next_or_last(occasions, now),
            more=_further(occasions, now),
            kind=facts.get_kind_display(),
            held_in=held_in(facts),
            state=state_shape(found),
            state_words=str(STATE_WORDS[found]),
        )


def _further(occasions: list[OccasionWords], now: datetime) -> int:
    coming = sum(not each.when.is_over(now) for each in occasions)
    return max((coming or len(occasions)) - 1, 0)
