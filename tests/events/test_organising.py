"""What the organiser does with registrations: each act with its letter, who may, and who was quicker."""
import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from events import organising, own, timers
from events.mails import about_registration
from events.models import Registration
from events.models.registrations import AdmissionQuerySet
from events.models.seating import CannotMove
from events.moves import Act, Deed, Move, State, deeds_open
from forms_app.restriction import NotYours
from privacy.contracts import Refusal
from privacy.models import AuditEvent
from privacy.roles import Role
from tests.events.conftest import fresh, register
from tests.events.test_queue import come, letters_to, limited, room_of, state_of
from tests.factories import an_officer

NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def officer(db):
    return an_officer(Role.CASE_OFFICER)


@pytest.fixture
def organiser(seminar):
    user = get_user_model().objects.create_user("ebba")
    draft = fresh(seminar).get_latest_revision_as_object()
    draft.organisers.add(user)
    draft.save_revision().publish()
    return user


def do(deed, registration, page, by, now=LATER):
    return organising.perform(deed, page=fresh(page), record=registration.pk, by=by, now=now)


def acts_on(registration):
    found = AuditEvent.objects.filter(action__startswith="registration.", subject_id=str(registration.pk))
    return [(each.action, each.actor is not None) for each in found.order_by("at", "pk")]


def test_what_is_open_follows_from_the_state():
    assert deeds_open(State.PENDING_APPROVAL) == (Deed.APPROVE, Deed.REJECT)
    assert deeds_open(State.WAITING) == (Deed.PROMOTE, Deed.CANCEL)
    assert deeds_open(State.NOT_PLACED) == (Deed.PROMOTE,)
    assert deeds_open(State.OFFERED) == (Deed.ACCEPT, Deed.DECLINE, Deed.CANCEL)
    assert deeds_open(State.CONFIRMED) == (Deed.CANCEL,)
    assert [deeds_open(state) for state in (State.REJECTED, State.EXPIRED, State.REPEATED, "")] == [(), (), (), ()]


@pytest.mark.django_db
class TestApproval:
    @pytest.fixture
    def event(self, seminar):
        return limited(seminar, capacity=1, needs_approval=True)

    def test_yes_makes_the_place_hers_and_tells_her(self, event, organiser):
        first = come(event, "Anna")
        assert do(Deed.APPROVE, first, event, organiser) == "confirmed"
        assert letters_to(first) == ["registration_pending", "registration_confirmed"]
        assert acts_on(first) == [("registration.approve", True)]

    def test_no_frees_the_place_and_the_next_gets_it(self, event, organiser):
        first, second = come(event, "Anna"), come(event, "Bo")
        assert (first.state, second.state) == ("pending_approval", "waiting")
        do(Deed.REJECT, first, event, organiser)
        assert (state_of(first), state_of(second)) == ("rejected", "confirmed")
        assert letters_to(first) == ["registration_pending", "registration_rejected"]
        assert letters_to(second)[-1] == "registration_promoted"

    def test_what_is_decided_is_decided(self, event, organiser):
        first = come(event, "Anna")
        do(Deed.REJECT, first, event, organiser)
        with pytest.raises(CannotMove) as refused:
            do(Deed.APPROVE, first, event, organiser)
        assert refused.value.state == "rejected"
        assert letters_to(first) == ["registration_pending", "registration_rejected"]

    def test_several_are_approved_at_once_and_others_are_left_as_they_are(self, seminar, organiser):
        page = limited(seminar, capacity=9, needs_approval=True)
        people = [come(page, name) for name in ("Anna", "Bo", "Cecilia")]
        own.perform(Act.CANCEL, record=people[1].pk, now=NOW)
        records = [each.pk for each in people]
        assert organising.approve_all(page=fresh(page), records=records, by=organiser, now=LATER) == 2
        assert [state_of(each) for each in people] == ["confirmed", "cancelled_by_registrant", "confirmed"]

    def test_who_is_set_aside_is_not_approved_with_the_others(self, event, organiser):
        first = come(event, "Anna")
        type(first.submission).objects.filter(pk=first.pk).update(restricted_at=NOW)
        assert organising.approve_all(page=fresh(event), records=[first.pk], by=organiser, now=LATER) == 0
        assert state_of(first) == "pending_approval"

    def test_nobody_or_too_many_are_refused(self, event, organiser):
        first = come(event, "Anna")
        for records in ([], [uuid4() for _each in range(organising.MOST + 1)]):
            with pytest.raises(Refusal):
                organising.approve_all(page=fresh(event), records=records, by=organiser, now=LATER)
        assert state_of(first) == "pending_approval"


@pytest.mark.django_db
class TestGivingAPlaceByHand:
    def test_who_fits_gets_it_past_others(self, seminar, organiser):
        page = limited(seminar, capacity=1, promotion="by_hand")
        first, second, third = (come(page, name) for name in ("Anna", "Bo", "Cecilia"))
        own.perform(Act.CANCEL, record=first.pk, now=NOW)
        do(Deed.PROMOTE, third, page, organiser)
        assert (state_of(second), state_of(third)) == ("waiting", "confirmed")
        assert letters_to(third)[-1] == "registration_promoted"

    def test_where_there_is_no_room_it_is_refused_with_how_many_places_are_free(self, seminar, organiser):
        page = limited(seminar, capacity=1)
        come(page, "Anna")
        second = come(page, "Bo")
        with pytest.raises(organising.NoRoom) as refused:
            do(Deed.PROMOTE, second, page, organiser)
        assert [str(each) for each in refused.value.reasons] == ["0 platser är lediga, och anmälan behöver 1."]
        assert (state_of(second), letters_to(second)) == ("waiting", ["registration_waiting"])

    def test_who_got_no_place_may_be_given_one_that_has_become_free(self, seminar, organiser):
        page = limited(seminar, capacity=1)
        first, second = come(page, "Anna"), come(page, "Bo")
        stop = datetime(2027, 2, 26, 9, 5, tzinfo=UTC)
        timers.look_after_queues(stop)
        assert state_of(second) == "not_placed"
        own.perform(Act.CANCEL, record=first.pk, now=stop)
        do(Deed.PROMOTE, second, page, organiser, now=stop)
        assert state_of(second) == "confirmed"


@pytest.mark.django_db
class TestOffersByTelephone:
    @pytest.fixture
    def offered(self, seminar):
        page = limited(seminar, capacity=1, promotion="offer")
        first, second, third = (come(page, name) for name in ("Anna", "Bo", "Cecilia"))
        own.perform(Act.CANCEL, record=first.pk, now=NOW)
        return page, Registration.objects.get(pk=second.pk), third

    def test_her_yes_is_entered_for_her(self, offered, organiser):
        page, second, third = offered
        do(Deed.ACCEPT, second, page, organiser)
        assert (state_of(second), state_of(third)) == ("confirmed", "waiting")
        assert acts_on(second)[-1] == ("registration.accept", True)

    def test_her_no_lets_the_next_be_offered_it(self, offered, organiser):
        page, second, third = offered
        do(Deed.DECLINE, second, page, organiser)
        assert (state_of(second), state_of(third)) == ("declined", "offered")

    def test_too_late_is_too_late_also_by_telephone(self, offered, organiser):
        page, second, _third = offered
        with pytest.raises(CannotMove):
            do(Deed.ACCEPT, second, page, organiser, now=second.until)
        assert state_of(second) == "offered"


@pytest.mark.django_db
class TestCancelling:
    def test_the_place_goes_to_the_next_and_both_are_told(self, seminar, organiser):
        page = limited(seminar, capacity=1)
        first, second = come(page, "Anna"), come(page, "Bo")
        do(Deed.CANCEL, first, page, organiser)
        assert (state_of(first), state_of(second)) == ("cancelled_by_organiser", "confirmed")
        assert letters_to(first)[-1] == "registration_cancelled_for_her"
        assert letters_to(second)[-1] == "registration_promoted"
        assert room_of(page) == "queue"

    def test_where_nothing_is_limited_it_is_cancelled_all_the_same(self, seminar, officer):
        first = come(seminar, "Anna")
        do(Deed.CANCEL, first, seminar, officer)
        assert state_of(first) == "cancelled_by_organiser"


@pytest.mark.django_db
class TestTheLetters:
    """In both languages, with her number; what is said by each."""

    SAID = {
        "registration_rejected": (
            "kunde inte ge dig en plats den här gången", "eikä voinut antaa sinulle paikkaa tällä kertaa",
        ),
        "registration_promoted": ("En plats har blivit ledig", "Paikka on vapautunut"),
        "registration_cancelled_for_her": (
            "Arrangören har avbokat din anmälan", "Järjestäjä on perunut ilmoittautumisesi",
        ),
        "registration_confirmed": ("Du är anmäld", "Olet ilmoittautunut"),
    }  # fmt: skip

    @pytest.mark.parametrize("kind", SAID)
    def test_each_speaks_her_language(self, seminar, seminar_in_finnish, kind):
        swedish = register(seminar, now=NOW)
        finnish = register(seminar, seminar_in_finnish, now=NOW, name="Aino", email="aino@example.org")
        for sent, language, words in zip((swedish, finnish), ("sv", "fi"), self.SAID[kind], strict=True):
            letter = about_registration(kind, sent.pk, language)
            assert sent.reference in letter.subject
            assert words in letter.text, letter.text
            assert words in letter.html


@pytest.mark.django_db
class TestWhoMay:
    def test_whoever_does_not_look_after_the_page_is_refused_and_it_is_logged(self, seminar, django_user_model):
        page = limited(seminar, capacity=1, needs_approval=True)
        first = come(page, "Anna")
        watcher = an_officer(Role.DATA_PROTECTION_OFFICER)
        others = [watcher, django_user_model.objects.create_superuser("root"), an_officer(Role.ARCHIVIST)]
        for deed in Deed:
            for user in others:
                with pytest.raises(NotYours):
                    do(deed, first, page, user)
        with pytest.raises(NotYours):
            organising.approve_all(page=page, records=[first.pk], by=watcher, now=LATER)
        assert state_of(first) == "pending_approval"
        assert AuditEvent.objects.filter(action="registration.refused").count() == len(Deed) * 3 + 1

    def test_a_registration_to_another_event_is_not_touched(self, seminar, index, officer):
        first = come(seminar, "Anna")
        other = seminar.copy(update_attrs={"title": "Annan", "slug": "annan"}, keep_live=True)
        with pytest.raises(Registration.DoesNotExist):
            do(Deed.CANCEL, first, other, officer)
        assert state_of(first) == "confirmed"


class TestWhoWasQuicker:
    """Two press at once: one is heard, the other is told, and no seat is lost or given twice."""

    def both(self, *acts):
        """Let the acts run at once; what became of each."""
        outcome, gate = [None] * len(acts), threading.Barrier(len(acts))

        def run(place, act):
            try:
                gate.wait(5)
                outcome[place] = act()
            except CannotMove as refused:
                outcome[place] = f"too late: {refused.state}"
            finally:
                connection.close()

        threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
        for each in threads:
            each.start()
        for each in threads:
            each.join(20)
        return outcome

    @pytest.fixture
    def event(self, committed_db, request):
        return limited(request.getfixturevalue("seminar"), capacity=1, needs_approval=True)

    @pytest.fixture
    def officer(self, committed_db):
        return an_officer(Role.CASE_OFFICER)

    def test_she_cancels_while_the_organiser_says_no(self, event, officer):
        first, second = come(event, "Anna"), come(event, "Bo")
        outcome = self.both(
            lambda: own.perform(Act.CANCEL, record=first.pk, now=LATER), lambda: do(Deed.REJECT, first, event, officer)
        )
        assert sum(each.startswith("too late") for each in outcome) == 1
        # The seat went on once: the next holds it, waiting for approval or confirmed.
        assert (state_of(second), len(letters_to(first))) == ("confirmed", 2)

    def test_she_cancels_while_she_is_approved_and_the_seat_is_free_in_the_end(self, event, officer):
        first = come(event, "Anna")
        outcome = self.both(
            lambda: own.perform(Act.CANCEL, record=first.pk, now=LATER),
            lambda: do(Deed.APPROVE, first, event, officer),
        )
        assert outcome[0] == "cancelled_by_registrant"
        assert outcome[1] in ("confirmed", "too late: cancelled_by_registrant")
        assert state_of(first) == "cancelled_by_registrant"

    def test_two_colleagues_give_the_last_place_to_two_and_one_is_refused(self, event, officer):
        event = limited(event, needs_approval=False, promotion="by_hand")
        first, second, third = (come(event, name) for name in ("Anna", "Bo", "Cecilia"))
        own.perform(Act.CANCEL, record=first.pk, now=NOW)

        def give(registration):
            try:
                return do(Deed.PROMOTE, registration, event, officer)
            except organising.NoRoom:
                return "no room"

        outcome = self.both(lambda: give(second), lambda: give(third))
        assert sorted(outcome) == ["confirmed", "no room"]

    def test_without_the_lock_both_would_get_the_last_place(self, event, officer, monkeypatch):
        """The negative control: this test can see an overbooked event."""
        event = limited(event, needs_approval=False, promotion="by_hand")
        first, second, third = (come(event, name) for name in ("Anna", "Bo", "Cecilia"))
        own.perform(Act.CANCEL, record=first.pk, now=NOW)
        monkeypatch.setattr(AdmissionQuerySet, "take", lambda self, key: self.model(event_key=key))
        counted = threading.Barrier(2)
        really = organising.move

        def move_when_both_have_counted(registration, how: Move, **facts):
            counted.wait(5)
            really(registration, how, **facts)

        monkeypatch.setattr(organising, "move", move_when_both_have_counted)
        outcome = self.both(
            lambda: do(Deed.PROMOTE, second, event, officer), lambda: do(Deed.PROMOTE, third, event, officer)
        )
        assert outcome == ["confirmed", "confirmed"]
