"""What a page says of its event, in the reader's language.

Facts come from the canonical page, words from the page in hand laid over them; a word that is missing
keeps the language it was written in. Reads rows through the pages it is given and writes nothing.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import translation
from django.utils.translation import gettext as _

from events.registration import STATE_WORDS, State, Status, closing_day, state
from events.times import When
from events.wording import Tile, moment_words, tile, weekday_words, when_words
from home.languages import Laid, laid, laid_children, laid_snippets, text_language

#: Relations whose rows carry words of their own, with what each row points to.
ROWS = {
    "occasions": ("place",),
    "appearances": (),
    "contacts": ("person",),
    "related_links": (),
}
PLACE_WORDS = ("name", "street_address", "city", "rooms", "directions", "access_note")
TEXTS = ("target_group", "preparation", "included", "cost", "deadline_note")


#: Shapes of the state component (site/templates/components/state.html) where they have other names.
SHAPES = {State.NOT_YET_OPEN: "not_open", State.NOT_NEEDED: "no_registration", State.POSTPONED: "moved"}
OCCASION_SHAPES = {Status.MOVED: "moved", Status.POSTPONED: "moved", Status.CANCELLED: "cancelled"}


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """A place: the row with its facts, and its words in the reader's language."""

    place: Any
    words: dict[str, Laid]

    @property
    def name(self) -> Laid:
        return self.words["name"]

    @property
    def address(self) -> str:
        """Street, postal code and town on one line."""
        town = " ".join(filter(None, [self.place.postal_code, str(self.words["city"])]))
        return ", ".join(filter(None, [str(self.words["street_address"]), town]))

    def access(self) -> list[str]:
        """What is known about getting in, as words in the active language."""
        said = {
            "step_free": {"yes": _("Step-free"), "no": _("Not step-free")},
            "hearing_loop": {"yes": _("Hearing loop"), "no": _("No hearing loop")},
            "accessible_toilet": {"yes": _("Accessible toilet"), "no": _("No accessible toilet")},
        }
        return [words[getattr(self.place, name)] for name, words in said.items() if getattr(self.place, name)]


@dataclass(frozen=True, slots=True)
class OccasionWords:
    """One occasion as a reader meets it. The join link is not among the words.

    ``words``: when; ``was``: when it was to be, before it was moved; ``mode``: how one takes part;
    ``state`` and ``state_word``: what became of it, empty while it is planned.
    """

    occasion: Any
    when: When
    words: str
    was: str
    tile: Tile | None
    place: PlaceWords | None
    room: Laid
    mode: str
    state: str
    state_word: str

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
    """Everything the event page, its mails and its receipt say beside lead and body."""

    language: str
    kind_code: str
    kind: str
    held_in: str
    occasions: list[OccasionWords]
    places: list[dict[str, Any]]
    texts: dict[str, Laid]
    audiences: list[Laid]
    people: list[dict[str, Any]]
    contacts: list[dict[str, Any]]
    links: list[dict[str, Any]]
    state: State
    state_shape: str
    state_word: str
    deadline: date | None
    deadline_words: str
    opens_words: str

    @property
    def is_free(self) -> bool:
        return not self.texts["cost"]

    @property
    def is_off(self) -> bool:
        """Whether the reader must first hear that it is cancelled, postponed or past."""
        return self.state in (State.CANCELLED, State.POSTPONED, State.PAST)


def load_rows(pages: Iterable[Any], relations: Iterable[str] = tuple(ROWS)) -> None:
    """Read the rows of several pages at once, one query for each relation; drafts keep those in hand."""
    for relation in relations:
        stored = [page for page in pages if relation not in getattr(page, "_cluster_related_objects", {})]
        if stored:
            model = type(stored[0])._meta.get_field(relation).related_model
            rows = model.objects.select_related(*ROWS[relation])
            prefetch_related_objects(stored, Prefetch(relation, queryset=rows))


def event_words(page: Any, facts: Any, now: datetime) -> EventWords:
    """The words of the event of ``page`` at ``now``; ``facts`` is its canonical page."""
    language = text_language(page)
    load_rows({id(each): each for each in (facts, page)}.values())
    terms = facts.terms()
    found, deadline = state(terms, now), closing_day(terms)
    with translation.override(language):
        occasions = occasions_of(page, facts, language, places_of([facts], language))
        return EventWords(
            language=language,
            kind_code=facts.kind,
            kind=facts.get_kind_display(),
            held_in=held_in(facts),
            occasions=occasions,
            places=_places(occasions),
            texts={name: laid(name, facts, page, language) for name in TEXTS},
            audiences=[words["name"] for _row, words in laid_snippets(facts.audiences.all(), ["name"], language)],
            people=_people(page, facts),
            contacts=_contacts(facts, language),
            links=[{"url": row.url, **words} for row, words in laid_children(page, facts, "related_links", ["title"])],
            state=found,
            state_shape=state_shape(found),
            state_word=str(STATE_WORDS[found]),
            deadline=deadline,
            deadline_words=weekday_words(deadline, language) if deadline else "",
            opens_words=moment_words(terms.opens_at, facts.zone(), language) if terms.opens_at else "",
        )


def places_of(canonical: Iterable[Any], language: str) -> dict[int, PlaceWords]:
    """The places of the occasions of canonical pages, by their id. One query, or none."""
    places = {row.place for facts in canonical for row in facts.occasions.all() if row.place_id}
    return {place.pk: PlaceWords(place, words) for place, words in laid_snippets(places, PLACE_WORDS, language)}


def occasions_of(page: Any, facts: Any, language: str, places: dict[int, PlaceWords]) -> list[OccasionWords]:
    """The occasions in the order they take place, undecided ones last."""
    rows = laid_children(page, facts, "occasions", ["room"])
    zone = facts.zone()
    found = []
    for row, words in rows:
        when, previous = row.when(zone), row.previous(zone)
        found.append(
            OccasionWords(
                occasion=row,
                when=when,
                words=when_words(when, language),
                was=when_words(previous, language) if previous else "",
                tile=tile(when, language),
                place=places.get(row.place_id),
                room=words["room"],
                mode=row.get_mode_display(),
                state=OCCASION_SHAPES.get(Status(row.status), ""),
                state_word="" if row.status == Status.PLANNED else row.get_status_display(),
            )
        )
    return sorted(found, key=lambda each: _order(each.when))


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


def good_to_know(words: EventWords) -> list[tuple[str, list[Laid]]]:
    """Name and values of the further facts of an event, in the language of ``words``; only those there are."""
    texts = words.texts
    with translation.override(words.language):
        deadline = [Laid(words.deadline_words), texts["deadline_note"]] if words.state.has_deadline else []
        return _filled(
            [
                (_("For whom"), [texts["target_group"]]),
                (_("Last day to register"), deadline),
                (_("Cost"), [texts["cost"] or Laid(_("Free of charge"))]),
                (_("Included"), [texts["included"]]),
                (_("To prepare"), [texts["preparation"]]),
                (_("Language spoken"), [Laid(words.held_in)]),
            ]
        )


def receipt_lines(words: EventWords) -> list[tuple[str, list[Laid]]]:
    """Name and values of the facts a receipt repeats, in the language of ``words``."""
    with translation.override(words.language):
        where: list[Laid] = []
        for each in words.occasions:
            where += [one for one in _where(each) if one not in where]
        return _filled(
            [
                (_("When"), [Laid(_with_state(each)) for each in words.occasions]),
                (_("Where"), where),
                (_("Included"), [words.texts["included"]]),
                (_("To prepare"), [words.texts["preparation"]]),
                (_("Cost"), [words.texts["cost"]]),
            ]
        )


def _filled(lines: list[tuple[str, list[Laid]]]) -> list[tuple[str, list[Laid]]]:
    found = [(term, [value for value in values if value]) for term, values in lines]
    return [(term, values) for term, values in found if values]


def _with_state(each: OccasionWords) -> str:
    if not each.state_word:
        return each.words
    return _("%(state)s: %(when)s") % {"state": each.state_word, "when": each.words}


def _where(each: OccasionWords) -> list[Laid]:
    if each.is_only_online or each.place is None:
        return [each.where]
    return [each.place.name, each.room, Laid(each.place.address)]


def _places(occasions: list[OccasionWords]) -> list[dict[str, Any]]:
    """Each place once, with its room, in the order one comes there."""
    found: dict[Any, dict[str, Any]] = {}
    for each in occasions:
        if each.is_only_online or not (each.place or each.room):
            continue
        words = each.place.words if each.place else {}
        found.setdefault(
            (each.occasion.place_id, str(each.room)),
            {
                "name": each.where,
                "room": each.room if each.place else Laid(""),
                "address": each.place.address if each.place else "",
                "map_url": each.place.place.map_url if each.place else "",
                "directions": words.get("directions"),
                "access": each.place.access() if each.place else [],
                "note": words.get("access_note"),
            },
        )
    return list(found.values())


def _people(page: Any, facts: Any) -> list[dict[str, Any]]:
    return [
        {"name": row.name, "role": row.get_role_display(), **words}
        for row, words in laid_children(page, facts, "appearances", ["title", "about"])
    ]


def _contacts(facts: Any, language: str) -> list[dict[str, Any]]:
    people = [row.person for row in facts.contacts.all() if row.person_id]
    return [
        {"name": person.name, "telephone": person.telephone, "email": person.email, **words}
        for person, words in laid_snippets(people, ["role", "organisation"], language)
    ]


def _order(when: When) -> tuple[bool, Any, bool, Any]:
    day = when.earliest_day
    return (day is None, day or date.max, when.start_time is None, when.start_time or datetime.min.time())
