"""What search engines require and recommend of structured data, written down without a look at our own code.

By schema.org's definitions and Google's documentation of Event, Breadcrumb, Sitelinks search box and
Organization. ``problems_in(data)`` lists what is wrong, each with the place where it is.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2}|Z))?")
ADDRESS = re.compile(r"https?://[^\s\"<>]+")
EVENTS = {"Event", "EducationEvent", "BusinessEvent", "ExhibitionEvent", "EventSeries"}
REQUIRED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(EVENTS, ("name", "startDate", "location")),
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position", "name", "item"),
    "WebSite": ("name", "url", "potentialAction"),
    "SearchAction": ("target", "query-input"),
    "EntryPoint": ("urlTemplate",),
    "Organization": ("name", "url"),
    "GovernmentOrganization": ("name", "url"),
    "ResearchProject": ("name", "url"),
    "Person": ("name",),
    "Place": ("name", "address"),
    "PostalAddress": ("streetAddress", "addressLocality", "addressCountry"),
    "VirtualLocation": ("url",),
    "Offer": ("url",),
}
RECOMMENDED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        EVENTS, ("description", "eventStatus", "image", "offers", "organizer", "url", "inLanguage"),
    ),
    "ResearchProject": ("description", "parentOrganization"),
    "GovernmentOrganization": ("description",),
}
#: Parts that need less than where they stand on their own.
LIGHTER = {("funder", "Organization"): ("name",), ("member", "Organization"): ("name",)}
ONE_OF = {
    "eventStatus": {"EventScheduled", "EventRescheduled", "EventPostponed", "EventCancelled", "EventMovedOnline"},
    "eventAttendanceMode": {"OfflineEventAttendanceMode", "OnlineEventAttendanceMode", "MixedEventAttendanceMode"},
    "availability": {"InStock", "SoldOut", "PreOrder"},
}
MOMENTS = {"startDate", "endDate", "previousStartDate", "validFrom", "foundingDate", "dissolutionDate"}
ADDRESSES = {"url", "item", "image", "sameAs", "hasMap"}


def problems_in(data: Any, place: str = "") -> list[str]:
    """Everything wrong with one piece of structured data, parts included."""
    return list(_problems(data, place))


def _problems(data: Any, place: str, name: str = "") -> Iterator[str]:
    if isinstance(data, list):
        for number, each in enumerate(data):
            yield from _problems(each, f"{place}[{number}]", name)
        return
    if not isinstance(data, dict):
        return
    kind = data.get("@type", "")
    if kind not in REQUIRED:
        yield f"{place}: {kind!r} is no type we know"
    wanted = LIGHTER.get((name, kind)) or (*REQUIRED.get(kind, ()), *RECOMMENDED.get(kind, ()))
    yield from (f"{place}.{each} is missing" for each in wanted if data.get(each) in (None, "", [], {}))
    if kind in EVENTS:
        yield from _of_event(data, place, kind)
    for key, value in data.items():
        yield from _of_value(key, value, f"{place}.{key}")
        yield from _problems(value, f"{place}.{key}", key)


def _of_event(data: dict[str, Any], place: str, kind: str) -> Iterator[str]:
    if str(data.get("eventStatus", "")).endswith("EventRescheduled") and "previousStartDate" not in data:
        yield f"{place}.previousStartDate is missing though it was rescheduled"
    if kind == "EventSeries":
        if not data.get("subEvent"):
            yield f"{place}.subEvent is missing"
    elif "eventAttendanceMode" not in data:
        yield f"{place}.eventAttendanceMode is missing"
    else:
        yield from _places(data, place)


def _places(data: dict[str, Any], place: str) -> Iterator[str]:
    locations = data.get("location", [])
    kinds = {each.get("@type") for each in (locations if isinstance(locations, list) else [locations])}
    mode = str(data["eventAttendanceMode"]).rsplit("/", 1)[-1]
    wanted = {
        "OfflineEventAttendanceMode": {"Place"},
        "OnlineEventAttendanceMode": {"VirtualLocation"},
        "MixedEventAttendanceMode": {"Place", "VirtualLocation"},
    }.get(mode, set())
    if kinds != wanted:
        yield f"{place}.location is {kinds}, which does not fit {mode}"


def _of_value(key: str, value: Any, place: str) -> Iterator[str]:
    values = value if isinstance(value, list) else [value]
    if key in MOMENTS:
        yield from (f"{place} is {each!r}" for each in values if not MOMENT.fullmatch(str(each)))
    if key in ADDRESSES:
        yield from (f"{place} is {each!r}" for each in values if not ADDRESS.fullmatch(str(each)))
    if key in ONE_OF:
        known = {f"https://schema.org/{each}" for each in ONE_OF[key]}
        yield from (f"{place} is {each!r}" for each in values if each not in known)
    if key == "price" and not re.fullmatch(r"\d+(\.\d{2})?", str(value)):
        yield f"{place} is {value!r}"
