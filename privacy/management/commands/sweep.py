"""``manage.py sweep``: look for what is left of somebody, from the operator's shell."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from privacy import audit
from privacy.models import RightsRequest
from privacy.sweep import Needle, State, Sweep, sweep


class Command(BaseCommand):
    help = (
        "Look through every table, file and cache for names, addresses and numbers: those of a case, or those "
        "on standard input, one a line. Nothing personal is written on the command line or told in the answer."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Nothing personal is an argument: arguments stand in the list of processes and in the shell's history."""
        parser.add_argument("--case", metavar="NUMBER", help="Look for the name and the addresses of this case.")
        parser.add_argument("--json", action="store_true", help="Answer as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep once and tell what was found.

        :raises CommandError: when something is left that should be gone, so that a script notices; when
            there is nothing to look for, or no such case.
        """
        needles = _of_case(options["case"]) if options["case"] else Needle.of_words(sys.stdin.read().splitlines())
        if not needles:
            raise CommandError("There is nothing to look for: write names and addresses on standard input.")
        outcome = sweep(needles)
        audit.record(
            "sweep.done",
            facts={"needles": outcome.needles, "residues": len(outcome.residues), "case": options["case"] or ""},
        )
        if options["json"]:
            self.stdout.write(json.dumps(outcome.as_facts(), indent=2, sort_keys=True))
        else:
            self._tell(outcome)
        if not outcome.is_clean:
            raise CommandError(
                f"{len(outcome.residues)} places hold what is looked for and no living record owns them."
            )

    def _tell(self, outcome: Sweep) -> None:
        self.stdout.write(f"Read {outcome.rows} rows of {outcome.tables} tables and {outcome.files} files.")
        for state, heading in {
            State.RESIDUE: "Left, and in no living record:",
            State.ELSEWHERE: "In living records, which have rules of their own:",
            State.KEPT: "Numbers of records in logs that keep their time:",
        }.items():
            found = [each for each in outcome.findings if each.state is state]
            if found:
                self.stdout.write(heading)
            for each in found:
                self.stdout.write(f"  {each.table}  {each.column}  {each.key}  ({each.kind})")
        for what, number in sorted(outcome.unread.items()):
            self.stdout.write(f"Not read: {what} ({number})")


def _of_case(number: str) -> list[Needle]:
    case = RightsRequest.objects.filter(number=number).first()
    if case is None:
        raise CommandError("There is no case with this number.")
    return Needle.of_words([case.name, *case.addresses.values_list("value", flat=True)])
