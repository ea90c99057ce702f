"""``manage.py backup TARGET``: a copy of the database while it is in use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from privacy.disposal import backup


class Command(BaseCommand):
    help = "Copy the database into a new file. Keep the keys, the pictures and the ledger file elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", type=Path, help="the file to write, which must not exist")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the copy.

        :raises CommandError: saying why there is none.
        """
        try:
            backup.make(options["target"])
        except backup.NoBackup as refusal:
            raise CommandError(" ".join(map(str, refusal.reasons))) from None
        self.stdout.write(f"The database was copied to {options['target']}.")
