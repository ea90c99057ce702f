"""What search engines are told of an event."""
import json
import re
from datetime import UTC, date, datetime

import pytest

from events.facts import event_words
from events.prices import price_in
from events.schema_org import Teller, event_data
from home.structured_data import as_script
from tests.events.conftest import fresh, occasion, republish
from tests.schema_rules import problems_in

pytestmark = pytest.mark.django_db
OPEN = datetime(2027, 2, 1, 12, tzinfo=UTC)


def data_of(page, now=OPEN, title=None):
    teller = Teller(
        title=title or page.title, lead=page.lead, url="https://example.org/e/", image="https://example.org/e/share.png",
        body="Nämnden", body_url="https://example.org/",
    )
    return event_data(event_words(page, page, now), teller, spoken_language="sv", opens_at=OPEN)


def test_the_facts_of_an_event(seminar):
    data = data_of(seminar)
    assert (data["@type"], data["name"], data["inLanguage"]) == ("EducationEvent", "Läsning för alla", "sv")
    assert data["startDate"] == "2027-02-27T10:05:00+01:00"
    assert data["endDate"] == "2027-02-27T15:00:00+01:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert data["organizer"] == {"@type": "Organization", "name": "Nämnden", "url": "https://example.org/"}
    assert [person["name"] for person in data["performer"]] == ["Ida Lund", "Åke Berg"]


def test_a_free_event_is_offered_at_no_price(seminar):
    data = data_of(seminar)
    assert data["isAccessibleForFree"] is True
    assert (data["offers"]["price"], data["offers"]["availability"]) == ("0", "https://schema.org/InStock")


def test_a_cost_is_told_in_words_and_by_its_amount(seminar):
    seminar.cost = "800 kronor per person"
    offer = data_of(seminar)["offers"]
    assert (offer["description"], offer["price"], offer["priceCurrency"]) == ("800 kronor per person", "800", "SEK")


@pytest.mark.parametrize(
    ("words", "price"),
    [
        ("800 kronor", ("800", "SEK")),
        ("8 000 kr per person", ("8000", "SEK")),
        ("8,000 kronor", ("8000", "SEK")),
        ("120,50 euroa", ("120.50", "EUR")),
        ("15 €", ("15", "EUR")),
        ("EUR 15", ("15", "EUR")),
        ("800 kronor, studenter 200 kronor", None),
        ("100–200 kronor", None),
        ("Självkostnadspris", None),
    ],
)
def test_one_amount_is_read_from_a_cost_and_no_other(words, price):
    assert price_in(words) == price


@pytest.mark.parametrize(
    "change",
    [{}, {"mode": "in_person", "join_link": ""}, {"mode": "online"}, {"status": "cancelled"}, {"status": "postponed"},
     {"first_day": date(2027, 3, 6)}],
)  # fmt: skip
def test_every_kind_of_event_has_what_search_engines_ask_for(seminar, change):
    data = data_of(republish(seminar, **change) if change else seminar)
    assert problems_in(data) == []


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("startDate", "2027-02-27T10:05:00", "startDate"),
        ("startDate", "", "startDate"),
        ("eventStatus", "cancelled", "eventStatus"),
        ("location", [], "location"),
        ("organizer", {"@type": "Organization", "name": "Nämnden"}, "organizer"),
        ("eventStatus", "https://schema.org/EventRescheduled", "previousStartDate"),
    ],
)
def test_a_fault_in_the_data_is_seen(seminar, name, value, problem):
    data = data_of(seminar)
    assert problems_in(data) == []
    assert any(problem in each for each in problems_in({**data, name: value}))


def test_nothing_is_in_stock_when_registration_has_closed(seminar):
    assert "availability" in data_of(seminar)["offers"]
    assert "availability" not in data_of(seminar, now=datetime(2027, 2, 25, tzinfo=UTC))["offers"]


def test_an_event_in_the_room_and_online_has_both_places_without_the_link(seminar):
    places = data_of(seminar)["location"]
    assert [place["@type"] for place in places] == ["Place", "VirtualLocation"]
    assert places[0]["address"]["addressLocality"] == "Björkdal"
    assert "hemlig" not in json.dumps(places)


def test_a_moved_event_tells_when_it_was_to_be(seminar):
    data = data_of(republish(seminar, first_day=date(2027, 3, 6)))
    assert data["eventStatus"] == "https://schema.org/EventRescheduled"
    assert data["previousStartDate"] == "2027-02-27T10:05:00+01:00"


@pytest.mark.parametrize(("status", "told"), [("cancelled", "EventCancelled"), ("postponed", "EventPostponed")])
def test_an_event_that_is_off_says_so(seminar, status, told):
    assert data_of(republish(seminar, status=status))["eventStatus"] == f"https://schema.org/{told}"


def test_several_occasions_are_parts_of_one_event(seminar):
    draft = seminar.get_latest_revision_as_object()
    draft.occasions.add(occasion(date(2027, 4, 10), mode="online"))
    draft.save_revision().publish()
    data = data_of(fresh(seminar))
    assert problems_in(data) == []
    assert data["@type"] == "EventSeries"
    assert (data["startDate"][:10], data["endDate"][:10]) == ("2027-02-27", "2027-04-10")
    assert [part["startDate"][:10] for part in data["subEvent"]] == ["2027-02-27", "2027-04-10"]


def test_an_event_without_any_date_is_not_told(seminar):
    assert data_of(republish(seminar, precision="undecided")) is None
    assert as_script(None) == ""


def test_nothing_in_the_data_can_end_the_script(seminar):
    script = as_script(data_of(seminar, title="</script><img src=x> & <!--"))
    inner = re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', script)[1]
    assert not set("<>&") & set(inner)
    assert json.loads(inner)["name"] == "</script><img src=x> & <!--"
