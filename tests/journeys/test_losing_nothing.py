"""No route of the admin loses what was sent, and Wagtail's own views of it are shut."""
from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page

from events.models import EventPage
from forms_app.models import Submission
from home.deletion import DeletionRefused
from privacy.models import AuditEvent
from tests.journeys.test_registering import seminar_in_finnish

SHUT = ("", "results/", "submissions/{page}/", "submissions/{page}/results/", "submissions/{page}/delete/")


@pytest.fixture
def answered(visitor) -> EventPage:
    """The seminar with one registration, sent in Finnish."""
    visitor.send(seminar_in_finnish(visitor))
    assert visitor.answer.status_code == 303
    return EventPage.objects.get(slug="vassbaten")


@pytest.fixture
def superuser(demo_db) -> Client:
    """Somebody whom Django lets do everything."""
    user = get_user_model().objects.create_superuser("allt", password="en lång mening till test")
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def places(page: EventPage) -> dict[str, Page]:
    """The page, its parent, its translation and the translation's parent."""
    translated = page.get_translation(Locale.objects.get(language_code="fi"))
    return {
        "page": page,
        "parent": page.get_parent(),
        "translation": translated,
        "parent of the translation": translated.get_parent(),
    }


def nothing_is_lost(page: EventPage) -> bool:
    """Whether the page in its three languages and the submission are still there."""
    pages = EventPage.objects.filter(translation_key=page.translation_key).count()
    return (pages, Submission.objects.count()) == (3, 1)


@pytest.mark.parametrize("place", ["page", "parent", "translation", "parent of the translation"])
def test_deleting_is_refused_with_the_count_and_the_way(answered, superuser, place):
    target = places(answered)[place]
    with pytest.raises((DeletionRefused, ProtectedError)):
        target.specific.delete()
    assert nothing_is_lost(answered)
    answer = superuser.post(reverse("wagtailadmin_pages:delete", args=[target.pk]), follow=True)
    assert nothing_is_lost(answered)
    assert answer.status_code in (200, 403, 409), answer.status_code
    said = answer.content.decode()
    assert "1 svar" in said or "1 answer" in said
    assert "vpublicera" in said or "npublish" in said


def test_deleting_many_at_once_is_refused(answered, superuser):
    both = [answered.pk, EventPage.objects.get(slug="tryggt-hus").pk]
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    answer = superuser.post(address + "?" + "&".join(f"id={each}" for each in both), follow=True)
    assert answer.status_code < 500
    assert nothing_is_lost(answered)
    assert EventPage.objects.filter(pk__in=both).count() == 2


def test_a_language_with_submissions_cannot_be_deleted(answered, superuser):
    finnish = Locale.objects.get(language_code="fi")
    answer = superuser.post(reverse("wagtaillocales:delete", args=[finnish.pk]), follow=True)
    assert answer.status_code < 500
    assert Locale.objects.filter(pk=finnish.pk).exists()
    assert nothing_is_lost(answered)


def test_a_page_without_answers_can_be_deleted(answered, superuser):
    other = EventPage.objects.get(slug="tryggt-hus")
    for target in (*other.get_translations(), other):
        superuser.post(reverse("wagtailadmin_pages:delete", args=[target.pk]), follow=True)
        assert not Page.objects.filter(pk=target.pk).exists()


@pytest.mark.parametrize("path", SHUT)
def test_wagtails_own_views_of_submissions_are_shut_even_to_a_superuser(answered, superuser, path):
    address = "/admin/forms/" + path.format(page=answered.pk)
    for answer in (superuser.get(address), superuser.post(address)):
        assert answer.status_code in (302, 403)
        assert "sirkka" not in answer.content.decode()
    assert nothing_is_lost(answered)


def test_the_menu_leads_to_our_desk_and_not_to_wagtails(answered):
    officer = signed_in("handlaggare")
    menu = officer.get(reverse("wagtailadmin_home")).content.decode()
    assert "/admin/submissions/" in menu
    assert "/admin/forms/" not in menu


def signed_in(username: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.get(username=username))
    return client


def desk_of(page: EventPage) -> str:
    return reverse("forms_app_desk:list", args=[page.pk])


@pytest.mark.parametrize("username", ["handlaggare", "tietosuoja", "redaktor", "anmalan"])
def test_officers_and_the_organiser_read_the_list_and_it_is_logged(answered, username):
    answered.refresh_from_db()
    assert answered.owner.username == "redaktor"
    answer = signed_in(username).get(desk_of(answered))
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert "Sirkka Halmeranta" in shown
    assert "Pähkinäallergia" not in shown
    assert AuditEvent.objects.filter(action="submissions.list_opened").count() == 1


@pytest.mark.parametrize("username", ["kaantaja", "admin", "arkivarie", "beslutsfattare"])
def test_nobody_else_reads_the_list_and_the_attempt_is_logged(answered, username):
    answer = signed_in(username).get(desk_of(answered))
    assert answer.status_code in (302, 403)
    assert "Sirkka" not in answer.content.decode()
    assert AuditEvent.objects.filter(action="submissions.refused").count() == 1


def test_a_superuser_without_a_role_has_no_way_in(answered, superuser):
    assert signed_in("handlaggare").get(desk_of(answered)).status_code == 200
    assert superuser.get(desk_of(answered)).status_code in (302, 403)


def test_the_diet_is_opened_only_for_officers_and_the_one_person_named(answered):
    detail = reverse("forms_app_desk:detail", args=[Submission.objects.get().pk])
    assert "Pähkinäallergia" in signed_in("handlaggare").get(detail).content.decode()
    organiser = signed_in("redaktor").get(detail).content.decode()
    assert "Sirkka Halmeranta" in organiser
    assert "Pähkinäallergia" not in organiser
    EventPage.objects.filter(pk=answered.pk).update(special_reader=get_user_model().objects.get(username="redaktor"))
    assert "Pähkinäallergia" in signed_in("redaktor").get(detail).content.decode()
    assert AuditEvent.objects.filter(action="submission.opened").count() == 3
