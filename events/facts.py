"""What a page says of its event, in the reader's language.

Facts come from the canonical page, words from the page in hand laid over them; a word that is missing
keeps the language it was written in. Reads rows through the pages it is given and writes nothing.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from hashlib import sha256
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import translation
from django.utils.translation import gettext as _

from events.registration import STATE_WORDS, State, Status, closing_day, state
from events.times import When
from events.wording import Tile, moment_words, tile, weekday_words, when_words
from home.languages import Laid, laid, laid_children, laid_snippets, language_of, text_language
from home.navigation import remembered

#: Relations whose rows carry words of their own, with what each row points to.
ROWS = {
    "occasions": ("place",),
    "appearances": (),
    "contacts": ("person",),
    "related_links": (),
    "form_fields": (),
}
PLACE_WORDS = ("name", "street_address", "city", "rooms", "directions", "access_note")
TEXTS = ("target_group", "preparation", "included", "cost", "deadline_note", "follow_up_text")


#: Shapes of the state component (site/templates/components/state.html) where they have other names.
SHAPES = {State.NOT_YET_OPEN: "not_open", State.NOT_NEEDED: "no_registration"}


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """A place: the row with its facts, and its words in the reader's language."""

    place: Any
    words: dict[str, Laid]

    @property
    def name(self) -> Laid:
        return self.words["name"]

    @property
    def address(self) -> Laid:
        """Street, postal code and town on one line."""
        street, city = self.words["street_address"], self.words["city"]
        town = " ".join(filter(None, [self.place.postal_code, str(city)]))
        return Laid(", ".join(filter(None, [str(street), town])), street.lang or city.lang)


@dataclass(frozen=True, slots=True)
class OccasionWords:
    """One occasion as a reader meets it. The join link is not among the words.

    ``words``: when; ``previous``: when it was to be, before it was moved; ``mode``: how one takes part;
    ``status``: what became of it, empty while it is planned; ``title``: its name among several;
    ``documentation``: rich text, what was said there.
    """

    occasion: Any
    when: When
    words: str
    previous: str
    tile: Tile | None
    place: PlaceWords | None
    room: Laid
    mode: str
    status: str
    title: Laid
    documentation: Laid

    @property
    def iso(self) -> str:
        """Its start for machines; empty when no day is decided."""
        start = self.when.start or (self.when.first_day if self.tile else None)
        return start.isoformat() if start else ""

    @property
    def is_cancelled(self) -> bool:
        return bool(self.occasion.is_cancelled)

    @property
    def is_only_online(self) -> bool:
        return bool(self.occasion.mode == "online")

    @property
    def where(self) -> Laid:
        """The place in a word or two; the way to take part when there is none."""
        if self.is_only_online or not (self.place or self.room):
            return Laid(self.mode) if self.is_only_online else Laid("")
        return self.place.name if self.place else self.room


@dataclass(frozen=True, slots=True)
class EventWords:
    """Everything the event page, its mails and its receipt say beside lead and body.

    ``meetings``: those of a series in their order (events.meetings), and ``period``: from the first to the
    last. ``lines``: what the receipt says besides.
    """

    language: str
    kind_code: str
    kind: str
    held_in: str
    occasions: list[OccasionWords]
    texts: dict[str, Laid]
    audiences: list[Laid]
    appearances: list[dict[str, Any]]
    contacts: list[dict[str, Any]]
    links: list[dict[str, Any]]
    state: State
    state_shape: str
    state_words: str
    deadline: date | None
    deadline_words: str
    opens_words: str
    period: str = ""
    meetings: list[Any] = field(default_factory=list)
    lines: list[tuple[str, list[Laid]]] = field(default_factory=list)

    @property
    def is_free(self) -> bool:
        return not self.texts["cost"]

    @property
    def places_told(self) -> list[OccasionWords]:
        """The occasions whose place the facts give: of a series the next one's, the line of meetings has the others."""
        following = [each.occasion for each in self.meetings if each.is_next]
        return following or ([] if self.meetings else self.occasions)


def load_rows(pages: Iterable[Any], relations: Iterable[str] = tuple(ROWS)) -> None:
    """Read the rows of several pages at once, one query for each relation, or none when they were read.

    A draft keeps the rows it has in hand.
    """
    for relation in relations:
        unread = [page for page in {id(page): page for page in pages}.values() if not _has_rows(page, relation)]
        if unread:
            model = type(unread[0])._meta.get_field(relation).related_model
            rows = model.objects.select_related(*ROWS[relation]) if ROWS.get(relation) else model.objects.all()
            prefetch_related_objects(unread, Prefetch(relation, queryset=rows))


def _has_rows(page: Any, relation: str) -> bool:
    return any(
        relation in getattr(page, kept, {}) for kept in ("_cluster_related_objects", "_prefetched_objects_cache")
    )


def event_words(page: Any, facts: Any, now: datetime) -> EventWords:
    """The words of the event of ``page`` at ``now``; ``facts`` is its canonical page."""
    language = text_language(page)
    load_rows([facts, page])
    terms = facts.terms()
    found, deadline = state(terms, now), closing_day(terms)
    with translation.override(language):
        return EventWords(
            language=language,
            kind_code=facts.kind,
            kind=facts.get_kind_display(),
            held_in=held_in(facts),
            occasions=occasions_of(page, facts, language, places_of([facts], language)),
            texts={name: laid(name, facts, page, language) for name in facts.texts},
            audiences=_audiences(facts, language),
            appearances=_appearances(page, facts),
            contacts=contacts_of(facts, language),
            links=links_of(page, facts, "related_links", "title"),
            state=found,
            state_shape=state_shape(found),
            state_words=str(STATE_WORDS[found]),
            deadline=deadline,
            deadline_words=weekday_words(deadline, language) if deadline else "",
            opens_words=moment_words(terms.opens_at, facts.zone(), language) if terms.opens_at else "",
        )


def places_of(canonical: Iterable[Any], language: str) -> dict[int, PlaceWords]:
    """The places of the occasions of canonical pages, by their id.

    No query where they are in the language already; otherwise one, remembered for a minute.
    """
    places = {row.place for facts in canonical for row in facts.occasions.all() if row.place_id}
    if all(language_of(place) == language for place in places):
        return _place_words(places, language)
    ids = ".".join(str(pk) for pk in sorted(place.pk for place in places))
    name = f"events.places.{language}.{sha256(ids.encode()).hexdigest()}"
    return cast(dict[int, PlaceWords], remembered(name, partial(_place_words, places, language)))


def _place_words(places: Iterable[Any], language: str) -> dict[int, PlaceWords]:
    return {place.pk: PlaceWords(place, words) for place, words in laid_snippets(places, PLACE_WORDS, language)}


def occasions_of(page: Any, facts: Any, language: str, places: dict[int, PlaceWords]) -> list[OccasionWords]:
    """The occasions in the order they take place, undecided ones last."""
    rows = laid_children(page, facts, "occasions", ["room", "title", "documentation"])
    zone = facts.zone()
    with translation.override(language):
        found = [_occasion_words(row, words, zone, language, places) for row, words in rows]
    return sorted(found, key=lambda each: each.when.order)


def _occasion_words(
    row: Any, words: dict[str, Laid], zone: ZoneInfo, language: str, places: dict[int, PlaceWords]
) -> OccasionWords:
    when, previous = row.when(zone), row.previous(zone)
    return OccasionWords(
        occasion=row,
        when=when,
        words=when_words(when, language),
        previous=when_words(previous, language) if previous else "",
        tile=tile(when, language),
        place=places.get(row.place_id),
        room=words["room"],
        mode=row.get_mode_display(),
        status="" if row.status == Status.PLANNED else row.get_status_display(),
        title=words["title"],
        documentation=words["documentation"],
    )


def state_shape(found: State) -> str:
    """The shape that the state component draws for a state."""
    return SHAPES.get(found, found.value)


def next_or_last(occasions: list[OccasionWords], now: datetime) -> OccasionWords | None:
    """The occasion a card tells about: the next that is kept, else the next, else the last."""
    coming = [each for each in occasions if not each.when.is_over(now)]
    kept = [each for each in coming if not each.is_cancelled]
    return next(iter(kept or coming or occasions[-1:]), None)


def held_in(facts: Any) -> str:
    """The language spoken at the event, in the active language."""
    code = facts.spoken_language
    return str(dict(settings.LANGUAGES).get(code, code))


def when_with_status(each: OccasionWords) -> str:
    """When, and what became of it: "Cancelled: Saturday 27 February 2027", in the active language."""
    if not each.status:
        return each.words
    return _("%(status)s: %(when)s") % {"status": each.status, "when": each.words}


def _audiences(facts: Any, language: str) -> list[Laid]:
    """By their names where the editor has not said for whom in words of her own."""
    if facts.target_group:
        return []
    return [words["name"] for _row, words in laid_snippets(facts.audiences.all(), ["name"], language)]


def _appearances(page: Any, facts: Any) -> list[dict[str, Any]]:
    return [
        {"row": row, "role": row.get_role_display(), **words}
        for row, words in laid_children(page, facts, "appearances", ["title", "about"])
    ]


def links_of(page: Any, facts: Any, relation: str, words: str) -> list[dict[str, Any]]:
    """The rows of ``relation`` that lead somewhere: the ``url`` of each, and its words under their field's name."""
    return [{"url": row.url, **said} for row, said in laid_children(page, facts, relation, [words])]


def contacts_of(facts: Any, language: str) -> list[dict[str, Any]]:
    """The contact persons of a canonical page in their order, in ``language`` where they are translated."""
    people = [row.person for row in facts.contacts.all() if row.person_id]
    return [
        {"person": person, **words}
        for person, words in laid_snippets(people, ["role", "organisation"], language)
    ]
