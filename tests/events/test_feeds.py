"""Calendar, news and open data of events, read by strict readers that know nothing of our code."""
import json
import re
from datetime import UTC, date, datetime, time

import feedparser
import jsonschema
import pytest
from icalendar import Calendar

from events import registration
from events.kinds import Kind
from events.models import EventIndexPage, EventPage, ProjectPage, SeriesPage
from events.models.occasion import Mode
from events.times import Precision
from home.models import BodyPage
from tests.events import strict_atom, strict_calendar
from tests.events.conftest import fresh, occasion, republish
from tests.house.tree import ROOT

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
SCHEMA = json.loads((ROOT / "site" / "static" / "feeds" / "events.schema.json").read_text(encoding="utf-8"))
FILES = {
    "calendar.ics": "text/calendar; charset=utf-8",
    "feed.atom": "application/atom+xml; charset=utf-8",
    "events.json": "application/json; charset=utf-8",
}
ODD = "Å & <b> “;, \\n” \x0b" + "lång " * 30


@pytest.fixture(autouse=True)
def february(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def series(index, library):
    page = SeriesPage(title="Nätverket", slug="natverket", kind="network", last_published_at=NOW)
    page.occasions.add(occasion(date(2027, 3, 1), place=library, title="Första träffen"))
    page.occasions.add(occasion(date(2027, 9, 1), None, None, precision="term"))
    return index.add_child(instance=page)


@pytest.fixture
def project(body, seminar):
    page = body.add_child(instance=ProjectPage(title="Läslyftet", slug="laslyftet", starts_on=date(2027, 1, 1)))
    EventPage.objects.filter(pk=seminar.pk).update(project=page)
    return page


def data_problems(content):
    checker = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    return [error.message for error in checker.iter_errors(json.loads(content))]


PROBLEMS = {
    "calendar.ics": strict_calendar.problems, "feed.atom": strict_atom.problems, "events.json": data_problems,
}


def titles(content):
    return [event["title"] for event in json.loads(content)["events"]]


def test_list_body_start_page_series_and_project_each_have_valid_feeds(client, home_page, body, index, series, project):
    home_page.add_child(instance=EventIndexPage(title="Allt", slug="allt"))
    index.add_child(instance=EventPage(title=ODD, slug="odd", lead=ODD, cost="100 kronor"))
    for page in (index, body, home_page, series, project):
        for name, content_type in FILES.items():
            address = f"{page.get_url()}{name}"
            answer = client.get(address)
            assert (answer.status_code, answer["Content-Type"]) == (200, content_type), address
            assert PROBLEMS[name](answer.content) == [], address
            assert "Läsning för alla" in answer.content.decode() or page == series


def test_a_body_hands_on_to_its_own_list_and_the_start_page_to_the_one_of_all(client, home_page, index, seminar):
    everything = home_page.add_child(instance=EventIndexPage(title="Allt", slug="allt"))
    elsewhere = home_page.add_child(instance=BodyPage(title="Staden", slug="staden"))
    assert json.loads(client.get("/sv/events.json").content)["url"] == everything.full_url
    assert json.loads(client.get("/sv/bjorkdal/events.json").content)["url"] == index.full_url
    assert client.get(f"{elsewhere.url}events.json").status_code == 404


def test_the_feeds_of_a_project_hold_its_own_events(client, index, project):
    index.add_child(instance=EventPage(title="Ett annat", slug="ett-annat"))
    assert titles(client.get(f"{index.url}events.json").content) == ["Läsning för alla", "Ett annat"]
    assert titles(client.get(f"{project.url}events.json").content) == ["Läsning för alla"]


def test_every_meeting_of_a_series_is_news(client, series):
    news = feedparser.parse(client.get(f"{series.url}feed.atom").content)
    assert not news.bozo
    assert [entry.title for entry in news.entries] == [
        "Nätverket: måndag 1 mars 2027 kl. 10.05–15", "Nätverket: hösten 2027"
    ]
    assert len({entry.id for entry in news.entries}) == 2


def test_a_news_reader_and_a_calendar_understand_what_is_told(client, index, seminar):
    [entry] = feedparser.parse(client.get(f"{index.url}feed.atom").content).entries
    assert (entry.title, entry.link) == ("Läsning för alla", seminar.full_url)
    assert entry.summary.splitlines() == [
        "lördag 27 februari 2027 kl. 10.05–15, Stadsbiblioteket, Sal A, Lövgatan 1, 123 45 Björkdal",
        "En dag om läsning.",
    ]
    [event] = Calendar.from_ical(client.get(f"{index.url}calendar.ics").content).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Läsning för alla"


def test_a_moved_and_then_cancelled_event_keeps_its_name_in_every_feed(client, index, seminar):
    def told():
        [event] = Calendar.from_ical(client.get(f"{index.url}calendar.ics").content).walk("VEVENT")
        [news] = feedparser.parse(client.get(f"{index.url}feed.atom").content).entries
        [data] = json.loads(client.get(f"{index.url}events.json").content)["events"]
        once = data["occasions"][0]
        names = (str(event["UID"]), news.id, data["id"], once["id"])
        return names, (int(event["SEQUENCE"]), str(event["STATUS"]), once["sequence"], once["status"])

    names, state = told()
    assert state == (0, "CONFIRMED", 0, "planned")
    republish(seminar, first_day=date(2027, 3, 6))
    assert told() == (names, (1, "CONFIRMED", 1, "moved"))
    republish(fresh(seminar), status="cancelled")
    assert told() == (names, (2, "CANCELLED", 2, "cancelled"))


def test_each_language_has_feeds_of_its_own(client, index, seminar, seminar_in_finnish):
    finnish = EventIndexPage.objects.get(locale=seminar_in_finnish.locale)
    contents = {name: client.get(f"{finnish.url}{name}").content for name in FILES}
    assert {name: PROBLEMS[name](content) for name, content in contents.items()} == {name: [] for name in FILES}
    [ours] = json.loads(contents["events.json"])["events"]
    [theirs] = json.loads(client.get(f"{index.url}events.json").content)["events"]
    assert (ours["title"], ours["for_whom"], ours["id"]) == ("Lukemista kaikille", "Kirjastoväki", theirs["id"])
    assert ours["occasions"][0]["words"] == "lauantaina 27. helmikuuta 2027 klo 10.05–15"
    swedish_news = feedparser.parse(client.get(f"{index.url}feed.atom").content)
    finnish_news = feedparser.parse(contents["feed.atom"])
    assert finnish_news.entries[0].id != swedish_news.entries[0].id


def test_the_filters_of_the_list_hold_for_its_feeds(client, index, seminar, series):
    assert titles(client.get(f"{index.url}events.json").content) == ["Läsning för alla", "Nätverket"]
    data = json.loads(client.get(f"{index.url}events.json?kind=network&nonsense=1&free=on").content)
    assert [event["title"] for event in data["events"]] == ["Nätverket"]
    assert data["feed_url"] == f"{index.full_url}events.json?kind=network&free=on"
    assert client.get(f"{index.url}calendar.ics?kind=seminar").content.count(b"BEGIN:VEVENT") == 1
    page = client.get(f"{index.url}?kind=network").content.decode()
    assert f'href="{index.url}feed.atom?kind=network"' in page


def test_no_feed_tells_what_does_not_stand_on_the_page(client, index, seminar):
    assert seminar.occasions.get().join_link == "https://mote.example/hemlig"
    for name in FILES:
        content = client.get(f"{index.url}{name}").content.decode()
        assert "2027" in content
        for secret in ("mote.example", "Ida Lund", "Alva Ek", "alva.ek@", "last_payment"):
            assert secret not in content, (name, secret)


def test_feeds_can_be_kept_and_asked_for_again(client, index, seminar):
    for name in FILES:
        first = client.get(f"{index.url}{name}")
        assert "max-age=60" in first["Cache-Control"] and "public" in first["Cache-Control"]
        assert "cookie" not in first.get("Vary", "").lower() and not first.cookies
        assert first.get("Access-Control-Allow-Origin") == ("*" if name == "events.json" else None)
        again = client.get(f"{index.url}{name}", headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b""), name
        assert client.post(f"{index.url}{name}", {"x": 1}).status_code == 405
    EventPage.objects.filter(pk=seminar.pk).update(title="Ett nytt namn")
    assert client.get(f"{index.url}{name}", headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("query", [
    "month=9999-99&kind=%F0%9F%98%80", "audience=x%27%22--&place=%25", "q=" + "a" * 10_000, "q=%22*%29+OR+%28",
    "q=%ED%A0%80", "page=" + "9" * 400, "kind=seminar&kind=talk", "q[]=1&q=\\", "=&&==",
])
def test_a_hostile_address_gets_a_calm_answer(client, index, seminar, query):
    for name in ("", *FILES):
        answer = client.get(f"{index.url}{name}?{query}")
        assert answer.status_code == 200, (name, query)
        assert name == "" or PROBLEMS[name](answer.content) == []


def test_the_page_tells_programs_and_people_where_its_feeds_are(client, index, body, seminar):
    for page in (index, body):
        text = client.get(page.url).content.decode()
        found = re.findall(r'<link rel="alternate" type="([^"]+)" title="([^"]+)" href="([^"]+)"', text)
        assert [(kind, address) for kind, _title, address in found] == [
            (content_type, f"{page.url}{name}") for name, content_type in FILES.items()
        ]
        assert all(title for _kind, title, _address in found)
    assert "<h2>Prenumerera</h2>" in client.get(index.url).content.decode()


def test_a_feed_takes_no_query_for_each_event(client, index, seminar, django_assert_max_num_queries):
    for number in range(12):
        page = EventPage(title=f"Evenemang {number}", slug=f"evenemang-{number}")
        page.occasions.add(occasion(date(2027, 3, 1), time(9), place=seminar.occasions.get().place))
        index.add_child(instance=page).audiences = list(seminar.audiences.all())
    for name in FILES:
        client.get(f"{index.url}{name}")
        with django_assert_max_num_queries(10):
            assert client.get(f"{index.url}{name}").content.count(b"Evenemang 1") >= 2


def test_the_guide_names_every_field_of_the_data():
    guide = (ROOT / "docs" / "feeds.md").read_text(encoding="utf-8")
    parts = {"The file": SCHEMA, "Event": SCHEMA["$defs"]["event"], "Occasion": SCHEMA["$defs"]["occasion"]}
    parts |= {"Place": SCHEMA["$defs"]["place"], "Kind": SCHEMA["$defs"]["event"]["properties"]["kind"]}
    parts["Registration"] = SCHEMA["$defs"]["event"]["properties"]["registration"]
    for heading, part in parts.items():
        table = guide.partition(f"\n### {heading}\n")[2].partition("\n##")[0]
        cells = re.findall(r"^\| (`[^|]*) \|", table, flags=re.MULTILINE)
        documented = {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}
        assert documented == set(part["properties"]) == set(part["required"]), heading


def test_the_schema_knows_every_code_that_the_data_may_have():
    parts = SCHEMA["$defs"]
    once, event = parts["occasion"]["properties"], parts["event"]["properties"]
    assert set(event["kind"]["properties"]["code"]["enum"]) == set(Kind.values)
    assert set(event["registration"]["properties"]["mode"]["enum"]) == {mode.value for mode in registration.Mode}
    assert set(once["status"]["enum"]) == {status.value for status in registration.Status}
    assert set(once["precision"]["enum"]) == {precision.value for precision in Precision}
    assert set(once["mode"]["enum"]) == set(Mode.values)


@pytest.mark.parametrize(("name", "sound", "planted"), [
    ("calendar.ics", b"\r\n", b"\n"),
    ("calendar.ics", b"SUMMARY", b"SUMMARY;X=" + b"y" * 80),
    ("calendar.ics", b"UID:", b"XUID:"),
    ("calendar.ics", b"BEGIN:VTIMEZONE\r\nTZID:Europe/Stockholm", b"BEGIN:VTIMEZONE\r\nTZID:Europe/Rome"),
    ("calendar.ics", b":20270227T150000", b":20270227T090000"),
    ("calendar.ics", b"METHOD:PUBLISH\r\n", b""),
    ("calendar.ics", b"STATUS:CONFIRMED", b"STATUS:MAYBE"),
    ("calendar.ics", b"END:VEVENT", b"END:VTODO"),
    ("feed.atom", b"urn:uuid:", b"uuid "),
    ("feed.atom", b"<updated>2", b"<updated>on 2"),
    ("feed.atom", b'rel="self"', b'rel="other"'),
    ("feed.atom", b"<name>", b"<name/><x>"),
    ("feed.atom", b"<id>", b"<id>x:y</id><id>"),
    ("feed.atom", b'<category term="seminar"', b"<category"),
    ("events.json", b'"is_free": true', b'"is_free": "yes"'),
    ("events.json", b'"version"', b'"secret": 1, "version"'),
    ("events.json", b"+01:00", b""),
    ("events.json", b'"room"', b'"hall"'),
])
def test_a_planted_fault_is_seen(client, index, seminar, name, sound, planted):
    content = client.get(f"{index.url}{name}").content
    assert PROBLEMS[name](content) == []
    assert sound in content
    assert PROBLEMS[name](content.replace(sound, planted)) != []
