"""An organisation registers so many and names them later, by its link; their places are held meanwhile."""
from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from events import door
from events.models import EventPage, Registration, Seat
from forms_app import badges
from forms_app.models import Submission, SubmittedPerson
from forms_app.put_form import PARTY
from tests.events.test_party import ADDRESS, Sara, an_excursion, keys, names_of, the_registration, words, workshops
from tests.events.visiting import NOW, own_link, post, texts_of
from tests.forms_app.walking import Walker

pytestmark = pytest.mark.django_db


@pytest.fixture
def february(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def excursion(february, seminar) -> EventPage:
    return an_excursion(seminar, names_later=True)


def register(page: EventPage, number: int, **named: str) -> str:
    """The organisation fills in the form and sends it; what it reads then."""
    own = keys(page, "registration")
    walker = Walker(page)
    walker.press(**{
        own["name"]: "Sara Strand", own["title"]: "Rektor", own["organisation"]: "Skolan", own["email"]: ADDRESS,
        PARTY: str(number),
    })  # fmt: skip
    assert "Lämna en deltagare tom" in walker.text
    walker.press(**{f"{keys(page)['name']}__{ordinal[1:]}": name for ordinal, name in named.items()})
    return walker.follow()


@pytest.fixture
def school(client, excursion) -> Sara:
    """It has registered three, of whom it has named the first."""
    register(excursion, 3, p1="Ada")
    return Sara(client, own_link(post(ADDRESS)[0]))


def test_their_places_are_held_and_they_are_said_to_be_unnamed_wherever_they_stand(client, excursion):
    assert "Deltagare 3: inte namngiven än" in register(excursion, 3, p1="Ada")
    [letter] = post(ADDRESS)
    for text in texts_of(letter):
        assert re.search(r"Deltagare 1: Ada.*Deltagare 2: inte namngiven än", text, re.DOTALL)
    assert Seat.objects.held(excursion.translation_key)[None] == 3
    assert [each.is_named for each in SubmittedPerson.objects.order_by("ordinal")] == [True, False, False]
    assert "Deltagare 2: inte namngiven än" in words(client.get(own_link(letter)))
    reference = Submission.objects.get().reference
    shown = [(each.name, each.title) for each in badges.badges_of(excursion)]
    assert shown == [("Ada", ""), ("Inte namngiven än", f"{reference}/2"), ("Inte namngiven än", f"{reference}/3")]
    guests = door.guests_of(excursion, excursion.occasions.get().translation_key)
    assert [each.name for each in guests] == ["Ada", "Inte namngiven än", "Inte namngiven än"]


def test_what_is_said_of_one_is_asked_for_in_full(excursion):
    own = keys(excursion, "registration")
    walker = Walker(excursion)
    walker.press(**{own["name"]: "Sara Strand", own["email"]: ADDRESS, own["title"]: "R", own["organisation"]: "S",
                    PARTY: "2"})  # fmt: skip
    walker.press(**{f"{keys(excursion)['email']}__2": "bo@skola.example"})
    assert walker.answer.status_code == 422
    assert not Registration.objects.exists()


def test_she_names_them_by_the_link_and_their_answers_come_in_then(school, excursion, february):
    february.move_to(NOW + timedelta(days=2), tick=False)
    hers = keys(excursion)
    assert "Lämna en deltagare tom" in words(school.client.get(school.address))
    answer = school.send(**{
        f"{hers['name']}__2": "Bo", f"{hers['email']}__2": "bo@skola.example", f"{hers['diet']}__2": "nötter",
        f"{hers['radio']}__2": workshops(excursion)[0],
    })  # fmt: skip
    assert (answer.status_code, answer["Location"]) == (303, school.link)
    assert names_of(the_registration()) == ["Ada", "Bo", ""]
    bo = SubmittedPerson.objects.get(ordinal=2)
    assert (bo.submitted_on, bo.categories) == ((NOW + timedelta(days=2)).date(), ["personal", "special"])
    assert "nötter" not in str(bo.answers)
    assert bo.seats.count() == 2
    assert "din anmälan har ändrats" in post(ADDRESS)[0].subject
    assert len(post("bo@skola.example")) == 1
    assert Seat.objects.held(excursion.translation_key)[None] == 3


def test_one_who_is_named_may_find_her_workshop_full(school, excursion):
    hers, (first, second) = keys(excursion), workshops(excursion)
    given: dict[str, Any] = {f"{hers['radio']}__1": first, f"{hers['name']}__2": "Bo", f"{hers['radio']}__2": first}
    assert school.send(**given).status_code == 303
    third = {f"{hers['name']}__3": "Cai", f"{hers['radio']}__3": first}
    assert school.send(**third).status_code == 409
    assert school.send(**{**third, f"{hers['radio']}__3": second}).status_code == 303


def test_nothing_said_changes_nothing_and_more_places_may_be_held(school, excursion):
    before = SubmittedPerson.objects.get(ordinal=2).answers
    assert school.send().status_code == 303
    assert post(ADDRESS) == []
    assert SubmittedPerson.objects.get(ordinal=2).answers == before == {}
    assert school.send(1).status_code == 303
    assert Seat.objects.held(excursion.translation_key)[None] == 4
    assert not SubmittedPerson.objects.get(ordinal=4).is_named


def test_where_it_is_not_allowed_everybody_is_named_at_once(february, seminar):
    page = an_excursion(seminar)
    own = keys(page, "registration")
    walker = Walker(page)
    walker.press(**{own["name"]: "Sara Strand", own["email"]: ADDRESS, own["title"]: "R", own["organisation"]: "S",
                    PARTY: "2"})  # fmt: skip
    walker.press(**{f"{keys(page)['name']}__1": "Ada"})
    assert walker.answer.status_code == 422
