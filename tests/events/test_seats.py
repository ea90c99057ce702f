"""Who gets a seat, who waits, and until when an offer is good: every branch of the rules."""
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import seats
from events.seats import Fate, Policy, Room

STOCKHOLM, HELSINKI = ZoneInfo("Europe/Stockholm"), ZoneInfo("Europe/Helsinki")
A, B = UUID(int=1), UUID(int=2)


class TestNeeds:
    def test_a_party_needs_a_seat_each_and_one_in_what_each_has_chosen(self):
        assert seats.needs_of([{A}, set(), {A, B}]) == Counter({None: 3, A: 2, B: 1})

    @pytest.mark.parametrize(
        ("needs", "free", "there_is_room"),
        [
            ({None: 2}, {None: 2}, True),
            ({None: 2}, {None: 1}, False),
            ({None: 2}, {None: None}, True),
            ({None: 1}, {None: 0}, False),
            ({None: 1}, {None: -3}, False),
            ({None: 1, A: 1}, {None: 9, A: 0}, False),
            ({None: 1, A: 1}, {None: 9, A: None}, True),
            ({None: 1}, {}, True),
        ],
    )
    def test_a_party_fits_only_where_all_of_it_does(self, needs, free, there_is_room):
        assert seats.fits(needs, free) is there_is_room


class TestPartiesThatChange:
    @pytest.mark.parametrize(
        ("given_back", "changed", "joining", "left", "number"),
        [
            ({}, {}, [{None: 1}, {None: 1}], {None: 5}, 2),
            ({}, {}, [{None: 1}, {None: 1}], {None: 1}, 1),
            ({}, {}, [{None: 1}], {None: 0}, 0),
            ({}, {}, [{None: 1}], {None: -2}, 0),
            ({}, {}, [{None: 1}], {None: None}, 1),
            ({None: 1}, {}, [{None: 1}], {None: -2}, 1),
            ({None: 1, A: 1}, {}, [{None: 1, A: 1}, {None: 1}], {None: 0, A: 0}, 1),
            ({}, {}, [{None: 1, A: 1}, {None: 1}], {None: 9, A: 0}, 0),
            ({A: 1}, {B: 1}, [], {None: 0, A: 0, B: 0}, None),
            ({A: 1}, {B: 1}, [], {None: 0, A: 0, B: 1}, 0),
            ({A: 1, B: 1}, {A: 1, B: 1}, [], {None: 0, A: 0, B: 0}, 0),
            ({}, {}, [], {None: -3}, 0),
        ],
    )
    def test_so_many_of_those_who_join_find_a_seat(self, given_back, changed, joining, left, number):
        assert seats.room_for(given_back, changed, joining, left) == number

    def test_a_party_needs_only_what_it_does_not_give_back(self):
        assert seats.more_than({None: 1, A: 1}, [{None: 2}, {B: 1}]) == Counter({None: 1, B: 1})


class TestFate:
    def test_with_room_and_nobody_waiting_it_is_confirmed(self):
        assert seats.fate_of({None: 2}, {None: 2}, Policy()) is Fate.CONFIRMED

    def test_without_room_it_waits(self):
        assert seats.fate_of({None: 2}, {None: 1}, Policy()) is Fate.WAITING

    def test_without_a_queue_it_is_refused(self):
        assert seats.fate_of({None: 1}, {None: 0}, Policy(has_queue=False)) is Fate.REFUSED

    def test_where_approval_is_needed_the_seat_is_held_until_then(self):
        assert seats.fate_of({None: 1}, {None: 1}, Policy(needs_approval=True)) is Fate.PENDING_APPROVAL

    def test_who_waits_is_approved_by_being_promoted(self):
        assert seats.fate_of({None: 1}, {None: 0}, Policy(needs_approval=True)) is Fate.WAITING

    @pytest.mark.parametrize("free", [0, 1])
    def test_an_address_is_verified_first(self, free):
        assert seats.fate_of({None: 1}, {None: free}, Policy(verifies=True)) is Fate.UNVERIFIED

    def test_a_verified_one_is_decided_as_any_other(self):
        assert seats.fate_of({None: 1}, {None: 1}, Policy(verifies=True), verified=True) is Fate.CONFIRMED

    def test_a_refused_one_is_not_asked_to_verify(self):
        policy = Policy(verifies=True, has_queue=False)
        assert seats.fate_of({None: 1}, {None: 0}, policy) is Fate.REFUSED


def queue(waiting, free):
    """Who of those who wait gets in."""
    return seats.served(waiting, free)[0]


class TestTheQueue:
    def test_the_first_come_first_as_far_as_the_seats_go(self):
        waiting = [("anna", {None: 1}), ("bo", {None: 1}), ("cecilia", {None: 1})]
        assert queue(waiting, {None: 2}) == ["anna", "bo"]

    def test_it_stops_when_the_head_does_not_fit(self):
        assert queue([("party of three", {None: 3}), ("one", {None: 1})], {None: 2}) == []

    def test_who_waits_for_something_else_goes_past(self):
        waiting = [("a", {A: 1}), ("b", {B: 1}), ("another a", {A: 1})]
        assert queue(waiting, {A: 0, B: 1}) == ["b"]

    def test_where_there_is_no_limit_all_get_in(self):
        assert queue([("a", {None: 1}), ("b", {None: 40})], {None: None}) == ["a", "b"]

    def test_fewer_seats_than_are_held_let_nobody_in(self):
        assert queue([("a", {None: 1})], {None: -2}) == []

    def test_behind_a_party_that_does_not_fit_nothing_is_left_of_what_it_lacks(self):
        assert seats.served([("three", {None: 3})], {None: 2}) == ([], {None: -1})

    def test_who_waits_for_an_allotment_keeps_no_seat_at_the_event_from_others(self):
        assert seats.served([("a", {None: 1, A: 1})], {None: 1, A: 0}) == ([], {None: 1, A: -1})

    def test_who_gets_in_takes_what_she_needs(self):
        assert seats.served([("a", {None: 1, A: 1})], {None: 5, A: None, B: 2}) == (["a"], {None: 4, A: None, B: 2})

    @given(
        parties=st.lists(st.tuples(st.integers(1, 4), st.sets(st.sampled_from([A, B]))), max_size=12),
        room=st.tuples(st.integers(-2, 12), st.integers(0, 6), st.none() | st.integers(0, 6)),
    )
    def test_never_more_than_there_are_and_nobody_past_whoever_needs_no_more_than_she(self, parties, room):
        free = {None: room[0], A: room[1], B: room[2]}
        needs = [seats.needs_of([chosen] * size) for size, chosen in parties]
        got_in = queue(list(enumerate(needs)), free)
        taken = sum((needs[number] for number in got_in), Counter())
        assert all(left is None or taken[key] <= max(left, 0) for key, left in free.items())
        for number in set(range(len(needs))) - set(got_in):
            assert not any(later > number and set(needs[number]) <= set(needs[later]) for later in got_in)


class TestMoments:
    def test_promotion_stops_a_day_before_the_start(self):
        start = datetime(2027, 2, 27, 9, tzinfo=UTC)
        assert seats.stops_at(start, start.date(), STOCKHOLM) == start - timedelta(hours=24)

    def test_where_only_the_day_is_known_it_begins_at_midnight_there(self):
        found = seats.stops_at(None, date(2027, 2, 27), HELSINKI)
        assert found == datetime(2027, 2, 25, 22, tzinfo=UTC)

    def test_without_a_day_nothing_stops(self):
        assert seats.stops_at(None, None, STOCKHOLM) is None

    @pytest.mark.parametrize(
        ("now", "until"),
        [
            (datetime(2027, 2, 1, 12, tzinfo=STOCKHOLM), datetime(2027, 2, 3, 12, tzinfo=STOCKHOLM)),
            (datetime(2027, 2, 1, 22, tzinfo=STOCKHOLM), datetime(2027, 2, 3, 22, tzinfo=STOCKHOLM)),
            (datetime(2027, 2, 1, 22, 1, tzinfo=STOCKHOLM), datetime(2027, 2, 4, 8, tzinfo=STOCKHOLM)),
            (datetime(2027, 2, 1, 3, tzinfo=STOCKHOLM), datetime(2027, 2, 3, 8, tzinfo=STOCKHOLM)),
        ],
    )
    def test_an_offer_is_good_for_two_days_and_never_ends_at_night(self, now, until):
        assert seats.offered_until(now, STOCKHOLM, None) == until

    @pytest.mark.parametrize("zone", [STOCKHOLM, HELSINKI])
    @pytest.mark.parametrize("night", [date(2027, 3, 28), date(2027, 10, 31)])
    def test_on_the_nights_when_clocks_change_it_ends_at_eight_there(self, zone, night):
        now = datetime(night.year, night.month, night.day, 4, tzinfo=zone) - seats.OFFER_LASTS
        until = seats.offered_until(now, zone, None)
        assert (until.astimezone(zone).date(), until.astimezone(zone).hour) == (night, 8)

    def test_an_offer_ends_with_the_promotion_stop(self):
        now = datetime(2027, 2, 1, 12, tzinfo=STOCKHOLM)
        assert seats.offered_until(now, STOCKHOLM, now + timedelta(hours=5)) == now + timedelta(hours=5)

    @pytest.mark.parametrize(("hour", "day"), [(3, 1), (23, 2)])
    def test_a_stop_at_night_ends_it_the_evening_before(self, hour, day):
        now = datetime(2027, 2, 1, 12, tzinfo=STOCKHOLM)
        stop = datetime(2027, 2, 2, hour, tzinfo=STOCKHOLM)
        assert seats.offered_until(now, STOCKHOLM, stop) == datetime(2027, 2, day, 22, tzinfo=STOCKHOLM)

    def test_after_the_stop_nothing_is_offered(self):
        now = datetime(2027, 2, 1, 12, tzinfo=STOCKHOLM)
        assert seats.offered_until(now, STOCKHOLM, now) is None


class TestRoom:
    @pytest.mark.parametrize(
        ("capacity", "left", "has_queue", "word"),
        [
            (None, None, True, Room.FREE),
            (40, 40, True, Room.FREE),
            (40, 5, True, Room.FREE),
            (40, 4, True, Room.FEW),
            (10, 3, True, Room.FEW),
            (40, 0, True, Room.QUEUE),
            (40, -2, True, Room.QUEUE),
            (40, 0, False, Room.FULL),
            (0, 0, False, Room.FULL),
        ],
    )
    def test_the_event_itself(self, capacity, left, has_queue, word):
        assert seats.room_of({None: capacity}, {None: left}, has_queue=has_queue) is word

    def test_it_is_full_when_every_choice_is(self):
        numbers = {None: None, A: 15, B: 15}
        one_left = seats.room_of(numbers, {A: 0, B: 8}, has_queue=False, choices=[[A, B]])
        none_left = seats.room_of(numbers, {A: 0, B: 0}, has_queue=False, choices=[[A, B]])
        assert (one_left, none_left) == (Room.FREE, Room.FULL)

    def test_a_choice_without_limit_keeps_it_open(self):
        numbers = {None: None, A: 15, B: None}
        assert seats.room_of(numbers, {A: 0, B: None}, has_queue=False, choices=[[A, B]]) is Room.FREE

    def test_more_held_than_there_are_takes_nothing_from_another_choice(self):
        assert seats.sum_of([A, B], {A: -3, B: 2}) == 2
