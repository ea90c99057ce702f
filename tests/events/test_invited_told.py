"""Who is only invited is told too of an event that is cancelled or takes place after all, if the organiser says so."""
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from events import settling
from events.desk import changes
from events.models import EventChange, Invitation
from privacy import outbox
from privacy.models import OutboundMessage
from privacy.roles import Role
from tests.events.conftest import fresh, register, republish
from tests.events.inviting import answer_no, invite, link_to, send
from tests.factories import an_officer

pytestmark = pytest.mark.django_db
MAJA, LI, TOR, PEKKA = "maja@example.org", "li@example.org", "tor@example.org", "pekka@example.org"


@pytest.fixture
def officer(client):
    client.force_login(an_officer(Role.CASE_OFFICER))
    return client


@pytest.fixture
def event(seminar, seminar_in_finnish, client):
    """Three have their invitation: one says no, two say nothing, one of them in Finnish; a fourth was sent none."""
    invite(seminar, f"Maja Ström <{MAJA}>", f"Li Ek <{LI}>")
    invite(seminar, f"Pekka Salo <{PEKKA}>", language="fi")
    assert send(seminar) == 3
    invite(seminar, f"Tor Aho <{TOR}>")
    answer_no(client, link_to(LI))
    return fresh(seminar)


def desk(page):
    return reverse("events_desk:change", args=[page.pk])


def posted(**more):
    return {"act": "tell", "seen": EventChange.objects.order_by("pk").last().pk, **more}


def letters():
    """What has gone out since the last time, by address."""
    mail.outbox.clear()
    outbox.send_due(timezone.now() + settling.UNDO_LASTS + timedelta(seconds=5))
    return {each.to[0]: each for each in mail.outbox}


def test_the_silent_are_told_of_the_cancellation_in_their_language_when_the_organiser_says_so(event, officer):
    page = republish(event, status="cancelled")
    assert changes.waits_for(an_officer(Role.CASE_OFFICER), page)
    shown = officer.get(desk(page)).content.decode()
    for words in ("Bara inbjudna, utan svar", "Det blir inte av: Läsning för alla", "Tilaisuus ei toteudu: Lukemista"):
        assert words in shown, words
    more = {"invited": "on", "sentence-sv": "Talaren är sjuk.", "sentence-fi": "Puhuja on sairas."}
    assert officer.post(desk(page), posted(**more)).status_code == 302
    got = letters()
    assert set(got) == {MAJA, PEKKA}
    assert "Talaren är sjuk." in got[MAJA].body
    assert "Puhuja on sairas." in got[PEKKA].body
    for each in got.values():
        said = "".join((str(each.body), str(each.alternatives[0][0])))
        assert ("Svara på inbjudan" in said, "Vastaa kutsuun" in said) == (False, False)
        assert "List-Unsubscribe" in each.extra_headers


def test_nobody_who_is_only_invited_is_told_when_the_box_is_not_ticked_and_undoing_takes_it_back(event, officer):
    page = republish(event, status="cancelled")
    change = posted()["seen"]
    assert settling.tell(page=page, seen=change, sentences={}, by=None, now=timezone.now(), with_invited=True) == 2
    assert settling.undo(page=page, by=None, now=timezone.now()) == 2
    assert officer.post(desk(page), posted()).status_code == 302
    assert letters() == {}


def test_who_registered_by_another_way_gets_the_mail_of_those_who_registered_and_no_other(event, officer):
    register(event, now=timezone.now() - timedelta(days=1), email=MAJA)
    page = republish(event, status="cancelled")
    change = settling.open_change(page)
    assert {len(found) for found in settling.invited(change).values()} == {1}
    assert settling.reach(change).mails == 1
    officer.post(desk(page), posted(invited="on"))
    got = OutboundMessage.objects.filter(kind__contains="cancelled").values_list("kind", flat=True)
    assert sorted(got) == ["event_invitation_cancelled", "registration_event_cancelled"]


def test_set_back_it_offers_to_tell_them_again_with_a_link_to_answer_by(event, officer):
    page = republish(event, status="cancelled")
    officer.post(desk(page), posted(invited="on"))
    assert set(letters()) == {MAJA, PEKKA}
    page = republish(page, status="planned")
    assert settling.open_change(page).is_revived
    officer.post(desk(page), posted(invited="on"))
    got = letters()
    assert set(got) == {MAJA, PEKKA}
    assert got[MAJA].subject == "Det blir av ändå: Läsning för alla"
    assert officer.get(link_to(MAJA)).status_code == 200


def test_a_mail_that_waited_until_it_was_true_no_more_is_not_sent(event, officer):
    page = republish(event, status="cancelled")
    officer.post(desk(page), posted(invited="on"))
    republish(page, status="planned")
    assert letters() == {}
    assert set(Invitation.objects.values_list("answer", flat=True)) == {"none", "no"}


def test_moving_the_event_concerns_nobody_who_is_only_invited(event, officer):
    page = republish(event, room="Sal B")
    assert settling.open_change(page) is None
