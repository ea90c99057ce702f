"""Suspicious posts: kept, counted nowhere, looked at by a person, released as if they came now or left to go."""
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from forms_app import quarantine, suspicion
from forms_app.mails import submission_received
from forms_app.models import FormPage, Submission
from forms_app.restriction import NotYours
from privacy.models import AuditEvent, FieldExpiry, OutboundMessage, SubjectKey
from privacy.roles import Role, group_of
from tests.factories import a_form_page, answers_to, key_of, question, send

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 2, 1, 11, tzinfo=UTC)
SPAM = "Great offers <a href='https://x.example'>here</a>"


@pytest.fixture
def page():
    kinds = [question("name"), question("email"), question("diet"), question("multiline", "Något mer?")]
    return a_form_page(*kinds, closes_on=date(2027, 2, 21), owner=colleague("eva", Role.EDITOR))


def colleague(name, *roles):
    user = get_user_model().objects.create_user(name, f"{name}@region.example", "x" * 20)
    user.groups.set([group_of(role) for role in roles])
    return user


def signed_in(user):
    browser = Client()
    browser.force_login(user)
    return browser


def sent(client, page, text=SPAM, **answers):
    with time_machine.travel(NOON, tick=False):
        given = answers_to(page, diet="jordnötter", **answers)
        response = send(client, page, given | {key_of(page, "multiline"): text})
    assert response.status_code == 303
    return response


def test_a_suspicious_post_is_kept_and_a_person_is_told_what_happens(client, page):
    response = sent(client, page)
    stored = Submission.objects.get()
    assert stored.quarantined_at == stored.received_at == NOON
    assert stored.rule.selector == "minor"
    assert SubjectKey.objects.filter(record=stored.pk).exists()
    assert not OutboundMessage.objects.exists()
    assert not FieldExpiry.objects.exists()
    with time_machine.travel(NOON + timedelta(minutes=1)):
        receipt = client.get(response["Location"]).content.decode()
    assert stored.reference in receipt
    assert "program" in receipt
    assert AuditEvent.objects.filter(action="submission.quarantined", subject_id=str(stored.pk)).exists()


def test_a_genuine_post_is_not_set_aside(client, page):
    sent(client, page, "Tack, vi kommer gärna. Läs mer på https://www.lovkojan.example/")
    assert Submission.objects.get().quarantined_at is None
    assert OutboundMessage.objects.count() == 1


def test_the_same_suspicious_post_twice_is_one(client, page):
    sent(client, page)
    sent(client, page)
    assert Submission.objects.count() == 1


def test_one_text_from_many_senders_is_set_aside_when_it_has_come_often(client, page):
    text = "We offer the best loans to people in your region and answer within the hour, day and night."
    for number in range(suspicion.OFTEN + 3):
        sent(client, page, text, email=f"a{number}@mail{number}.example", name=f"Anna {number}")
    assert Submission.objects.quarantined().count() == 3
    aside = Submission.objects.quarantined().first()
    assert quarantine.reasons(aside) == [suspicion.IN_WORDS[suspicion.Sign.SENT_OFTEN]]


def test_it_stands_in_no_list_and_no_number_and_gets_no_mail(client, page):
    sent(client, page)
    sent(client, page, "Tack!", email="heli@example.org")
    aside = Submission.objects.quarantined().get()
    assert [each.pk for each in Submission.objects.unrestricted()] != [aside.pk]
    assert Submission.objects.unrestricted().count() == 1
    assert submission_received(aside.pk, "sv") is None
    listed = signed_in(page.owner).get(reverse("forms_app_desk:list", args=[page.pk])).content.decode()
    assert aside.reference not in listed
    assert reverse("forms_app_desk:quarantine", args=[page.pk]) in listed


def test_who_looks_after_the_form_sees_the_list_and_opens_one_and_both_are_logged(client, page):
    sent(client, page)
    aside = Submission.objects.get()
    browser = signed_in(page.owner)
    listed = browser.get(reverse("forms_app_desk:quarantine", args=[page.pk])).content.decode()
    assert aside.reference in listed
    assert "Maj Lind" not in listed
    opened = browser.get(reverse("forms_app_desk:detail", args=[aside.pk])).content.decode()
    assert "Great offers" in opened
    assert "<a href='https://x.example'>" not in opened
    assert reverse("forms_app_desk:release", args=[aside.pk]) in opened
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"submissions.quarantine_opened", "submission.opened"} <= actions


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR, Role.ARCHIVIST, Role.DECISION_MAKER])
def test_others_see_nothing_of_it_and_release_nothing(client, page, role):
    sent(client, page)
    aside = Submission.objects.get()
    browser = signed_in(colleague("olle", role))
    for response in (
        browser.get(reverse("forms_app_desk:quarantine", args=[page.pk])),
        browser.post(reverse("forms_app_desk:release", args=[aside.pk])),
    ):
        assert response.status_code in (302, 403)
        assert "Maj Lind" not in response.content.decode()
    assert Submission.objects.get().quarantined_at
    assert AuditEvent.objects.filter(action__endswith=".refused").count() == 2


def test_the_data_protection_officer_reads_and_releases_nothing(client, page):
    sent(client, page)
    aside = Submission.objects.get()
    browser = signed_in(colleague("dia", Role.DATA_PROTECTION_OFFICER))
    opened = browser.get(reverse("forms_app_desk:detail", args=[aside.pk])).content.decode()
    assert "Great offers" in opened
    assert reverse("forms_app_desk:release", args=[aside.pk]) not in opened
    browser.post(reverse("forms_app_desk:release", args=[aside.pk]))
    assert Submission.objects.get().quarantined_at


def test_a_released_post_counts_as_if_it_came_now_and_keeps_its_time(client, page):
    sent(client, page)
    aside = Submission.objects.get()
    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        response = signed_in(page.owner).post(reverse("forms_app_desk:release", args=[aside.pk]))
    released = Submission.objects.unrestricted().get()
    assert response.status_code == 302
    assert released.received_at == NOON
    assert released.rule.selector == "record"
    assert released.due_on == date(2028, 2, 21)
    assert FieldExpiry.objects.filter(record=released.pk, key=key_of(page, "diet")).exists()
    assert OutboundMessage.objects.get(object_id=released.pk).kind == "submission_received"
    assert AuditEvent.objects.filter(action="submission.released", subject_id=str(released.pk)).count() == 1


def test_it_is_released_once(client, page):
    sent(client, page)
    aside = Submission.objects.get()
    quarantine.release(record=aside.pk, by=page.owner, now=NOON)
    with pytest.raises(quarantine.CannotRelease):
        quarantine.release(record=aside.pk, by=page.owner, now=NOON)
    assert OutboundMessage.objects.count() == 1


def test_a_form_that_has_closed_says_so_and_the_post_stays_where_it_is(client, page):
    sent(client, page)
    aside = Submission.objects.get()
    with time_machine.travel(datetime(2027, 3, 1, tzinfo=UTC)):
        browser = signed_in(page.owner)
        response = browser.post(reverse("forms_app_desk:release", args=[aside.pk]))
        told = browser.get(response.url).content.decode()
    assert "Formuläret tar inte emot fler svar" in told
    assert Submission.objects.get().quarantined_at
    assert not OutboundMessage.objects.exists()
    assert not AuditEvent.objects.filter(action="submission.released").exists()


def test_nobody_but_who_looks_after_the_form_releases(client, page):
    sent(client, page)
    with pytest.raises(NotYours):
        quarantine.release(record=Submission.objects.get().pk, by=colleague("otto", Role.ARCHIVIST), now=NOON)


def test_a_page_with_posts_that_are_set_aside_is_not_deleted(client, page):
    assert not FormPage.objects.get(pk=page.pk).deletion_refusals()
    sent(client, page)
    assert FormPage.objects.get(pk=page.pk).deletion_refusals()
