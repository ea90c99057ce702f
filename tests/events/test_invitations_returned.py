"""Invitations that reached nobody: she is not reminded of them; the address is put right, and she is invited again."""
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from events.invitations import desk_correcting, rows, sending
from events.models import Invitation
from privacy import outbox, returned_mail
from privacy.models import AuditEvent, OutboundMessage, SubjectKey
from privacy.models.outbox import unique_part
from privacy.roles import Role
from tests.events.conftest import register
from tests.events.inviting import invite, later, link_to, send
from tests.factories import an_officer

pytestmark = pytest.mark.django_db
MAJA, LI, RIGHT = "maja@exampel.org", "li@example.org", "maja@example.org"


@pytest.fixture
def event(seminar):
    """Two are invited; the mail to one of them comes back."""
    invite(seminar, f"Maja Ström <{MAJA}>", f"Li Ek <{LI}>")
    assert send(seminar) == 2
    came_back(Invitation.objects.get(email=MAJA))
    return seminar


@pytest.fixture
def officer(client):
    client.force_login(an_officer(Role.CASE_OFFICER))
    return client


def came_back(invitation):
    message = OutboundMessage.objects.filter(object_id=invitation.pk).latest("pk")
    assert returned_mail.note(
        message=unique_part(message.message_id), told="bounced", reason="bounced", at=timezone.now()
    )


def page_of(event, invitation):
    return reverse("events_desk:correct_invitation", args=[event.pk, invitation.pk])


def standing(event):
    return {row.called: str(row.status) for row in rows.rows_of(event)}


def test_who_was_not_reached_is_not_reminded_and_the_organiser_is_told_what_to_do(event, officer):
    whom = sending.reach(event, sending.REMINDED, timezone.now() + timedelta(days=1))
    assert (whom.mails, whom.unreached) == (1, 1)
    listed = officer.get(reverse("events_desk:invitations", args=[event.pk])).content.decode()
    assert page_of(event, Invitation.objects.get(email=MAJA)) in listed
    assert "Hon påminns inte" in listed
    assert page_of(event, Invitation.objects.get(email=LI)) not in listed
    [task] = desk_correcting.tasks_of(an_officer(Role.CASE_OFFICER))
    assert (event.title in task.text, "Maja" in task.text) == (True, False)


def test_the_right_address_gets_the_invitation_and_the_link_that_went_astray_opens_nothing(event, officer):
    maja, astray = Invitation.objects.get(email=MAJA), link_to(MAJA)
    assert officer.get(astray).status_code == 200
    assert officer.post(page_of(event, maja), {"email": RIGHT}).status_code == 302
    mail.outbox.clear()
    outbox.send_due(later(timezone.now()))
    assert [each.to for each in mail.outbox] == [[RIGHT]]
    assert (officer.get(link_to(RIGHT)).status_code, officer.get(astray).status_code) == (200, 404)
    assert standing(event)["Maja Ström"] == "waiting"
    maja.refresh_from_db()
    assert [line["old"] for line in maja.corrected] == [MAJA]
    assert SubjectKey.objects.filter(record=maja.pk).count() == 1
    assert AuditEvent.objects.filter(action="invitation.corrected").count() == 1
    assert list(desk_correcting.tasks_of(an_officer(Role.CASE_OFFICER))) == []


def test_nothing_is_sent_to_somebody_who_is_known_already_or_a_second_time(event, officer):
    maja = Invitation.objects.get(email=MAJA)
    register(event, now=timezone.now(), email="anmald@example.org")
    for address in (LI, "anmald@example.org", "ingen adress", MAJA):
        assert officer.post(page_of(event, maja), {"email": address}).context["form"].errors, address
    assert officer.post(page_of(event, maja), {"email": RIGHT}).status_code == 302
    again = officer.post(page_of(event, maja), {"email": "annan@example.org"})
    assert "inget att rätta" in again.content.decode()
    assert Invitation.objects.get(pk=maja.pk).email == RIGHT
