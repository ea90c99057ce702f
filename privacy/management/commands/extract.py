"""Make or hand over the copy of somebody's data in the name of a case officer."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from privacy.contracts import Refusal
from privacy.models import ExtractPackage, RightsRequest
from privacy.requests import extract
from privacy.roles import Role, has_role


class Command(BaseCommand):
    """The same rules as on the desk: the role, the decision, fourteen days, and the log."""

    help = "Make the copy of data that was decided in a case; with --out, write it there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--officer", required=True, help="User name of the case officer in whose name it is done.")
        parser.add_argument("--case", required=True, help="Number of the case, for example 2026-3.")
        parser.add_argument("--out", type=Path, help="Where to write the ZIP file; it must not exist yet.")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        officer = get_user_model().objects.filter(username=options["officer"]).first()
        if not has_role(officer, Role.CASE_OFFICER):
            raise CommandError("Only a case officer may do this.")
        request = RightsRequest.objects.filter(number=options["case"]).first()
        if request is None:
            raise CommandError("There is no case with this number.")
        try:
            package = ExtractPackage.objects.filter(request=request, expires_at__gt=now).first()
            package = package or extract.make(request, now, by=officer)
            if options["out"]:
                self._write(options["out"], extract.hand_out(package, now, by=officer))
        except Refusal as refusal:
            raise CommandError(" ".join(map(str, refusal.reasons))) from None
        except FileExistsError:
            raise CommandError("This file exists already, and nothing is overwritten.") from None
        self.stdout.write(f"Case {request.number}: SHA-256 {package.digest}, until {package.expires_at:%Y-%m-%d}.")

    @staticmethod
    def _write(path: Path, content: bytes) -> None:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
