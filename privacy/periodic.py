"""The one thing that the operator's timer runs: everything that happens by the clock.

Each job is idempotent and stands alone: when one fails, the others still run, and its heartbeat
says so. Two runs at once do each thing once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from privacy import outbox, registry, scheduled_pages
from privacy.alone import problem_in
from privacy.models import Heartbeat

#: The heartbeat of the command as a whole.
WHOLE = "periodic"


def run(now: datetime) -> list[str]:
    """Do every job; the names of those that failed."""
    jobs: dict[str, Callable[[datetime], object]] = {
        "outbox": outbox.send_due,
        "scheduled_pages": scheduled_pages.publish_due,
        **registry.timers(),
    }
    _begin(WHOLE)
    failed = [name for name, job in jobs.items() if not _run_one(name, job, now)]
    _end(WHOLE, "failed" if failed else "")
    return failed


def _run_one(name: str, job: Callable[[datetime], object], now: datetime) -> bool:
    _begin(name)
    problem = problem_in(lambda: job(now), what=f"periodic: the job {name}")
    _end(name, type(problem).__name__ if problem else "")
    return problem is None


def _begin(name: str) -> None:
    Heartbeat.objects.update_or_create(job=name, defaults={"started_at": timezone.now()})


def _end(name: str, problem: str) -> None:
    Heartbeat.objects.filter(job=name).update(finished_at=timezone.now(), problem=problem[:60])
