"""``manage.py periodic``: run every minute by the operator's timer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from privacy import periodic


class Command(BaseCommand):
    help = "Send waiting mails, publish what is due and run every other timer. Run it once a minute."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every job once.

        :raises CommandError: naming the jobs that failed, so that the timer notices.
        """
        failed = periodic.run(timezone.now())
        if failed:
            raise CommandError(f"These jobs failed; the log says why: {', '.join(failed)}.")
