"""Answers to an anonymous evaluation go under an authority when they are due, all together, and never before."""
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django.utils import translation
from django.utils.text import slugify

from forms_app.evaluations import answering
from forms_app.evaluations.batches import write_batches
from forms_app.models import EvaluationAnswer, EvaluationRecord, EvaluationReview, FormVersion
from home.models import BodyPage
from privacy import retention, rule_templates
from privacy.contracts import Refusal
from privacy.disposal import due, protocol, reapply, runs
from privacy.models import DisposalRun, ErasureLedger, RetentionRule
from privacy.registry import holding_of
from privacy.roles import Role
from tests.factories import a_body, an_evaluation, an_officer, arm, published

pytestmark = pytest.mark.django_db
OPEN = datetime(2027, 3, 1, 11, tzinfo=UTC)
OVER = datetime(2027, 4, 1, 11, tzinfo=UTC)
THE_LAST_DAY_KEPT = datetime(2028, 3, 31, 11, tzinfo=UTC)
DUE = datetime(2028, 4, 1, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def ledger(tmp_path: Path) -> Iterator[None]:
    """A ledger file of the test's own."""
    with override_settings(KALLELSE_LEDGER=tmp_path / "ledger.jsonl"), translation.override("en"):
        yield


@pytest.fixture
def body() -> BodyPage:
    """A body whose activity has the shipped rules and that on evaluations, none of them armed."""
    body = a_body()
    [template] = [each for each in rule_templates.TEMPLATES if each.name == "evaluation"]
    rule_templates.add(activity=activity_of(body), template=template, by=None)
    return body


def activity_of(body: BodyPage) -> Any:
    return an_evaluation(parent=body, title="Tom", slug="tom").section.activity


def rule_on_evaluations() -> RetentionRule:
    return RetentionRule.objects.get(selector="evaluation")


def arm_by_hand(rule: RetentionRule) -> None:
    """As an archivist does it, with what that does to stored records."""
    authority = arm(rule.activity)
    rule.activity.rules.update(authority=None, armed_at=None)
    rule.refresh_from_db()
    retention.arm(rule=rule, authority=authority, by=None, now=OVER)


def answered(body: BodyPage, number: int, title: str) -> Any:
    page = an_evaluation(parent=body, title=title, slug=slugify(title))
    version = FormVersion.objects.get(page=page.pk)
    text = page.form_fields.get(field_type="multiline").clean_name
    for code in answering.make_links(page, number):
        answering.spend(code, version=version, answers={text: f"{title} var bra"})
    write_batches(OPEN)
    return page


def dispose(page: Any, now: datetime) -> DisposalRun:
    officer, archivist = an_officer(Role.CASE_OFFICER), an_officer(Role.ARCHIVIST)
    controller = page.section.controller
    on = controller.local_date(now)
    return runs.dispose(controller=controller, as_of=on, by=officer, approver=archivist, now=now)


def test_an_evaluation_is_one_record_with_the_first_answers_and_is_due_a_year_after_its_last_day(body):
    page = an_evaluation(parent=body)
    assert not EvaluationRecord.objects.exists()
    page = answered(body, 5, "Dagen")
    answering_again = answering.make_links(page, 5)
    for code in answering_again:
        answering.spend(code, version=FormVersion.objects.get(page=page.pk), answers={})
    write_batches(OPEN)
    assert EvaluationAnswer.objects.count() == 10
    kept = EvaluationRecord.objects.get()
    assert (kept.page_id, kept.rule, kept.due_on) == (page.pk, rule_on_evaluations(), date(2028, 3, 31))


def test_what_was_decided_on_registrations_never_lets_an_evaluation_go():
    answered(a_body(), 5, "Dagen")
    kept = EvaluationRecord.objects.get()
    assert RetentionRule.objects.filter(selector="record").exists()
    assert (kept.rule, kept.retention_state) == (None, "unscheduled")
    arm_by_hand(RetentionRule.objects.get(selector="record"))
    kept.refresh_from_db()
    assert (kept.rule, kept.retention_state) == (None, "unscheduled")


def test_a_rule_that_is_added_and_armed_later_takes_evaluations_that_have_answers_already(body):
    RetentionRule.objects.filter(selector="evaluation").delete()
    page = answered(body, 5, "Dagen")
    [template] = [each for each in rule_templates.TEMPLATES if each.name == "evaluation"]
    rule_templates.add(activity=page.section.activity, template=template, by=None)
    arm_by_hand(rule_on_evaluations())
    kept = EvaluationRecord.objects.get()
    assert (kept.rule, kept.due_on) == (rule_on_evaluations(), date(2028, 3, 31))


def test_a_later_last_day_moves_the_day_on_which_the_answers_may_go(body):
    page = answered(body, 5, "Dagen")
    page.closes_on = date(2027, 6, 30)
    published(page)
    assert EvaluationRecord.objects.get().due_on == date(2028, 6, 30)


def test_without_an_authority_it_is_a_proposal_only(body):
    page = answered(body, 5, "Dagen")
    listing = due.listed(page.section.controller, as_of=DUE.date())
    assert [(line.holding, line.count) for line in listing.unarmed] == [("forms_app.evaluations", 1)]
    with pytest.raises(runs.NothingIsDue):
        dispose(page, DUE)
    assert EvaluationAnswer.objects.count() == 5


def test_a_run_destroys_the_answers_of_what_is_due_and_its_protocol_counts_each_evaluation(body):
    arm(rule_on_evaluations().activity)
    gone, kept = answered(body, 5, "Dagen"), answered(body, 5, "Kvällen")
    EvaluationReview.objects.create(answer=EvaluationAnswer.objects.to(gone).first(), on=OVER.date())
    kept.closes_on = date(2027, 6, 30)
    published(kept)
    with pytest.raises(runs.NothingIsDue):
        dispose(gone, THE_LAST_DAY_KEPT)
    assert EvaluationAnswer.objects.to(gone).count() == 5
    assert gone.deletion_refusals()
    run = dispose(gone, DUE)
    assert not EvaluationAnswer.objects.to(gone).exists()
    assert not EvaluationReview.objects.exists()
    assert EvaluationAnswer.objects.to(kept).count() == 5
    assert list(EvaluationRecord.objects.values_list("page", flat=True)) == [kept.pk]
    [line] = protocol.protocol_of(run)["lines"]
    assert (line["holding"], line["action"], line["outcome"], line["count"]) == (
        "forms_app.evaluations", "delete", "done", 1
    )  # fmt: skip
    assert run.facts["sweep"]["counts"]["residue"] == 0
    assert ErasureLedger.objects.filter(step="done").count() == 1
    assert not gone.deletion_refusals()


def test_answers_that_come_back_with_a_backup_go_again(body):
    arm(rule_on_evaluations().activity)
    page = answered(body, 5, "Dagen")
    kept = EvaluationRecord.objects.get()
    answers = list(EvaluationAnswer.objects.all())
    dispose(page, DUE)
    kept.save(force_insert=True)
    EvaluationAnswer.objects.bulk_create(answers)
    assert reapply.reapply(DUE)
    assert not EvaluationAnswer.objects.exists()
    assert not EvaluationRecord.objects.exists()


def test_a_case_about_a_person_finds_no_evaluation_and_corrects_none(body):
    answered(body, 5, "Maj Lind")
    kept = EvaluationRecord.objects.get()
    holding = holding_of("forms_app.evaluations")
    assert holding.search("Maj Lind") == []
    assert holding.groups([kept.pk]) == {kept.pk: kept.page.translation_key}
    holding.blank([kept.pk], ["text"], cause="case:2027-1")
    holding.restrict([kept.pk], OVER)
    assert holding.generalise([kept.pk], "text") == {}
    assert EvaluationAnswer.objects.count() == 5
    with pytest.raises(Refusal):
        holding.correct(kept.pk, "text", "", by=None, why="", now=OVER)
