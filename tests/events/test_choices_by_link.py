"""By her link somebody moves from one limited choice to another: her seat moves, past nobody who waits."""
from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError, connections
from django.utils import timezone

from events import changing
from events.models import EventPage, Registration, reseating
from events.models.registrations import AdmissionQuerySet
from forms_app.models import Submission, SubmissionChange
from forms_app.questions import AskedOf
from privacy.models import AuditEvent, OutboundMessage
from tests.events.conftest import fresh, occasion
from tests.events.test_reseating import CLAY, PAPER, choice_of, seats_in, with_workshops
from tests.events.visiting import NOW, come, limited, own_link, post, state_of, texts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def workshops(clock, seminar) -> EventPage:
    """The seminar with two workshops of one place each."""
    return with_workshops(seminar, asked_of=AskedOf.REGISTRATION)


def link_of(name: str) -> str:
    return own_link(post(f"{name.lower()}@example.org")[-1])


def chooses(client: Any, page: EventPage, link: str, workshop: str, **given: str) -> Any:
    own = {"name": "Sara Strand", "title": "Lärare", "organisation": "Skolan", "radio": workshop}
    rows = page.form_fields.filter(field_type__in=own)
    return client.post(f"{link}answers/", {**{row.clean_name: own[row.field_type] for row in rows}, **given})


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def answer_of(page: EventPage, registration: Registration) -> Any:
    record = Submission.objects.get(pk=registration.pk)
    [question] = [each for each in record.questions if each.key == choice_of(page)]
    return record.answer(question)


class TestHerSeatMoves:
    def test_and_what_it_leaves_goes_to_the_first_who_waits(self, client, workshops):
        anna, bo = come(workshops, name="Anna", radio=CLAY), come(workshops, name="Bo", radio=CLAY)
        assert state_of(bo) == "waiting"
        link = link_of("Anna")
        shown = BeautifulSoup(client.get(f"{link}answers/").content, "html.parser")
        assert [each["value"] for each in shown.select(f"input[name={choice_of(workshops)}][checked]")] == [CLAY]
        answer = chooses(client, workshops, link, PAPER)
        assert (answer.status_code, answer["Location"]) == (303, link)
        assert seats_in(workshops) == {"Papper": [anna.pk], "Lera": [bo.pk]}
        assert state_of(bo) == "confirmed"
        assert "du har fått en plats" in post("bo@example.org")[-1].subject
        change = SubmissionChange.objects.get(key=choice_of(workshops))
        assert (change.old, change.new, change.why, change.by) == (CLAY, PAPER, "herself", None)
        assert AuditEvent.objects.get(action="registration.reseated").actor is None
        for text in texts_of(post("anna@example.org")[-1]):
            assert "Papper" in text
        assert fresh(workshops).room == "queue"

    def test_in_finnish_she_is_told_in_finnish(self, client, workshops, seminar_in_finnish):
        come(workshops, seminar_in_finnish, name="Aino", radio=CLAY)
        link = link_of("Aino")
        come(workshops, name="Bo", radio=PAPER)
        full = chooses(client, workshops, link, PAPER)
        assert (full.status_code, "ei ole enää paikkoja" in words(full)) == (409, True), words(full)
        Registration.objects.filter(submission__version__language="sv").update(state="declined")
        assert chooses(client, workshops, link, PAPER).status_code == 303
        assert "Vastauksesi on muutettu" in post("aino@example.org")[-1].body


class TestItIsRefused:
    def test_where_all_places_are_taken_and_everything_she_wrote_is_kept(self, client, workshops):
        anna, bo = come(workshops, name="Anna", radio=CLAY), come(workshops, name="Bo", radio=PAPER)
        organisation = workshops.form_fields.get(field_type="organisation").clean_name
        full = chooses(client, workshops, link_of("Anna"), PAPER, **{organisation: "Stadens bibliotek"})
        assert (full.status_code, "ingen plats kvar i det som valdes" in words(full)) == (409, True)
        assert 'value="Stadens bibliotek"' in words(full)
        assert seats_in(workshops) == {"Lera": [anna.pk], "Papper": [bo.pk]}
        assert not SubmissionChange.objects.exists()
        assert not OutboundMessage.objects.filter(kind=changing.CHANGED).exists()

    def test_what_somebody_waits_for_is_kept_for_her(self, client, workshops):
        come(workshops, name="Anna", radio=CLAY)
        bo = come(workshops, name="Bo", radio=PAPER)
        come(workshops, name="Cai", radio=PAPER)
        # The organiser gives by hand what Bo has left.
        limited(workshops, promotion="by_hand")
        client.post(f"{link_of('Bo')}cancel/")
        assert state_of(bo) == "cancelled_by_registrant"
        assert chooses(client, workshops, link_of("Anna"), PAPER).status_code == 409

    def test_while_she_has_an_offer_or_confirms_an_address_it_is_not_asked(self, client, workshops):
        her = come(limited(workshops, verifies_address=True), name="Anna", radio=CLAY)
        assert state_of(her) == "unverified"
        link = link_of("Anna")
        assert choice_of(workshops) not in words(client.get(f"{link}answers/"))
        chooses(client, workshops, link, PAPER)
        assert answer_of(workshops, her) == CLAY


class TestWhoWaits:
    def test_gets_what_is_free_and_keeps_her_number_otherwise(self, client, workshops):
        come(workshops, name="Anna", radio=CLAY)
        bo, cai = come(workshops, name="Bo", radio=CLAY), come(workshops, name="Cai", radio=CLAY)
        assert chooses(client, workshops, link_of("Bo"), PAPER).status_code == 303
        assert [state_of(each) for each in (bo, cai)] == ["confirmed", "waiting"]

    def test_takes_nothing_that_others_count_on(self, client, workshops):
        for name, workshop in {"Anna": CLAY, "Bo": PAPER}.items():
            come(workshops, name=name, radio=workshop)
        first, second = come(workshops, name="Cai", radio=CLAY), come(workshops, name="Dea", radio=PAPER)
        refused = chooses(client, workshops, link_of("Cai"), PAPER)
        assert (refused.status_code, "andra väntar efter dig" in words(refused)) == (409, True)
        assert chooses(client, workshops, link_of("Dea"), CLAY).status_code == 303
        assert [state_of(each) for each in (first, second)] == ["waiting", "waiting"]


class TestTwoAtOnce:
    """Two want the last place of a workshop at the same moment."""

    @pytest.fixture
    def two(self, committed_db, seminar) -> tuple[EventPage, list[Any]]:
        page = with_workshops(seminar, asked_of=AskedOf.REGISTRATION)
        draft = page.get_latest_revision_as_object()
        draft.occasions, draft.closes_on = [occasion(first_day=timezone.localdate() + timedelta(days=60))], None
        [clay] = [each for each in draft.allotments.all() if each.title == "Lera"]
        clay.capacity = 2
        draft.allotments.add(clay)
        draft.save_revision().publish()
        page = fresh(page)
        return page, [come(page, name=name, radio=CLAY).pk for name in ("Anna", "Bo")]

    def choose(self, page: EventPage, barrier: Barrier, record: Any) -> str:
        barrier.wait(60)
        try:
            changing.change(record=record, given={0: {choice_of(page): PAPER}}, now=timezone.now())
        except reseating.NoRoom:
            return "full"
        except OperationalError:
            return "busy"
        finally:
            connections.close_all()
        return "moved"

    def both_choose(self, page: EventPage, records: list[Any]) -> list[str]:
        barrier = Barrier(2)
        with ThreadPoolExecutor(2) as threads:
            return sorted(threads.map(partial(self.choose, page, barrier), records))

    def test_one_gets_it(self, two):
        assert self.both_choose(*two) == ["full", "moved"]
        assert [len(each) for each in seats_in(two[0]).values()] == [1, 1]

    def test_without_the_lock_the_test_sees_that_both_do(self, two, monkeypatch):
        """They count before either has stored anything."""
        counted = Barrier(2)
        count = reseating.standing_of

        def counts_together(page: Any) -> Any:
            found = count(page)
            counted.wait(60)
            return found

        monkeypatch.setattr(AdmissionQuerySet, "take", lambda self, key: self.get_or_create(event_key=key)[0])
        monkeypatch.setattr(reseating, "standing_of", counts_together)
        assert self.both_choose(*two) == ["moved", "moved"]
        assert len(seats_in(two[0])["Papper"]) == 2
