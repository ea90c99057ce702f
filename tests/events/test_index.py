"""The list of events: what comes, what was, what a visitor looks for, in each language."""
from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from events.models import EventIndexPage, EventPage, Occasion
from tests.events.conftest import fresh, occasion

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def february(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def talk(index):
    return add(index, "Samtal", occasion(date(2027, 2, 10)), kind="talk", cost="100 kronor")


@pytest.fixture
def past_talk(index):
    return add(index, "Gammalt samtal", occasion(date(2027, 1, 10)), kind="talk")


@pytest.fixture
def someday(index):
    return add(index, "Någon gång", Occasion(precision="undecided"), kind="talk")


def add(index, title, *occasions, **values):
    page = EventPage(title=title, slug=title.lower().replace(" ", "-").replace("å", "a"), **values)
    for each in occasions:
        page.occasions.add(each)
    return index.add_child(instance=page)


def listed(index, rf, **query):
    context = index.get_context(rf.get("/", query))
    return [page.title for page in context["events"]]


def test_the_next_comes_first_and_the_undecided_last(index, rf, seminar, someday, talk, past_talk):
    assert listed(index, rf) == ["Samtal", "Läsning för alla", "Någon gång"]


def test_past_events_have_a_list_of_their_own_the_latest_first(index, rf, seminar, past_talk):
    add(index, "Ännu äldre", occasion(date(2026, 5, 1)))
    assert listed(index, rf, past="on") == ["Gammalt samtal", "Ännu äldre"]


def test_an_event_of_several_meetings_stands_by_its_next(index, rf, seminar):
    add(index, "Nätverk", occasion(date(2027, 1, 5)), occasion(date(2027, 2, 5)))
    assert listed(index, rf) == ["Nätverk", "Läsning för alla"]
    card = index.get_context(rf.get("/"))["events"].object_list[0].card
    assert (card.occasion.words, card.more) == ("fredag 5 februari 2027 kl. 10.05–15", 0)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"kind": "talk"}, ["Samtal", "Någon gång"]),
        ({"free": "on"}, ["Läsning för alla", "Någon gång"]),
        ({"online": "on"}, ["Läsning för alla"]),
        ({"language": "sv"}, ["Samtal", "Läsning för alla", "Någon gång"]),
        ({"language": "fi"}, []),
        ({"month": "2027-02"}, ["Samtal", "Läsning för alla"]),
        ({"month": "2027-03"}, []),
        ({"kind": "talk", "free": "on"}, ["Någon gång"]),
        ({"kind": "nonsense", "month": "9999-99", "page": "x"}, ["Samtal", "Läsning för alla", "Någon gång"]),
    ],
)
def test_the_filters_narrow_the_list_and_forgive_what_they_do_not_know(
    index, rf, seminar, someday, talk, query, titles
):
    assert listed(index, rf, **query) == titles


def test_one_finds_events_by_place_and_by_audience(index, rf, seminar, talk, library):
    audience = seminar.audiences.get()
    assert listed(index, rf, place=str(library.translation_key)) == ["Läsning för alla"]
    assert listed(index, rf, audience=str(audience.translation_key)) == ["Läsning för alla"]


def test_only_places_and_audiences_that_are_used_can_be_chosen(index, rf, seminar, library):
    form = index.get_context(rf.get("/"))["filter_form"]
    assert [label for value, label in form.fields["place"].choices if value] == ["Stadsbiblioteket"]
    assert [label for value, label in form.fields["audience"].choices if value] == ["Bibliotekspersonal"]


def test_the_finnish_list_has_the_events_that_exist_in_finnish(index, rf, seminar, talk, seminar_in_finnish):
    finnish = EventIndexPage.objects.get(locale=seminar_in_finnish.locale)
    [page] = finnish.get_context(rf.get("/"))["events"].object_list
    assert page.title == "Lukemista kaikille"
    assert page.card.occasion.words == "lauantaina 27. helmikuuta 2027 klo 10.05–15"
    assert page.card.kind == "Seminaari"


def test_an_event_whose_original_is_not_live_is_not_listed_in_finnish(index, rf, seminar, seminar_in_finnish):
    finnish = EventIndexPage.objects.get(locale=seminar_in_finnish.locale)
    assert finnish.get_context(rf.get("/"))["events"].object_list
    EventPage.objects.filter(pk=seminar.pk).update(live=False)
    assert not finnish.get_context(rf.get("/"))["events"].object_list


def test_an_empty_list_tells_how_many_there_are_in_other_languages(index, rf, seminar, talk, seminar_in_finnish):
    finnish = EventIndexPage.objects.get(locale=seminar_in_finnish.locale)
    assert finnish.get_context(rf.get("/"))["elsewhere"] == []
    EventPage.objects.filter(pk=seminar_in_finnish.pk).update(live=False)
    [elsewhere] = finnish.get_context(rf.get("/"))["elsewhere"]
    assert (elsewhere["language"], elsewhere["count"]) == ("sv", 2)


def test_the_list_of_the_start_page_has_every_bodys_events(home_page, seminar, rf):
    everything = home_page.add_child(instance=EventIndexPage(title="Allt", slug="allt"))
    assert listed(everything, rf) == ["Läsning för alla"]


def test_teasers_are_what_comes_next(index, seminar, talk, past_talk):
    assert [page.title for page in index.teasers(1)] == ["Samtal"]
    assert [page.title for page in index.teasers(6)] == ["Samtal", "Läsning för alla"]


def test_the_list_can_be_subscribed_to(index, rf, seminar, talk, past_talk):
    route = index.route(rf.get("/"), ["calendar.ics"])
    response = route.page.serve(rf.get("/"), **route.kwargs)
    calendar = Calendar.from_ical(response.content)
    assert [str(entry["SUMMARY"]) for entry in calendar.walk("VEVENT")] == ["Samtal", "Läsning för alla"]
    assert str(calendar["X-WR-CALNAME"]) == "Evenemang"


def test_the_number_of_queries_does_not_grow_with_the_list(index, rf, seminar, django_assert_max_num_queries):
    for number in range(25):
        add(index, f"Evenemang {number}", occasion(date(2027, 3, 1), time(9), place=seminar.occasions.get().place))
    listed(fresh(index), rf)
    page = fresh(index)
    with django_assert_max_num_queries(8):
        assert len(listed(page, rf)) == 20


def test_the_calendar_of_many_takes_no_query_for_each(index, rf, seminar, django_assert_max_num_queries):
    for number in range(10):
        add(index, f"Evenemang {number}", occasion(date(2027, 3, 1), time(9)))
    with django_assert_max_num_queries(12):
        assert index.serve_feed(rf.get("/"), "calendar.ics").content.count(b"BEGIN:VEVENT") == 11
