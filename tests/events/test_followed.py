"""Following up a programme: the day it is counted from, tasks, mails and notes, and how long all of it is kept."""
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from events import organising
from events.advice import advice_on_follow_ups
from events.followed import deeds, due, tasks
from events.models import FollowedFrom, FollowUpDeed
from events.moves import Deed
from forms_app.models import Submission, SubmittedPerson
from forms_app.record_views import record_views
from forms_app.restriction import NotYours
from privacy import outbox
from privacy.contracts import Refusal
from privacy.models import AuditEvent, OutboundMessage, RetentionRule
from privacy.roles import Role
from privacy.rule_templates import TEMPLATES, add
from tests.events.conftest import fresh
from tests.events.programmes import a_programme, joins
from tests.factories import an_officer, in_language

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
CERTIFICATE = date(2027, 3, 31)
SIX, EIGHTEEN, LAST = date(2027, 9, 30), date(2028, 9, 30), date(2030, 3, 31)


@pytest.fixture(autouse=True)
def _in_february(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def officer():
    return an_officer(Role.CASE_OFFICER)


@pytest.fixture
def desk(officer):
    browser = Client()
    browser.force_login(officer)
    return browser


@pytest.fixture
def programme(body):
    return a_programme()


@pytest.fixture
def library(programme):
    return joins(programme, "Byns bibliotek", "Ada Ahl")


def settle(programme, registration, by, on=CERTIFICATE):
    deeds.set_day(page=programme, record=registration.pk, on=on, by=by, now=timezone.now())


def first(programme, registration):
    [course] = due.courses_of(programme, timezone.now(), only=registration.pk)
    return course.followed[0]


def address(one):
    return tasks.address_of(one)


def todo(user):
    with translation.override("sv"):
        return [each.text for each in tasks.tasks_of(user)]


class TestWhenTheyAreDue:
    def test_they_are_counted_from_the_organisations_own_day(self, programme, library, officer):
        [course] = due.courses_of(programme, NOW)
        assert [each.day for each in course.followed] == [None, None, None]
        settle(programme, library, officer)
        [course] = due.courses_of(programme, NOW)
        assert [each.day for each in course.followed] == [SIX, EIGHTEEN, LAST]

    def test_a_day_that_is_common_counts_for_all_but_not_for_who_comes_after(self, programme, library, officer):
        settle(programme, library, officer)
        programme.follow_ups_from = date(2026, 7, 1)
        [course] = due.courses_of(programme, NOW)
        assert [each.day for each in course.followed] == [date(2028, 1, 1), date(2029, 7, 1)]

    def test_a_task_stands_four_weeks_ahead_and_then_says_that_it_is_late(
        self, programme, library, officer, time_machine
    ):
        settle(programme, library, officer)
        reference = library.submission.reference
        assert todo(officer) == []
        time_machine.move_to(datetime(2027, 9, 3, 12, tzinfo=UTC), tick=False)
        assert todo(officer) == [
            f"Delaktighetsmärket: följ upp {reference} den 30 september 2027: ”Hur går det?”."
        ]  # fmt: skip
        assert todo(an_officer(Role.ARCHIVIST)) == []
        time_machine.move_to(datetime(2027, 10, 1, 12, tzinfo=UTC), tick=False)
        assert "skulle ha gjorts den 30 september 2027" in todo(officer)[0]
        deeds.close(
            page=programme, record=library.pk, key=first(programme, library).row.translation_key, outcome="done",
            note="", by=officer, now=timezone.now(),
        )  # fmt: skip
        assert todo(officer) == []

    def test_many_are_one_task(self, programme, officer, time_machine):
        for number in range(6):
            settle(programme, joins(programme, f"Skola {number}", "Ada", email=f"s{number}@example.org"), officer)
        time_machine.move_to(datetime(2027, 10, 1, 12, tzinfo=UTC), tick=False)
        assert todo(officer) == ["Delaktighetsmärket: 6 uppföljningar ska göras. 6 är försenade."]

    def test_who_stands_in_no_list_or_has_cancelled_is_not_followed_up(self, programme, library, officer):
        settle(programme, library, officer)
        other = joins(programme, "Aspskolan", "Bo", email="bo@example.org")
        Submission.objects.filter(pk=library.pk).update(protected=True)
        organising.perform(Deed.CANCEL, page=programme, record=other.pk, by=officer, now=NOW)
        assert due.courses_of(programme, NOW) == []
        assert due.set_aside(programme) == 1


class TestTheMail:
    def test_it_is_drafted_in_her_language_sent_after_two_minutes_and_a_part_of_the_record(
        self, programme, library, desk, officer, time_machine
    ):
        settle(programme, library, officer)
        one = first(programme, library)
        shown = desk.get(address(one)).content.decode()
        for words in ("Sara Strand", "sara@example.org", "Ada Ahl", "Nu är det dags för uppföljningen ”Hur går det?”",
                      "Vi ringer och hör hur långt ni har kommit."):  # fmt: skip
            assert words in shown, words
        written = {"subject": "Hur går det?", "text": "Hej!\n\nHur långt har ni kommit?"}
        assert desk.post(address(one), {"act": "sent", **written}).status_code == 302
        OutboundMessage.objects.exclude(kind="programme_follow_up").delete()
        assert outbox.send_due(timezone.now()) == 0
        time_machine.move_to(NOW + timedelta(minutes=3), tick=False)
        assert 'value="undo"' not in desk.get(address(one)).content.decode()
        assert outbox.send_due(timezone.now()) == 1
        [letter] = mail.outbox
        assert letter.subject == f"{library.submission.reference}: Hur går det?"
        assert "Hur långt har ni kommit?" in letter.body
        assert "Se din anmälan" in letter.body
        [view] = record_views(Submission, [library.pk], "sv", opened=True)
        assert any("Hur långt har ni kommit?" in value for _term, value in view.facts)
        with pytest.raises(Refusal):
            deeds.undo(page=programme, record=library.pk, key=one.row.translation_key, by=officer)
        assert {each.action for each in AuditEvent.objects.filter(action__startswith="follow_up")} == {"follow_up.sent"}

    def test_in_finnish_it_is_drafted_in_finnish(self, programme, desk, officer, finnish):
        served = in_language(programme, "fi", {"Hur går det?": "Miten menee?"})
        one_of_them = joins(programme, "Kylän kirjasto", "Aune", served=served)
        settle(programme, one_of_them, officer)
        shown = desk.get(address(first(programme, one_of_them))).content.decode()
        assert "Nyt on seurannan aika: ”Miten menee?”" in shown

    def test_within_two_minutes_it_is_undone_and_waits_again(self, programme, library, desk, officer):
        settle(programme, library, officer)
        one = first(programme, library)
        desk.post(address(one), {"act": "sent", "subject": "Fel", "text": "Fel brev"})
        assert desk.post(address(one), {"act": "undo"}).status_code == 302
        assert not OutboundMessage.objects.filter(kind="programme_follow_up").exists()
        assert not FollowUpDeed.objects.exists()
        desk.post(address(one), {"act": "sent", "subject": "Rätt", "text": "Rätt brev"})
        assert OutboundMessage.objects.filter(kind="programme_follow_up").count() == 1

    @pytest.mark.parametrize("posted", [{"subject": "", "text": "Hej"}, {"subject": "Hej", "text": " "}])
    def test_an_empty_mail_is_not_sent_and_what_was_written_stays(self, programme, library, desk, officer, posted):
        settle(programme, library, officer)
        answer = desk.post(address(first(programme, library)), {"act": "sent", **posted})
        assert answer.status_code == 200
        assert "Skriv något här" in answer.content.decode()
        assert not FollowUpDeed.objects.exists()

    def test_without_a_mail_it_is_noted_once_and_a_colleague_who_is_late_is_told(
        self, programme, library, desk, officer
    ):
        settle(programme, library, officer)
        one = first(programme, library)
        posted = {"act": "done", "note": "Vi sågs den 12 september."}
        assert desk.post(address(one), posted).status_code == 302
        assert desk.post(address(one), posted).status_code == 409
        assert "Vi sågs den 12 september." in desk.get(address(one)).content.decode()
        assert desk.post(address(one), {"act": "undo"}).status_code == 302
        assert not FollowUpDeed.objects.exists()

    def test_without_an_address_there_is_no_mail(self, programme, officer):
        somebody = joins(programme, "Byn", "Ada", email="")
        settle(programme, somebody, officer)
        with pytest.raises(Refusal):
            deeds.send(
                page=programme, record=somebody.pk, key=first(programme, somebody).row.translation_key, subject="Hej",
                text="Hej", by=officer, now=NOW,
            )  # fmt: skip

    def test_those_who_only_read_do_nothing(self, programme, library):
        with pytest.raises(NotYours):
            settle(programme, library, an_officer(Role.DATA_PROTECTION_OFFICER))
        assert not FollowedFrom.objects.exists()


class TestTheList:
    def test_days_are_set_for_several_at_once_and_only_those_that_were_changed(self, programme, library, desk):
        other = joins(programme, "Aspskolan", "Bo", email="bo@example.org")
        way = reverse("events_desk:follow_ups", args=[programme.pk])
        assert "När er plan är godkänd." in desk.get(way).content.decode()
        desk.post(way, {f"day-{library.pk}": "2027-03-31", f"was-{library.pk}": "",
                        f"day-{other.pk}": "31/3", f"was-{other.pk}": ""})  # fmt: skip
        assert dict(FollowedFrom.objects.values_list("registration", "on")) == {library.pk: CERTIFICATE}
        assert "30 september 2027" in desk.get(way).content.decode()
        desk.post(way, {f"day-{library.pk}": "", f"was-{library.pk}": "2027-03-31"})
        assert not FollowedFrom.objects.exists()


def kept(registration):
    record = Submission.objects.get(pk=registration.pk)
    persons = SubmittedPerson.objects.filter(submission=registration.pk)
    return {each.due_on for each in (record, *persons)}


class TestHowLongItIsKept:
    @pytest.fixture(autouse=True)
    def _rule(self, body):
        activity = RetentionRule.objects.first().activity
        RetentionRule.objects.filter(selector="record").update(period="P2Y")
        self.activity = activity

    def add_the_rule(self):
        [template] = [each for each in TEMPLATES if each.name == "follow_up"]
        add(activity=self.activity, template=template, by=None)

    def test_the_editor_is_told_when_it_is_kept_shorter_than_it_is_followed_up(self, programme):
        with translation.override("sv"):
            [advice] = advice_on_follow_ups(programme, date(2027, 2, 1))
        assert "sparas till 1 februari 2029 men följs upp åtminstone till 1 februari 2030" in advice.text
        self.add_the_rule()
        assert list(advice_on_follow_ups(fresh(programme), date(2027, 2, 1))) == []

    def test_it_waits_for_the_day_then_lasts_a_year_after_the_last_follow_up(self, programme, officer):
        self.add_the_rule()
        library = joins(fresh(programme), "Byns bibliotek", "Ada Ahl")
        assert kept(library) == {None}
        settle(programme, library, officer)
        assert kept(library) == {date(2031, 3, 31)}
        settle(programme, library, officer, on=None)
        assert kept(library) == {None}

    def test_a_day_that_is_common_counts_from_the_first(self, programme):
        self.add_the_rule()
        draft = programme.get_latest_revision_as_object()
        draft.follow_ups_from = CERTIFICATE
        draft.save_revision().publish()
        assert kept(joins(fresh(programme), "Byns bibliotek", "Ada Ahl")) == {date(2031, 3, 31)}

    def test_who_cancels_waits_for_no_follow_up(self, programme, officer):
        self.add_the_rule()
        library = joins(fresh(programme), "Byns bibliotek", "Ada Ahl")
        organising.perform(Deed.CANCEL, page=fresh(programme), record=library.pk, by=officer, now=NOW)
        assert tasks.let_go_of_the_ended(NOW) == 1
        assert kept(library) == {date(2029, 2, 1)}
        assert tasks.let_go_of_the_ended(NOW) == 0
