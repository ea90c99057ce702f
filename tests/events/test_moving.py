"""An event that is moved or cancelled: what changed is kept, people are told once, in their language, or not at all."""
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from events import own, settling
from events.desk import changes
from events.models import EventChange, EventPage, Registration
from events.moves import Act
from events.old_texts import old_texts
from home.models import Place
from privacy import outbox
from privacy.contracts import Refusal
from privacy.models import AuditEvent, OutboundMessage
from privacy.roles import Role
from tests.events.conftest import fresh, register, republish
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
