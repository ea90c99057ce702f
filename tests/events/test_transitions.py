"""Every transition of a registration from the visitor's side, with the mail that tells it in both languages."""
from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from events.moves import State
from tests.events import transitions as they
from tests.events.visiting import NOW, methods_of, own_link, post, state_of, texts_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def february(time_machine):
    time_machine.move_to(NOW, tick=False)


@dataclass(frozen=True)
class Told:
    """The mail that tells it: subject after the number and heading in each language, and what goes with it."""

    swedish: tuple[str, str]
    finnish: tuple[str, str]
    has_link: bool = True
    calendar: str = ""


CONFIRMED = Told(("du är anmäld", "Du är anmäld"), ("olet ilmoittautunut", "Olet ilmoittautunut"), calendar="REQUEST")
UNVERIFIED = Told(
    ("bekräfta din e-postadress", "Bekräfta din e-postadress"),
    ("vahvista sähköpostiosoitteesi", "Vahvista sähköpostiosoitteesi"),
)
AGAIN = Told(
    ("du var redan anmäld", "Du var redan anmäld"), ("olit jo ilmoittautunut", "Olit jo ilmoittautunut"),
    has_link=False, calendar="REQUEST",
)  # fmt: skip
PENDING = Told(
    ("vi har tagit emot din anmälan", "Vi har tagit emot din anmälan"),
    ("olemme vastaanottaneet ilmoittautumisesi", "Olemme vastaanottaneet ilmoittautumisesi"),
)
REJECTED = Told(
    ("du har inte fått någon plats", "Du har inte fått någon plats"), ("et saanut paikkaa", "Et saanut paikkaa"),
    has_link=False,
)  # fmt: skip
WAITING = Told(
    ("du står på reservlistan", "Du står på reservlistan"), ("olet jonotuslistalla", "Olet jonotuslistalla")
)
PROMOTED = Told(
    ("du har fått en plats", "Du har fått en plats"), ("olet saanut paikan", "Olet saanut paikan"), calendar="REQUEST"
)
OFFERED = Told(
    ("vill du ha platsen?", "En plats har blivit ledig. Vill du ha den?"),
    ("haluatko paikan?", "Paikka on vapautunut. Haluatko sen?"),
)
NOT_PLACED = Told(
    ("det fanns ingen plats till dig", "Det fanns ingen plats till dig"),
    ("sinulle ei ollut paikkaa", "Sinulle ei ollut paikkaa"), has_link=False,
)  # fmt: skip
LEFT = Told(
    ("du har avanmält dig", "Du har avanmält dig"),
    ("olet perunut ilmoittautumisesi", "Olet perunut ilmoittautumisesi"), has_link=False,
)  # fmt: skip
TAKEN_OUT = Told(
    ("din anmälan är avbokad", "Din anmälan är avbokad"),
    ("ilmoittautumisesi on peruttu", "Ilmoittautumisesi on peruttu"), has_link=False,
)  # fmt: skip


def with_entry_taken_back(told: Told) -> Told:
    return replace(told, calendar="CANCEL")


#: What happens, the state it ends in, and the mail that tells it last; None where the visitor is told nothing more.
TRANSITIONS: list[tuple[they.Story, State, Told | None]] = [
    (they.sent, State.CONFIRMED, CONFIRMED),
    (they.sent_with_verification, State.UNVERIFIED, UNVERIFIED),
    (they.never_verified, State.EXPIRED, None),
    (they.sent_again, State.REPEATED, AGAIN),
    (they.verified, State.CONFIRMED, CONFIRMED),
    (they.sent_when_full, State.WAITING, WAITING),
    (they.verified_when_full, State.WAITING, WAITING),
    (they.sent_for_approval, State.PENDING_APPROVAL, PENDING),
    (they.verified_for_approval, State.PENDING_APPROVAL, PENDING),
    (they.approved, State.CONFIRMED, CONFIRMED),
    (they.rejected, State.REJECTED, REJECTED),
    (they.promoted, State.CONFIRMED, PROMOTED),
    (they.offered, State.OFFERED, OFFERED),
    (they.accepted, State.CONFIRMED, CONFIRMED),
    (they.declined, State.DECLINED, None),
    (they.let_the_offer_lapse, State.EXPIRED, None),
    (they.not_placed, State.NOT_PLACED, NOT_PLACED),
    (they.cancelled, State.CANCELLED_BY_REGISTRANT, with_entry_taken_back(LEFT)),
    (they.left_the_list, State.CANCELLED_BY_REGISTRANT, LEFT),
    (they.withdrew_before_approval, State.CANCELLED_BY_REGISTRANT, LEFT),
    (they.withdrew_before_verification, State.CANCELLED_BY_REGISTRANT, LEFT),
    (they.cancelled_for_her, State.CANCELLED_BY_ORGANISER, with_entry_taken_back(TAKEN_OUT)),
    (they.cancelled_for_her_on_the_list, State.CANCELLED_BY_ORGANISER, TAKEN_OUT),
]


def test_no_state_is_left_out():
    assert {state for _story, state, _told in TRANSITIONS} == set(State)


@pytest.fixture
def scenes(client, seminar, seminar_in_finnish, time_machine):
    """The scene in each language."""
    served = {"sv": seminar, "fi": seminar_in_finnish}
    return {language: they.Scene(client, seminar, page, time_machine) for language, page in served.items()}


@pytest.mark.parametrize("language", ["sv", "fi"])
@pytest.mark.parametrize(("story", "state", "told"), TRANSITIONS, ids=[each[0].__name__ for each in TRANSITIONS])
def test_she_is_told_of_it_in_her_language(scenes, language, story, state, told):
    her = story(scenes[language])
    letters = post()
    assert state_of(her) == state
    if told is None:
        assert all("?" in each.subject for each in letters)
        return
    [letter] = letters
    subject, heading = {"sv": told.swedish, "fi": told.finnish}[language]
    title = {"sv": "Läsning för alla", "fi": "Lukemista kaikille"}[language]
    reference = letter.subject.split(":")[0]
    assert letter.subject == f"{reference}: {subject} – {title}"
    assert letter.body.splitlines()[0] == heading
    assert f"<h1>{heading}</h1>" in letter.alternatives[0][0]
    assert all(reference in text for text in texts_of(letter))
    assert bool(own_link(letter)) is told.has_link
    assert methods_of(letter) == ({told.calendar} if told.calendar else set())
