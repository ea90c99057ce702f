"""Places: taken, waited for, offered, given up and filled again, each with the letter that tells it."""
from datetime import UTC, date, datetime, timedelta

import pytest

from events import own, timers
from events.models import Admission, Allotment, EventPage, Registration, Seat, seating
from events.models.seating import CannotMove
from events.moves import Act
from forms_app import options
from forms_app.admission import Refused
from forms_app.models import Submission
from privacy.models import OutboundMessage
from tests.events.conftest import fresh, register

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
#: The seminar begins on 27 February at 10.05 in Stockholm: promotion stops the day before.
STOP = datetime(2027, 2, 26, 9, 5, tzinfo=UTC)


def limited(page, **settings):
    """The page, published with these settings."""
    draft = page.get_latest_revision_as_object()
    for name, value in settings.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return fresh(page)


def come(page, name, *, now=NOW, **given):
    """Somebody registers; her registration."""
    record = register(page, now=now, name=name, **{"email": f"{name.lower()}@example.org", **given})
    return Registration.objects.get(pk=record.pk)


def state_of(registration):
    return Registration.objects.get(pk=registration.pk).state


def letters_to(registration):
    found = OutboundMessage.objects.filter(object_id=registration.pk).order_by("created_at", "pk")
    return [each.kind for each in found]


def room_of(page):
    return fresh(page).room


class TestWithoutALimit:
    def test_everybody_has_a_place_and_a_seat(self, seminar):
        first, second = come(seminar, "Anna"), come(seminar, "Bo")
        assert (first.state, second.state, Seat.objects.count()) == ("confirmed", "confirmed", 2)
        assert room_of(seminar) == "free"


class TestTheWordThatThePublicReads:
    @pytest.mark.parametrize("settings", [{}, {"has_queue": False}, {"verifies_address": True}, {"promotion": "offer"}])
    def test_after_each_registration_it_is_what_a_new_count_says(self, seminar, settings):
        page, words = limited(seminar, capacity=5, **settings), []
        for name in ("Anna", "Bo", "Cecilia", "David", "Eva", *(("Frida", "Gun") if page.has_queue else ())):
            come(page, name)
            page = fresh(page)
            words.append(page.room)
            assert page.room == seating.room_of(page, seating.standing_of(page))
        assert words[0] == "free"
        assert words[-1] in {"queue", "full"}


class TestTheWaitingList:
    def test_who_comes_when_all_places_are_taken_waits_and_is_told(self, seminar):
        page = limited(seminar, capacity=1)
        first, second = come(page, "Anna"), come(page, "Bo")
        assert (first.state, second.state, second.queue_number) == ("confirmed", "waiting", 1)
        assert letters_to(second) == ["registration_waiting"]

    def test_no_places_at_all_let_everybody_wait(self, seminar):
        assert come(limited(seminar, capacity=0), "Anna").state == "waiting"

    def test_who_gives_up_her_place_lets_the_first_in(self, seminar):
        page = limited(seminar, capacity=1)
        first, second, third = (come(page, name) for name in ("Anna", "Bo", "Cecilia"))
        own.perform(Act.CANCEL, record=first.pk, now=NOW)
        assert [state_of(each) for each in (first, second, third)] == [
            "cancelled_by_registrant", "confirmed", "waiting",
        ]  # fmt: skip
        assert letters_to(first) == ["registration_confirmed", "registration_cancelled"]
        assert letters_to(second) == ["registration_waiting", "registration_promoted"]

    def test_who_waits_may_leave_the_list(self, seminar):
        page = limited(seminar, capacity=1)
        first, second, third = (come(page, name) for name in ("Anna", "Bo", "Cecilia"))
        own.perform(Act.CANCEL, record=second.pk, now=NOW)
        own.perform(Act.CANCEL, record=first.pk, now=NOW)
        assert state_of(third) == "confirmed"

    def test_more_places_let_those_in_who_wait(self, seminar):
        page = limited(seminar, capacity=1)
        come(page, "Anna")
        second = come(page, "Bo")
        limited(page, capacity=2)
        assert state_of(second) == "confirmed"

    def test_fewer_places_than_are_taken_take_nobodys_place_and_let_nobody_in(self, seminar):
        page = limited(seminar, capacity=3)
        people = [come(page, name) for name in ("Anna", "Bo", "Cecilia", "David")]
        page = limited(page, capacity=1)
        own.perform(Act.CANCEL, record=people[0].pk, now=NOW)
        assert [state_of(each) for each in people[1:]] == ["confirmed", "confirmed", "waiting"]

    def test_an_erased_registration_frees_its_place_within_the_minute(self, seminar):
        page = limited(seminar, capacity=1)
        first, second = come(page, "Anna"), come(page, "Bo")
        Registration.objects.filter(pk=first.pk).delete()
        assert state_of(second) == "waiting"
        assert timers.look_after_queues(NOW) == 1
        assert state_of(second) == "confirmed"

    def test_where_places_are_given_by_hand_nobody_moves_up(self, seminar):
        page = limited(seminar, capacity=1, promotion="by_hand")
        first, second = come(page, "Anna"), come(page, "Bo")
        own.perform(Act.CANCEL, record=first.pk, now=NOW)
        assert state_of(second) == "waiting"

    def test_who_comes_while_others_wait_goes_behind_them_though_there_is_room(self, seminar):
        page = limited(seminar, capacity=1, promotion="by_hand")
        first, second = come(page, "Anna"), come(page, "Bo")
        own.perform(Act.CANCEL, record=first.pk, now=NOW)
        third = come(page, "Cecilia")
        assert (second.queue_number, third.state, third.queue_number) == (1, "waiting", 2)

    def test_a_day_before_the_start_the_list_is_closed_and_all_are_told(self, seminar):
        page = limited(seminar, capacity=1)
        first, second = come(page, "Anna"), come(page, "Bo")
        assert (timers.look_after_queues(STOP - timedelta(seconds=1)), state_of(second)) == (0, "waiting")
        assert (timers.look_after_queues(STOP), state_of(second)) == (1, "not_placed")
        assert letters_to(second) == ["registration_waiting", "registration_not_placed"]
        assert state_of(first) == "confirmed"

    def test_after_the_stop_nobody_moves_up_by_herself(self, seminar):
        page = limited(seminar, capacity=1)
        first, second = come(page, "Anna"), come(page, "Bo")
        own.perform(Act.CANCEL, record=first.pk, now=STOP)
        assert state_of(second) == "waiting"

    def test_in_another_language_one_waits_on_the_same_list(self, seminar, seminar_in_finnish):
        page = limited(seminar, capacity=1)
        come(page, "Anna")
        finnish = register(page, fresh(seminar_in_finnish), now=NOW, name="Aino", email="aino@example.org")
        assert Registration.objects.get(pk=finnish.pk).state == "waiting"
        assert OutboundMessage.objects.get(object_id=finnish.pk).language == "fi"


class TestWithoutAWaitingList:
    def test_who_comes_too_late_is_refused_and_nothing_is_stored(self, seminar):
        page = limited(seminar, capacity=1, has_queue=False)
        come(page, "Anna")
        with pytest.raises(Refused) as refused:
            come(fresh(page), "Bo")
        assert (refused.value.verdict.state, refused.value.verdict.is_open) == ("full", False)
        assert Registration.objects.count() == 1

    def test_a_place_that_becomes_free_opens_it_again(self, seminar):
        page = limited(seminar, capacity=1, has_queue=False)
        first = come(page, "Anna")
        assert room_of(page) == "full"
        own.perform(Act.CANCEL, record=first.pk, now=NOW)
        assert room_of(page) == "few"
        assert come(fresh(page), "Bo").state == "confirmed"


class TestThePublicWord:
    def test_it_follows_every_change_and_tells_no_number(self, seminar):
        page = limited(seminar, capacity=5)
        assert room_of(page) == "free"
        people = [come(page, f"Person{number}") for number in range(2)]
        assert (room_of(page), str(fresh(page).admission(NOW).state)) == ("few", "few")
        people += [come(page, f"Person{number}") for number in range(2, 5)]
        assert (room_of(page), fresh(page).admission(NOW).is_open) == ("queue", True)
        own.perform(Act.CANCEL, record=people[0].pk, now=NOW)
        assert room_of(page) == "few"

    def test_without_any_limit_nothing_is_read(self, seminar, django_assert_num_queries):
        page = fresh(seminar)
        with django_assert_num_queries(0):
            assert page.room == "free"

    def test_when_the_limit_goes_the_word_goes(self, seminar):
        page = limited(seminar, capacity=0)
        come(page, "Anna")
        assert room_of(page) == "queue"
        page = limited(page, capacity=None)
        assert (room_of(page), Admission.objects.get(event_key=page.translation_key).room) == ("free", "free")


class TestOffers:
    @pytest.fixture
    def offered(self, seminar):
        page = limited(seminar, capacity=1, promotion="offer")
        first, second, third = (come(page, name) for name in ("Anna", "Bo", "Cecilia"))
        own.perform(Act.CANCEL, record=first.pk, now=NOW)
        return page, Registration.objects.get(pk=second.pk), third

    def test_the_first_is_offered_the_place_and_has_two_days(self, offered):
        _page, second, third = offered
        assert (second.state, second.until) == ("offered", NOW + timedelta(days=2))
        assert letters_to(second) == ["registration_waiting", "registration_offered"]
        assert state_of(third) == "waiting"

    def test_yes_makes_it_hers(self, offered):
        _page, second, third = offered
        own.perform(Act.ACCEPT, record=second.pk, now=NOW)
        assert (state_of(second), state_of(third)) == ("confirmed", "waiting")
        assert letters_to(second)[-1] == "registration_confirmed"

    def test_no_gives_it_to_the_next(self, offered):
        _page, second, third = offered
        own.perform(Act.DECLINE, record=second.pk, now=NOW)
        assert (state_of(second), state_of(third)) == ("declined", "offered")

    def test_silence_gives_it_to_the_next(self, offered):
        _page, second, third = offered
        timers.look_after_queues(second.until - timedelta(seconds=1))
        assert state_of(second) == "offered"
        timers.look_after_queues(second.until)
        assert (state_of(second), state_of(third)) == ("expired", "offered")

    def test_too_late_is_too_late_also_before_the_clock_has_looked(self, offered):
        _page, second, _third = offered
        with pytest.raises(CannotMove):
            own.perform(Act.ACCEPT, record=second.pk, now=second.until)
        assert state_of(second) == "offered"


class TestRegisteringAnew:
    def test_who_has_cancelled_may_send_the_same_again_at_once(self, seminar):
        first = come(seminar, "Anna")
        own.perform(Act.CANCEL, record=first.pk, now=NOW)
        second = come(seminar, "Anna", now=NOW + timedelta(minutes=1))
        assert (second.pk != first.pk, second.state) == (True, "confirmed")


class TestApproval:
    def test_the_place_is_held_until_it_is_decided(self, seminar):
        page = limited(seminar, capacity=1, needs_approval=True)
        first, second = come(page, "Anna"), come(page, "Bo")
        assert (first.state, second.state) == ("pending_approval", "waiting")
        assert letters_to(first) == ["registration_pending"]


class TestVerification:
    def test_the_place_is_held_for_a_day_and_counts_when_the_link_is_followed(self, seminar):
        page = limited(seminar, capacity=1, verifies_address=True)
        first, second = come(page, "Anna"), come(page, "Bo")
        assert (first.state, first.until, letters_to(first)) == (
            "unverified", NOW + timedelta(days=1), ["registration_unverified"],
        )  # fmt: skip
        own.perform(Act.VERIFY, record=second.pk, now=NOW)
        own.perform(Act.VERIFY, record=first.pk, now=NOW)
        assert (state_of(first), state_of(second)) == ("confirmed", "waiting")
        assert letters_to(first)[-1] == "registration_confirmed"

    def test_until_then_it_is_kept_for_days_and_from_then_on_as_any_other(self, seminar):
        first = come(limited(seminar, verifies_address=True), "Anna")
        assert (first.submission.rule.selector, first.submission.due_on) == ("minor", date(2027, 2, 8))
        own.perform(Act.VERIFY, record=first.pk, now=NOW)
        submission = Submission.objects.get(pk=first.pk)
        assert (submission.rule.selector, submission.due_on) == ("record", date(2027, 3, 29))

    def test_without_the_link_it_expires_and_the_place_goes_on(self, seminar):
        page = limited(seminar, capacity=1, verifies_address=True)
        first, second = come(page, "Anna"), come(page, "Bo")
        own.perform(Act.VERIFY, record=second.pk, now=NOW)
        timers.look_after_queues(first.until)
        assert (state_of(first), state_of(second)) == ("expired", "confirmed")

    def test_where_a_place_became_free_meanwhile_it_is_hers_at_once(self, seminar):
        page = limited(seminar, capacity=1, verifies_address=True)
        first, second = come(page, "Anna"), come(page, "Bo")
        own.perform(Act.CANCEL, record=first.pk, now=NOW)
        own.perform(Act.VERIFY, record=second.pk, now=NOW)
        assert state_of(second) == "confirmed"


class TestParties:
    """Seats of several persons are covered with the whole form in tests/journeys/test_three_colleagues.py too."""

    def test_a_choice_has_places_of_its_own(self, seminar):
        draft = seminar.get_latest_revision_as_object()
        model = EventPage._meta.get_field("form_fields").related_model
        row = model(field_type="radio", label="Verkstad", choices="Lera\nPapper", required=True, sort_order=9)
        row.complete()
        draft.form_fields.add(row)
        (clay, _label), (paper, _other) = options.parse(row.choices)
        draft.allotments.add(Allotment(title="Lera", option=f"{row.clean_name}:{clay}", capacity=1))
        draft.save_revision().publish()
        page = fresh(seminar)
        first, second = come(page, "Anna", radio=clay), come(page, "Bo", radio=clay)
        third = come(page, "Cecilia", radio=paper)
        assert [each.state for each in (first, second, third)] == ["confirmed", "waiting", "confirmed"]
        own.perform(Act.CANCEL, record=first.pk, now=NOW)
        assert state_of(second) == "confirmed"
