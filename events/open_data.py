"""Events as data for other programs, in our own small format: docs/feeds.md tells every field.

Only facts that stand on the public page; no link to take part, nobody's name, nothing about registrations.
"""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import translation

from events.channel import Channel, Listed, changed_at
from events.facts import OccasionWords, PlaceWords
from events.registration import Mode, closing_day
from home.bodies import name_of_body
from home.languages import laid, laid_snippets, text_language

FILENAME = "events.json"
CONTENT_TYPE = "application/json; charset=utf-8"
#: The first number changes when a field is taken away or means something else, the second when one is added.
VERSION = "1.0"
SCHEMA = "feeds/events.schema.json"
#: The texts of an event by the names they have here.
_TEXTS = {"for_whom": "target_group", "preparation": "preparation", "included": "included", "cost": "cost"}


def document(channel: Channel, listed: Iterable[Listed], schema_url: str) -> dict[str, Any]:
    """The whole file as a value."""
    listed = list(listed)
    audiences = _audiences([facts for _page, facts, _occasions in listed], channel.language)
    return {
        "schema": schema_url,
        "version": VERSION,
        "title": channel.title,
        "language": channel.language,
        "url": channel.url,
        "feed_url": channel.self_url,
        "updated_at": _moment(max([channel.changed_at, *(changed_at(each[0], each[1]) for each in listed)])),
        "events": [_event(each, audiences[each[1].pk]) for each in listed],
    }


def _event(each: Listed, audiences: list[str]) -> dict[str, Any]:
    page, facts, occasions = each
    language = text_language(page)
    with translation.override(language):
        kind = str(facts.get_kind_display())
    return {
        "id": page.translation_key.urn,
        "url": page.full_url or "",
        "title": page.title,
        "lead": page.lead,
        "language": language,
        "spoken_language": facts.spoken_language,
        "kind": {"code": facts.kind, "name": kind},
        "organiser": name_of_body(page),
        "audiences": audiences,
        **{ours: str(laid(name, facts, page, language)) for ours, name in _TEXTS.items()},
        "is_free": not facts.cost,
        "registration": _registration(page, facts),
        "occasions": [_occasion(one) for one in occasions],
        "published_at": _moment(page.first_published_at),
        "updated_at": _moment(changed_at(page, facts)),
    }


def _registration(page: Any, facts: Any) -> dict[str, Any]:
    terms = facts.terms()
    addresses = {Mode.FORM: page.full_url, Mode.EXTERNAL: facts.registration_url}
    return {
        "mode": terms.mode.value,
        "opens_at": _moment(terms.opens_at),
        "closes_on": _day(closing_day(terms)) if terms.mode is not Mode.NONE else None,
        "url": addresses.get(terms.mode) or None,
    }


def _occasion(one: OccasionWords) -> dict[str, Any]:
    when, row = one.when, one.occasion
    previous = row.previous(when.zone)
    return {
        "id": row.translation_key.urn,
        "title": str(one.title),
        "sequence": row.sequence,
        "status": row.status,
        "precision": when.precision.value,
        "words": one.words,
        "earliest_day": _day(when.earliest_day),
        "latest_day": _day(when.latest_day),
        "starts_at": _moment(when.start),
        "ends_at": _moment(when.end),
        "time_zone": when.zone.key,
        "previously": _moment(previous.start) or _day(previous.first_day) if previous else None,
        "mode": row.mode,
        "place": _place(one.place) if one.place and not one.is_only_online else None,
        "room": str(one.room),
    }


def _place(place: PlaceWords) -> dict[str, Any]:
    row, words = place.place, place.words
    return {
        "id": row.translation_key.urn,
        "name": str(words["name"]),
        "street_address": str(words["street_address"]),
        "postal_code": row.postal_code,
        "city": str(words["city"]),
        "map_url": row.map_url or None,
    }


def _audiences(canonical: list[Any], language: str) -> dict[int, list[str]]:
    """The names of the audiences of canonical pages, by the page; two queries however many there are."""
    prefetch_related_objects(canonical, "audiences")
    rows = {row.translation_key: row for facts in canonical for row in facts.audiences.all()}
    names = {row.translation_key: str(words["name"]) for row, words in laid_snippets(rows.values(), ["name"], language)}
    return {
        facts.pk: sorted(names[row.translation_key] for row in facts.audiences.all() if row.translation_key in names)
        for facts in canonical
    }


def _moment(moment: datetime | None) -> str | None:
    """A moment with the offset of its zone, in whole seconds."""
    return moment.replace(microsecond=0).isoformat() if moment else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
