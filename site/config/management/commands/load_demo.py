"""``manage.py load_demo``: put the demo's content into an empty database."""
from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from config.demo.accounts import make_accounts
from config.demo.content import build
from config.demo.content.desk.fill import fill
from config.demo.content.evaluating import evaluate
from config.demo.content.registrations import register_people
from config.demo.indexing import indexed_at_the_end
from home.models import BodyPage
from privacy.roles import Role


class Command(BaseCommand):
    """Load two invented bodies with their pages, unless they are there."""

    help = "Load the demo's content: two invented bodies with pages in three languages, an account for each role."

    def add_arguments(self, parser: CommandParser) -> None:
        """The port that the site's own address names."""
        parser.add_argument("--port", type=int, default=8000, help="port of the demo's site (default: 8000)")
        parser.add_argument("--nobody-registered", action="store_true", help="leave the forms unanswered")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make accounts and content; a database that has bodies is left as it is."""
        if BodyPage.objects.exists():
            return
        now, staff = timezone.now(), make_accounts()
        with indexed_at_the_end():
            for step in build.load(staff, port=options["port"], now=now):
                if options["verbosity"] > 1:
                    self.stdout.write(step)
        if not options["nobody_registered"]:
            register_people(now)
            evaluate(staff[Role.CASE_OFFICER], now)
            fill(staff, now)
