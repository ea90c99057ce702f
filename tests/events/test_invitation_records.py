"""An invitation is a record about a person: let go after the event, found, shown, corrected and erased like others."""
from datetime import UTC, date, datetime, time

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone

from events.invitations import answering
from events.invitations.holding import Invitations
from events.models import Invitation, InvitationLink, Registration
from forms_app.models import Submission
from privacy import registry
from privacy.contracts import Refusal
from privacy.disposal import runs
from privacy.models import RetentionRule, SubjectKey
from privacy.roles import Role
from privacy.rule_templates import OF_INVITATIONS
from tests.events.conftest import fresh, republish
from tests.events.inviting import SOURCE, answer_no, answer_yes, invite, link_to, send
from tests.events.programmes import a_programme
from tests.events.visiting import everything_stored
from tests.factories import an_officer, arm
from tests.journeys.rights import Office

pytestmark = pytest.mark.django_db
MAJA, LI, TOR = "maja@example.org", "li@example.org", "tor@example.org"


@pytest.fixture(autouse=True)
def ledger(tmp_path):
    """A ledger file of the test's own."""
    with override_settings(KALLELSE_LEDGER=tmp_path / "ledger.jsonl"):
        yield


@pytest.fixture
def event(seminar):
    """The seminar, whose rules are armed, that on invitations too."""
    RetentionRule.objects.create(activity=seminar.section.activity, **OF_INVITATIONS)
    arm(seminar.section.activity)
    return fresh(seminar)


def dispose(page, now):
    controller = page.section.controller
    return runs.dispose(
        controller=controller, as_of=controller.local_date(now), by=an_officer(Role.CASE_OFFICER),
        approver=an_officer(Role.ARCHIVIST), now=now,
    )  # fmt: skip


def test_seven_days_after_the_event_a_run_takes_the_invitations_and_leaves_the_registration(event, client):
    invite(event, f"Maja Ström <{MAJA}>", f"Li Ek <{LI}>", f"Tor Aho <{TOR}>")
    send(event)
    links = {address: link_to(address) for address in (MAJA, LI, TOR)}
    assert all("Inbjudan sparas till 6 mars 2027" in str(each.body) for each in mail.outbox)
    answer_yes(client, links[MAJA])
    answer_no(client, links[LI])
    with pytest.raises(runs.NothingIsDue):
        dispose(event, datetime(2027, 3, 6, 12, tzinfo=UTC))
    assert Invitation.objects.count() == 3
    dispose(event, datetime(2027, 3, 7, 12, tzinfo=UTC))
    assert (Invitation.objects.count(), InvitationLink.objects.count()) == (0, 0)
    assert Registration.objects.count() == Submission.objects.count() == 1
    assert client.get(links[TOR]).status_code == 404
    assert answering.find(links[TOR].split("/")[-2]) is None
    stored = everything_stored()
    assert stored
    assert not any(TOR in row or "Tor Aho" in row for table in stored.values() for row in table)


def test_a_case_finds_shows_and_erases_an_invitation():
    office = Office.of("SE")
    armed = office.controller.activities.get().rules.get(selector="minor")
    RetentionRule.objects.create(
        activity=armed.activity, authority=armed.authority, armed_at=armed.armed_at, **OF_INVITATIONS
    )
    event = office.event("Dagen", date(2027, 5, 5))
    invite(event, f"Maja Ström\tByns bibliotek\t{MAJA}")
    invite(event, TOR)
    now = timezone.now()
    access = office.ask("access", "sv", now, name="Maja Ström", addresses=[("email", MAJA)])
    assert access.items.filter(holding="events.invitations").exists()
    [view] = Invitations().views([Invitation.objects.get(email=MAJA).pk], "sv", opened=True)
    assert [each.words for each in view.fields] == [("Maja Ström",), ("Byns bibliotek",), (MAJA,)]
    assert ("Varifrån adressen kommer", SOURCE) in view.facts
    office.finish(access, now)
    erasure = office.ask("erasure", "sv", now, name="Maja Ström", addresses=[("email", MAJA)])
    hers = erasure.items.filter(holding="events.invitations")
    assert set(hers.values_list("outcome", "reason")) == {("erased", "minor")}
    office.finish(erasure, now)
    assert list(Invitation.objects.values_list("email", flat=True)) == [TOR]


def test_values_are_corrected_beside_what_stood_there_and_erased_by_themselves(event):
    [invitation] = invite(event, f"Maja Ström <{MAJA}>")
    holding, now = registry.holding_of("events.invitations"), timezone.now()
    holding.correct(invitation.pk, "email", "maja.strom@example.org", by=None, why="case:2026-1", now=now)
    [view] = holding.views([invitation.pk], "sv", opened=True)
    assert view.fields[2].words == ("maja.strom@example.org",)
    assert MAJA in view.fields[2].note
    assert SubjectKey.objects.filter(record=invitation.pk).count() == 2
    assert holding.search("maja@EXAMPLE.org") == [invitation.pk]
    for key, value in (("email", "fel"), ("name", "x" * 300), ("source", "x")):
        with pytest.raises(Refusal):
            holding.correct(invitation.pk, key, value, by=None, why="case:2026-1", now=now)
    holding.blank([invitation.pk], ["name", "email"], cause="case:2026-1")
    [view] = holding.views([invitation.pk], "sv", opened=True)
    assert [str(each.state) for each in view.fields] == ["erased", "empty", "erased"]
    assert not SubjectKey.objects.filter(record=invitation.pk).exists()
    assert holding.search("maja") == []


def test_who_is_restricted_is_opened_by_no_link(event, client):
    [invitation] = invite(event, MAJA)
    send(event)
    link = link_to(MAJA)
    assert client.get(link).status_code == 200
    registry.holding_of("events.invitations").restrict([invitation.pk], timezone.now())
    assert client.get(link).status_code == 404


def test_an_invitation_to_a_programme_without_a_day_is_not_kept_for_ever():
    page = a_programme()
    RetentionRule.objects.create(activity=page.section.activity, **OF_INVITATIONS)
    arm(page.section.activity)
    [invited] = invite(fresh(page), f"Maja Ström <{MAJA}>", now=datetime(2027, 2, 1, 12, tzinfo=UTC))
    assert (invited.due_on, invited.retention_state) == (date(2029, 2, 8), "scheduled")
    with pytest.raises(runs.NothingIsDue):
        dispose(page, datetime(2029, 2, 8, 12, tzinfo=UTC))
    dispose(page, datetime(2029, 2, 9, 12, tzinfo=UTC))
    assert not Invitation.objects.exists()


def test_an_invitation_counts_from_the_event_once_that_has_a_day(event):
    event.occasions.update(precision="undecided", first_day=None, start_time=None, last_day=None, end_time=None)
    page = fresh(event)
    [invited] = invite(page, f"Maja Ström <{MAJA}>", now=datetime(2027, 1, 11, 12, tzinfo=UTC))
    assert invited.due_on == date(2029, 1, 18)
    republish(page, precision="exact", first_day=date(2027, 3, 9), start_time=time(10))
    invited.refresh_from_db()
    assert invited.due_on == date(2027, 3, 16)
