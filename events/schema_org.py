"""An event or a project as search engines read it: schema.org, as dicts. Pure: words in, facts out."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from events.facts import EventWords, OccasionWords
from events.prices import price_in
from events.project_words import ProjectWords
from events.registration import State, Status
from home.structured_data import filled

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
    "programme": "EducationEvent",
    "conference": "BusinessEvent",
    "exhibition": "ExhibitionEvent",
}


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells of it and where: the page's title, lead, full address and picture, and the body behind it."""

    title: str
    lead: str
    url: str
    image: str = ""
    body: str = ""
    body_url: str = ""

    @property
    def organisation(self) -> dict[str, Any]:
        """The body behind it."""
        return filled({"@type": "Organization", "name": self.body, "url": self.body_url})


def event_data(
    words: EventWords, teller: Teller, *, spoken_language: str, opens_at: datetime | None = None
) -> dict[str, Any] | None:
    """The event as schema.org describes it; None when no occasion has a day to tell.

    Several occasions are the parts of a series; one whose day is not decided is not told. ``opens_at``: since
    when one may register.
    """
    dated = [each for each in words.occasions if each.when.has_day]
    if not dated:
        return None
    kind = TYPES.get(words.kind_code, "Event")
    common = {
        "name": teller.title,
        "description": teller.lead,
        "url": teller.url,
        "inLanguage": spoken_language,
        "image": [teller.image] if teller.image else [],
        "organizer": teller.organisation,
        "performer": [{"@type": "Person", "name": each["row"].name} for each in words.appearances],
        "isAccessibleForFree": words.is_free,
        "offers": _offer(words, teller.url, opens_at),
    }
    if len(dated) == 1:
        return filled({"@type": kind, **common, **_occasion(dated[0], teller.url)})
    whole = {
        "@type": "EventSeries",
        **common,
        "startDate": _iso(_start(dated[0])),
        "endDate": _iso(_end(dated[-1])),
        "eventStatus": BASE + _common_status(dated),
        "location": _all_locations(dated, teller.url),
    }
    part = {name: common[name] for name in ("name", "description", "url", "inLanguage", "image", "organizer", "offers")}
    parts = [filled({"@type": kind, **part, **_title(each), **_occasion(each, teller.url)}) for each in dated]
    return filled({**whole, "subEvent": parts})


def project_data(
    words: ProjectWords, teller: Teller, *, starts_on: date | None, ends_on: date | None
) -> dict[str, Any]:
    """The project as schema.org describes it: a research project's terms fit whoever is funded for a time."""
    funders = [str(each["funder"]) for each in words.fundings if each["funder"]]
    partners = [
        filled({"@type": "Organization", "name": str(each["name"]), "url": each["url"]}) for each in words.partners
    ]
    return filled(
        {
            "@type": "ResearchProject",
            "name": teller.title,
            "description": teller.lead,
            "url": teller.url,
            "image": teller.image,
            "foundingDate": _iso(starts_on),
            "dissolutionDate": _iso(ends_on),
            "parentOrganization": teller.organisation,
            "funder": [{"@type": "Organization", "name": name} for name in dict.fromkeys(funders)],
            "member": partners,
        }
    )


def _title(each: OccasionWords) -> dict[str, str]:
    own = str(each.title)
    return {"name": own} if own else {}


def _all_locations(dated: Sequence[OccasionWords], url: str) -> list[Any]:
    found: list[Any] = []
    for each in dated:
        places = _location(each, url)
        found += [place for place in (places if isinstance(places, list) else [places]) if place not in found]
    return found


def _occasion(each: OccasionWords, url: str) -> dict[str, Any]:
    previous = each.occasion.previous(each.when.zone)
    # Search engines take a new day only together with the old one; where nobody knows it, it is an event as planned.
    is_planned = each.occasion.status == Status.MOVED and not previous
    status = Status.PLANNED if is_planned else Status(each.occasion.status)
    return filled(
        {
            "startDate": _iso(_start(each)),
            "endDate": _iso(_end(each)),
            "previousStartDate": _iso(previous.start or previous.first_day) if previous else "",
            "eventStatus": BASE + STATUS[status],
            "eventAttendanceMode": BASE + ATTENDANCE[each.occasion.mode],
            "location": _location(each, url),
        }
    )


def _location(each: OccasionWords, url: str) -> Any:
    physical = None
    if each.place and each.occasion.mode != "online":
        place, words = each.place.place, each.place.words
        physical = filled(
            {
                "@type": "Place",
                "name": str(words["name"]),
                "address": filled(
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


def _offer(words: EventWords, url: str, opens_at: datetime | None) -> dict[str, Any]:
    offer = {"@type": "Offer", "url": url, "validFrom": _iso(opens_at)}
    if words.state.admits or words.state is State.NOT_NEEDED:
        offer["availability"] = BASE + "InStock"
    if words.is_free:
        return filled({**offer, "price": "0", "priceCurrency": "EUR" if _in_finland(words) else "SEK"})
    cost = str(words.texts["cost"])
    price, currency = price_in(cost) or ("", "")
    return filled({**offer, "description": cost, "price": price, "priceCurrency": currency})


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
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="seconds")
    return moment.isoformat() if moment else ""
