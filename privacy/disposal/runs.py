"""A disposal run from proposal to protocol. Each act asks for its role and state, and is audited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy import audit
from privacy.contracts import Refusal
from privacy.disposal import due, execution, finishing, grounds, ledger, lists, officials
from privacy.disposal.destroy import ignore
from privacy.models import Controller, DisposalRun, RetentionRule, RunState
from privacy.roles import Role, has_role
from privacy.rules import Action

#: A run whose executor has been silent for so long may be taken up by the clock.
SILENT_FOR = timedelta(minutes=10)
_PREPARERS = (Role.CASE_OFFICER, Role.ARCHIVIST)


class NotThisRun(Refusal):
    """The run may not be proposed, approved or executed by this person, or now."""


class NothingIsDue(NotThisRun):
    """There is nothing to put on a list."""


def propose(*, controller: Controller, as_of: date, by: Any, now: datetime, only: Q | None = None) -> DisposalRun:
    """Write the list of everything that an armed rule lets go when the local date is ``as_of``.

    :param only: which rows of FieldExpiry may come on the list; whole records then stay out of it.
    :raises NotThisRun: when ``by`` is no case officer or archivist, or ``as_of`` has not come.
    :raises NothingIsDue: when the list would be empty.
    """
    _insist_on_role(by, *_PREPARERS)
    if as_of > controller.local_date(now):
        raise NotThisRun([_("A list is made for today or an earlier day: what comes later may still change.")])
    acting = [rule for rule in due.rules_of(controller).values() if _is_listed(rule, as_of)]
    run = DisposalRun(controller=controller, as_of=as_of, proposed_by=by, proposed_at=now)
    return _write(run, acting, only=only)


def propose_standing(*, controller: Controller, now: datetime) -> DisposalRun | None:
    """The same by the clock, for rules with a standing approval only; approved by it at once.

    None when nothing is due, or all that is due is held.
    """
    today = controller.local_date(now)
    known = due.rules_of(controller).values()
    acting = [rule for rule in known if rule.standing_at is not None and grounds.may_act(rule, today)]
    if not due.anything_free(controller, acting, today):
        return None
    run = DisposalRun(controller=controller, as_of=today, proposed_at=now, approved_at=now, by_clock=True)
    run.facts = {"standing": officials.standing(acting)}
    try:
        return _write(run, acting, state=RunState.APPROVED)
    except NothingIsDue:
        return None


def approve(*, run: DisposalRun, by: Any, now: datetime) -> None:
    """Let the list be carried out. In Finland, too, this comes before anything is destroyed.

    :raises NotThisRun: when ``by`` is no archivist, proposed it where two persons are asked for, or it
        does not wait for approval.
    """
    _insist_on_role(by, Role.ARCHIVIST)
    with transaction.atomic():
        locked = _locked(run, RunState.PROPOSED)
        if locked.controller.two_persons_runs and locked.proposed_by_id == by.pk:
            raise NotThisRun([_("Whoever proposed a list may not approve it: ask another archivist.")])
        locked.state, locked.approved_by, locked.approved_at = RunState.APPROVED, by, now
        locked.facts = {**locked.facts, "approved_by": officials.named(by, locked.controller, now)}
        locked.save()
        _audit("run.approved", locked, by)
    run.refresh_from_db()


def discard(*, run: DisposalRun, by: Any, now: datetime) -> None:
    """Throw the list away; what stood on it is still due.

    :raises NotThisRun: when ``by`` is no case officer or archivist, or the run has begun.
    """
    _insist_on_role(by, *_PREPARERS)
    with transaction.atomic():
        locked = _locked(run, RunState.PROPOSED, RunState.APPROVED)
        locked.items.all().delete()
        locked.state, locked.finished_at = RunState.DISCARDED, now
        locked.save()
        _audit("run.discarded", locked, by)
    run.refresh_from_db()


def start(*, run: DisposalRun, by: Any, now: datetime) -> None:
    """Hand the approved list to the clock, which carries it out within a minute.

    :raises NotThisRun: when ``by`` may not, or the run is not approved.
    """
    _insist_on_role(by, *_PREPARERS)
    _begin(run, by, now)


def execute(
    *, run: DisposalRun, by: Any, now: datetime, reached: Callable[[str], None] = ignore
) -> None:
    """Carry out the list, or what is left of it, and freeze the protocol. ``by`` None is the clock.

    May be killed anywhere and called again, and by two at once.

    :raises NotThisRun: when ``by`` may not, or the run is not approved.
    """
    if by is not None:
        _insist_on_role(by, *_PREPARERS)
    if run.state == RunState.APPROVED:
        _begin(run, by, now)
    elif run.state == RunState.RUNNING:
        ledger.settle(now, older_than=timedelta(0), cause=f"run:{run.number}")
    else:
        raise NotThisRun([_("This list has not been approved.")])
    sample = execution.carry_out(run, now=now, reached=reached)
    finishing.finish(run, sample, now=now, reached=reached)
    run.refresh_from_db()


def dispose(*, controller: Controller, as_of: date, by: Any, approver: Any, now: datetime) -> DisposalRun:
    """Propose, approve and execute in one go, for the command.

    :raises NotThisRun: as its parts do.
    """
    run = propose(controller=controller, as_of=as_of, by=by, now=now)
    approve(run=run, by=approver, now=now)
    execute(run=run, by=by, now=now)
    return run


def by_the_clock(now: datetime) -> None:
    """Carry out what was handed over or left lying, and once a night what standing approvals let go."""
    waiting = DisposalRun.objects.filter(state=RunState.RUNNING).select_related("controller").order_by("pk")
    for run in waiting:
        if run.heartbeat_at is None or run.heartbeat_at < now - SILENT_FOR:
            execute(run=run, by=None, now=now)
    for controller in Controller.objects.filter(runs_by_clock=True).order_by("pk"):
        if _is_time(controller, now) and (proposed := propose_standing(controller=controller, now=now)):
            execute(run=proposed, by=None, now=now)


def _is_time(controller: Controller, now: datetime) -> bool:
    """Whether the clock has not been at it since the local day began."""
    last = DisposalRun.objects.filter(controller=controller, by_clock=True).order_by("-proposed_at").first()
    return last is None or controller.local_date(last.proposed_at) < controller.local_date(now)


def _is_listed(rule: RetentionRule, as_of: date) -> bool:
    """What destroys today, and what waits for the archives: the protocol tells of both."""
    is_transfer = rule.action == Action.TRANSFER and rule.authority is not None and rule.authority.is_valid_on(as_of)
    return is_transfer or grounds.may_act(rule, as_of)


def _write(
    run: DisposalRun, acting: list[RetentionRule], state: str = RunState.PROPOSED, only: Q | None = None
) -> DisposalRun:
    """Store the run with its list; nothing remains of an empty one."""
    with transaction.atomic():
        # One at a time, so that each gets a number of its own.
        Controller.objects.select_for_update(no_key=True).order_by("pk").first()
        run.number = _next_number(run)
        run.save()
    run.listed = lists.write(run, acting, run.as_of, only)
    if not run.listed:
        run.delete()
        raise NothingIsDue([_("Nothing is due that does not stand on a list already.")])
    run.state = state
    run.save()
    _audit("run.proposed", run, run.proposed_by)
    return run


def _next_number(run: DisposalRun) -> str:
    year = run.controller.local_date(run.proposed_at).year
    known = DisposalRun.objects.filter(number__startswith=f"{year}-").values_list("number", flat=True)
    return f"{year}-{max((int(number.partition('-')[2]) for number in known), default=0) + 1}"


def _begin(run: DisposalRun, by: Any, now: datetime) -> None:
    with transaction.atomic():
        locked = _locked(run, RunState.APPROVED)
        locked.state, locked.executed_by, locked.started_at = RunState.RUNNING, by, now
        locked.facts = {**locked.facts, "executed_by": officials.named(by, locked.controller, now)}
        locked.save()
        _audit("run.started", locked, by)
    run.refresh_from_db()


def _locked(run: DisposalRun, *states: str) -> DisposalRun:
    found = DisposalRun.objects.select_for_update(of=("self",), no_key=True).select_related("controller").get(pk=run.pk)
    if found.state not in states:
        words = {"state": RunState(found.state).label}
        raise NotThisRun([_("The list has the state “%(state)s”, in which this cannot be done.") % words])
    return found


def _insist_on_role(by: Any, *wanted: Role) -> None:
    if not has_role(by, *wanted):
        raise NotThisRun([_("You do not have the role that this takes.")])


def _audit(action: str, run: DisposalRun, by: Any) -> None:
    audit.record(action, actor=by, subject_type="run", subject_id=run.pk,
                 facts={"number": run.number, "listed": run.listed, "by_clock": run.by_clock})  # fmt: skip


def heartbeat_age(run: DisposalRun) -> timedelta | None:
    """How long ago the executor gave a sign of life; None when there has been none."""
    return timezone.now() - run.heartbeat_at if run.heartbeat_at else None
