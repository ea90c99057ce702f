"""Editors make and publish contact persons and places; translators write their words."""
import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.users.models import UserProfile

from home.models import ContactPerson, Place
from privacy.roles import Role, group_of
from tests.home.conftest import translate


@pytest.fixture
def as_role(client, locales):
    def sign_in(role):
        user = get_user_model().objects.create_user(role.name)
        user.groups.add(group_of(role))
        UserProfile.objects.create(user=user, preferred_language="en")
        client.force_login(user)
        return client

    return sign_in


def test_an_editor_makes_a_place(as_role):
    as_role(Role.EDITOR).post(
        reverse("wagtailsnippets_home_place:add"),
        {"name": "Stadsbiblioteket", "country": "SE", "action-publish": "1"},
    )

    assert Place.objects.get().live


def test_a_translator_cannot_publish_a_contact_person(as_role, locales):
    person = ContactPerson.objects.create(name="Maja Lindqvist", role="Samordnare", locale=locales.sv)
    target = translate(person, locales.fi, {"Samordnare": "Koordinaattori"})
    translator = as_role(Role.TRANSLATOR)
    address = reverse("wagtailsnippets_home_contactperson:edit", args=[target.pk])
    assert translator.get(address).status_code == 200

    translator.post(address, {"action": "publish"})
    translator.post(reverse("wagtailsnippets_home_contactperson:edit", args=[person.pk]), {
        "name": "Maja Lindqvist", "role": "Chef", "action-publish": "1",
    })

    target.refresh_from_db()
    person.refresh_from_db()
    assert not target.live
    assert person.role == "Samordnare"


def test_a_contact_person_is_listed_and_chosen_by_name(as_role, locales):
    person = ContactPerson.objects.create(name="Maja Lindqvist", role="Samordnare", locale=locales.sv)
    editor = as_role(Role.EDITOR)

    listed = editor.get(reverse("wagtailsnippets_home_contactperson:list")).content.decode()
    chooser = editor.get(reverse("wagtailsnippetchoosers_home_contactperson:choose")).json()["html"]
    chosen = editor.get(reverse("wagtailsnippetchoosers_home_contactperson:chosen", args=[person.pk])).json()

    assert "Maja Lindqvist" in listed
    assert "Maja Lindqvist" in chooser
    assert chosen["result"]["string"] == "Maja Lindqvist"
    assert "Maja" not in str(person)


def test_no_page_can_be_made_for_the_few(client, live_page):
    client.force_login(get_user_model().objects.create_superuser("everything"))
    dialog = client.get(reverse("wagtailadmin_pages:set_privacy", args=[live_page.pk])).content.decode()

    assert "Changing the privacy for this page has been disabled" in dialog
    assert "password" not in dialog
