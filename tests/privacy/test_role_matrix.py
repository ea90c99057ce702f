"""Who may open and who may send what, on every page of the officers' desk: no surprise.

The addresses are those that the site knows, so that a new one cannot be forgotten: it must be put into the
table. Nothing is rendered here; that every page can be read is seen in test_desk.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db import transaction
from django.http import Http404
from django.template.response import SimpleTemplateResponse
from django.test import RequestFactory
from django.urls import resolve

from privacy.models import AuditEvent
from privacy.roles import Role
from tests.factories import an_officer
from tests.privacy.desk_world import World, addresses

C, D, A, P = "case officer", "decision-maker", "archivist", "data protection officer"
ALL = {C, D, A, P}
NAMES = {C: Role.CASE_OFFICER, D: Role.DECISION_MAKER, A: Role.ARCHIVIST, P: Role.DATA_PROTECTION_OFFICER}
OTHERS = {"editor": Role.EDITOR, "organiser": Role.ORGANISER, "translator": Role.TRANSLATOR,
          "administrator": Role.ADMINISTRATOR}  # fmt: skip

#: Pages that are only read, by the set of addresses that they belong to.
READ = {
    "privacy_overview": ["index"],
    "privacy_cases": ["index", "index_results", "detail", "record", "letter"],
    "privacy_runs": ["index", "index_results", "detail", "items", "record", "protocol", "protocol_file"],
    "privacy_register": ["index", "csv", "json"],
    "privacy_audit": ["index", "index_results", "detail"],
    "privacy_holds": ["index", "index_results"],
    "privacy_rules": ["undated"],
}
PREPARING = [
    "add", "open", "search", "execute", "answer", "close", "show-identity", "ask-identity", "add-address", "extend",
    "appeal", "withdraw", "choose", "correct", "answer_source", "tell_recipient",
]  # fmt: skip
#: Acts: whoever opens the page may send it.
ACTS: dict[str, set[str]] = {
    **{f"privacy_cases:{name}": {C} for name in PREPARING},
    "privacy_cases:decide": {D},
    "privacy_cases:refuse": {D},
    "privacy_cases:opinion": {P},
    "privacy_runs:propose": {C, A},
    "privacy_runs:approve": {A},
    "privacy_runs:start": {C, A},
    "privacy_runs:discard": {C, A},
    "privacy_rules:arm": {A},
    "privacy_rules:standing": {A},
    "privacy_rules:templates": {C},
    "privacy_rules:enter_date": {C, A},
    "privacy_holds:add": {C, A},
    "privacy_first_run:index": {C},
}  # fmt: skip
#: Buttons without a page of their own.
SENT_ONLY = {"privacy_overview:retry_mail": {C}, "privacy_cases:confirm_match": {C}}
#: What is read by all and sent by some on the same address.
MIXED = {"privacy_holds:inspect": {C, A}}
#: Listings with forms: who adds, who changes. Nobody deletes.
SETS = {
    "privacy_controllers": ({C}, {C}),
    "privacy_activities": ({C}, {C}),
    "privacy_rules": ({C}, {C}),
    "privacy_sections": ({C}, {C}),
    "privacy_authorities": ({A}, {A}),
    "privacy_wordings": (set(), {C}),
    "privacy_letter_wordings": (set(), {C}),
    "privacy_delegations": ({C}, {C}),
    "privacy_outside_sources": ({C, A}, {C, A}),
    "forms_app_ready_questions": ({C}, {C}),
    "forms_app_page_openings": ({C}, {C}),
}
NOT_LET_IN = {403, 405}


def expected() -> dict[str, tuple[set[str], set[str]]]:
    """Name of the address -> who may open it, who may send something to it."""
    table: dict[str, tuple[set[str], set[str]]] = {}
    table |= {f"{group}:{name}": (ALL, set()) for group, names in READ.items() for name in names}
    table |= {name: (who, who) for name, who in ACTS.items()}
    table |= {name: (set(), who) for name, who in SENT_ONLY.items()}
    table |= {name: (ALL, who) for name, who in MIXED.items()}
    for name, (adds, changes) in SETS.items():
        table[f"{name}:add"] = (adds, adds)
        table[f"{name}:edit"] = (changes, changes)
        table[f"{name}:delete"] = (set(), set())
        if "wordings" not in name:
            table[f"{name}:inspect"] = (ALL, set())
        for page in ("index", "index_results", "usage", "history", "history_results"):
            table[f"{name}:{page}"] = (ALL, set())
    return table


def ask(user: Any, method: str, path: str) -> int:
    """The status that ``user`` gets. A thing that is not there is looked for only by those who may."""
    request = getattr(RequestFactory(), method)(path)
    request.user, request.session, request.resolver_match = user, SessionStore(), resolve(path)
    request._messages = FallbackStorage(request)
    request._dont_enforce_csrf_checks = True
    found = request.resolver_match
    try:
        return int(found.func(request, *found.args, **found.kwargs).status_code)
    except Http404:
        return 404


@pytest.fixture
def unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers decide their status before they are rendered; so many pages need not be."""
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")


@pytest.fixture
def people(db: None) -> dict[str, Any]:
    """One member of staff for each role, and a superuser without any."""
    found = {name: an_officer(role, f"matrix-{role.name.lower()}") for name, role in (NAMES | OTHERS).items()}
    superuser = an_officer(Role.EDITOR, "matrix-super")
    superuser.groups.clear()
    superuser.is_superuser = True
    superuser.save()
    return {**found, "superuser": superuser}


def let_in(world: World, people: dict[str, Any], method: str) -> Iterator[tuple[str, set[str]]]:
    """For each address, who is not refused; what an act does is rolled back."""
    for address in addresses():
        path, inside = world.path_to(address), set()
        for name, user in people.items():
            with transaction.atomic():
                if ask(user, method, path) not in NOT_LET_IN:
                    inside.add(name)
                transaction.set_rollback(True)
        yield address.name, inside


@pytest.mark.parametrize(("method", "place"), [("get", 0), ("post", 1)])
def test_every_address_lets_in_exactly_those_of_the_table(people, unrendered, method, place):
    found = dict(let_in(World(), people, method))
    table = expected()
    assert len(found) > 100
    assert set(found) == set(table), "an address stands in no row of the table, or a row has no address"
    assert {name: who for name, who in found.items() if who != table[name][place]} == {}


def test_nobody_comes_in_without_signing_in(db, unrendered):
    world = World()
    for address in addresses():
        assert {ask(AnonymousUser(), method, world.path_to(address)) for method in ("get", "post")} == {302}


def test_administrators_and_superusers_are_answered_403_on_every_address(people, unrendered):
    world, outside = World(), [people[name] for name in ("administrator", "superuser")]
    answers = {ask(user, "get", world.path_to(address)) for address in addresses() for user in outside}
    assert answers == {403}
    assert AuditEvent.objects.filter(action="page.refused").count() == len(addresses()) * len(outside)


def test_the_data_protection_officer_reads_everything_changes_nothing_and_each_reading_is_in_the_audit(
    people, unrendered
):
    world, officer = World(), people[P]
    readable = [each for each in addresses() if P in expected()[each.name][0] and each.name not in ACTS]
    assert len(readable) > 50
    for address in readable:
        before = AuditEvent.objects.filter(action="page.opened", subject_type=address.name).count()
        assert ask(officer, "get", world.path_to(address)) == 200, address.name
        after = AuditEvent.objects.filter(action="page.opened", subject_type=address.name).count()
        assert after == before + 1, address.name
    sent = {name for name, (_readers, actors) in expected().items() if P in actors}
    assert sent == {"privacy_cases:opinion"}
