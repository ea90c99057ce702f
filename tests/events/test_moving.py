"""An event that is moved or cancelled: what changed is kept, people are told once, in their language, or not at all."""
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import GroupApprovalTask, TaskState, Workflow, WorkflowTask

from events import organising, own, settling, still_coming
from events.desk import changes
from events.models import EventChange, EventPage, Occasion, Registration
from events.moves import Act, Deed
from events.old_texts import old_texts
from home.models import Place
from privacy import outbox
from privacy.contracts import Refusal
from privacy.models import AuditEvent, OutboundMessage
from privacy.roles import Role
from tests.events.conftest import fresh, register, republish
from tests.events.visiting import files_of, own_link
from tests.factories import an_officer
from tests.journeys.editor import Editor

pytestmark = pytest.mark.django_db
OPEN = datetime(2026, 11, 1, 12, tzinfo=UTC)
#: Whoever has registered before the change is told of it: the change is made when the test runs.
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
NEW_DAY = date(2027, 3, 6)
SWEDISH_LEAD = "Välkommen lördag 27 februari 2027 kl. 10.05 till Stadsbiblioteket."
FINNISH_LEAD = "Tervetuloa lauantaina 27. helmikuuta 2027 klo 10.05."


def come(page, number, served=None):
    record = register(page, served, now=OPEN, name=f"Deltagare {number}", email=f"deltagare{number}@example.org")
    return Registration.objects.get(pk=record.pk)


def moved_with(seminar, finnish_page, number):
    """The seminar, whose leads name its day, with so many registrations in two languages; then it is moved a week."""
    draft = seminar.get_latest_revision_as_object()
    draft.lead = SWEDISH_LEAD
    draft.save_revision().publish()
    EventPage.objects.filter(pk=finnish_page.pk).update(lead=FINNISH_LEAD)
    page = fresh(seminar)
    for each in range(number):
        come(page, each, fresh(finnish_page) if each % 4 == 0 else None)
    all_sent()
    return republish(page, first_day=NEW_DAY, start_time=time(13))


@pytest.fixture
def moved(seminar, seminar_in_finnish):
    """With four registrations, one of them in Finnish."""
    return moved_with(seminar, seminar_in_finnish, 4)


def all_sent():
    """Everything that was queued before has gone out."""
    OutboundMessage.objects.update(state="sent", finished_at=OPEN)


def told():
    return OutboundMessage.objects.filter(kind__in=[settling.MOVED, settling.CANCELLED])


def tell(page, now=NOW, **sentences):
    newest = EventChange.objects.of_event(page.translation_key).last()
    return settling.tell(page=page, seen=newest.pk, sentences=sentences, by=None, now=now)


def cancel_all(page):
    return republish(page, status="cancelled")


def desk(page, name="change"):
    return reverse(f"events_desk:{name}", args=[page.pk])


@pytest.fixture
def officer(client):
    """The case officer, signed in, with the admin in Swedish."""
    client.force_login(an_officer(Role.CASE_OFFICER))
    return client


def states():
    return set(Registration.objects.values_list("state", flat=True))


class TestFortyInTwoLanguages:
    def test_the_page_lists_both_leads_and_each_gets_one_mail_with_the_new_time(
        self, seminar, seminar_in_finnish, officer
    ):
        page = moved_with(seminar, seminar_in_finnish, 40)
        shown = officer.get(desk(page)).content.decode()
        for words in ("lördag 27 februari", "lauantaina 27. helmikuuta", "10.05", "Berätta för 40 personer"):
            assert words in shown, words
        newest = EventChange.objects.get().pk
        posted = {"act": "tell", "seen": newest, "sentence-sv": "Salen är upptagen.", "sentence-fi": "Sali on varattu."}
        assert officer.post(desk(page), posted).status_code == 302
        later = timezone.now() + settling.UNDO_LASTS + timedelta(seconds=5)
        assert outbox.send_due(later - timedelta(minutes=1)) == 0
        assert outbox.send_due(later) == 40
        finnish = [each for each in mail.outbox if "tietoja on muuttunut" in each.subject]
        swedish = [each for each in mail.outbox if "något har ändrats" in each.subject]
        assert (len(swedish), len(finnish), len({each.to[0] for each in mail.outbox})) == (30, 10, 40)
        assert all("Salen är upptagen." in each.body and "lördag 6 mars 2027" in each.body for each in swedish)
        new = "lauantaina 6. maaliskuuta 2027"
        assert all("Sali on varattu." in each.body and new in each.body for each in finnish)
        for each in mail.outbox:
            [entry] = Calendar.from_ical(each.attachments[0][1]).walk("VEVENT")
            assert (entry.decoded("DTSTART").date(), entry["SEQUENCE"]) == (NEW_DAY, 1)


class TestWhatIsKept:
    def test_a_moved_event_is_one_change_with_old_and_new(self, moved):
        [change] = EventChange.objects.all()
        [occasion] = change.occasions
        assert (occasion["old"]["first_day"], occasion["new"]["first_day"]) == ("2027-02-27", "2027-03-06")
        assert change.settled_at is None

    def test_it_is_told_in_words_of_each_language(self, moved):
        change = settling.open_change(moved)
        [swedish], [finnish] = change.in_words("sv"), change.in_words("fi")
        assert [(each.term, each.old, each.new) for each in swedish.lines] == [
            ("När", "lördag 27 februari 2027 kl. 10.05–15", "lördag 6 mars 2027 kl. 13–15")
        ]
        assert finnish.lines[0].new == "lauantaina 6. maaliskuuta 2027 klo 13–15"

    def test_a_change_of_a_typo_keeps_nothing(self, seminar):
        come(seminar, 1)
        draft = seminar.get_latest_revision_as_object()
        draft.lead = "En dag om läsning!"
        draft.save_revision().publish()
        assert EventChange.objects.count() == 0

    def test_nobody_registered_keeps_nothing(self, seminar):
        republish(seminar, first_day=NEW_DAY)
        assert EventChange.objects.count() == 0

    def test_another_place_and_room_are_told(self, seminar):
        come(seminar, 1)
        place = Place.objects.create(
            name="Kulturhuset", street_address="Torget 2", city="Björkdal", locale=seminar.locale, live=True
        )
        page = republish(seminar, place=place, room="Stora salen")
        [occasion] = settling.open_change(page).in_words("sv")
        [line] = occasion.lines
        assert line.old == "Stadsbiblioteket, Sal A, Lövgatan 1, 123 45 Björkdal"
        assert line.new == "Kulturhuset, Stora salen, Torget 2, Björkdal"

    def test_a_room_whose_word_nobody_has_translated_yet_is_told_as_it_is_called(self, moved):
        page = republish(moved, room="Stora salen")
        change = settling.open_change(page)
        [finnish] = change.in_words("fi")
        assert finnish.lines[1].new.startswith("Stadsbiblioteket, Stora salen")
        found = old_texts(change, an_officer(Role.ADMINISTRATOR))
        assert ("fi", ["Sal A"]) in [(each.language, each.said) for each in found]

    def test_what_is_changed_twice_is_told_from_what_people_know(self, moved):
        page = republish(moved, first_day=date(2027, 3, 13))
        [occasion] = settling.open_change(page).in_words("sv")
        assert occasion.lines[0].old.startswith("lördag 27 februari")
        assert occasion.lines[0].new.startswith("lördag 13 mars")

    def test_what_is_changed_back_is_not_told(self, moved):
        page = republish(moved, first_day=date(2027, 2, 27), start_time=time(10, 5))
        assert settling.open_change(page) is None
        with pytest.raises(Refusal):
            tell(page)

    def test_who_registers_after_the_change_knows_it_already(self, moved):
        tomorrow = timezone.now() + timedelta(days=1)
        register(moved, now=tomorrow, name="Sen", email="sen@example.org")
        assert Registration.objects.live().count() == 5
        assert settling.concerned(settling.open_change(moved)).count() == 4

    def test_what_is_put_right_afterwards_moves_nobody(self, seminar):
        come(seminar, 1)
        page = republish(seminar, first_day=date(2026, 11, 20))
        EventChange.objects.all().delete()
        republish(page, first_day=date(2026, 11, 21))
        assert EventChange.objects.count() == 0


class TestTelling:
    def test_nothing_is_told_twice(self, moved):
        assert tell(moved) == 4
        with pytest.raises(Refusal):
            tell(moved)
        assert told().count() == 4

    def test_what_has_changed_again_must_be_looked_at_again(self, moved):
        seen = EventChange.objects.get().pk
        page = republish(moved, first_day=date(2027, 3, 13))
        with pytest.raises(Refusal):
            settling.tell(page=page, seen=seen, sentences={}, by=None, now=NOW)
        assert told().count() == 0

    def test_it_can_be_undone_for_two_minutes_and_then_told_anew(self, moved):
        tell(moved)
        assert settling.undo(page=moved, by=None, now=NOW + timedelta(seconds=119)) == 4
        assert told().count() == 0
        assert tell(moved) == 4
        with pytest.raises(Refusal):
            settling.undo(page=moved, by=None, now=NOW + timedelta(seconds=120))
        assert told().count() == 4

    def test_telling_nobody_needs_a_reason_and_settles_it(self, moved):
        seen = EventChange.objects.get().pk
        with pytest.raises(Refusal):
            settling.leave(page=moved, seen=seen, reason=" ", by=None, now=NOW)
        settling.leave(page=moved, seen=seen, reason="Jag har ringt alla.", by=None, now=NOW)
        assert settling.open_change(moved) is None
        assert told().count() == 0

    def test_every_decision_is_in_the_audit(self, moved):
        tell(moved)
        settling.undo(page=moved, by=None, now=NOW)
        settling.leave(page=moved, seen=EventChange.objects.get().pk, reason="Ringt", by=None, now=NOW)
        found = AuditEvent.objects.filter(action__startswith="change.").order_by("at")
        assert [each.action for each in found] == ["change.told", "change.undone", "change.left"]

    def test_who_cancels_meanwhile_gets_no_mail_about_the_new_time(self, moved):
        tell(moved)
        gone = Registration.objects.order_by("pk").first()
        own.perform(Act.CANCEL, record=gone.pk, now=NOW)
        outbox.send_due(NOW + timedelta(minutes=5))
        assert sorted(told().values_list("state", flat=True)) == ["dropped", "sent", "sent", "sent"]


class TestCancelling:
    def test_the_whole_event_cancels_every_registration_and_the_waiting_list(self, seminar):
        draft = seminar.get_latest_revision_as_object()
        draft.capacity = 1
        draft.save_revision().publish()
        page = fresh(seminar)
        first, second = come(page, 1), come(page, 2)
        assert (first.state, second.state) == ("confirmed", "waiting")
        all_sent()
        page = cancel_all(page)
        assert states() == {"cancelled_by_organiser"}
        assert told().count() == 0
        assert tell(page) == 2
        outbox.send_due(NOW + timedelta(minutes=5))
        to_her = next(each for each in mail.outbox if each.to == ["deltagare1@example.org"])
        calendar = Calendar.from_ical(to_her.attachments[0][1])
        assert (calendar["METHOD"], calendar.walk("VEVENT")[0]["STATUS"]) == ("CANCEL", "CANCELLED")
        assert [each.kind for each in told()] == ["registration_event_cancelled"] * 2

    def test_nobody_who_cancelled_before_is_told(self, seminar):
        first, second = come(seminar, 1), come(seminar, 2)
        own.perform(Act.CANCEL, record=first.pk, now=OPEN)
        page = cancel_all(seminar)
        assert list(settling.concerned(settling.open_change(page))) == [second]


class TestTheDesk:
    def test_whoever_publishes_another_time_in_the_editor_is_led_to_the_page(self, seminar):
        come(seminar, 1)
        user = an_officer(Role.EDITOR)
        an_officer(Role.CASE_OFFICER, user.username)
        at_the_desk = Editor(user.username)
        at_the_desk.edit(seminar)
        at_the_desk.write_body()
        at_the_desk.fill(lead="En hel dag om läsning.")
        answer = at_the_desk.send("action-publish")
        assert answer.headers["Location"] == reverse("wagtailadmin_explore", args=[seminar.get_parent().pk])
        at_the_desk.edit(seminar)
        at_the_desk.write_body()
        at_the_desk.fill(**{"occasions-0-first_day": "2027-03-06"})
        answer = at_the_desk.send("action-publish")
        assert answer.headers["Location"] == desk(seminar)
        assert EventChange.objects.get().made_by == user

    def test_it_is_for_those_who_handle_the_page(self, moved):
        user = an_officer(Role.CASE_OFFICER)
        assert changes.waits_for(user, moved)
        assert not changes.waits_for(an_officer(Role.EDITOR, "another"), moved)
        settling.leave(page=moved, seen=EventChange.objects.get().pk, reason="Ringt", by=None, now=NOW)
        assert not changes.waits_for(user, moved)

    def test_it_waits_at_the_desk_until_it_is_decided(self, moved, officer):
        words = "4 personer har inte fått veta om ändringen"
        assert words in officer.get(reverse("forms_app_desk:index")).content.decode()
        tell(moved)
        assert words not in officer.get(reverse("forms_app_desk:index")).content.decode()

    def test_the_mail_is_shown_with_the_own_sentence_and_nothing_is_stored(self, moved, officer):
        before = told().count(), Registration.objects.count()
        posted = {"act": "look", "seen": EventChange.objects.get().pk, "sentence-sv": "Salen är upptagen."}
        shown = officer.post(desk(moved), posted).content.decode()
        assert shown.count("Salen är upptagen.") > 1
        assert (told().count(), Registration.objects.count()) == before
        assert EventChange.objects.get().settled_at is None

    def test_a_sentence_too_long_is_refused_and_kept(self, moved, officer):
        posted = {"act": "tell", "seen": EventChange.objects.get().pk, "sentence-sv": "x" * 501}
        shown = officer.post(desk(moved), posted)
        assert "x" * 501 in shown.content.decode()
        assert told().count() == 0

    def test_what_has_changed_again_is_shown_anew_with_what_was_written(self, moved, officer):
        seen = EventChange.objects.get().pk
        republish(moved, first_day=date(2027, 3, 13))
        posted = {"act": "tell", "seen": seen, "sentence-sv": "Salen är upptagen."}
        shown = officer.post(desk(moved), posted)
        assert "lördag 13 mars" in shown.content.decode()
        assert told().count() == 0
        again = {**posted, "seen": shown.context["form"]["seen"].value()}
        assert officer.post(desk(moved), again).status_code == 302
        assert told().count() == 4

    def test_it_can_be_undone_with_a_button(self, moved, officer):
        officer.post(desk(moved), {"act": "tell", "seen": EventChange.objects.get().pk})
        assert "Ångra" in officer.get(desk(moved)).content.decode()
        officer.post(desk(moved, "undo_change"))
        assert told().count() == 0
        assert "Berätta för 4 personer" in officer.get(desk(moved)).content.decode()

    def test_a_cancelled_event_shows_the_mail_that_says_so(self, seminar, officer):
        come(seminar, 1)
        shown = officer.get(desk(cancel_all(seminar))).content.decode()
        assert "Det blir inte av" in shown
        assert "Berätta för 1 person" in shown


class TestCanYouStillCome:
    @pytest.fixture
    def asked(self, moved):
        newest = EventChange.objects.of_event(moved.translation_key).last()
        settling.tell(page=moved, seen=newest.pk, sentences={}, by=None, now=NOW, asks=True)
        return moved

    def test_the_mail_asks_in_her_language_and_her_page_takes_yes_or_no_by_post_alone(self, asked, client, officer):
        outbox.send_due(NOW + timedelta(minutes=5))
        swedish = [each for each in mail.outbox if "Kan du fortfarande komma?" in each.body]
        [finnish] = [each for each in mail.outbox if "Pääsetkö edelleen tulemaan?" in each.body]
        assert len(swedish) == 3
        yes, no = own_link(swedish[0]), own_link(finnish)
        shown = client.get(yes).content.decode()
        assert f"{yes}still-coming/" in shown
        assert "Kan du fortfarande komma?" in client.get(f"{yes}still-coming/").content.decode()
        client.head(f"{yes}still-coming/")
        assert Registration.objects.exclude(still_coming_at=None).count() == 0
        headers = {"Sec-Fetch-Site": "same-origin"}
        assert client.post(f"{yes}still-coming/", headers=headers).status_code == 303
        assert client.post(f"{yes}still-coming/", headers=headers).status_code == 409
        assert client.post(f"{no}cancel/", headers=headers).status_code == 303
        assert f"{yes}still-coming/" not in client.get(yes).content.decode()

        found = still_coming.answers(asked, NOW)
        assert {name: each.number for name, each in found.items()} == {"yes": 1, "no": 1, "not_yet": 2}
        page = officer.get(desk(asked)).content.decode()
        assert "Har inte svarat" in page
        assert page.count("Deltagare ") >= 4
        assert AuditEvent.objects.filter(action="registrations.still_coming_opened").count() == 1
        states = sorted(Registration.objects.values_list("state", flat=True))
        assert states == ["cancelled_by_registrant", "confirmed", "confirmed", "confirmed"]

    def test_undone_nobody_has_been_asked(self, asked):
        assert Registration.objects.exclude(asked_at=None).count() == 4
        settling.undo(page=asked, by=None, now=NOW)
        assert Registration.objects.exclude(asked_at=None).count() == 0

    def test_a_second_change_asks_anew(self, asked):
        Registration.objects.update(still_coming_at=NOW)
        page = republish(asked, first_day=date(2027, 3, 13))
        newest = EventChange.objects.of_event(page.translation_key).last()
        later = NOW + timedelta(days=1)
        settling.tell(page=page, seen=newest.pk, sentences={}, by=None, now=later, asks=True)
        assert still_coming.answers(page, later)["not_yet"].number == 4

    def test_the_desk_asks_when_the_box_is_ticked(self, moved, officer):
        posted = {"act": "look", "seen": EventChange.objects.get().pk, "asks": "on"}
        assert "Kan du fortfarande komma?" in officer.post(desk(moved), posted).content.decode()
        assert Registration.objects.exclude(asked_at=None).count() == 0
        officer.post(desk(moved), {**posted, "act": "tell"})
        assert (EventChange.objects.get().asks, Registration.objects.exclude(asked_at=None).count()) == (True, 4)

    def test_nobody_is_asked_to_come_to_what_is_cancelled(self, seminar, officer):
        come(seminar, 1)
        page = cancel_all(seminar)
        assert "name=\"asks\"" not in officer.get(desk(page)).content.decode()
        officer.post(desk(page), {"act": "tell", "seen": EventChange.objects.get().pk, "asks": "on"})
        assert Registration.objects.exclude(asked_at=None).count() == 0


class TestAnOccasionIsRemoved:
    def test_the_file_takes_just_that_one_out_of_her_calendar(self, seminar):
        draft = seminar.get_latest_revision_as_object()
        draft.occasions.add(Occasion(first_day=date(2027, 4, 17), start_time=time(9), sort_order=9))
        draft.save_revision().publish()
        page = fresh(seminar)
        kept, removed = page.occasions.order_by("first_day")
        come(page, 1)
        outbox.send_due(NOW)
        mail.outbox.clear()
        draft = page.get_latest_revision_as_object()
        draft.occasions.remove(next(each for each in draft.occasions.all() if each.first_day.month == 4))
        draft.save_revision().publish()
        page = fresh(page)
        tell(page)
        outbox.send_due(NOW + timedelta(minutes=5))
        [letter] = mail.outbox
        files = {str(each.walk("VEVENT")[0]["UID"]): each for each, _kind in files_of(letter)}
        assert str(files[f"{kept.translation_key}@kallelse"]["METHOD"]) == "REQUEST"
        taken_out = files[f"{removed.translation_key}@kallelse"]
        assert str(taken_out["METHOD"]) == "CANCEL"
        [entry] = taken_out.walk("VEVENT")
        assert entry["SEQUENCE"] > removed.sequence
        assert entry.decoded("DTSTART").date() == date(2027, 4, 17)
        assert "Det blir inte av" in letter.body


class TestSetBack:
    @pytest.fixture
    def revived(self, seminar):
        """Cancelled, told, and set back."""
        come(seminar, 1), come(seminar, 2)
        page = cancel_all(seminar)
        tell(page)
        outbox.send_due(NOW + timedelta(minutes=5))
        mail.outbox.clear()
        return republish(page, status="planned")

    def test_nobody_is_registered_again_but_the_page_says_so_and_offers_to_tell(self, revived, officer):
        assert states() == {"cancelled_by_organiser"}
        shown = officer.get(desk(revived)).content.decode()
        assert "Evenemanget blir av ändå" in shown
        assert "Berätta för 2 personer" in shown
        officer.post(desk(revived), {"act": "tell", "seen": EventChange.objects.last().pk})
        outbox.send_due(timezone.now() + timedelta(minutes=5))
        assert len(mail.outbox) == 2
        assert all("blir av ändå" in each.subject and "anmäler du dig på nytt" in each.body for each in mail.outbox)
        assert all(revived.full_url in each.body for each in mail.outbox)
        assert states() == {"cancelled_by_organiser"}

    def test_set_back_before_anybody_was_told_still_has_to_be_told(self, seminar):
        come(seminar, 1)
        page = republish(cancel_all(seminar), status="planned")
        change = settling.open_change(page)
        assert (change.is_revived, settling.concerned(change).count()) == (True, 1)

    def test_whose_registration_was_cancelled_by_itself_is_not_told(self, seminar):
        first, second = come(seminar, 1), come(seminar, 2)
        organising.perform(Deed.CANCEL, page=seminar, record=first.pk, by=an_officer(Role.CASE_OFFICER), now=OPEN)
        page = republish(cancel_all(seminar), status="planned")
        assert list(settling.concerned(settling.open_change(page))) == [second]


class TestPublishedByItself:
    def test_what_is_published_at_its_time_waits_at_the_desk(
        self, seminar, officer, django_capture_on_commit_callbacks
    ):
        come(seminar, 1)
        draft = seminar.get_latest_revision_as_object()
        first = draft.occasions.all()[0]
        first.first_day = NEW_DAY
        draft.occasions.add(first)
        draft.go_live_at = timezone.now() + timedelta(minutes=5)
        draft.save_revision().publish()
        assert EventChange.objects.count() == 0
        with time_machine.travel(timezone.now() + timedelta(minutes=10)):
            with django_capture_on_commit_callbacks(execute=True):
                call_command("publish_scheduled")
        assert fresh(seminar).occasions.first().first_day == NEW_DAY
        words = "1 person har inte fått veta om ändringen"
        assert words in officer.get(reverse("forms_app_desk:index")).content.decode()
        assert "lördag 6 mars" in officer.get(desk(seminar)).content.decode()

    def test_what_somebody_else_approves_waits_at_the_desk(self, seminar, officer):
        come(seminar, 1)
        draft = seminar.get_latest_revision_as_object()
        first = draft.occasions.all()[0]
        first.first_day = NEW_DAY
        draft.occasions.add(first)
        draft.save_revision(user=an_officer(Role.EDITOR))
        workflow = Workflow.objects.create(name="Granskning")
        task = GroupApprovalTask.objects.create(name="Chef")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
        workflow.start(fresh(seminar), an_officer(Role.EDITOR))
        assert EventChange.objects.count() == 0
        TaskState.objects.get().approve(user=an_officer(Role.ADMINISTRATOR))
        assert fresh(seminar).occasions.first().first_day == NEW_DAY
        assert "1 person har inte" in officer.get(reverse("forms_app_desk:index")).content.decode()
