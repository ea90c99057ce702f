"""Participants go with the registration they came with: by runs, past holds, in the ledger and after a restore."""
from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from forms_app import submissions
from forms_app.models import FormVersion, Submission, SubmittedPerson
from privacy import entered_dates, holds, registry
from privacy.disposal import destroy, grounds, ledger_file, reapply
from privacy.models import ErasureLedger, FieldExpiry, OutboundMessage, SubjectKey
from tests.factories import a_form_page, answers_to, question
from tests.privacy.disposal.conftest import A_YEAR_LATER, HOLDING, IN_FEBRUARY, Office, an_office

PERSONS = "forms_app.persons"
pytestmark = pytest.mark.django_db


@pytest.fixture
def party() -> Office:
    """A committee whose form asks each participant for name, telephone and diet."""
    office = an_office()
    asked = {"asked_of": "participant", "required": False}
    each = [question(kind, **asked) for kind in ("title", "telephone", "diet")]
    office.page = a_form_page(question("name"), question("email"), *each, parent=office.page.get_parent().specific)
    return office


def register(office: Office, name: str = "Maj Lind", persons: int = 2) -> tuple[UUID, list[UUID]]:
    """Store a registration; the submission and its participants."""
    page = office.page
    version = FormVersion.objects.keep(page.form_content(page), page_id=page.pk)
    key = {row.field_type: row.clean_name for row in page.form_fields.all()}
    own = {key[kind] for kind in ("name", "email")}
    recorded = submissions.record(
        page=page, served_page=page, version=version, now=IN_FEBRUARY,
        answers={each: value for each, value in answers_to(page, name=name).items() if each in own},
        persons=[
            {key["title"]: f"Deltagare {number}", key["telephone"]: f"040-12345{number}", key["diet"]: "nötter"}
            for number in range(persons)
        ],
    )  # fmt: skip
    people = SubmittedPerson.objects.filter(submission=recorded.submission).values_list("pk", flat=True)
    return recorded.submission, list(people)


def beside(records: list[UUID]) -> int:
    """How many rows of privacy's own name one of these records."""
    tables = ((SubjectKey, "record"), (FieldExpiry, "record"), (OutboundMessage, "object_id"))
    return sum(model.objects.filter(**{f"{column}__in": records}).count() for model, column in tables)


def erase(record: UUID) -> None:
    """As a decided case or the ledger would."""
    destroy.destroy(grounds=grounds.of_ledger("case:2027-1", [(record, "")]), holding=HOLDING, records=[record],
                    now=A_YEAR_LATER)  # fmt: skip


class TestRuns:
    def test_a_run_destroys_participants_and_registration_with_what_lies_beside_each(self, party: Office) -> None:
        sent, people = register(party)
        assert beside(people) == 4
        run = party.dispose(A_YEAR_LATER)
        assert not Submission.objects.exists() and not SubmittedPerson.objects.exists()
        assert not beside([sent, *people])
        assert {(line.holding, line.action): line.count for line in run.lines.all()} == {
            (PERSONS, "blank"): 2, (PERSONS, "delete"): 2, (HOLDING, "delete"): 1,
        }  # fmt: skip

    def test_a_registration_waits_for_the_participant_who_is_kept_longest(self, party: Office) -> None:
        sent, (first, second) = register(party)
        SubmittedPerson.objects.filter(pk=second).update(due_on=date(2034, 1, 1))
        party.dispose(A_YEAR_LATER)
        assert list(SubmittedPerson.objects.values_list("pk", flat=True)) == [second]
        assert Submission.objects.filter(pk=sent).exists()
        assert not SubmittedPerson.objects.filter(pk=first).exists()

    def test_a_day_entered_by_hand_reaches_the_whole_registration_at_once(self, party: Office) -> None:
        office_rules = party.page.section.activity.rules.filter(selector="record")
        assert office_rules.update(anchor="project_end", falls_back=False)
        party.page = type(party.page).objects.get(pk=party.page.pk)
        sent, people = register(party)
        stored = Submission.objects.filter(pk=sent), SubmittedPerson.objects.filter(pk__in=people)
        assert {each.retention_state for rows in stored for each in rows.all()} == {"unscheduled"}
        entered_dates.enter(subject=party.page.translation_key, on=date(2027, 6, 1), by=None, now=IN_FEBRUARY)
        assert {each.due_on for rows in stored for each in rows.all()} == {date(2028, 6, 1)}
        assert entered_dates.waiting() == []

    def test_a_date_that_moves_reaches_participants_first(self, party: Office) -> None:
        sent, people = register(party)
        party.page.closes_on = date(2027, 6, 1)
        party.page.save_revision().publish()
        days = {Submission.objects.get(pk=sent).due_on, *SubmittedPerson.objects.values_list("due_on", flat=True)}
        assert days == {date(2028, 6, 1)}
        assert set(FieldExpiry.objects.filter(record__in=people).values_list("due_on", flat=True)) == {date(2027, 6, 8)}


class TestHolds:
    def place(self, party: Office, holding: str, record: UUID) -> None:
        holds.place(controller=party.controller, scope="record", holding=holding, record=record, reason="claim",
                    by=party.case_officer, now=IN_FEBRUARY)  # fmt: skip

    def test_a_held_participant_keeps_her_registration_and_not_the_other_participant(self, party: Office) -> None:
        sent, (first, second) = register(party)
        self.place(party, PERSONS, first)
        assert holds.held(HOLDING, [sent], whole=True) == {sent: "claim"}
        assert holds.held(HOLDING, [sent]) == {}
        party.dispose(A_YEAR_LATER)
        assert Submission.objects.filter(pk=sent).exists()
        assert list(SubmittedPerson.objects.values_list("pk", flat=True)) == [first]
        assert second not in holds.held(PERSONS, [first, second])

    def test_a_held_registration_keeps_its_participants(self, party: Office) -> None:
        sent, people = register(party)
        other, _people = register(party, "Pia Sten")
        self.place(party, HOLDING, sent)
        assert holds.held(PERSONS, people) == dict.fromkeys(people, "claim")
        counted = SubmittedPerson.objects.filter(holds.condition(registry.holding_of(PERSONS)))
        assert set(counted.values_list("pk", flat=True)) == set(people)
        party.dispose(A_YEAR_LATER)
        assert set(SubmittedPerson.objects.values_list("pk", flat=True)) == set(people)
        assert not Submission.objects.filter(pk=other).exists()


class TestLedger:
    def test_each_participant_stands_in_the_ledger_when_the_registration_goes(self, party: Office) -> None:
        sent, people = register(party)
        erase(sent)
        assert not SubmittedPerson.objects.exists() and not beside([sent, *people])
        rows = ErasureLedger.objects.filter(step="done").values_list("holding", flat=True)
        assert sorted(rows) == [PERSONS, PERSONS, HOLDING]
        assert [line["holding"] for line in ledger_file.lines()] == [PERSONS, PERSONS, HOLDING]

    def test_what_a_restore_brings_back_goes_again_and_nobody_elses_rows_change(self, party: Office) -> None:
        sent, people = register(party)
        other, others = register(party, "Pia Sten")
        kept = Submission.objects.get(pk=sent), list(SubmittedPerson.objects.filter(pk__in=people))
        erase(sent)
        kept[0].save(force_insert=True)
        for person in kept[1]:
            person.save(force_insert=True)
        found = reapply.reapply(A_YEAR_LATER + timedelta(days=1))
        assert found.records >= 1
        assert list(Submission.objects.values_list("pk", flat=True)) == [other]
        assert set(SubmittedPerson.objects.values_list("pk", flat=True)) == set(others)
