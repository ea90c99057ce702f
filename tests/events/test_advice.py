"""Advice to an editor: whole sentences on her texts, dates, pictures and languages; nothing of it refuses anything."""
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from events.advice import advice_on_event
from events.models import EventContact, EventPage
from home.models import StandardPage
from tests.events.conftest import occasion

pytestmark = pytest.mark.django_db

#: Before the seminar on 27 February 2027, and after it.
TODAY, LATER = date(2027, 1, 15), date(2027, 3, 1)
GOOD_LINK = '<p>Läs <a href="https://www.example.org/">dagens program</a>.</p>'


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def picture(**words):
    return ("image", {"image": None, "alt": "Två vid en vävstol", "caption": "", "credit": "Ida Lund", **words})


def a_page(parent, **texts):
    """A stored page with nothing to remark on but what ``texts`` change."""
    page = StandardPage(**{"title": "Om oss", "slug": "om", "lead": "Vi finns till för alla.", **texts})
    parent.add_child(instance=page)
    return page


def on_texts(page):
    """The sentences but those on languages."""
    return [each.text for each in page.advice() if not each.url]


def on_dates(page, today=TODAY):
    return [each.text for each in advice_on_event(page, today)]


def test_there_is_nothing_to_remark_on_a_good_page(body):
    page = a_page(body, body=[("text", GOOD_LINK), ("heading", {"text": "Mer", "level": "2"}), picture()])
    assert len(page.body) == 3
    assert on_texts(page) == []


@pytest.mark.parametrize(
    ("texts", "advice", "target"),
    [
        ({"title": "VÄLKOMMEN TILL OSS"}, "Write the title in small letters", "id_title"),
        ({"lead": "a" * 301}, "it has 301", "id_lead"),
        ({"lead": " "}, "Write a lead", "id_lead"),
    ],
)
def test_title_and_lead_are_looked_at(body, texts, advice, target):
    [found] = [each for each in a_page(body, **texts).advice() if not each.url]
    assert advice in found.text
    assert found.target == target


def test_a_description_for_search_engines_stands_in_for_the_lead(body):
    assert on_texts(a_page(body, lead="", search_description="Om oss och vårt arbete.")) == []


@pytest.mark.parametrize(
    ("block", "advice"),
    [
        (picture(alt=" "), "Say what the picture shows"),
        (picture(alt="IMG_1.jpg"), "Say what the picture shows"),
        (picture(credit=""), "Say who made the picture"),
        (("text", '<p><a href="https://www.example.org/">här</a></p>'), "the link “här”"),
        (("accordion", {"entries": [{"heading": "Fråga", "text": '<a href="/">läs mer</a>'}]}), "“läs mer”"),
        (("link_list", {"heading": "", "links": [{"url": "https://www.example.org", "label": "Här"}]}), "“Här”"),
        (("call_to_action", {"text": "", "link": {"url": "https://www.example.org", "label": "here"}}), "“here”"),
        (("heading", {"text": "För djupt", "level": "3"}), "Make the heading “För djupt” a section"),
    ],
)
def test_every_part_of_the_body_is_looked_at(body, block, advice):
    kind, value = block
    raw = [{"type": kind, "value": value, "id": "6c1f4a52-0000-4000-8000-000000000001"}]
    page = a_page(body)
    page.body = StandardPage._meta.get_field("body").stream_block.to_python(raw)
    found = [each for each in page.advice() if not each.url]
    assert [advice in each.text for each in found] == [True]
    assert found[0].target == "block-6c1f4a52-0000-4000-8000-000000000001-section"


def test_the_languages_that_lack_the_page_are_named(seminar, seminar_in_finnish, swedish):
    page = a_page(seminar.get_parent().get_parent().specific)
    assert [each.text for each in page.advice() if each.url] == ["Translate the page into Finnish."]
    assert [each.text for each in seminar.advice() if each.url] == []
    EventPage.objects.filter(pk=seminar_in_finnish.pk).update(live=False)
    [found] = [each for each in seminar.advice() if each.url]
    assert found.text == "Publish the page in Finnish too: it is translated."
    assert found.url == reverse("wagtailadmin_pages:edit", args=[seminar_in_finnish.pk])
    assert [each for each in seminar_in_finnish.advice() if each.url] == []


def test_there_is_nothing_to_remark_on_a_good_event(seminar):
    seminar.lead = "Lördagen den 27 februari 2027."
    assert on_dates(seminar) == []
    assert on_texts(seminar) == []


def test_dates_left_from_another_page_are_named_with_their_place(seminar):
    seminar.lead, seminar.preparation = "Välkommen den 28 februari 2026.", "Läs handboken före den 3 mars."
    past, other = advice_on_event(seminar, TODAY)
    assert "“28 februari 2026”, which has passed" in past.text
    assert past.target == "id_lead"
    assert "“3 mars”, but nothing on the page happens then" in other.text
    assert other.target == "body-root"


def test_the_last_day_to_register_is_a_day_of_the_event(seminar):
    seminar.lead = "Anmäl dig senast den 20 februari 2027."
    assert len(on_dates(seminar)) == 1
    seminar.closes_on = date(2027, 2, 20)
    assert on_dates(seminar) == []


def test_the_dates_of_a_past_event_are_left_in_peace(seminar):
    seminar.lead = "Välkommen den 28 februari 2026."
    assert len(on_dates(seminar)) == 1
    assert on_dates(seminar, LATER) == []


def test_an_event_without_an_exact_day_may_name_any_date(seminar):
    seminar.occasions.add(occasion(first_day=date(2027, 5, 1), start_time=None, end_time=None, precision="month"))
    seminar.lead = "Vi möts kanske den 28 maj 2027."
    assert on_dates(seminar) == []


def test_an_occasion_in_the_room_needs_a_place(index):
    page = EventPage(title="Samtal", slug="samtal", lead="Ett samtal.", kind="talk")
    page.occasions.add(occasion(), occasion(first_day=date(2027, 2, 28), mode="online"))
    index.add_child(instance=page)
    [found] = advice_on_event(page, TODAY)
    assert "Choose a place for occasion 1" in found.text
    assert found.target == "id_occasions-0-mode"


def test_an_event_needs_somebody_to_ask(seminar, contact):
    seminar.contacts.clear()
    assert "Add a contact person" in " ".join(on_texts(seminar))
    seminar.contacts.add(EventContact(person=contact))
    assert on_texts(seminar) == []


def test_beside_the_form_stands_what_is_needed_and_what_could_be_better(client, index, body):
    user = get_user_model().objects.create_superuser("editor", "editor@example.org", "x")
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    page = EventPage(title="ETT SAMTAL I JANUARI", slug="samtal", lead="Ett samtal.", kind="talk", live=False)
    index.add_child(instance=page)
    page.save_revision()
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Before it can be published" in shown
    assert "Add an occasion." in shown
    assert "Write the title in small letters" in shown
    assert "Nothing to remark on." not in shown

    new = client.get(reverse("wagtailadmin_pages:add", args=["home", "standardpage", body.pk])).content.decode()
    assert "Advice comes here when the page has been saved for the first time." in new
