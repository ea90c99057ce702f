"""An event as search engines read it: schema.org in JSON-LD. Pure: words in, a dict and a script out."""
from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from events.facts import EventWords, OccasionWords
from events.registration import State, Status

BASE = "https://schema.org/"
STATUS = {
    Status.PLANNED: "EventScheduled",
    Status.MOVED: "EventRescheduled",
    Status.POSTPONED: "EventPostponed",
    Status.CANCELLED: "EventCancelled",
}
ATTENDANCE = {
    "in_person": "OfflineEventAttendanceMode",
    "online": "OnlineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}
TYPES = {
    "seminar": "EducationEvent",
    "course": "EducationEvent",
    "workshop": "EducationEvent",
    "conference": "BusinessEvent",
    "exhibition": "ExhibitionEvent",
}
_JSON_IN_HTML = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def event_data(
    words: EventWords,
    *,
    title: str,
    lead: str,
    url: str,
    organiser: str,
    spoken_language: str,
    image: str = "",
) -> dict[str, Any] | None:
    """The event as schema.org describes it; None when no occasion has a day to tell.

    Several occasions become sub-events of one.
    """
    dated = [each for each in words.occasions if each.when.earliest_day]
    if not dated:
        return None
    common = {
        "@context": "https://schema.org",
        "@type": TYPES.get(words.kind_code, "Event"),
        "name": title,
        "description": lead,
        "url": url,
        "inLanguage": spoken_language,
        "image": image,
        "organizer": {"@type": "Organization", "name": organiser},
        "performer": [{"@type": "Person", "name": each["row"].name} for each in words.appearances],
        "isAccessibleForFree": words.is_free,
        "offers": _offer(words, url),
    }
    if len(dated) == 1:
        return _filled({**common, **_occasion(dated[0], url)})
    whole = {
        "startDate": _iso(_start(dated[0])),
        "endDate": _iso(_end(dated[-1])),
        "eventStatus": BASE + _common_status(dated),
        "subEvent": [{"@type": common["@type"], "name": title, **_occasion(each, url)} for each in dated],
    }
    return _filled({**common, **whole})


def as_script(data: dict[str, Any] | None) -> SafeString:
    """The data block for the page's head. It is never executed; nothing in it can end it early."""
    if data is None:
        return mark_safe("")
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_JSON_IN_HTML)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text),  # noqa: S308  (JSON whose <, > and & are escaped in the line above)
    )


def _occasion(each: OccasionWords, url: str) -> dict[str, Any]:
    previous = each.occasion.previous(each.when.zone)
    return _filled(
        {
            "startDate": _iso(_start(each)),
            "endDate": _iso(_end(each)),
            "previousStartDate": _iso(previous.start or previous.first_day) if previous else "",
            "eventStatus": BASE + STATUS[Status(each.occasion.status)],
            "eventAttendanceMode": BASE + ATTENDANCE[each.occasion.mode],
            "location": _location(each, url),
        }
    )


def _location(each: OccasionWords, url: str) -> Any:
    physical = None
    if each.place and each.occasion.mode != "online":
        place, words = each.place.place, each.place.words
        physical = _filled(
            {
                "@type": "Place",
                "name": str(words["name"]),
                "address": _filled(
                    {
                        "@type": "PostalAddress",
                        "streetAddress": str(words["street_address"]),
                        "postalCode": place.postal_code,
                        "addressLocality": str(words["city"]),
                        "addressCountry": place.country,
                    }
                ),
                "hasMap": place.map_url,
            }
        )
    virtual = {"@type": "VirtualLocation", "url": url} if each.occasion.mode != "in_person" else None
    found = [one for one in (physical, virtual) if one]
    return found[0] if len(found) == 1 else found


def _offer(words: EventWords, url: str) -> dict[str, Any]:
    offer = {"@type": "Offer", "url": url}
    if words.state.admits or words.state is State.NOT_NEEDED:
        offer["availability"] = BASE + "InStock"
    if words.is_free:
        return {**offer, "price": "0", "priceCurrency": "EUR" if _in_finland(words) else "SEK"}
    return {**offer, "description": str(words.texts["cost"])}


def _in_finland(words: EventWords) -> bool:
    return any(each.place and each.place.place.country == "FI" for each in words.occasions)


def _common_status(occasions: Sequence[OccasionWords]) -> str:
    statuses = {Status(each.occasion.status) for each in occasions}
    return STATUS[statuses.pop()] if len(statuses) == 1 else STATUS[Status.PLANNED]


def _start(each: OccasionWords) -> datetime | date | None:
    return each.when.start or each.when.earliest_day


def _end(each: OccasionWords) -> datetime | date | None:
    return each.when.end or each.when.latest_day


def _iso(moment: datetime | date | None) -> str:
    return moment.isoformat() if moment else ""


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}
