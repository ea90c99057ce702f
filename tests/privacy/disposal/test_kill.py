"""Killed at any step and run again: exactly what is due is gone, and each decision is counted once.

Each case forks a process that really dies (os._exit) when the named step is reached, and another that
does the same work again. An oracle says beforehand, from the dates alone, what must be gone.
"""
from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from forms_app.models import Submission
from privacy import holds
from privacy.disposal import destroy as destroying
from privacy.disposal import execution, finishing, grounds, ledger, ledger_file, runs
from privacy.models import DisposalRun, ErasureLedger, FieldExpiry, RightsRequest, SubjectKey
from tests.factories import a_request, an_officer
from tests.privacy.disposal.conftest import A_YEAR_LATER, HOLDING, IN_FEBRUARY, IN_MARCH, Office, an_office

STEPS = [*destroying.STEPS, *execution.STEPS, *finishing.STEPS]
#: These are reached once in a run, the others in each chunk.
ONCE = finishing.STEPS
DEAD = 86
TODAY = A_YEAR_LATER.date()


def in_another_process(work: Callable[[], object]) -> int:
    """Do ``work`` in a forked process with connections of its own; its exit code."""
    return in_processes_at_once(work)[0]


def in_processes_at_once(*works: Callable[[], object]) -> list[int]:
    """Do each in a forked process; their exit codes."""
    connections.close_all()
    children = [_fork(work) for work in works]
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def _fork(work: Callable[[], object]) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        # Where a browser's loop runs, connections are kept apart from those made before; the child has no loop.
        with contextlib.suppress(AttributeError):
            del connections["default"]
        work()
        code = 0
    finally:
        # Nothing of pytest's may run twice.
        os._exit(code)


def dying_at(step: str, time: int) -> Callable[[str], None]:
    """What dies when ``step`` is reached for the ``time``-th time."""
    seen: Counter[str] = Counter()

    def reached(name: str) -> None:
        seen[name] += 1
        if name == step and seen[name] == time:
            os._exit(DEAD)

    return reached


def oracle(arrived: dict[UUID, date], held: set[UUID]) -> tuple[set[UUID], set[UUID]]:
    """Who stays, and whose diet stays, by the calendar alone: a year and a day, a week and a day."""
    stays = {record for record, day in arrived.items()
             if day.replace(year=day.year + 1) >= TODAY or record in held}  # fmt: skip
    diet_stays = {record for record in stays if arrived[record] + timedelta(days=7) >= TODAY or record in held}
    return stays, diet_stays


def test_a_run_killed_at_every_step_in_turn_has_destroyed_exactly_what_is_due(
    committed_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(execution.CHUNK, "postgresql", 2)
    office = an_office()
    moments = [IN_FEBRUARY] * 11 + [IN_MARCH] * 9
    arrived = {office.register(f"Person {number}", at, diet="nötter"): at.date() for number, at in enumerate(moments)}
    held = next(iter(arrived))
    holds.place(controller=office.controller, scope="record", reason="claim", record=held, holding=HOLDING,
                by=office.case_officer, now=IN_MARCH)  # fmt: skip
    stays, diet_stays = oracle(arrived, {held})
    assert set(Submission.objects.values_list("pk", flat=True)) == set(arrived) > stays > diet_stays
    run = office.approved()

    def work(reached: Callable[[str], None] = destroying.ignore) -> None:
        found = DisposalRun.objects.select_related("controller").get(pk=run.pk)
        runs.execute(run=found, by=office.case_officer, now=A_YEAR_LATER, reached=reached)

    for step in STEPS:
        run.refresh_from_db()
        assert run.state == ("approved" if step == STEPS[0] else "running"), step
        # The second time for what happens in each chunk: the first chunk is then carried out.
        assert in_another_process(lambda step=step: work(dying_at(step, 1 if step in ONCE else 2))) == DEAD, step
    run.refresh_from_db()
    assert run.state == "done"
    assert set(Submission.objects.values_list("pk", flat=True)) == stays
    assert set(FieldExpiry.objects.values_list("record", flat=True)) == diet_stays
    assert set(SubjectKey.objects.values_list("record", flat=True)) == stays
    counted = {(line["action"], line["outcome"]): line["count"] for line in run.protocol["lines"]}
    assert counted == {("blank", "done"): 19, ("blank", "held"): 1, ("delete", "done"): 10, ("delete", "held"): 1}
    assert sum(counted.values()) == run.listed
    assert_the_ledger_agrees(done=29)


def test_two_that_execute_the_same_run_at_once_count_each_decision_once(
    committed_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(execution.CHUNK, "postgresql", 2)
    office = an_office()
    for number in range(12):
        office.register(f"Person {number}")
    run = office.approved()
    runs.start(run=run, by=office.case_officer, now=A_YEAR_LATER)

    def work() -> None:
        found = DisposalRun.objects.select_related("controller").get(pk=run.pk)
        runs.execute(run=found, by=office.case_officer, now=A_YEAR_LATER)

    assert in_processes_at_once(work, work) == [0, 0]
    run.refresh_from_db()
    assert (run.state, Submission.objects.count()) == ("done", 0)
    assert sum(line["count"] for line in run.protocol["lines"]) == run.listed == 12
    assert_the_ledger_agrees(done=12)


def test_erasures_killed_at_each_step_and_done_again_have_erased_once(committed_db: None) -> None:
    office = an_office()
    other = office.register("Pia Sten", diet="fisk")
    for step in destroying.STEPS:
        hers = office.register("Maj Lind", diet="nötter")
        request = decided(office, hers)

        def work(
            reached: Callable[[str], None] = destroying.ignore, hers: UUID = hers, pk: Any = request.pk
        ) -> None:
            if Submission.objects.filter(pk=hers).exists():
                case = RightsRequest.objects.get(pk=pk)
                destroying.destroy(
                    grounds=grounds.of_case(case, case.items.all(), TODAY), holding=HOLDING, records=[hers],
                    now=A_YEAR_LATER, reached=reached,
                )  # fmt: skip

        assert in_another_process(lambda step=step, work=work: work(dying_at(step, 1))) == DEAD, step
        assert in_another_process(work) == 0
        assert list(Submission.objects.values_list("pk", flat=True)) == [other], step
        assert not SubjectKey.objects.filter(record=hers).exists()
    ledger.settle(A_YEAR_LATER, older_than=timedelta(0))
    assert_the_ledger_agrees(done=len(destroying.STEPS))


def decided(office: Office, record: UUID) -> RightsRequest:
    """A case in which a decision-maker has decided to erase one record."""
    request = a_request(office.controller, now=A_YEAR_LATER)
    decider = an_officer("Decision-maker", "decider")
    request.items.all().delete()  # what the search has proposed
    request.items.create(holding=HOLDING, record=str(record), certainty="key", outcome="erased",
                         reason="authority_allows", rule=office.rule("record"))  # fmt: skip
    request.state, request.decided_at, request.decided_by = "executing", A_YEAR_LATER, decider
    request.save()
    return request


def assert_the_ledger_agrees(*, done: int) -> None:
    """Each act stands once as begun and done in the table, and the file's last word on it is done."""
    steps = Counter(ErasureLedger.objects.values_list("step", flat=True))
    assert steps == {"begun": done, "done": done}
    last: dict[Any, str] = {ledger.identity(line): line["step"] for line in ledger_file.lines()}
    assert Counter(last.values()) == {"done": done}
