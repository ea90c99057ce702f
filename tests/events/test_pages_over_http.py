"""Event pages and lists as a visitor gets them: what they say, and what they cost."""
import json
import re
from datetime import UTC, date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import EventIndexPage, EventPage, Registration
from forms_app.models import FormVersion
from tests.events.conftest import answers_to, fresh, occasion, republish

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def february(time_machine):
    time_machine.move_to(NOW, tick=False)


def add(index, number, **values):
    page = EventPage(title=f"Evenemang {number}", slug=f"evenemang-{number}")
    page.occasions.add(occasion(date(2027, 3, 1), time(9), **values))
    return index.add_child(instance=page)


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_page_shows_its_facts_people_contacts_and_links(client, seminar):
    text = text_of(client.get(seminar.url))
    for words in (
        "lördag 27 februari 2027 kl. 10.05–15", "Stadsbiblioteket", "Sal A", "Bibliotekspersonal", "Fika och lunch",
        "Läs handboken.", "lördag 20 februari 2027", "Ida Lund", "Åke Berg", "Alva Ek", "https://www.example.org/handbok",
    ):
        assert words in text, words


def test_what_was_said_stands_on_the_page_afterwards(client, seminar):
    assert "Dokumentation" not in text_of(client.get(seminar.url))
    told = republish(seminar, documentation='<p>Här är <a href="https://www.example.org/bilder">bilderna</a>.</p>')
    text = text_of(client.get(told.url))
    assert "Dokumentation" in text
    assert '<a href="https://www.example.org/bilder">bilderna</a>' in text


def test_the_page_never_shows_the_link_to_take_part(client, seminar):
    assert seminar.occasions.get().join_link == "https://mote.example/hemlig"
    text = text_of(client.get(seminar.url))
    assert "På plats och på nätet" in text
    assert "mote.example" not in text


def test_the_finnish_page_says_the_same_in_finnish(client, seminar, seminar_in_finnish):
    text = text_of(client.get(seminar_in_finnish.url))
    assert "lauantaina 27. helmikuuta 2027 klo 10.05–15" in text
    assert "Kirjastoväki" in text
    assert '<span lang="sv">Stadsbiblioteket</span>' in text


def test_the_page_tells_search_engines_of_the_event(client, seminar):
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text_of(client.get(seminar.url)))
    kinds = {data["@type"]: data for data in map(json.loads, blocks)}
    assert set(kinds) == {"BreadcrumbList", "EducationEvent"}
    data = kinds["EducationEvent"]
    assert (data["name"], data["startDate"]) == ("Läsning för alla", "2027-02-27T10:05:00+01:00")
    assert data["organizer"]["name"] == "Kulturnämnden i Region Björkdal"


def test_a_moved_event_says_when_it_was_to_be(client, seminar):
    moved = republish(seminar, first_day=date(2027, 3, 6))
    text = text_of(client.get(moved.url))
    assert "lördag 6 mars 2027 kl. 10.05–15" in text
    assert "lördag 27 februari 2027 kl. 10.05" in text


def test_a_cancelled_event_shows_no_form(client, seminar):
    assert '<form class="form"' in text_of(client.get(seminar.url))
    text = text_of(client.get(republish(seminar, status="cancelled").url))
    assert '<form class="form"' not in text
    assert "Inställt" in text


def test_the_calendar_file_is_found_below_the_page(client, seminar):
    response = client.get(f"{seminar.url}calendar.ics")
    assert response["Content-Type"].startswith("text/calendar")
    assert b"SUMMARY;LANGUAGE=sv:" in response.content
    assert client.get(f"{seminar.url}other.ics").status_code == 404


def test_one_registers_on_the_page(client, seminar):
    client.get(seminar.url)
    version = FormVersion.objects.get(page_id=seminar.pk)
    posted = {**answers_to(seminar), "version": version.digest}
    response = client.post(seminar.url, posted, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 303
    assert Registration.objects.get().state == "confirmed"
    receipt = text_of(client.get(response["Location"]))
    assert "lördag 27 februari 2027 kl. 10.05–15" in receipt
    assert Registration.objects.get().submission.reference in receipt


def test_the_list_shows_cards(client, index, seminar):
    text = text_of(client.get(index.url))
    for words in ("Läsning för alla", "lördag 27 februari 2027 kl. 10.05–15", "Stadsbiblioteket", "Anmälan är öppen"):
        assert words in text, words


def test_a_list_of_twenty_takes_at_most_ten_queries(
    client, index, seminar, seminar_in_finnish, django_assert_max_num_queries
):
    place = seminar.occasions.get().place
    for number in range(25):
        add(index, number, place=place)
    for page in (fresh(index), EventIndexPage.objects.get(locale=seminar_in_finnish.locale)):
        client.get(page.url)
        with django_assert_max_num_queries(10):
            assert client.get(page.url).status_code == 200


def test_an_event_page_with_its_form_takes_at_most_fourteen_queries(
    client, seminar, seminar_in_finnish, django_assert_max_num_queries
):
    for page in (seminar, seminar_in_finnish):
        client.get(page.url)
        with django_assert_max_num_queries(14):
            assert '<form class="form"' in text_of(client.get(page.url))


def test_more_occasions_people_and_links_take_no_more_queries(client, seminar, django_assert_num_queries):
    client.get(seminar.url)
    with CaptureQueriesContext(connection) as queries:
        client.get(seminar.url)
        few = len(queries)
    draft = seminar.get_latest_revision_as_object()
    place = seminar.occasions.get().place
    for day in range(1, 8):
        draft.occasions.add(occasion(date(2027, 4, day), place=place))
        draft.appearances.add(seminar.appearances.model(name=f"Person {day}"))
        draft.related_links.add(seminar.related_links.model(title=f"Länk {day}", url="https://www.example.org/"))
    draft.save_revision().publish()
    client.get(seminar.url)
    with django_assert_num_queries(few):
        assert "Person 7" in text_of(client.get(seminar.url))


def test_a_page_may_be_kept_no_longer_than_its_state_lasts(client, index, seminar, time_machine):
    assert "max-age=60" in client.get(seminar.url)["Cache-Control"]
    time_machine.move_to(datetime(2027, 2, 20, 22, 59, 50, tzinfo=UTC), tick=False)
    assert "max-age=10" in client.get(seminar.url)["Cache-Control"]
    assert "max-age=10" in client.get(index.url)["Cache-Control"]
