"""Who may open and who may send what, on every address of the organiser's pages: no surprise.

WHOEVER ADDS AN ADDRESS PUTS A ROW INTO ``DESK``: who may open it, who may send something to it.
"""
from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.urls import reverse

from events.followed import deeds
from events.models import EventPage
from privacy.models import AuditEvent
from privacy.roles import Role
from tests.events.conftest import fresh
from tests.events.inviting import invite
from tests.events.programmes import a_programme, joins
from tests.events.test_queue import come, limited
from tests.events.visiting import a_message
from tests.forms_app.test_role_matrix import (
    ACT,
    ADMINISTRATOR,
    ARCHIVIST,
    COOK,
    CREATOR,
    DECIDER,
    EDITOR,
    EVERYBODY,
    NAMED,
    OFFICER,
    READ,
    SUPERUSER,
    TRANSLATOR,
    WATCHER,
    a_user,
    addresses,
)
from tests.privacy.test_role_matrix import NOT_LET_IN, ask, unrendered

__all__ = ["unrendered"]

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
NOBODY: set[str] = set()
#: Whoever may add pages there.
MAKERS = {CREATOR, EDITOR, ADMINISTRATOR, SUPERUSER}
#: Editors who may publish the page of the body word its mails.
WORDS = {CREATOR, EDITOR, ADMINISTRATOR}
#: The arrivals' POST without letters shows the page again, to those who act.
DESK: dict[str, tuple[set[str], set[str]]] = {
    "places": (READ, NOBODY),
    "approve": (NOBODY, ACT),
    "deed": (ACT, ACT),
    "party": (ACT, ACT),
    "meetings": (ACT, ACT),
    "change": (ACT, ACT),
    "undo_change": (NOBODY, ACT),
    "invitations": (READ, NOBODY),
    "add_invitations": (ACT, ACT),
    "send_invitations": (ACT, ACT),
    "remind_invited": (ACT, ACT),
    "undo_invitations": (NOBODY, ACT),
    "take_back_invitation": (NOBODY, ACT),
    "correct_invitation": (ACT, ACT),
    "arrivals": (READ, ACT),
    "message": (ACT, ACT),
    "message_sent": (ACT, NOBODY),
    "undo_message": (NOBODY, ACT),
    "mail_texts": (WORDS, NOBODY),
    "mail_text": (WORDS, WORDS),
    "attendance": (READ, NOBODY),
    "presence": (READ, ACT),
    "catering": (READ, ACT),
    "next_edition": (MAKERS, MAKERS),
    "edition_left": (MAKERS | {TRANSLATOR}, MAKERS | {TRANSLATOR}),
    "follow_ups": (READ, ACT),
    "follow_up": (ACT, ACT),
}
ROLES = {
    CREATOR: Role.EDITOR, NAMED: Role.ORGANISER, COOK: Role.ORGANISER, EDITOR: Role.EDITOR,
    TRANSLATOR: Role.TRANSLATOR, OFFICER: Role.CASE_OFFICER, DECIDER: Role.DECISION_MAKER,
    ARCHIVIST: Role.ARCHIVIST, WATCHER: Role.DATA_PROTECTION_OFFICER, ADMINISTRATOR: Role.ADMINISTRATOR,
}  # fmt: skip


@pytest.fixture
def people(seminar) -> dict[str, Any]:
    """One person for each role; some of them look after the seminar."""
    found = {name: a_user(name, role) for name, role in ROLES.items()} | {SUPERUSER: a_user(SUPERUSER)}
    get_user_model().objects.filter(pk=found[SUPERUSER].pk).update(is_superuser=True)
    found[SUPERUSER].refresh_from_db()
    EventPage.objects.filter(pk=seminar.pk).update(owner=found[CREATOR])
    draft = fresh(seminar).get_latest_revision_as_object()
    draft.special_reader = found[COOK]
    draft.organisers.add(found[NAMED])
    draft.save_revision().publish()
    return found


@pytest.fixture
def paths(people, seminar) -> dict[str, str]:
    event = limited(fresh(seminar), capacity=5, needs_approval=True)
    [invitation] = invite(event, "kanariefagel@example.org")
    things = {
        "page_id": event.pk, "submission_id": come(event, "Kanariefågel").pk, "deed": "reject",
        "invitation_id": invitation.pk, "body_id": event.get_parent().get_parent().pk,
        "kind": "registration_offered", "language": "sv",
        "message_id": a_message(event).pk,
    }  # fmt: skip
    of_programme = things_of_a_programme(people)

    def _of(name: str) -> dict[str, Any]:
        return of_programme if name in ("events_desk:follow_ups", "events_desk:follow_up") else things

    return {
        name.partition(":")[2]: reverse(name, kwargs={slot: _of(name)[slot] for slot in slots})
        for name, slots in addresses()
        if name.startswith("events_desk:")
    }


def things_of_a_programme(people) -> dict[str, Any]:
    """Somebody is followed up at a programme that the same people look after."""
    page = a_programme([people[NAMED]], owner=people[CREATOR], special_reader=people[COOK])
    registration = joins(page, "Byns bibliotek", "Ada Ahl")
    deeds.set_day(page=page, record=registration.pk, on=NOW.date(), by=people[OFFICER], now=NOW)
    key = page.follow_ups.all()[0].translation_key
    return {"page_id": page.pk, "submission_id": registration.pk, "follow_up": key}


def test_every_address_stands_in_the_table(paths):
    assert set(paths) == set(DESK)


@pytest.mark.parametrize(("method", "place"), [("get", 0), ("post", 1)])
def test_every_address_lets_in_exactly_those_of_the_table(paths, people, unrendered, method, place):
    surprises = {}
    for name, path in paths.items():
        inside = set()
        for who, user in people.items():
            with transaction.atomic():
                if ask(type(user).objects.get(pk=user.pk), method, path) not in NOT_LET_IN:
                    inside.add(who)
                transaction.set_rollback(True)
        wanted = DESK[name][place] & set(people)
        if inside != wanted:
            surprises[name] = (inside - wanted, wanted - inside)
    assert surprises == {}
    assert set(people) < EVERYBODY


def test_every_refusal_is_logged_and_nobody_comes_in_without_signing_in(paths, people, unrendered):
    for name, path in paths.items():
        before = AuditEvent.objects.filter(action__endswith=".refused").count()
        stranger = WATCHER if SUPERUSER in DESK[name][1] else SUPERUSER
        assert ask(people[stranger], "post", path) in (403, 405), name
        assert ask(people[ARCHIVIST], "get", path) in (403, 405), name
        assert AuditEvent.objects.filter(action__endswith=".refused").count() > before, name
        assert {ask(AnonymousUser(), method, path) for method in ("get", "post")} == {302}, name
