"""A rule acts only once armed, and never changes once stored."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Page

from privacy import retention
from privacy.first_run import Body
from privacy.models import AuditEvent, DisposalAuthority, RetentionRule
from tests.privacy.conftest import NOON, add_page, arm, make_body, reread, rule_on


def test_arming_records_who_when_and_under_what(body: Body, officer: Any) -> None:
    rule = rule_on(body, "record")
    authority = arm(rule_on(body, "minor"))
    armed = retention.arm(rule=rule, authority=authority, by=officer, now=NOON)
    assert (armed.authority, armed.armed_by, armed.armed_at, armed.is_armed) == (authority, officer, NOON, True)
    event = AuditEvent.objects.get(action="rule.armed", subject_id=str(rule.pk))
    assert event.facts == {"authority": authority.pk, "version": 1, "records": 0, "fields": 0}


def test_a_rule_stays_armed_when_the_one_who_armed_it_leaves(body: Body, officer: Any) -> None:
    authority = arm(rule_on(body, "minor"))
    rule = retention.arm(rule=rule_on(body, "record"), authority=authority, by=officer, now=NOON)
    officer.delete()
    rule.refresh_from_db()
    assert (rule.is_armed, rule.armed_by) == (True, None)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"valid_from": date(2027, 2, 2)}, "not valid today"),
        ({"valid_to": date(2027, 1, 31)}, "not valid today"),
    ],
)
def test_an_authority_that_is_not_valid_arms_nothing(body: Body, columns: dict[str, date], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        arm(rule_on(body, "record"), **columns)
    assert not RetentionRule.objects.filter(armed_at__isnull=False).exists()


def test_a_replaced_authority_arms_nothing(body: Body) -> None:
    old, new = arm(rule_on(body, "minor")), arm(rule_on(body, "privacy_class"), "KN 2027/1")
    old.replaced_by = new
    old.save()
    with pytest.raises(ValidationError, match="not valid today"):
        retention.arm(rule=rule_on(body, "record"), authority=old, by=None, now=NOON)


def test_another_controllers_authority_arms_nothing(body: Body, page: Page) -> None:
    foreign = arm(make_body(add_page(page, "Teknik"), "FI").rules[0])
    with pytest.raises(ValidationError, match="another controller"):
        retention.arm(rule=rule_on(body, "record"), authority=foreign, by=None, now=NOON)


def test_a_rule_is_armed_once(body: Body) -> None:
    authority = arm(rule_on(body, "record"))
    with pytest.raises(ValidationError, match="armed already"):
        retention.arm(rule=rule_on(body, "record"), authority=authority, by=None, now=NOON)


def test_a_changed_rule_is_a_new_version_and_is_not_armed(body: Body, page: Page, officer: Any) -> None:
    first = rule_on(body, "record")
    arm(first)
    second = retention.revise(rule=first, by=officer, period="P1Y")
    assert (second.version, second.replaces, second.period, second.is_armed) == (2, first, "P1Y", False)
    first.refresh_from_db()
    assert (first.period, first.is_armed) == ("P2Y", True)
    in_force = [rule for rule in reread(page).rules if rule.selector == "record"]
    assert in_force == [second]
    with pytest.raises(ValidationError, match="replaced by a newer version"):
        retention.revise(rule=first, by=officer, period="P3Y")
    RetentionRule.objects.filter(pk=first.pk).update(authority=None, armed_at=None)
    authority = DisposalAuthority.objects.get()
    with pytest.raises(ValidationError, match="replaced by a newer version"):
        retention.arm(rule=first, authority=authority, by=officer, now=NOON)


def test_a_wrong_change_makes_no_version(body: Body) -> None:
    with pytest.raises(ValidationError, match="ISO 8601"):
        retention.revise(rule=rule_on(body, "record"), by=None, period="två år")
    assert RetentionRule.objects.count() == 4


def test_a_stored_rule_never_changes(body: Body) -> None:
    rule = rule_on(body, "record")
    rule.period = "P1D"
    with pytest.raises(ValidationError, match="never changes"):
        rule.save()


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ({"period": ""}, "period"),
        ({"action": "preserve"}, "period"),
        ({"selector": "privacy_class"}, "privacy_class"),
        ({"privacy_class": "special"}, "privacy_class"),
        ({"selector": "question"}, "question_kind"),
        ({"question_kind": "diet"}, "question_kind"),
        ({"period": "PT1H"}, "period"),
    ],
)
def test_a_rule_that_is_not_whole_is_refused_in_words_and_by_the_database(
    body: Body, columns: dict[str, str], field: str
) -> None:
    whole = {"selector": "record", "anchor": "submitted", "period": "P1Y", "action": "delete"}
    rule = RetentionRule(activity=body.activity, **{**whole, **columns})
    with pytest.raises(ValidationError) as refused:
        rule.full_clean()
    assert field in refused.value.message_dict
    if columns != {"period": "PT1H"}:
        with pytest.raises(IntegrityError, match="rule_"), transaction.atomic():
            rule.save()


def test_half_an_arming_is_refused_by_the_database(body: Body) -> None:
    with pytest.raises(IntegrityError, match="rule_armed_by_authority"), transaction.atomic():
        RetentionRule.objects.update(armed_at=NOON)
