"""An editor begins a page from a template: what is usual is filled in, and no words that could be published."""
from datetime import time

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.users.models import UserProfile

from events.kinds import Kind
from events.models import EventContact, EventPage, SeriesPage
from events.page_templates import BY_MODEL
from tests.events.conftest import occasion

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_editor(client):
    user = get_user_model().objects.create_superuser("editor", "editor@example.org", "x")
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return client


def choices(client, parent):
    """Names and addresses of the templates offered below ``parent``."""
    page = opened(client, reverse("wagtailadmin_pages:add_subpage", args=[parent.pk]))
    links = page.select(".page-templates a")
    return {link.select_one(".page-templates__name").text: link["href"] for link in links}


def opened(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return BeautifulSoup(answer.content, "html.parser")


def value(page, name):
    field = page.select_one(f"#id_{name}")
    assert field is not None, name
    chosen = field.select_one("option[selected]")
    return chosen["value"] if chosen else field.get("value", field.text.strip())


def rows(page, relation):
    return int(page.select_one(f"[name={relation}-TOTAL_FORMS]")["value"])


def kinds_of_questions(page):
    return [value(page, f"form_fields-{number}-field_type") for number in range(rows(page, "form_fields"))]


def test_below_a_list_of_events_one_chooses_by_what_is_to_happen(as_editor, index):
    offered = choices(as_editor, index)
    assert list(offered) == ["Seminar", "Lunch talk", "Course or workshop", "Other event", "Network", "Programme"]
    assert all("template=" in address for address in offered.values())


def test_a_seminar_begins_with_its_hours_and_five_questions(as_editor, index):
    page = opened(as_editor, choices(as_editor, index)["Seminar"])
    assert value(page, "kind") == Kind.SEMINAR
    assert (value(page, "occasions-0-start_time"), value(page, "occasions-0-end_time")) == ("10:00", "15:00")
    assert kinds_of_questions(page) == ["name", "title", "organisation", "email", "diet"]


def test_a_lunch_talk_begins_at_noon_without_questions(as_editor, index):
    page = opened(as_editor, choices(as_editor, index)["Lunch talk"])
    assert value(page, "kind") == Kind.TALK
    assert value(page, "occasions-0-start_time") == "12:00"
    assert kinds_of_questions(page) == []


def test_a_network_begins_with_three_meetings_in_some_month(as_editor, index):
    page = opened(as_editor, choices(as_editor, index)["Network"])
    assert rows(page, "occasions") == 3
    assert {value(page, f"occasions-{number}-precision") for number in range(3)} == {"month"}
    assert "invoice" in kinds_of_questions(page)


def test_example_words_stand_beside_the_fields_and_never_in_them(as_editor, index):
    for name, address in choices(as_editor, index).items():
        page = opened(as_editor, address)
        help_of_title = page.find(id=page.select_one("#id_title")["aria-describedby"].split()[0])
        assert "For example:" in help_of_title.text, name
        assert value(page, "title") == "", name
        assert value(page, "lead") == "", name


def test_place_contact_and_way_of_registering_are_those_last_used_for_the_same_kind(
    as_editor, index, seminar, library, contact
):
    EventPage.objects.filter(pk=seminar.pk).update(registration_mode="email")
    page = opened(as_editor, choices(as_editor, index)["Seminar"])
    assert value(page, "occasions-0-place") == str(library.pk)
    assert value(page, "occasions-0-room") == "Sal A"
    assert value(page, "contacts-0-person") == str(contact.pk)
    assert value(page, "registration_mode") == "email"
    assert value(page, "occasions-0-first_day") == ""
    assert value(page, "occasions-0-join_link") == ""

    talk = opened(as_editor, choices(as_editor, index)["Lunch talk"])
    assert value(talk, "occasions-0-place") == ""
    assert rows(talk, "contacts") == 0


def test_of_several_pages_the_latest_is_followed(as_editor, index, seminar, contact):
    later = EventPage(title="Senare", slug="senare", kind="seminar")
    later.occasions.add(occasion(room="Sal B"))
    later.contacts.add(EventContact(person=contact))
    index.add_child(instance=later)
    later.save_revision()
    page = opened(as_editor, choices(as_editor, index)["Seminar"])
    assert value(page, "occasions-0-room") == "Sal B"


def test_a_template_that_nobody_knows_gives_a_plain_new_page(as_editor, index):
    address = reverse("wagtailadmin_pages:add", args=["events", "eventpage", index.pk])
    page = opened(as_editor, f"{address}?template=nothing_of_the_kind")
    assert value(page, "occasions-0-start_time") == ""
    assert kinds_of_questions(page) == ["name", "title", "organisation", "email", "diet"]


def test_whoever_may_not_add_pages_is_offered_no_template(client, index):
    user = get_user_model().objects.create_user("reader", "reader@example.org", "x")
    client.force_login(user)
    answer = client.get(reverse("wagtailadmin_pages:add_subpage", args=[index.pk]))
    assert answer.status_code in (302, 403)
    assert b"page-templates" not in answer.content


def test_the_templates_bring_settings_that_their_models_have():
    assert "events.EventPage" in BY_MODEL
    for label, templates in BY_MODEL.items():
        model = apps.get_model(label)
        for template in templates:
            unknown = [name for name in template.values if not hasattr(model, name)]
            assert unknown == [], f"{template.key} sets what {label} has not"
            assert set(template.examples) <= {field.name for field in model._meta.get_fields()}


def test_no_two_templates_share_an_address():
    keys = [template.key for templates in BY_MODEL.values() for template in templates]
    assert keys
    assert len(keys) == len(set(keys))
    assert BY_MODEL[SeriesPage._meta.label][0].hours is None
    assert BY_MODEL[EventPage._meta.label][0].hours == (time(10), time(15))
