"""``manage.py verify_audit``: whether the audit log is what was sealed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from privacy import seals
from privacy.models import AuditSeal


class Command(BaseCommand):
    help = "Check the audit log against its hash chain. Ends with an error when they disagree."

    def add_arguments(self, parser: CommandParser) -> None:
        """The link that was noted outside the database."""
        parser.add_argument(
            "--noted",
            metavar="NUMBER:DIGEST",
            help="a seal as this command printed it earlier: finds a chain that was cut off or made anew",
        )

    def handle(self, *args: Any, noted: str | None = None, **options: Any) -> None:
        """Print the last seal, to be noted outside, or what is wrong.

        :raises CommandError: when something is wrong.
        """
        found = seals.check(timezone.now())
        for each in found:
            self.stderr.write(f"{each.kind.value}: seal {each.seal or '-'}, event {each.event or '-'}")
        if found:
            raise CommandError(f"The audit log and its chain disagree in {len(found)} places.")
        if noted and not _is_there(noted):
            raise CommandError("The noted seal is not in the chain.")
        last = seals.last_seal()
        if last is None:
            self.stdout.write("Nothing is sealed yet.")
        else:
            self.stdout.write(f"The audit log agrees with its chain. Last seal: {last.number}:{last.digest}")


def _is_there(noted: str) -> bool:
    number, _colon, digest = noted.partition(":")
    return number.isdigit() and AuditSeal.objects.filter(number=int(number), digest=digest).exists()
