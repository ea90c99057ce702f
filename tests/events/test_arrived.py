"""The square on a receipt: one large button for staff at the door, and nothing at all for anybody else."""
import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events import link_tokens, own_links
from events.models import Attendance, Registration
from forms_app import restriction
from forms_app.squares import square_of
from forms_app.views import receipt_context
from privacy.models import AuditEvent
from privacy.roles import Role
from tests.events.conftest import register, republish
from tests.factories import an_officer

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
def her(seminar):
    return register(seminar, now=NOW)


@pytest.fixture
def organiser(seminar):
    user = get_user_model().objects.create_user("ebba")
    user.groups.add(Group.objects.get(name=str(Role.ORGANISER)))
    seminar.organisers.add(user)
    seminar.save()
    return user


def address_of(submission):
    return reverse("events_door:arrived", args=[link_tokens.at_the_door(submission.pk)])


def test_the_square_stands_on_the_receipt_and_her_own_page_and_is_no_link_to_her_registration(seminar, her):
    code = receipt_context(her)["code"]
    assert code.url.endswith(address_of(her))
    link = own_links.link_for(Registration.objects.get(pk=her.pk), timezone.now())
    html = Client().get(link.split("testserver")[-1].split("localhost:8000")[-1]).content.decode()
    assert f'd="{code.path}"' in html
    token = link_tokens.at_the_door(her.pk)
    assert Client().get(reverse("events:registration", args=[token])).status_code == 404
    republish(seminar, mode="online", join_link="https://mote.example/x")
    assert seminar.__class__.objects.get(pk=seminar.pk).receipt_code(her) is None


@pytest.mark.parametrize("method", ["get", "post"])
def test_to_anybody_else_it_is_a_page_about_nobody_whether_or_not_there_is_such_a_record(her, method):
    somebody, elsewhere = Client(), Client()
    elsewhere.force_login(get_user_model().objects.create_superuser("root"))
    forged = reverse("events_door:arrived", args=["forged"])
    for client, address in ((somebody, address_of(her)), (somebody, forged), (elsewhere, address_of(her))):
        answer = getattr(client, method)(address, {"seat": "all"})
        assert (answer.status_code, answer["Location"]) == (302, reverse("events:show_code"))
    assert not Attendance.objects.exists()
    assert AuditEvent.objects.filter(action="submission.refused").count() == 1
    shown = Client().get(reverse("events:show_code"))
    assert (shown.status_code, "Maja" in shown.content.decode()) == (200, False)


def test_staff_press_one_button_and_a_second_press_changes_nothing(her, organiser, client):
    client.force_login(organiser)
    html = client.get(address_of(her)).content.decode()
    assert "Maja Ström" in html
    seat = re.search(r'name="seat" value="(\d+)"', html)[1]
    for _press in range(2):
        assert client.post(address_of(her), {"seat": "all"}).status_code in (302, 404)
    attendance = Attendance.objects.get()
    assert (attendance.seat_id, attendance.by) == (int(seat), organiser)
    assert client.post(address_of(her), {"seat": "999999"}).status_code == 404
    client.post(address_of(her), {"mistake": str(attendance.pk)})
    assert not Attendance.objects.exists()


def test_whoever_stands_in_no_list_is_not_named_and_whoever_has_no_place_is_told_so(her, organiser, client):
    client.force_login(organiser)
    Registration.objects.filter(pk=her.pk).update(state="waiting", queue_number=1)
    html = client.get(address_of(her)).content.decode()
    assert "Maja" not in html
    assert "ger ingen plats" in html or "no place with this code" in html
    restriction.protect(record=her.pk, by=an_officer(Role.CASE_OFFICER))
    html = client.get(address_of(her)).content.decode()
    assert "Maja" not in html
    assert "name=\"seat\"" not in html


def test_the_square_is_one_that_a_camera_reads():
    square = square_of("https://example.org/admin/arrived/x/")
    assert square.side > 25
    assert square.path.startswith("M")
