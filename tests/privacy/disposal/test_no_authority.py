"""Without an authority nothing is destroyed, whichever way somebody tries; with one, the same way works or refuses."""
from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import ProtectedError
from django.utils import timezone

from forms_app.models import Submission
from privacy.contracts import Refusal
from privacy.disposal import destroy, due, grounds, runs
from privacy.models import DisposalAuthority, RetentionRule, guard
from tests.factories import arm, let_go
from tests.privacy.disposal.conftest import A_YEAR_LATER, HOLDING, Office, an_office
from tests.privacy.disposal.test_kill import decided

TODAY = A_YEAR_LATER.date()


@pytest.fixture
def unarmed(db: None) -> Office:
    """A body that has not decided on disposal; its one record is two years old."""
    office = an_office(armed=False)
    office.register("Maj Lind", A_YEAR_LATER - timedelta(days=800), diet="nötter")
    assert Submission.objects.count() == 1
    return office


def test_the_desk_has_nothing_to_list_and_shows_what_waits_for_an_authority(unarmed: Office) -> None:
    with pytest.raises(runs.NothingIsDue):
        unarmed.propose()
    listing = due.listed(unarmed.controller, as_of=TODAY)
    assert (listing.count, sum(line.count for line in listing.unarmed)) == (0, 2)
    arm(unarmed.page.section.activity)
    assert unarmed.propose().listed == 2


def test_the_clock_lets_nothing_go(unarmed: Office) -> None:
    type(unarmed.controller).objects.update(runs_by_clock=True)
    RetentionRule.objects.update(standing_at=A_YEAR_LATER)
    runs.by_the_clock(A_YEAR_LATER)
    assert Submission.objects.count() == 1
    arm(unarmed.page.section.activity)
    runs.by_the_clock(A_YEAR_LATER)
    assert Submission.objects.count() == 0


def test_the_command_lets_nothing_go(unarmed: Office) -> None:
    said = StringIO()
    call_command("dispose", officer=unarmed.case_officer.username, approver=unarmed.archivist.username,
                 json=True, stdout=said)  # fmt: skip
    assert Submission.objects.count() == 1
    assert '"run": null' in said.getvalue()


@pytest.mark.parametrize("act", [
    lambda record: record.delete(),
    lambda record: Submission.objects.all().delete(),
    lambda record: Submission.objects.filter(pk=record.pk).delete(),
    lambda record: Submission._base_manager.all().delete(),
    lambda record: Submission.objects.all()._raw_delete("default"),
    lambda record: record.page.submissions.all().delete(),
], ids=["the row", "the queryset", "a filter", "the base manager", "the raw way", "a relation"])  # fmt: skip
def test_django_deletes_no_record(unarmed: Office, act: Callable[[Any], Any]) -> None:
    with pytest.raises(guard.NotByTheWay):
        act(Submission.objects.get())
    assert Submission.objects.count() == 1


def test_the_same_way_works_where_disposal_has_opened_the_door(unarmed: Office) -> None:
    let_go(Submission.objects.all())
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("owner", ["controller", "activity", "rule", "version", "page"])
def test_a_record_does_not_go_with_what_it_hangs_on(unarmed: Office, owner: str) -> None:
    with pytest.raises((ProtectedError, Refusal)):
        getattr(Submission.objects.get(), owner).delete()
    assert Submission.objects.count() == 1


def test_no_grounds_are_made_for_a_rule_without_authority(unarmed: Office) -> None:
    record = Submission.objects.get().pk
    request = decided(unarmed, record)
    with pytest.raises(grounds.NoGrounds):
        grounds.of_case(request, request.items.all(), TODAY)
    arm(unarmed.page.section.activity)
    found = grounds.of_case(request, request.items.all(), TODAY)
    destroy.destroy(grounds=found, holding=HOLDING, records=[record], now=A_YEAR_LATER)
    assert Submission.objects.count() == 0


def test_no_grounds_are_made_when_the_authority_has_ended(office: Office) -> None:
    request = decided(office, office.register("Maj Lind"))
    assert grounds.of_case(request, request.items.all(), TODAY).covers
    DisposalAuthority.objects.update(valid_to=TODAY - timedelta(days=1))
    with pytest.raises(grounds.NoGrounds):
        grounds.of_case(request, request.items.all(), TODAY)


def test_a_decision_covers_its_own_records_only(office: Office) -> None:
    hers, other = office.register("Maj Lind"), office.register("Pia Sten")
    request = decided(office, hers)
    found = grounds.of_case(request, request.items.all(), TODAY)
    for records, keys in (([other], ()), ([hers, other], ()), ([hers], [office.key("diet")])):
        with pytest.raises(grounds.NoGrounds):
            destroy.destroy(grounds=found, holding=HOLDING, records=records, keys=keys, now=A_YEAR_LATER)
    assert set(Submission.objects.values_list("pk", flat=True)) == {hers, other}


def test_nothing_is_destroyed_without_grounds(office: Office) -> None:
    record = office.register("Maj Lind")
    with pytest.raises(grounds.NoGrounds):
        destroy.destroy(grounds=None, holding=HOLDING, records=[record], now=A_YEAR_LATER)
    assert Submission.objects.count() == 1


def test_the_command_tells_a_program_that_something_is_overdue(office: Office) -> None:
    office.register("Maj Lind")
    said = StringIO()
    call_command("dispose", dry_run=True, as_of=TODAY - timedelta(days=400), stdout=said)
    with pytest.raises(CommandError) as refusal:
        call_command("dispose", dry_run=True, as_of=TODAY, stdout=said)
    assert refusal.value.returncode == 3
    assert Submission.objects.count() == 1


def test_the_command_asks_for_an_officer_with_the_role(office: Office) -> None:
    DisposalAuthority.objects.update(valid_from=date(2020, 1, 1))
    office.register("Maj Lind", timezone.now() - timedelta(days=800))
    with pytest.raises(CommandError, match="--officer"):
        call_command("dispose")
    with pytest.raises(CommandError, match="role"):
        call_command("dispose", officer=office.case_officer.username)
    assert Submission.objects.count() == 1
