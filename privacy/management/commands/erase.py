"""``manage.py erase``: carry out a decided case in the name of a case officer, or say what that would do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from privacy.contracts import Refusal
from privacy.models import RightsRequest
from privacy.requests import execution
from privacy.requests.dry_run import counted, dry_run
from privacy.roles import Role, has_role

#: Exit code: it is done, and the sweep has found something that is left.
LEFT = 4


class Command(BaseCommand):
    help = (
        "Carry out what was decided in a case, in the name of a case officer; with --dry-run only say what "
        "that would do. Ends with code 4 when the sweep finds something that is left."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--officer", required=True, metavar="NAME", help="the user name of the case officer")
        parser.add_argument("--case", required=True, metavar="NUMBER", help="the number of the case, 2027-3")
        parser.add_argument("--dry-run", action="store_true", help="roll everything back; nothing is changed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rehearse, or carry out.

        :raises CommandError: when the officer or the case does not fit, or with the code 4.
        """
        officer = get_user_model().objects.filter(username=options["officer"]).first()
        request = RightsRequest.objects.select_related("controller").filter(number=options["case"]).first()
        if not has_role(officer, Role.CASE_OFFICER):
            raise CommandError("There is no case officer of this name.")
        if request is None:
            raise CommandError("There is no case with this number.")
        now = timezone.now()
        try:
            if options["dry_run"]:
                self._tell(dry_run(request, by=officer, now=now).counts)
                return
            execution.execute(request=request, by=officer, now=now)
        except Refusal as refusal:
            raise CommandError(" ".join(str(reason) for reason in refusal.reasons)) from refusal
        self._tell(counted(request.items.certain().order_by("pk")))
        if not request.sweep["clean"]:
            raise CommandError("The sweep has found something that is left; see the case.", returncode=LEFT)

    def _tell(self, counts: dict[str, int]) -> None:
        for outcome, number in sorted(counts.items()):
            self.stdout.write(f"{outcome}: {number}")
        if not counts:
            self.stdout.write("Nothing was found.")
