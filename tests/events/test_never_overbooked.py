"""Many register and cancel at once, in two languages, alone and in parties: never a seat too many, none left empty."""
from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client
from django.utils import timezone
from psycopg import IsolationLevel

from events import own, seats
from events.models import Allotment, EventPage, Registration, Seat
from events.models.registrations import AdmissionQuerySet
from events.moves import Act
from forms_app import options
from forms_app.models import FormVersion
from forms_app.put_form import PARTY
from tests.events.conftest import fresh
from tests.events.seminars import occasion
from tests.factories import send

CLIENTS, ROUNDS, CAPACITY, IN_THE_ROOM = 32, 20, 60, 25


@pytest.fixture
def many_may_post(settings):
    settings.KALLELSE_POSTS_PER_SENDER = settings.KALLELSE_POSTS_PER_FORM = 100_000


@pytest.fixture
def crowded(committed_db, seminar, seminar_in_finnish, many_may_post):
    return with_few_places(seminar), fresh(seminar_in_finnish)


@pytest.fixture
def crowded_on_sqlite(sqlite_db, seminar, seminar_in_finnish, many_may_post):
    return with_few_places(seminar), fresh(seminar_in_finnish)


def with_few_places(seminar):
    """The seminar with places for 60 in all, of which 25 in the room; parties of up to three."""
    draft = seminar.get_latest_revision_as_object()
    model = EventPage._meta.get_field("form_fields").related_model
    for order, (kind, choices) in enumerate([("name", ""), ("radio", "I rummet\nPå nätet")], 10):
        row = model(
            field_type=kind, label=f"Deltagare {order}", choices=choices, required=True, asked_of="participant",
            sort_order=order,
        )  # fmt: skip
        row.complete()
        draft.form_fields.add(row)
    room, _online = (key for key, _label in options.parse(row.choices))
    draft.allotments.add(Allotment(title="I rummet", option=f"{row.clean_name}:{room}", capacity=IN_THE_ROOM))
    draft.capacity, draft.largest_party = CAPACITY, 3
    day = timezone.localdate() + timedelta(days=60)
    draft.occasions = [occasion(first_day=day)]
    draft.closes_on = None
    draft.save_revision().publish()
    return fresh(seminar)


class Crowd:
    """People who send the form of one event in several languages; who they are follows from their number."""

    def __init__(self, *pages) -> None:
        self.page, self.pages, self.times_busy = pages[0], pages, 0
        contents = [served.form_content(self.page) for served in pages]
        self.questions = [content.questions for content in contents]
        self.digests = [FormVersion.objects.keep(content, page_id=self.page.pk).digest for content in contents]

    def post(self, number: int) -> int:
        """One party of one to three sends the form, all steps in one; again while it is busy. The last status code."""
        which = number % len(self.pages)
        posted = self.answers(number, self.questions[which])
        client = Client(raise_request_exception=False)
        for _time in range(20):
            code = send(client, self.pages[which], posted, version=self.digests[which]).status_code
            if code != 503:
                break
            self.times_busy += 1
        return code

    def answers(self, number: int, questions) -> dict[str, str]:
        size = number // 2 % 3 + 1
        posted = {PARTY: str(size), "from_step": "participants"}
        usual = {"name": f"Person {number}", "email": f"person{number}@example.org"}
        for question in questions:
            if question.asked_of == "registration":
                posted[question.key] = usual.get(question.type, "Svar")
                continue
            for ordinal in range(1, size + 1):
                chosen = [option.key for option in question.options]
                value = chosen[(number // 5 + ordinal) % len(chosen)] if chosen else f"Gäst {number} {ordinal}"
                posted[f"{question.key}-{ordinal}"] = value
        return posted

    def rounds(self, number: int) -> list[int]:
        """So many rounds in which 32 parties send the form at once; the status codes."""
        return [
            code
            for turn in range(number)
            for code in all_at_once([partial(self.post, turn * CLIENTS + each) for each in range(CLIENTS)])
        ]


def all_at_once(jobs) -> list:
    """Run the jobs side by side, all starting at the same moment; what each gave."""
    barrier = Barrier(len(jobs))

    def run(job):
        try:
            barrier.wait(60)
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(run, jobs))


def cancel(record) -> None:
    for _time in range(20):
        try:
            own.perform(Act.CANCEL, record=record, now=timezone.now())
            return
        except OperationalError:  # busy: once more
            continue


def nothing_is_wrong(page) -> Counter:
    """Never too many, no seat empty while the head of the queue fits; how many seats are held."""
    held = Seat.objects.held(page.translation_key)
    limits = {None: CAPACITY, page.allotments.get().translation_key: IN_THE_ROOM}
    free = {key: limit - held[key] for key, limit in limits.items()}
    assert min(free.values()) >= 0, f"overbooked: {held}"
    assert seats.served(Seat.objects.needed(page.translation_key).items(), free)[0] == []
    return held


def nobody_overtook(page) -> None:
    """Nobody who came after the head of the queue is in and needs all that she needs; seats tell who came first."""
    waiting = Registration.objects.of_event(page.translation_key).in_queue().first()
    needs, hers = Seat.objects.needs_of(waiting.pk), waiting.seats.first().pk
    came_later = Registration.objects.confirmed().filter(seats__pk__gt=hers).distinct()
    assert not [later.pk for later in came_later if needs <= Seat.objects.needs_of(later.pk)]


def test_never_more_than_there_are_and_no_seat_lost(crowded):
    page, crowd = crowded[0], Crowd(*crowded)
    assert set(crowd.rounds(ROUNDS)) == {303}
    assert Registration.objects.count() == CLIENTS * ROUNDS
    held = nothing_is_wrong(page)
    assert held[None] > CAPACITY - 3
    nobody_overtook(page)

    for turn in range(6):
        going = list(Registration.objects.confirmed().order_by("pk").values_list("pk", flat=True)[:8])
        coming = [partial(crowd.post, 10_000 + turn * 100 + each) for each in range(8)]
        all_at_once([*(partial(cancel, pk) for pk in going), *coming])
        assert Registration.objects.filter(state="cancelled_by_registrant").count() == 8 * (turn + 1)
        nothing_is_wrong(page)


def test_without_the_lock_the_test_sees_that_it_is_overbooked(crowded, monkeypatch):
    monkeypatch.setattr(AdmissionQuerySet, "take", lambda self, key: self.get_or_create(event_key=key)[0])
    Crowd(*crowded).rounds(4)
    with pytest.raises(AssertionError, match="overbooked"):
        nothing_is_wrong(crowded[0])


def test_in_repeatable_read_the_test_sees_that_it_is_overbooked(crowded, monkeypatch):
    """The lock is waited for, and what is counted under it is what was true before."""
    options_of_all = connection.settings_dict["OPTIONS"]
    monkeypatch.setitem(options_of_all, "isolation_level", IsolationLevel.REPEATABLE_READ)
    assert 303 in Crowd(*crowded).rounds(4)
    with pytest.raises(AssertionError, match="overbooked"):
        nothing_is_wrong(crowded[0])


def test_on_sqlite_the_same_and_the_database_is_never_locked(crowded_on_sqlite):
    crowd = Crowd(*crowded_on_sqlite)
    assert set(crowd.rounds(4)) == {303}
    assert crowd.times_busy == 0
    assert nothing_is_wrong(crowd.page)[None] > CAPACITY - 3
    nobody_overtook(crowd.page)
