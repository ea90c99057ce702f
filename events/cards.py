"""An event as a card in a list: the next time it takes place, where, and its state."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from events.facts import PlaceWords, held_in, load_rows, next_or_last, occasions_of, places_of, state_shape
from events.registration import STATE_WORDS, State, state
from events.wording import Tile
from home.languages import Laid, text_language


@dataclass(frozen=True, slots=True)
class Card:
    """What the component ``event_card`` shows of an event."""

    url: str
    title: str
    lead: str
    tile: Tile | None
    when: str
    iso: str
    where: Laid
    kind: str
    language: str
    state: str
    state_word: str
    is_off: bool
    more: int


def attach(pairs: Iterable[tuple[Any, Any]], now: datetime) -> list[Any]:
    """The pages, each with its ``card``. Pairs are (page, its canonical page).

    Rows of all pages are read at once, so that the number of queries does not grow with the list.
    """
    pairs = list(pairs)
    load_rows([facts for _page, facts in pairs], ["occasions"])
    load_rows([page for page, facts in pairs if page is not facts], ["occasions"])
    languages = {text_language(page) for page, _facts in pairs}
    places = {language: places_of([facts for _page, facts in pairs], language) for language in languages}
    for page, facts in pairs:
        page.card = card_of(page, facts, now, places[text_language(page)])
    return [page for page, _facts in pairs]


def card_of(page: Any, facts: Any, now: datetime, places: dict[int, PlaceWords]) -> Card:
    """The card of one page; ``places`` holds those of its occasions."""
    language = text_language(page)
    with translation.override(language):
        occasions = occasions_of(page, facts, language, places)
        shown = next_or_last(occasions, now)
        found = state(facts.terms(), now)
        return Card(
            url=page.url or "",
            title=page.title,
            lead=page.lead,
            tile=shown.tile if shown else None,
            when=shown.words if shown else _("Date to be decided"),
            iso=shown.iso if shown else "",
            where=shown.where if shown else Laid(""),
            kind=facts.get_kind_display(),
            language=held_in(facts),
            state=state_shape(found),
            state_word=str(STATE_WORDS[found]),
            is_off=found in (State.CANCELLED, State.POSTPONED, State.PAST),
            more=max(len(occasions) - 1, 0),
        )
