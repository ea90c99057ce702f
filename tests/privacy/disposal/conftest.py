"""A body with a form whose rules are armed, its officers, and registrations that came in over a year."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import override_settings
from django.utils import translation

from forms_app import submissions
from forms_app.models import FormPage, FormVersion
from privacy.disposal import runs, sample
from privacy.models import Controller, DisposalRun, RetentionRule
from privacy.roles import Role
from tests.factories import a_form_page, an_officer, answers_to, arm, key_of, question

HOLDING = "forms_app.submissions"
#: By the rules of the tests a diet is kept a week after it came in, and a record a year.
IN_FEBRUARY = datetime(2027, 2, 1, 12, tzinfo=UTC)
IN_MARCH = datetime(2027, 3, 1, 12, tzinfo=UTC)
A_YEAR_LATER = datetime(2028, 2, 10, 12, tzinfo=UTC)


@dataclass
class Office:
    """Whose form it is, and who works there."""

    page: FormPage
    controller: Controller
    case_officer: Any
    archivist: Any

    def rule(self, selector: str) -> RetentionRule:
        return RetentionRule.objects.get(activity=self.page.section.activity, selector=selector)

    def key(self, kind: str) -> str:
        return key_of(self.page, kind)

    def register(self, name: str, at: datetime = IN_FEBRUARY, **answers: Any) -> UUID:
        """Store a registration as the public form does."""
        version = FormVersion.objects.keep(self.page.form_content(self.page), page_id=self.page.pk)
        facts = {"name": name, "email": f"{name.lower().replace(' ', '.')}@example.org", **answers}
        return submissions.record(
            page=self.page, served_page=self.page, version=version, answers=answers_to(self.page, **facts), now=at
        ).submission

    def propose(self, now: datetime = A_YEAR_LATER, as_of: date | None = None) -> DisposalRun:
        as_of = as_of or self.controller.local_date(now)
        return runs.propose(controller=self.controller, as_of=as_of, by=self.case_officer, now=now)

    def approved(self, now: datetime = A_YEAR_LATER) -> DisposalRun:
        run = self.propose(now)
        runs.approve(run=run, by=self.archivist, now=now)
        return run

    def dispose(self, now: datetime = A_YEAR_LATER) -> DisposalRun:
        """A whole run."""
        run = self.approved(now)
        runs.execute(run=run, by=self.case_officer, now=now)
        return run


def an_office(*, armed: bool = True) -> Office:
    page = a_form_page(*[question(kind) for kind in ("name", "email", "diet")])
    section = page.section
    if armed:
        arm(section.activity)
    return Office(page, section.controller, an_officer(Role.CASE_OFFICER), an_officer(Role.ARCHIVIST))


@pytest.fixture(autouse=True)
def ledger(tmp_path: Path) -> Iterator[Path]:
    """A ledger file and a private folder of the test's own."""
    path = tmp_path / "apart" / "ledger.jsonl"
    with override_settings(KALLELSE_LEDGER=path, KALLELSE_PRIVATE=tmp_path / "private"), translation.override("en"):
        yield path


@pytest.fixture(autouse=True)
def few_sweeps(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run takes its sample, and so reads the whole database, only in tests marked ``with_sweep``."""
    if not request.node.get_closest_marker("with_sweep"):
        monkeypatch.setattr(sample, "AT_ALL", 0)


@pytest.fixture
def office(db: None, kultur: None) -> Office:
    """A Swedish committee whose rules are armed."""
    return an_office()
