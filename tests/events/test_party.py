"""Who comes with a registration changes by its link: somebody joins, leaves, or chooses something else."""
from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import OperationalError, connections
from django.utils import timezone

from events.models import Allotment, EventPage, Registration, Seat, reseating
from events.models.registrations import AdmissionQuerySet
from events.party import changing
from events.party.changing import Wanted
from forms_app import options, participants, submissions
from forms_app.models import FormVersion, PersonChange, Submission, SubmittedPerson
from privacy.disposal import runs
from privacy.models import AuditEvent, OutboundMessage, SubjectKey
from privacy.roles import Role
from tests.events.conftest import fresh, occasion
from tests.events.visiting import NOW, everything_stored, limited, own_link, post, state_of, texts_of
from tests.factories import an_officer, arm

pytestmark = pytest.mark.django_db
ADDRESS = "sara@skola.example"


@pytest.fixture
def february(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def an_excursion(seminar: EventPage, **settings: Any) -> EventPage:
    """The seminar, asking each participant her name, an address and a workshop; workshop A has two places."""
    draft = seminar.get_latest_revision_as_object()
    model = EventPage._meta.get_field("form_fields").related_model
    for order, kind in enumerate(("name", "email", "diet", "radio"), 20):
        row = model(
            field_type=kind, label=f"Deltagare {kind}", asked_of="participant", required=kind == "name",
            choices="Verkstad A\nVerkstad B" if kind == "radio" else "", sort_order=order,
        )  # fmt: skip
        row.complete()
        draft.form_fields.add(row)
    (workshop, _label), _other = options.parse(row.choices)
    draft.allotments.add(Allotment(title="A", option=f"{row.clean_name}:{workshop}", capacity=2))
    for name, value in {"capacity": 5, "largest_party": 4, **settings}.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return fresh(seminar)


@pytest.fixture
def excursion(february, seminar):
    return an_excursion(seminar)


def keys(page: EventPage, asked_of: str = "participant") -> dict[str, str]:
    return dict(page.form_fields.filter(asked_of=asked_of).values_list("field_type", "clean_name"))


def workshops(page: EventPage) -> tuple[str, str]:
    row = page.form_fields.get(asked_of="participant", field_type="radio")
    first, second = (key for key, _label in options.parse(row.choices))
    return first, second


def come(page: EventPage, *names: str, served: Any = None, chosen: str = "", address: str = ADDRESS) -> Registration:
    """Sara registers these; each has an address of her own, an allergy and the workshop that is chosen.

    Whoever has no name is named later.
    """
    served = served or page
    version = FormVersion.objects.keep(served.form_content(page), page_id=page.pk)
    own, hers = keys(page, "registration"), keys(page)
    recorded = submissions.record(
        page=page, served_page=served, version=version, now=timezone.now(),
        answers={own["name"]: f"Sara {address}", own["email"]: address},
        persons=[
            {hers["name"]: name, hers["email"]: f"{name.lower()}@skola.example", hers["diet"]: f"{name}s nötter",
             hers["radio"]: chosen} if name else {}
            for name in names
        ],
    )  # fmt: skip
    return Registration.objects.get(pk=recorded.submission)


def names_of(registration: Registration) -> list[str]:
    submission = Submission.objects.get(pk=registration.pk)
    return [participants.called(each) for each in participants.shown(submission)]


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def fields_in(response: Any) -> dict[str, str]:
    """What a browser would post from the page that was got, boxes as they stand."""
    shown = words(response)
    found = {}
    for tag in re.findall(r"<input [^>]*>", shown):
        told = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if told.get("type") not in ("checkbox", "radio") or "checked" in tag:
            found[told["name"]] = told.get("value", "")
    return found


class Sara:
    """She has registered others and has the link."""

    def __init__(self, client: Any, link: str) -> None:
        self.client, self.link, self.address = client, link, f"{link}party/"

    def send(self, more: int = 0, **given: str) -> Any:
        """Open the page, ask for room for so many more, fill in and send; double underscores stand for hyphens."""
        page = self.client.get(self.address)
        for _time in range(more):
            page = self.client.post(self.address, {**fields_in(page), "more": "1"})
        return self.client.post(
            self.address, {**fields_in(page), **{name.replace("__", "-"): value for name, value in given.items()}}
        )


@pytest.fixture
def sara(client, excursion):
    come(excursion, "Ada", "Bo")
    return Sara(client, own_link(post(ADDRESS)[0]))


def the_registration() -> Registration:
    """Sara's own, among those that came at the same moment."""
    hers = [each for each in Registration.objects.order_by("submission__received_at")
            if submissions.address_of(each.submission) == ADDRESS]  # fmt: skip
    return hers[0]


class TestSomebodyJoins:
    def test_she_has_a_seat_and_a_record_of_her_own_and_the_letter_names_all(self, sara, excursion):
        hers = keys(excursion)
        answer = sara.send(
            1, **{f"{hers['name']}__3": "Cai", f"{hers['email']}__3": "cai@skola.example",
                  f"{hers['radio']}__3": workshops(excursion)[0]}
        )  # fmt: skip
        assert (answer.status_code, answer["Location"]) == (303, sara.link)
        her = the_registration()
        assert names_of(her) == ["Ada", "Bo", "Cai"]
        assert Seat.objects.held(excursion.translation_key)[None] == 3
        joined = SubmittedPerson.objects.get(submission=her.pk, ordinal=3)
        assert set(joined.seats.values_list("allotment_key", flat=True)) == {
            None, excursion.allotments.get().translation_key,
        }  # fmt: skip
        assert (joined.rule.selector, joined.submitted_on) == ("record", NOW.date())
        assert SubjectKey.objects.filter(record=joined.pk, kind="email").exists()
        [letter] = post(ADDRESS)
        assert "din anmälan har ändrats" in letter.subject
        for text in texts_of(letter):
            assert re.search(r"Deltagare 1: Ada.*Deltagare 3: Cai", text, re.DOTALL)
            assert "nötter" not in text
        assert "har anmält dig" in post("cai@skola.example")[0].body
        event = AuditEvent.objects.get(action="registration.party_changed")
        assert event.facts == {"joined": 1, "left": 0, "named": 0, "corrected": 0}

    def test_in_finnish_the_page_and_the_letter_are_finnish(self, client, excursion, seminar_in_finnish):
        come(excursion, "Ada", served=fresh(seminar_in_finnish))
        sara = Sara(client, own_link(post(ADDRESS)[0]))
        assert "Muuta osallistujia" in words(client.get(sara.link))
        assert sara.send(1, **{f"{keys(excursion)['name']}__2": "Bo"}).status_code == 303
        assert "ilmoittautumistasi on muutettu" in post(ADDRESS)[0].subject

    def test_beyond_room_it_is_refused_with_how_many_fit_and_what_she_wrote_is_kept(self, sara, excursion):
        come(excursion, "Dea", "Eva", address="other@skola.example")
        hers = keys(excursion)
        answer = sara.send(2, **{f"{hers['name']}__3": "Cai", f"{hers['name']}__4": "Fia"})
        assert answer.status_code == 409
        assert "Det finns plats för 1 deltagare till" in words(answer)
        assert 'value="Fia"' in words(answer)
        assert names_of(the_registration()) == ["Ada", "Bo"]
        assert Seat.objects.held(excursion.translation_key)[None] == 4
        assert not OutboundMessage.objects.filter(kind="registration_updated").exists()
        assert sara.send(1, **{f"{hers['name']}__3": "Cai"}).status_code == 303
        assert "Det finns inte plats för fler" in words(sara.send(1, **{f"{hers['name']}__4": "Fia"}))

    def test_what_she_chose_may_be_full_though_there_is_room(self, sara, excursion):
        first, second = workshops(excursion)
        come(excursion, "Dea", "Eva", chosen=first, address="other@skola.example")
        hers = keys(excursion)
        given = {f"{hers['name']}__3": "Cai", f"{hers['radio']}__3": first}
        assert sara.send(1, **given).status_code == 409
        assert sara.send(1, **{**given, f"{hers['radio']}__3": second}).status_code == 303

    def test_nobody_who_waits_is_overtaken(self, sara, excursion):
        come(excursion, "Dea", "Eva", address="other@skola.example")
        waiting = come(excursion, "Fia", "Gun", address="third@skola.example")
        assert state_of(waiting) == "waiting"
        assert sara.send(1, **{f"{keys(excursion)['name']}__3": "Cai"}).status_code == 409
        assert names_of(the_registration()) == ["Ada", "Bo"]

    def test_one_for_another_needs_no_room(self, sara, excursion):
        come(excursion, "Dea", "Eva", "Fia", address="other@skola.example")
        come(excursion, "Gun", address="third@skola.example")
        answer = sara.send(1, leaves__2="on", **{f"{keys(excursion)['name']}__3": "Cai"})
        assert answer.status_code == 303
        assert names_of(the_registration()) == ["Ada", "Cai"]

    def test_no_more_than_the_editor_lets_come(self, sara, excursion):
        hers = keys(excursion)
        page = sara.client.post(
            sara.address, {"seen": "1.2.and0", "joining": "3", **{f"{hers['name']}-{n}": "X" for n in (3, 4, 5)}}
        )
        assert page.status_code == 422
        assert "Högst 4" in words(page)

    def test_what_is_required_is_asked_for_and_the_same_post_twice_adds_nobody_twice(self, sara, excursion):
        assert sara.send(1).status_code == 422
        page = sara.client.post(sara.address, {**fields_in(sara.client.get(sara.address)), "more": "1"})
        posted = {**fields_in(page), f"{keys(excursion)['name']}-3": "Cai"}
        codes = [sara.client.post(sara.address, posted).status_code for _time in "ab"]
        assert codes == [303, 409]
        assert names_of(the_registration()) == ["Ada", "Bo", "Cai"]


class TestSomebodyLeaves:
    def test_the_seat_goes_to_the_first_who_waits(self, sara, excursion):
        come(excursion, "Dea", "Eva", address="other@skola.example")
        waiting = come(excursion, "Fia", "Gun", address="third@skola.example")
        post("third@skola.example")
        assert sara.send(leaves__1="on").status_code == 303
        assert names_of(the_registration()) == ["Bo"]
        assert state_of(waiting) == "confirmed"
        assert "du har fått en plats" in post("third@skola.example")[0].subject
        assert "Ada" not in post(ADDRESS)[0].body

    def test_her_record_is_of_minor_importance_and_in_no_list(self, sara, excursion):
        sara.send(leaves__1="on")
        gone = SubmittedPerson.objects.get(ordinal=1)
        assert (gone.left_at, gone.rule.selector) == (NOW, "minor")
        assert gone.due_on == NOW.date() + timedelta(days=7)
        assert not SubmittedPerson.objects.unrestricted().filter(ordinal=1).exists()
        assert not gone.seats.exists()
        assert "Ada" not in words(sara.client.get(sara.link))

    def test_what_was_answered_for_her_is_gone_when_that_is_disposed_of(self, sara, excursion, february):
        arm(excursion.section.activity)
        sara.send(leaves__1="on")
        gone = SubmittedPerson.objects.get(ordinal=1)
        planted = f"{gone.answers[keys(excursion)['name']]}'"
        february.move_to(NOW + timedelta(days=9), tick=False)
        assert planted in str(everything_stored())
        officer, archivist = an_officer(Role.CASE_OFFICER), an_officer(Role.ARCHIVIST)
        on = NOW.date() + timedelta(days=9)
        runs.dispose(
            controller=excursion.section.controller, as_of=on, by=officer, approver=archivist, now=timezone.now()
        )
        assert planted not in str(everything_stored())
        assert not SubjectKey.objects.filter(record=gone.pk).exists()
        assert names_of(the_registration()) == ["Bo"]

    def test_she_may_be_registered_anew(self, sara, excursion):
        sara.send(leaves__1="on")
        again = come(excursion, "Ada")
        assert state_of(again) == "confirmed"

    def test_somebody_stays(self, sara, excursion):
        answer = sara.send(leaves__1="on", leaves__2="on")
        assert answer.status_code == 422
        assert "Någon måste vara kvar" in words(answer)
        assert names_of(the_registration()) == ["Ada", "Bo"]


class TestSomebodyChooses:
    def test_an_answer_is_put_right_with_its_history(self, sara, excursion):
        assert sara.send(**{f"{keys(excursion)['name']}__2": "Boel"}).status_code == 303
        assert names_of(the_registration()) == ["Ada", "Boel"]
        [change] = PersonChange.objects.all()
        assert (change.old, change.new, change.why, change.by) == ("Bo", "Boel", "herself", None)

    def test_another_workshop_frees_a_seat_and_takes_one(self, sara, excursion):
        first, second = workshops(excursion)
        allotment = excursion.allotments.get().translation_key
        radio = keys(excursion)["radio"]
        assert sara.send(**{f"{radio}__1": first, f"{radio}__2": first}).status_code == 303
        assert Seat.objects.held(excursion.translation_key)[allotment] == 2
        other = come(excursion, "Dea", chosen=first, address="other@skola.example")
        assert state_of(other) == "waiting"
        assert sara.send(**{f"{radio}__1": second}).status_code == 303
        assert state_of(other) == "confirmed"
        full = sara.send(**{f"{radio}__1": first})
        assert (full.status_code, "ingen plats kvar i det som valdes" in words(full)) == (409, True)

    def test_neither_an_address_nor_what_is_sensitive_stands_there(self, sara, excursion):
        shown = words(sara.client.get(sara.address))
        assert 'value="Ada"' in shown
        assert "ada@skola.example" not in shown
        assert "nötter" not in shown


class TestWhoWaits:
    @pytest.fixture
    def waiting(self, client, excursion):
        come(excursion, "Dea", "Eva", "Fia", "Gun", address="other@skola.example")
        registration = come(excursion, "Ada", "Bo")
        return registration, Sara(client, own_link(post(ADDRESS)[0]))

    def test_a_smaller_party_keeps_its_number_and_gets_in_where_it_fits(self, waiting, excursion):
        registration, sara = waiting
        assert "Ni behåller er plats på reservlistan" in words(sara.client.get(sara.address))
        sara.send(leaves__1="on")
        assert state_of(registration) == "confirmed"

    def test_the_last_in_the_queue_may_grow_and_others_may_not(self, waiting, excursion):
        registration, sara = waiting
        name = keys(excursion)["name"]
        assert sara.send(1, **{f"{name}__3": "Cai"}).status_code == 303
        come(excursion, "Hed", "Ida", address="third@skola.example")
        refused = sara.send(1, **{f"{name}__4": "Jon"})
        assert (refused.status_code, "andra väntar efter er" in words(refused)) == (409, True)
        assert sara.send(1, leaves__3="on", **{f"{name}__4": "Jon"}).status_code == 303
        assert names_of(registration) == ["Ada", "Bo", "Jon"]


def test_a_get_changes_nothing_and_the_way_there_ends_with_registration(sara, excursion, february):
    before = everything_stored()
    for method in (sara.client.get, sara.client.head):
        assert method(sara.address).status_code == 200
    assert everything_stored() == before
    elsewhere = sara.client.post(sara.address, {"leaves-1": "on"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status_code == 403
    february.move_to(NOW + timedelta(days=20), tick=False)
    assert sara.address not in words(sara.client.get(sara.link))
    assert sara.client.post(sara.address, {"leaves-1": "on"}).status_code == 409
    assert names_of(the_registration()) == ["Ada", "Bo"]


@pytest.mark.parametrize("settings", [{"largest_party": 1}, {"verifies_address": True}])
def test_it_is_not_offered_where_it_makes_no_sense(client, february, seminar, settings):
    page = an_excursion(seminar)
    page = limited(page, **settings)
    come(page, "Ada")
    link = own_link(post(ADDRESS)[0])
    assert client.get(f"{link}party/").status_code == 409
    assert f"{link}party/" not in words(client.get(link))


class TestTwoAtOnce:
    """Two parties want the last seat at the same moment."""

    @pytest.fixture
    def two(self, committed_db, seminar):
        page = an_excursion(seminar)
        draft = page.get_latest_revision_as_object()
        draft.occasions, draft.closes_on = [occasion(first_day=timezone.localdate() + timedelta(days=60))], None
        draft.save_revision().publish()
        page = fresh(page)
        both = [come(page, "Ada", "Bo", address=f"{each}@skola.example").pk for each in "ab"]
        return page, both

    def grow(self, page: EventPage, barrier: Barrier, record: Any) -> str:
        wanted = Wanted(seen="1.2.and0", joining=[{keys(page)["name"]: "Cai"}], given={1: {}, 2: {}})
        barrier.wait(60)
        try:
            changing.change(record=record, wanted=wanted, now=timezone.now())
        except reseating.NoRoom as refused:
            return f"room for {refused.number}"
        except OperationalError:
            return "busy"
        finally:
            connections.close_all()
        return "grown"

    def both_grow(self, page: EventPage, records: list[Any]) -> list[str]:
        barrier = Barrier(2)
        with ThreadPoolExecutor(2) as threads:
            return sorted(threads.map(partial(self.grow, page, barrier), records))

    def test_one_gets_it(self, two):
        assert self.both_grow(*two) == ["grown", "room for 0"]
        assert Seat.objects.held(two[0].translation_key)[None] == 5

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
        assert self.both_grow(*two) == ["grown", "grown"]
        assert Seat.objects.held(two[0].translation_key)[None] == 6
