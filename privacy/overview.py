"""What the officers' overview tells: numbers and lists, by sets, in a number of statements that does not grow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from privacy import checks, desk_order, registry
from privacy.desk_order import Kind, Matter
from privacy.disposal.due import OVERDUE_AFTER
from privacy.disposal.grounds import may_act
from privacy.models import (
    CaseState,
    DisposalItem,
    DisposalRun,
    FieldExpiry,
    Heartbeat,
    Hold,
    OutboundMessage,
    RetentionRule,
    RightsRequest,
    RunState,
)
from privacy.models.outbox import MessageState
from privacy.rules import State

MONTHS = 12
RUNS, MESSAGES = 5, 10
#: A run or a timer without a sign of life for so long has stopped.
SILENT = timedelta(hours=1)
ENDED = (CaseState.CLOSED, CaseState.WITHDRAWN, CaseState.ANSWERED, CaseState.APPEALED)


@dataclass(slots=True)
class Numbers:
    """How many values and records; rules and columns are counted by themselves."""

    due: int = 0
    overdue: int = 0
    due_unarmed: int = 0
    unscheduled: int = 0
    listed: int = 0
    listed_overdue: int = 0
    held: int = 0
    unarmed: int = 0
    undeclared: int = 0


@dataclass(frozen=True, slots=True)
class Month:
    """What falls due in a month, under armed rules and under proposals."""

    first_day: date
    armed: int
    proposed: int


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that is not answered, with the days left until the last day."""

    case: RightsRequest
    days: int
    unconfirmed: bool


@dataclass(slots=True)
class Overview:
    """Everything the page shows, before it is put into words."""

    numbers: Numbers
    months: list[Month]
    cases: list[OpenCase]
    runs: list[DisposalRun]
    pending_runs: list[DisposalRun]
    failed_mails: list[OutboundMessage]
    failed_count: int
    timers: list[Heartbeat]
    silent: list[Heartbeat] = field(default_factory=list)

    @property
    def matters(self) -> list[Matter]:
        """What waits for somebody."""
        return [*self._of_numbers(), *self._of_cases(), *self._of_runs()]

    def _of_numbers(self) -> list[Matter]:
        numbers = self.numbers
        # What stands on a list already waits with the list.
        late = max(numbers.overdue - numbers.listed_overdue, 0)
        return [
            Matter(Kind.DATA_OVERDUE, count=late),
            Matter(Kind.DATA_DUE, count=0 if late else max(numbers.due - numbers.listed, 0)),
            Matter(Kind.UNARMED_WITH_DUE, count=numbers.due_unarmed),
            Matter(Kind.UNSCHEDULED, count=numbers.unscheduled),
            Matter(Kind.UNDECLARED, count=numbers.undeclared),
            Matter(Kind.MAIL_FAILED, count=self.failed_count),
            Matter(Kind.TIMER_SILENT, count=len(self.silent)),
        ]

    def _of_cases(self) -> Iterator[Matter]:
        for each in self.cases:
            case = each.case
            found = desk_order.of_case(
                case.state, each.days, unconfirmed=each.unconfirmed, number=case.number, target=str(case.pk)
            )
            if found:
                yield found

    def _of_runs(self) -> Iterator[Matter]:
        for run in self.pending_runs:
            kind = _RUN_WAITS[run.state]
            if run.state == RunState.RUNNING and not _is_silent(run.heartbeat_at, timezone.now()):
                continue
            yield Matter(kind, number=run.number, target=str(run.pk), count=max(run.listed, 1))


_RUN_WAITS: dict[str, Kind] = {
    RunState.PROPOSED: Kind.RUN_TO_APPROVE,
    RunState.APPROVED: Kind.RUN_TO_EXECUTE,
    RunState.RUNNING: Kind.RUN_STOPPED,
}


def overview(now: datetime) -> Overview:
    """Everything as it stands at ``now``."""
    today = timezone.localdate(now)
    rules = {rule.pk: rule for rule in RetentionRule.objects.select_related("authority")}
    failed = OutboundMessage.objects.filter(state=MessageState.FAILED).order_by("-finished_at")
    timers = list(Heartbeat.objects.order_by("job"))
    numbers = _numbers(rules, today)
    numbers.unarmed = RetentionRule.objects.in_force().filter(authority=None).exclude(action="preserve").count()
    numbers.held = Hold.objects.standing().count()
    numbers.undeclared = len(checks.undeclared())
    numbers.listed, numbers.listed_overdue = _on_lists(today)
    runs = list(DisposalRun.objects.select_related("controller").order_by("-proposed_at")[:RUNS])
    pending = DisposalRun.objects.filter(state__in=list(_RUN_WAITS)).order_by("proposed_at")
    return Overview(
        numbers=numbers,
        months=_months(rules, today),
        cases=open_cases(now),
        runs=runs,
        pending_runs=list(pending),
        failed_mails=list(failed[:MESSAGES]),
        failed_count=failed.count(),
        timers=timers,
        silent=[each for each in timers if each.problem or _is_silent(each.started_at, now)],
    )


def open_cases(now: datetime) -> list[OpenCase]:
    """The cases that are not answered yet, the most pressing first."""
    found = RightsRequest.objects.exclude(state__in=ENDED).select_related("controller", "owner")
    return [
        OpenCase(case, days_left(case, now), case.channel == "web" and case.confirmed_at is None)
        for case in found.order_by("answer_by", "number")
    ]


def days_left(case: RightsRequest, now: datetime) -> int:
    """Until the last day to answer, where the authority is; negative when it has passed."""
    return (case.answer_by - case.controller.local_date(now)).days


def _sources() -> list[QuerySet[Any]]:
    """Every table in which something has a date until which it is kept."""
    return [*(each.stamped._base_manager.all() for each in registry.holdings()), FieldExpiry._base_manager.all()]


def _numbers(rules: dict[int, RetentionRule], today: date) -> Numbers:
    found = Numbers()
    for rows in _sources():
        counted = rows.order_by().values("rule").annotate(
            due=Count("pk", filter=Q(due_on__lt=today)),
            overdue=Count("pk", filter=Q(due_on__lt=today - OVERDUE_AFTER)),
            unscheduled=Count("pk", filter=Q(retention_state=State.UNSCHEDULED)),
        )  # fmt: skip
        for row in counted:
            found.unscheduled += row["unscheduled"]
            if may_act(rules.get(row["rule"]), today):
                found.due += row["due"]
                found.overdue += row["overdue"]
            else:
                found.due_unarmed += row["due"]
    return found


def _on_lists(today: date) -> tuple[int, int]:
    """How much stands on lists that are not carried out, and how much of it is overdue."""
    counted = DisposalItem.objects.filter(run__state__in=list(_RUN_WAITS)).aggregate(
        every=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today - OVERDUE_AFTER))
    )
    return counted["every"], counted["late"]


def _months(rules: dict[int, RetentionRule], today: date) -> list[Month]:
    """The coming twelve months, this one first; months in which nothing falls due stand there too."""
    first = today.replace(day=1)
    armed: Counter[date] = Counter()
    proposed: Counter[date] = Counter()
    for rows in _sources():
        coming = rows.order_by().filter(due_on__gte=today, due_on__lt=first + relativedelta(months=MONTHS))
        counted = coming.annotate(month=TruncMonth("due_on")).values("month", "rule").annotate(number=Count("pk"))
        for row in counted:
            acts = may_act(rules.get(row["rule"]), today)
            (armed if acts else proposed)[row["month"]] += row["number"]
    days = [first + relativedelta(months=number) for number in range(MONTHS)]
    return [Month(day, armed[day], proposed[day]) for day in days]


def _is_silent(moment: datetime | None, now: datetime) -> bool:
    return moment is None or now - moment > SILENT
