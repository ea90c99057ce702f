"""Whoever opens the officers' desk in the demo finds work in every state, for both bodies, in both languages."""
from django.utils import timezone

from config.demo.accounts import make_accounts
from config.demo.content.desk.fill import fill
from config.demo.content.registrations import register_people
from privacy import seals
from privacy.models import (
    CaseState,
    DecisionLetter,
    Delegation,
    DisposalRun,
    Hold,
    OutsideSource,
    RightsRequest,
    RunState,
)
from privacy.models.runs import LineOutcome
from privacy.overview import overview
from privacy.roles import Role


def test_the_desk_of_the_demo_is_alive(demo_db, settings, tmp_path):
    settings.KALLELSE_LEDGER, settings.KALLELSE_PRIVATE = tmp_path / "ledger.jsonl", tmp_path / "private"
    now, staff = timezone.now(), make_accounts()
    register_people(now)
    fill(staff, now)

    found = overview(now)
    numbers = found.numbers
    assert min(numbers.due, numbers.overdue, numbers.due_unarmed, numbers.unscheduled, numbers.unarmed) > 0
    assert (numbers.undeclared, found.failed_count) == (0, 1)

    done, waiting = DisposalRun.objects.order_by("number")
    assert (done.state, waiting.state) == (RunState.DONE, RunState.PROPOSED)
    outcomes = {line.outcome for line in done.lines.all() if line.count}
    assert outcomes == {LineOutcome.DONE, LineOutcome.HELD}
    assert done.protocol["number"] == done.number
    assert waiting.items.count() == waiting.listed > 0

    cases = RightsRequest.objects.all()
    assert set(cases.values_list("state", flat=True)) == set(CaseState.values)
    for country in ("SE", "FI"):
        assert set(cases.filter(controller__jurisdiction=country).values_list("language", flat=True)) == {"sv", "fi"}
    assert DecisionLetter.objects.filter(kind="answer").exclude(frozen_at=None).exists()
    assert Hold.objects.standing().filter(case=None).count() == 3

    assert {each.user for each in Delegation.objects.all()} == {staff[Role.DECISION_MAKER]}
    assert set(OutsideSource.objects.values_list("controller__jurisdiction", flat=True)) == {"SE", "FI"}
    seals.seal(now)
    assert seals.verify() == []
