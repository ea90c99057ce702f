"""Calendar files, read back by a library that knows calendars."""
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from events.calendar import event_calendar, organizer_of
from home.languages import text_language
from tests.events.conftest import fresh, occasion, republish

pytestmark = pytest.mark.django_db
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def calendar_of(page, facts=None, **options):
    source = page.calendar_source(facts or page)
    language = text_language(page)
    organizer = organizer_of((facts or page).section, language)
    content = event_calendar([source], language=language, organizer=organizer, **options)
    return Calendar.from_ical(content)


def entry_of(page, facts=None, **options):
    [entry] = calendar_of(page, facts, **options).walk("VEVENT")
    return entry


def test_the_entry_has_the_time_in_its_zone(seminar):
    entry = entry_of(seminar)
    assert entry["DTSTART"].params["TZID"] == "Europe/Stockholm"
    assert entry.decoded("DTSTART") == datetime(2027, 2, 27, 10, 5, tzinfo=STOCKHOLM)
    assert entry.decoded("DTEND") == datetime(2027, 2, 27, 15, tzinfo=STOCKHOLM)


def test_the_file_brings_the_zone_it_speaks_of(seminar):
    calendar = calendar_of(seminar)
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Stockholm"]
    assert (str(calendar["METHOD"]), str(calendar["VERSION"])) == ("PUBLISH", "2.0")


def test_whoever_publishes_an_entry_is_its_organizer(client, seminar, index):
    """RFC 5546, 3.2.1: exactly one, and nobody who attends."""
    for address in (seminar.calendar_url, f"{index.url}calendar.ics"):
        [entry] = Calendar.from_ical(client.get(address).content).walk("VEVENT")
        assert str(entry["ORGANIZER"]) == "mailto:kultur@bjorkdal.example"
        assert entry["ORGANIZER"].params["CN"] == "Kulturnämnden i Region Björkdal"
        assert "ATTENDEE" not in entry


def test_the_entry_keeps_its_name_and_counts_its_changes(seminar):
    before = entry_of(seminar)
    after = entry_of(republish(seminar, first_day=date(2027, 3, 6)))
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after.decoded("DTSTART").date() == date(2027, 3, 6)


def test_a_cancelled_occasion_stays_in_the_file_as_cancelled(seminar):
    assert str(entry_of(seminar)["STATUS"]) == "CONFIRMED"
    assert str(entry_of(republish(seminar, status="cancelled"))["STATUS"]) == "CANCELLED"
    assert str(entry_of(republish(seminar, status="postponed"))["STATUS"]) == "TENTATIVE"


def test_every_language_has_the_same_entry_in_its_own_words(seminar, seminar_in_finnish):
    swedish, finnish = entry_of(seminar), entry_of(seminar_in_finnish, seminar)
    assert swedish["UID"] == finnish["UID"]
    assert swedish["DTSTART"].to_ical() == finnish["DTSTART"].to_ical()
    assert (str(swedish["SUMMARY"]), swedish["SUMMARY"].params["LANGUAGE"]) == ("Läsning för alla", "sv")
    assert (str(finnish["SUMMARY"]), finnish["SUMMARY"].params["LANGUAGE"]) == ("Lukemista kaikille", "fi")


def test_the_link_to_take_part_goes_only_to_those_who_have_a_place(seminar):
    assert "mote.example/hemlig" in str(entry_of(seminar, with_links=True)["DESCRIPTION"])
    assert "mote.example" not in calendar_of(seminar).to_ical().decode()


def test_the_place_is_on_one_line(seminar):
    assert str(entry_of(seminar)["LOCATION"]) == "Stadsbiblioteket, Sal A, Lövgatan 1, 123 45 Björkdal"


def test_a_day_without_a_time_is_a_whole_day(seminar):
    entry = entry_of(republish(seminar, precision="day", start_time=None, end_time=None))
    assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (date(2027, 2, 27), date(2027, 2, 28))


@pytest.mark.parametrize("precision", ["month", "term", "undecided"])
def test_what_has_no_day_yet_is_not_in_the_calendar(seminar, precision):
    assert entry_of(seminar)
    assert not calendar_of(republish(seminar, precision=precision)).walk("VEVENT")


def test_a_night_over_the_change_of_clocks_ends_when_it_says(seminar):
    night = {"first_day": date(2027, 3, 27), "start_time": time(22), "last_day": date(2027, 3, 28), "end_time": time(4)}
    entry = entry_of(republish(seminar, **night))
    length = entry.decoded("DTEND").astimezone(UTC) - entry.decoded("DTSTART").astimezone(UTC)
    assert length.total_seconds() == 5 * 3600


def test_several_occasions_are_several_entries(seminar):
    draft = seminar.get_latest_revision_as_object()
    draft.occasions.add(occasion(date(2027, 4, 10)))
    draft.save_revision().publish()
    entries = calendar_of(fresh(seminar)).walk("VEVENT")
    assert len({str(entry["UID"]) for entry in entries}) == 2


def test_the_page_serves_its_calendar_file(seminar, rf):
    route = seminar.route(rf.get("/"), ["calendar.ics"])
    response = route.page.serve(rf.get("/"), *route.args, **route.kwargs)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    [entry] = Calendar.from_ical(response.content).walk("VEVENT")
    assert str(entry["SUMMARY"]) == "Läsning för alla"
    assert b"hemlig" not in response.content
