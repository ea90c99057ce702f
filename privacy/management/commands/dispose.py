"""``manage.py dispose``: what is due, in numbers; or a whole run in the name of an officer."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from privacy.contracts import Refusal
from privacy.disposal import due, protocol, runs
from privacy.models import Controller

#: Exit code: something is more than a week late under an armed rule.
OVERDUE = 3


class Command(BaseCommand):
    help = (
        "Say what is due (--dry-run), or dispose of it in the name of an officer. "
        "Ends with code 3 when something is overdue under an armed rule."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count; nothing is changed")
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="as on this day, 2027-03-01")
        parser.add_argument("--json", action="store_true", help="numbers for a program")
        parser.add_argument("--controller", type=int, metavar="N", help="one controller only, by its number")
        parser.add_argument("--officer", metavar="NAME", help="the user name of who proposes and executes")
        parser.add_argument("--approver", metavar="NAME", help="the archivist who approves, when it is somebody else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, or carry out.

        :raises CommandError: when the officer may not, or with the code 3 when something is overdue.
        """
        now = timezone.now()
        controllers = Controller.objects.order_by("pk")
        if options["controller"]:
            controllers = controllers.filter(pk=options["controller"])
        if not controllers:
            raise CommandError("There is no such controller.")
        found = [self._one(controller, options, now) for controller in controllers]
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=2, ensure_ascii=False))
        late = sum(each["overdue"] for each in found)
        if late:
            raise CommandError(f"{late} decisions are overdue under an armed rule.", returncode=OVERDUE)

    def _one(self, controller: Controller, options: dict[str, Any], now: Any) -> dict[str, Any]:
        as_of = options["as_of"] or controller.local_date(now)
        if not options["dry_run"]:
            return self._carried_out(controller, as_of, options, now)
        listing = due.listed(controller, as_of=as_of)
        if not options["json"]:
            self.stdout.write(
                f"Controller {controller.pk} on {as_of}: due {listing.count} (held {sum(listing.held.values())}), "
                f"overdue {listing.overdue}, waiting for an authority {_sum(listing.unarmed)}, "
                f"for the archives {_sum(listing.kept)}, without a date {_sum(listing.unscheduled)}."
            )
        return listing.as_data()

    def _carried_out(self, controller: Controller, as_of: date, options: dict[str, Any], now: Any) -> dict[str, Any]:
        officer = _user(options["officer"])
        approver = _user(options["approver"]) if options["approver"] else officer
        try:
            run = runs.dispose(controller=controller, as_of=as_of, by=officer, approver=approver, now=now)
        except runs.NothingIsDue:
            return {**due.listed(controller, as_of=as_of).as_data(), "run": None}
        except Refusal as refusal:
            raise CommandError(" ".join(map(str, refusal.reasons))) from None
        if not options["json"]:
            self.stdout.write(f"Controller {controller.pk}: run {run.number}, {protocol.counted(run)} decisions.")
        return {**due.listed(controller, as_of=as_of).as_data(), "run": run.number, "protocol": run.protocol}


def _sum(lines: list[due.Line]) -> int:
    return sum(line.count for line in lines)


def _user(name: str | None) -> Any:
    found = get_user_model().objects.filter(username=name or "", is_active=True).first()
    if found is None:
        raise CommandError("Name an officer by her user name: --officer NAME. A run is somebody's act.")
    return found
