"""A run: who may propose, approve and execute it, what it destroys, and what it leaves."""
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from forms_app.models import Submission
from privacy import holds
from privacy.contracts import Refusal
from privacy.disposal import due, ledger_file, runs
from privacy.models import (
    AuditEvent,
    DisposalAuthority,
    DisposalItem,
    ErasureLedger,
    FieldExpiry,
    KeptNumber,
    OutboundMessage,
    RetentionRule,
    SubjectKey,
)
from privacy.roles import Role
from tests.factories import an_officer
from tests.privacy.disposal.conftest import A_YEAR_LATER, HOLDING, IN_FEBRUARY, IN_MARCH, Office

A_MONTH_LATER = IN_MARCH
TODAY = A_YEAR_LATER.date()


def lines(run: Any) -> dict[tuple[str, str, str], int]:
    """What the protocol counts: (action, outcome, reason) -> number."""
    return {(line.action, line.outcome, line.reason): line.count for line in run.lines.all()}


class TestDestroying:
    def test_a_record_goes_when_its_year_is_over_with_all_that_follows_it(self, office: Office) -> None:
        old, young = office.register("Maj Lind", diet="nötter"), office.register("Pia Sten", IN_MARCH, diet="fisk")
        for model, column in ((SubjectKey, "record"), (FieldExpiry, "record"), (OutboundMessage, "object_id")):
            assert model.objects.filter(**{column: old}).exists(), model
        run = office.dispose(A_YEAR_LATER)
        assert list(Submission.objects.values_list("pk", flat=True)) == [young]
        for model, column in ((SubjectKey, "record"), (FieldExpiry, "record"), (OutboundMessage, "object_id")):
            assert not model.objects.filter(**{column: old}).exists(), model
        assert SubjectKey.objects.filter(record=young).exists()
        assert lines(run) == {("blank", "done", ""): 2, ("delete", "done", ""): 1}
        assert not DisposalItem.objects.exists()

    def test_a_value_goes_before_its_record(self, office: Office) -> None:
        record = office.register("Maj Lind", diet="nötter")
        run = office.dispose(A_MONTH_LATER)
        stored = Submission.objects.get(pk=record)
        assert [mark["cause"] for mark in stored.erased.values()] == [f"run:{run.number}"]
        assert not FieldExpiry.objects.filter(record=record).exists()
        assert lines(run) == {("blank", "done", ""): 1}

    def test_the_day_itself_is_kept_and_the_next_is_not(self, office: Office) -> None:
        record = office.register("Maj Lind")
        due_on = Submission.objects.get(pk=record).due_on
        assert due_on == date(2028, 2, 1)
        counts = [sum(line.count for line in due.listed(office.controller, as_of=day).due if not line.privacy_class)
                  for day in (due_on, due_on + timedelta(days=1))]  # fmt: skip
        assert counts == [0, 1]

    def test_the_ledger_says_begun_and_done_in_table_and_file_and_names_nobody(self, office: Office) -> None:
        record = office.register("Maj Lind")
        run = office.dispose()
        entries = ErasureLedger.objects.filter(fields=[])
        assert [entry.step for entry in entries.order_by("pk")] == ["begun", "done"]
        assert {entry.cause for entry in entries} == {f"run:{run.number}"}
        written = ledger_file.path().read_text()
        assert entries[0].digest in written
        assert not [word for word in (str(record), record.hex, "Maj", "example.org") if word in written]

    def test_what_an_archive_waits_for_is_kept_and_counted(self, office: Office) -> None:
        record = office.register("Maj Lind")
        RetentionRule.objects.filter(pk=office.rule("record").pk).update(action="transfer")
        run = office.dispose()
        assert Submission.objects.filter(pk=record).exists()
        assert lines(run)["transfer", "kept", ""] == 1

    def test_numbers_are_kept_instead_of_answers_and_never_small_ones(self, office: Office) -> None:
        RetentionRule.objects.filter(pk=office.rule("privacy_class").pk).update(action="generalise")
        for number in range(6):
            office.register(f"Person {number}", diet="Vegan")
        for number in range(4):
            office.register(f"Other {number}", diet="Nötter")
        run = office.dispose(A_MONTH_LATER)
        kept = KeptNumber.objects.get()
        assert (kept.answer, kept.number, kept.group) == ("Vegan", 6, office.page.translation_key)
        assert lines(run) == {("generalise", "done", ""): 10}


class TestDecidingAgain:
    def test_what_was_held_after_the_approval_stays_and_is_counted_with_its_reason(self, office: Office) -> None:
        held, free = office.register("Maj Lind"), office.register("Pia Sten")
        run = office.approved()
        hold = holds.place(controller=office.controller, scope="record", reason="claim", record=held, holding=HOLDING,
                           by=office.case_officer, now=A_YEAR_LATER)  # fmt: skip
        runs.execute(run=run, by=office.case_officer, now=A_YEAR_LATER)
        assert list(Submission.objects.values_list("pk", flat=True)) == [held]
        assert lines(run)["delete", "held", "claim"] == 1
        assert lines(run)["delete", "done", ""] == 1
        holds.release(hold=hold, by=office.case_officer, now=A_YEAR_LATER)
        office.dispose(A_YEAR_LATER + timedelta(days=1))
        assert not Submission.objects.filter(pk__in=[held, free]).exists()

    def test_what_is_not_due_any_more_stays(self, office: Office) -> None:
        record = office.register("Maj Lind")
        run = office.approved()
        Submission.objects.filter(pk=record).update(due_on=date(2029, 1, 1))
        runs.execute(run=run, by=office.case_officer, now=A_YEAR_LATER)
        assert Submission.objects.filter(pk=record).exists()
        assert lines(run)["delete", "changed", ""] == 1

    def test_nothing_goes_when_the_authority_ended_meanwhile(self, office: Office) -> None:
        record = office.register("Maj Lind")
        run = office.approved()
        DisposalAuthority.objects.update(valid_to=TODAY - timedelta(days=1))
        runs.execute(run=run, by=office.case_officer, now=A_YEAR_LATER)
        assert Submission.objects.filter(pk=record).exists()
        assert lines(run)["delete", "changed", "no_authority"] == 1
        assert not ErasureLedger.objects.exists()

    def test_a_record_on_two_lists_is_counted_once_on_each(self, office: Office) -> None:
        office.register("Maj Lind")
        first = office.approved()
        with pytest.raises(runs.NothingIsDue):
            office.propose()
        assert first.listed == 1


class TestWhoMay:
    def test_whoever_proposed_does_not_approve(self, office: Office) -> None:
        office.register("Maj Lind")
        run = runs.propose(controller=office.controller, as_of=TODAY, by=office.archivist, now=A_YEAR_LATER)
        with pytest.raises(Refusal, match="another archivist"):
            runs.approve(run=run, by=office.archivist, now=A_YEAR_LATER)
        runs.approve(run=run, by=an_officer(Role.ARCHIVIST, "second"), now=A_YEAR_LATER)
        assert run.state == "approved"

    def test_one_person_is_enough_where_the_controller_says_so(self, office: Office) -> None:
        office.register("Maj Lind")
        office.controller.two_persons_runs = False
        office.controller.save()
        run = runs.propose(controller=office.controller, as_of=TODAY, by=office.archivist, now=A_YEAR_LATER)
        runs.approve(run=run, by=office.archivist, now=A_YEAR_LATER)
        assert run.state == "approved"

    @pytest.mark.parametrize("role", [Role.DATA_PROTECTION_OFFICER, Role.DECISION_MAKER, Role.ADMINISTRATOR])
    def test_others_do_nothing_with_runs(self, office: Office, role: Role) -> None:
        office.register("Maj Lind")
        user = an_officer(role)
        user.is_superuser = True
        user.save()
        run = office.propose()
        for act in (
            lambda: runs.propose(controller=office.controller, as_of=TODAY, by=user, now=A_YEAR_LATER),
            lambda: runs.approve(run=run, by=user, now=A_YEAR_LATER),
            lambda: runs.discard(run=run, by=user, now=A_YEAR_LATER),
        ):
            with pytest.raises(Refusal, match="role"):
                act()
        runs.approve(run=run, by=office.archivist, now=A_YEAR_LATER)
        with pytest.raises(Refusal, match="role"):
            runs.execute(run=run, by=user, now=A_YEAR_LATER)
        assert Submission.objects.count() == 1

    def test_a_case_officer_proposes_and_does_not_approve(self, office: Office) -> None:
        office.register("Maj Lind")
        run = office.propose()
        with pytest.raises(Refusal, match="role"):
            runs.approve(run=run, by=office.case_officer, now=A_YEAR_LATER)

    def test_a_list_that_is_not_approved_is_not_carried_out(self, office: Office) -> None:
        office.register("Maj Lind")
        run = office.propose()
        with pytest.raises(Refusal, match="not been approved"):
            runs.execute(run=run, by=office.case_officer, now=A_YEAR_LATER)
        assert Submission.objects.count() == 1

    def test_a_list_is_not_made_for_a_day_to_come(self, office: Office) -> None:
        office.register("Maj Lind")
        with pytest.raises(Refusal, match="earlier day"):
            office.propose(A_YEAR_LATER, as_of=TODAY + timedelta(days=1))

    def test_what_stood_on_a_discarded_list_is_still_due(self, office: Office) -> None:
        office.register("Maj Lind")
        run = office.propose()
        runs.discard(run=run, by=office.case_officer, now=A_YEAR_LATER)
        assert run.state == "discarded"
        assert office.propose().listed == run.listed == 1

    def test_every_act_stands_in_the_audit(self, office: Office) -> None:
        office.register("Maj Lind")
        run = office.dispose()
        events = AuditEvent.objects.filter(subject_type="run", subject_id=str(run.pk)).order_by("pk")
        assert [event.action for event in events] == ["run.proposed", "run.approved", "run.started", "run.done"]


class TestByTheClock:
    @pytest.fixture
    def by_clock(self, office: Office) -> Office:
        office.controller.runs_by_clock = True
        office.controller.save()
        return office

    def stand(self, office: Office) -> None:
        RetentionRule.objects.filter(activity__controller=office.controller, selector="record").update(
            standing_by=office.archivist, standing_at=IN_FEBRUARY
        )

    def test_only_rules_with_a_standing_approval_act(self, by_clock: Office) -> None:
        record = by_clock.register("Maj Lind", diet="nötter")
        runs.by_the_clock(A_YEAR_LATER)
        assert Submission.objects.filter(pk=record).exists()
        self.stand(by_clock)
        runs.by_the_clock(A_YEAR_LATER)
        assert not Submission.objects.filter(pk=record).exists()
        run = by_clock.controller.runs.get()
        assert (run.state, run.by_clock, lines(run)) == ("done", True, {("delete", "done", ""): 1})
        assert run.protocol["standing"][0]["name"] == by_clock.archivist.username

    def test_a_controller_who_has_not_asked_for_it_is_left_alone(self, office: Office) -> None:
        office.register("Maj Lind")
        self.stand(office)
        runs.by_the_clock(A_YEAR_LATER)
        assert Submission.objects.count() == 1

    def test_it_runs_once_a_night(self, by_clock: Office) -> None:
        self.stand(by_clock)
        by_clock.register("Maj Lind")
        runs.by_the_clock(A_YEAR_LATER)
        by_clock.register("Pia Sten")
        runs.by_the_clock(A_YEAR_LATER + timedelta(minutes=1))
        assert Submission.objects.count() == 1
        runs.by_the_clock(A_YEAR_LATER + timedelta(days=1))
        assert not Submission.objects.exists()

    def test_a_list_that_was_handed_over_is_carried_out(self, office: Office) -> None:
        office.register("Maj Lind")
        run = office.approved()
        runs.start(run=run, by=office.case_officer, now=A_YEAR_LATER)
        runs.by_the_clock(A_YEAR_LATER)
        run.refresh_from_db()
        assert (run.state, Submission.objects.count()) == ("done", 0)

    def test_a_run_that_still_gives_signs_of_life_is_left_to_its_executor(self, office: Office) -> None:
        office.register("Maj Lind")
        run = office.approved()
        runs.start(run=run, by=office.case_officer, now=A_YEAR_LATER)
        type(run).objects.filter(pk=run.pk).update(heartbeat_at=timezone.now())
        runs.by_the_clock(timezone.now())
        assert Submission.objects.count() == 1
        runs.by_the_clock(A_YEAR_LATER)
        assert Submission.objects.count() == 0
