"""The desk as officers meet it: what stands on top, every page whole, a case and a run from end to end."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.forms import Form
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from privacy import overview
from privacy.desk_order import Kind
from privacy.models import CaseState, DecisionLetter, DisposalRun, RightsRequest, RunState
from privacy.roles import Role
from privacy.views.cases import deciding, items, new, preparing
from privacy.views.runs import propose
from tests.factories import ASKED_AT, a_request
from tests.privacy.conftest import signed_in
from tests.privacy.desk_world import World, addresses
from tests.privacy.test_role_matrix import NAMES, expected

QUERIES = 22
OURS = ("privacy_overview", "privacy_cases", "privacy_runs")


@pytest.fixture
def world(db: None) -> World:
    return World()


@pytest.fixture
def desks(db: None) -> dict[str, Client]:
    """A browser for each officer."""
    return {name: signed_in(role) for name, role in NAMES.items()}


def case_at(world: World, name: str) -> str:
    return reverse(f"privacy_cases:{name}", args=[world.case.pk])


def run_at(world: World, name: str) -> str:
    return reverse(f"privacy_runs:{name}", args=[world.run.pk])


def test_the_overview_puts_the_readers_own_work_first_and_others_beside_it(world):
    RightsRequest.objects.filter(pk=world.case.pk).update(answer_by=timezone.localdate().replace(year=2020))
    shown = signed_in(Role.CASE_OFFICER).get(reverse("privacy_overview:index"))
    assert world.case.number in shown.context["first"].what
    assert shown.context["first"].urgent
    assert "approval" in " ".join(each.what for each in shown.context["others"])
    archivist = signed_in(Role.ARCHIVIST).get(reverse("privacy_overview:index"))
    assert world.run.number in archivist.context["first"].what
    start = signed_in(Role.DECISION_MAKER).get(reverse("wagtailadmin_home")).content.decode()
    assert world.case.number in start
    assert "To the overview" not in signed_in(Role.EDITOR).get(reverse("wagtailadmin_home")).content.decode()


def test_the_overview_costs_few_queries_and_no_more_with_more_to_show(world):
    with CaptureQueriesContext(connection) as few:
        assert overview.overview(timezone.now()).cases
    for number in range(3):
        a_request(world.controller, name=f"Nils {number}", addresses=[("email", f"n{number}@example.org")])
    with CaptureQueriesContext(connection) as more:
        assert len(overview.overview(timezone.now()).cases) > 3
    assert len(more) <= len(few) <= QUERIES


def test_every_number_of_the_overview_counts_what_it_says(world):
    found = overview.overview(timezone.now())
    assert found.numbers.undeclared == 0
    assert found.failed_count == 1
    assert found.numbers.held >= 1
    assert len(found.months) == overview.MONTHS
    kinds = {matter.kind for matter in found.matters if matter.count}
    assert {Kind.RUN_TO_APPROVE, Kind.MAIL_FAILED, Kind.CASE_TO_DECIDE} <= kinds


def test_every_page_of_the_desk_opens_whole(world, desks):
    RightsRequest.objects.filter(pk=world.case.pk).update(kind="rectification")
    opened = 0
    for address in addresses():
        if address.name.partition(":")[0] in OURS and (readers := expected()[address.name][0]):
            answer = desks[min(readers)].get(world.path_to(address))
            assert answer.status_code in (200, 302), address.name  # an act that is not open leads back
            opened += answer.status_code == 200
    assert opened > 25


def test_beside_every_field_of_an_act_stands_a_sentence():
    modules = (new, preparing, deciding, items, propose)
    found = [each for module in modules for each in vars(module).values() if isinstance(each, type)]
    forms_of_acts = {each for each in found if issubclass(each, Form) and each.base_fields}
    assert len(forms_of_acts) >= 9
    fields = [(form.__name__, name, field) for form in forms_of_acts for name, field in form.base_fields.items()]
    assert [(form, name) for form, name, field in fields if len(str(field.help_text).split()) < 3] == []


def test_a_failed_mail_is_tried_again_by_a_case_officer(world, desks):
    address = reverse("privacy_overview:retry_mail", args=[world.mail.pk])
    assert desks["archivist"].post(address).status_code == 403
    assert desks["case officer"].post(address).status_code == 302
    world.mail.refresh_from_db()
    assert (world.mail.state, world.mail.attempts) == ("queued", 0)


def new_case(desk: Client, world: World, **changes: Any) -> Any:
    """What a case officer sends when somebody calls."""
    return desk.post(reverse("privacy_cases:add"), {
        "controller": world.controller.pk, "kind": "erasure", "channel": "telephone", "language": "fi",
        "received_at": ASKED_AT.replace(year=2026).strftime("%Y-%m-%d %H:%M"), "name": "Aino Salo",
        "email": "aino.salo@example.org", "phone": "", "postal_address": "", "text": "Poistakaa tietoni.", **changes,
    })  # fmt: skip


def test_a_request_by_telephone_is_worked_from_entering_to_closing(world, desks):
    officer, decider = desks["case officer"], Client()
    decider.force_login(world.decider)
    made = new_case(officer, world)
    case = RightsRequest.objects.get(name="Aino Salo")
    base = reverse("privacy_cases:detail", args=[case.pk])
    assert made.url == base
    early = officer.post(base + "execute/")
    assert early.status_code == 422
    assert "cannot be done" in early.content.decode()
    assert officer.post(base + "open/").status_code == 302
    assert officer.post(base + "search/").status_code == 302
    level = {"level": "counter", "note": "Came to the counter."}
    assert officer.post(base + "show-identity/", level).status_code == 302
    for source in case.sources.exclude(outside=None):
        assert officer.post(f"{base}sources/{source.pk}/", {"answer": "nothing", "count": "0"}).status_code == 302
    for item in case.items.filter(certainty="possible"):
        assert officer.post(f"{base}items/{item.pk}/confirm/", {"hers": "yes"}).status_code == 302
    assert desks["data protection officer"].post(base + "opinion/", {"text": "Agreed."}).status_code == 302
    assert decider.post(base + "decide/").status_code == 302
    assert officer.get(base + "execute/").status_code == 200
    assert officer.post(base + "execute/").status_code == 302
    preview = officer.get(base + "answer/")
    letter = officer.get(reverse("privacy_cases:letter", args=[case.pk, preview.context["letters"][0].pk]))
    assert "frame-ancestors 'self'" in letter.headers["Content-Security-Policy"]
    assert officer.post(base + "answer/").status_code == 302
    assert officer.post(base + "close/").status_code == 302
    case.refresh_from_db()
    assert (case.state, case.opinion) == (CaseState.CLOSED, "Agreed.")
    assert DecisionLetter.objects.filter(request=case, kind="answer", frozen_at__isnull=False).exists()
    history = " ".join(what for _at, what, _who in officer.get(base).context["history"])
    assert "Aino" not in history


@pytest.mark.parametrize(
    "changes",
    [{"name": "", "email": ""}, {"received_at": "2999-01-01 10:00"}, {"channel": "web"}],
    ids=["nobody", "tomorrow", "web"],
)
def test_a_request_that_cannot_be_is_shown_again_with_what_is_wrong(world, desks, changes):
    before = RightsRequest.objects.count()
    answer = new_case(desks["case officer"], world, **changes)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert RightsRequest.objects.count() == before


def test_a_list_is_approved_by_an_archivist_and_not_by_whoever_proposed_it(world, desks):
    assert desks["case officer"].post(run_at(world, "approve")).status_code == 403
    row = DisposalRun.objects.filter(pk=world.run.pk)
    proposer = desks["archivist"].get(run_at(world, "approve")).wsgi_request.user
    row.update(proposed_by=proposer)
    refused = desks["archivist"].post(run_at(world, "approve"))
    assert refused.status_code == 422
    assert "may not approve" in refused.content.decode()
    row.update(proposed_by=world.decider)
    assert desks["archivist"].post(run_at(world, "approve")).status_code == 302
    world.run.refresh_from_db()
    assert world.run.state == RunState.APPROVED
    named = desks["case officer"].get(run_at(world, "start")).content.decode()
    assert "KN 2026/17" in named
    assert "Destroy what stands on the list" in named
    assert desks["case officer"].post(run_at(world, "discard")).status_code == 302
    world.run.refresh_from_db()
    assert world.run.state == RunState.DISCARDED


def test_a_proposal_shows_first_what_is_due_and_says_in_words_that_nothing_is(world, desks):
    address = reverse("privacy_runs:propose")
    asked = {"controller": world.controller.pk, "as_of": timezone.localdate().isoformat()}
    shown = desks["archivist"].get(address, asked)
    assert shown.context["preview"]["due"] == []
    empty = desks["archivist"].post(address, asked)
    assert empty.status_code == 422
    assert "Nothing is due" in empty.content.decode()
    assert DisposalRun.objects.count() == 1
