"""The texts of a page, in every language, that still name the old day, weekday, time or place of its event."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import capfirst
from wagtail.fields import StreamField
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from events.changes import Facts, is_kept, places_differ, times_differ, when_of
from events.settling import Change
from events.still_said import Gone, still_said
from home.languages import text_language

#: The address of a page is no text to read.
_NOT_READ = ("slug",)
#: A longer occasion is an exhibition: only its first and last day are told.
_MOST_DAYS = 14


@dataclass(frozen=True, slots=True)
class OldText:
    """A text that still says how it was to be.

    ``field``: what it is called; ``said``: what it names; ``url``: where it is mended, "" where the reader may not.
    """

    language: str
    field: str
    said: list[str]
    text: str
    url: str


def old_texts(change: Change, user: Any) -> list[OldText]:
    """Every such text, the original language first; drafts are not looked at, since nobody reads them yet."""
    group = change.page.get_translations(inclusive=True).live().specific()
    pages = sorted(group, key=lambda page: (not page.is_canonical, text_language(page)))
    return [found for page in pages for found in in_page(page, gone(change, text_language(page)), user)]


def gone(change: Change, language: str) -> Gone:
    """What holds no longer, in the words of ``language``, and is true of no occasion of the event now."""
    zone = change.page.zone()
    now = [new for new in change.news.values() if is_kept(new)]
    moved = [old for key, old in change.olds.items() if _is_moved(old, change.news.get(key))]
    elsewhere = [old for key, old in change.olds.items() if places_differ(old, change.news.get(key))]
    days = _days(moved, zone) - _days(now, zone)
    weekdays = {each.weekday() for each in days} - {each.weekday() for each in _days(now, zone)}
    return Gone(
        days=frozenset(days),
        weekdays=frozenset(weekdays),
        clocks=frozenset(_clocks(moved) - _clocks(now)),
        places=frozenset(_places(elsewhere, language) - _places(now, language)),
    )


def _is_moved(old: Facts, new: Facts | None) -> bool:
    """Of what is cancelled the old day is still the one to tell: that is when it does not take place."""
    return new is None or (is_kept(new) and times_differ(old, new)) or new["status"] == "postponed"


def in_page(page: Any, looked_for: Gone, user: Any) -> Iterator[OldText]:
    """The texts of the page in hand, live or draft, that say any of it."""
    if not looked_for:
        return
    language = text_language(page)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk]) if page.permissions_for_user(user).can_edit() else ""
    for segment in extract_segments(page):
        path = segment.path.split(".")
        if not isinstance(segment, StringSegmentValue) or path[0] in _NOT_READ:
            continue
        text = unescape(strip_tags(segment.string.data))
        if said := still_said(text, language, looked_for):
            place = _place_of(page, path) if page.is_canonical else ""
            url = f"{address}#{place}" if address and place else address
            yield OldText(language, _field_name(page, path), said, text, url)


def _field_name(page: Any, path: list[str]) -> str:
    field = page._meta.get_field(path[0])
    if field.related_model is not None and len(path) > 2 and not field.concrete:
        child = field.related_model._meta
        return f"{capfirst(child.verbose_name)}: {child.get_field(path[2]).verbose_name}"
    return capfirst(field.verbose_name)


def _place_of(page: Any, path: list[str]) -> str:
    """The id of a text's place in the edit form of the original page."""
    field = page._meta.get_field(path[0])
    if isinstance(field, StreamField):
        return f"block-{path[1]}-section" if len(path) > 1 else "body-root"
    if not field.concrete:
        keys = [str(row.translation_key) for row in getattr(page, path[0]).all()]
        return f"id_{path[0]}-{keys.index(path[1])}-{path[2]}" if path[1] in keys else ""
    return f"id_{path[0]}"


def _days(facts: list[Facts], zone: ZoneInfo) -> set[date]:
    found: set[date] = set()
    for when in (when_of(each, zone) for each in facts):
        if not when.has_day or when.first_day is None:
            continue
        last = when.last_day or when.first_day
        span = (last - when.first_day).days
        between = range(span + 1) if span <= _MOST_DAYS else (0, span)
        found |= {when.first_day + timedelta(days=each) for each in between}
    return found


def _clocks(facts: list[Facts]) -> set[time]:
    named = [each[name] for each in facts for name in ("start_time", "end_time")]
    return {time.fromisoformat(text) for text in named if text}


def _places(facts: list[Facts], language: str) -> set[str]:
    said = [each["said"].get(language, {}) for each in facts]
    streets = [words["address"].partition(",")[0] for words in said if words.get("address")]
    return {words[name] for words in said for name in ("place", "room") if words.get(name)} | set(streets)
