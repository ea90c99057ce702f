"""``manage.py reapply_erasures``: run once after a backup has been restored, before anybody is let in."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from privacy.disposal import ledger_file, reapply


class Command(BaseCommand):
    help = "After a restore: destroy again what had been destroyed since the backup was made, and nothing else."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say how much.

        :raises CommandError: when the ledger file is missing, a key is, or a row of somebody else would change.
        """
        if not ledger_file.path().exists():
            raise CommandError(f"There is no ledger at {ledger_file.path()}. Set KALLELSE_LEDGER to where it lies.")
        try:
            found = reapply.reapply(timezone.now())
        except reapply.TouchedOthers as tables:
            raise CommandError(f"Nothing was changed: other people’s rows would be touched in {tables}.") from None
        self.stdout.write(
            f"Destroyed again: {found.records} records, and values of {found.with_values} more. "
            f"All other rows of {found.tables_compared} tables are as they were."
        )
        if found.missing_keys:
            numbers = ", ".join(map(str, found.missing_keys))
            raise CommandError(f"The ledger was also written with keys that KALLELSE_LEDGER_KEYS lacks: {numbers}.")
