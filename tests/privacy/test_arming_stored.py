"""An armed rule reaches what is stored: its earlier versions, what had no rule, and single fields."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from forms_app import corrections
from forms_app.models import FormPage, Submission
from privacy import entered_dates, holds, retention, rule_templates, stamps
from privacy.contracts import Refusal
from privacy.models import DisposalAuthority, FieldExpiry, RetentionRule
from privacy.roles import Role
from privacy.rule_counts import counts
from tests.factories import a_body, a_form_page, address_of, an_officer, key_of, question
from tests.forms_app.test_holding import NOW, store
from tests.privacy.conftest import signed_in

#: The section of the tests counts special classes for 7 days, records for a year, from the closing.
CLOSES = date(2027, 2, 21)
LONG_AFTER = datetime(2029, 1, 10, 12, tzinfo=UTC)


@pytest.fixture
def page(db: None) -> FormPage:
    """A form that closes on a day."""
    return a_form_page(closes_on=CLOSES)


@pytest.fixture
def record(page: FormPage) -> UUID:
    """A registration with a special diet."""
    return store(page, diet="nötter")


def rule(page: FormPage, selector: str = "record") -> RetentionRule:
    return page.section.activity.rules.in_force().get(selector=selector)


def authority(page: FormPage, reference: str = "KN 2027/1", **columns: Any) -> DisposalAuthority:
    return DisposalAuthority.objects.create(
        controller=page.section.controller,
        **{"kind": "disposal_decision", "reference": reference, "decided_by": "Kulturnämnden",
           "decided_on": date(2026, 1, 1), "valid_from": date(2026, 1, 1), "document_type": "Anmälningar",
           **columns},
    )  # fmt: skip


def arm(of: RetentionRule, under: DisposalAuthority, now: datetime = NOW) -> RetentionRule:
    return retention.arm(rule=of, authority=under, by=None, now=now)


def record_due(record: UUID) -> date | None:
    return Submission.objects.get(pk=record).due_on


def field_due(record: UUID) -> date | None:
    return FieldExpiry.objects.get(record=record).due_on


def test_each_record_and_field_has_its_own_date_from_the_first_day(page: FormPage, record: UUID) -> None:
    assert record_due(record) == date(2028, 2, 21)
    row = FieldExpiry.objects.get(record=record)
    assert (row.key, row.rule, row.due_on) == (key_of(page, "diet"), rule(page, "privacy_class"), date(2027, 2, 28))


def test_what_was_left_empty_has_no_date_until_it_is_given(page: FormPage) -> None:
    without = store(page, name="Bo Ek", email="bo@example.org")
    assert not FieldExpiry.objects.filter(record=without).exists()
    corrections.correct(record=without, key=key_of(page, "diet"), value="soja", by=None, why="asked", now=NOW)
    assert field_due(without) == date(2027, 2, 28)


def test_a_longer_version_moves_stored_dates_when_it_is_armed_and_not_before(page: FormPage, record: UUID) -> None:
    first = authority(page)
    arm(rule(page), first)
    longer = retention.revise(rule=rule(page), by=None, period="P3Y")
    assert record_due(record) == date(2028, 2, 21)
    effect = retention.effect_of(longer, first, today=NOW.date())
    assert (effect.records, effect.later, effect.earlier, effect.forms) == (1, 1, 0, 1)
    arm(longer, first)
    assert record_due(record) == date(2030, 2, 21)
    assert Submission.objects.get(pk=record).rule == longer


def test_a_shorter_version_shortens_nothing_under_the_same_authority(page: FormPage, record: UUID) -> None:
    first = authority(page)
    arm(rule(page), first)
    shorter = retention.revise(rule=rule(page), by=None, period="P30D")
    assert retention.effect_of(shorter, first, today=NOW.date()).earlier == 0
    arm(shorter, first)
    assert record_due(record) == date(2028, 2, 21)


def test_a_new_authority_shortens_what_is_stored_and_leaves_seven_days(page: FormPage, record: UUID) -> None:
    arm(rule(page), authority(page))
    shorter = retention.revise(rule=rule(page), by=None, period="P30D")
    second = authority(page, "KN 2028/9")
    late = datetime(2028, 2, 1, 12, tzinfo=UTC)
    effect = retention.effect_of(shorter, second, today=late.date())
    assert (effect.earlier, effect.first_due_on) == (1, date(2028, 2, 8))
    arm(shorter, second, late)
    assert record_due(record) == date(2028, 2, 8)


def test_what_is_told_before_is_what_happens(page: FormPage, record: UUID) -> None:
    others = [store(page, name=f"Bo {n}", email=f"bo{n}@example.org", diet="soja") for n in range(3)]
    longer = retention.revise(rule=rule(page, "privacy_class"), by=None, period="P2Y")
    before = {each: (record_due(each), field_due(each)) for each in (record, *others)}
    effect = retention.effect_of(longer, None, today=NOW.date())
    assert before == {each: (record_due(each), field_due(each)) for each in (record, *others)}
    arm(longer, authority(page))
    after = {each: (record_due(each), field_due(each)) for each in (record, *others)}
    moved = [new > old for each in before for old, new in zip(before[each], after[each], strict=True)]
    assert (effect.fields, effect.later, effect.earlier) == (4, sum(moved), 0)
    assert sum(moved) == 8  # the field lasts longer than its record did, so the record lasts as long
    assert all(due == (date(2029, 2, 21), date(2029, 2, 21)) for due in after.values())


def test_a_new_rule_on_a_question_reaches_answers_stored_before_it(page: FormPage, record: UUID) -> None:
    own = RetentionRule.objects.create(
        activity=page.section.activity, selector="question", question_kind="email", anchor="registration_closed",
        period="P30D", action="blank",
    )  # fmt: skip
    effect = retention.effect_of(own, None, today=NOW.date())
    assert (effect.fields, effect.earlier, effect.first_due_on) == (1, 1, date(2027, 3, 23))
    assert not FieldExpiry.objects.filter(rule=own).exists()
    arm(own, authority(page))
    row = FieldExpiry.objects.get(rule=own)
    assert (row.record, row.key, row.due_on) == (record, key_of(page, "email"), date(2027, 3, 23))


def test_a_record_that_came_when_there_was_no_rule_comes_under_the_first_that_is_armed(page: FormPage) -> None:
    RetentionRule.objects.filter(pk=rule(page).pk).delete()
    without = store(FormPage.objects.get(pk=page.pk), name="Bo Ek", email="bo@example.org")
    assert (record_due(without), Submission.objects.get(pk=without).rule) == (None, None)
    first = RetentionRule.objects.create(
        activity=page.section.activity, selector="record", anchor="registration_closed", period="P1Y", action="delete"
    )
    arm(first, authority(page), LONG_AFTER)
    assert record_due(without) == LONG_AFTER.date() + timedelta(days=7)


def test_an_authority_that_is_decided_later_arms_nothing(page: FormPage) -> None:
    with pytest.raises(ValidationError, match="not been decided yet"):
        arm(rule(page), authority(page, decided_on=date(2027, 3, 1)))
    assert not rule(page).is_armed


def test_a_version_speaks_of_the_same_answers(page: FormPage) -> None:
    with pytest.raises(ValidationError, match="same answers"):
        retention.revise(rule=rule(page, "privacy_class"), by=None, selector="record", privacy_class="")


def test_when_dates_are_counted_again_the_latest_of_all_rules_in_force_wins(page: FormPage, record: UUID) -> None:
    RetentionRule.objects.create(
        activity=page.section.activity, selector="record", anchor="registration_closed", period="P9Y", action="delete"
    )
    later = {"registration_closed": CLOSES + timedelta(days=7)}
    stamps.restamp(Submission.objects.filter(pk=record), later, today=NOW.date())
    assert record_due(record) == date(2036, 2, 28)
    assert field_due(record) == date(2027, 3, 7)


def test_moving_a_form_tells_what_it_does_and_does_it(page: FormPage, record: UUID) -> None:
    moved = {"registration_closed": CLOSES + timedelta(days=10)}
    effect = retention.effect_of_moving([page.get_submissions()], moved, today=NOW.date())
    assert (effect.records, effect.later, effect.earlier) == (1, 2, 0)
    stamps.restamp(page.get_submissions(), moved, today=NOW.date())
    assert (record_due(record), field_due(record)) == (date(2028, 3, 3), date(2027, 3, 10))


def test_a_published_form_tells_another_time_once_its_rule_is_armed(page: FormPage, record: UUID, client: Any) -> None:
    before = client.get(address_of(page)).content.decode()
    assert "KN 2027/1" not in before
    own = rule(page)
    assert retention.effect_of(own, None, today=NOW.date()).forms == 1
    arm(own, authority(page))
    after = client.get(address_of(page)).content.decode()
    assert "KN 2027/1" in after
    assert len({*page.form_versions.values_list("digest", flat=True)}) == 2
    assert "KN 2027/1" not in str(Submission.objects.get(pk=record).version.notice)  # what she was told stays


def test_a_rule_that_no_form_asks_under_changes_no_notice(page: FormPage) -> None:
    (template,) = (each for each in rule_templates.TEMPLATES if each.name == "invoice")
    made = rule_templates.add(activity=page.section.activity, template=template, by=None)
    forms = {each.question_kind or each.privacy_class: retention.effect_of(each, None, today=NOW.date()).forms
             for each in made}  # fmt: skip
    assert forms == {"invoice": 0, "personal": 1, "free_text": 0}
    own = RetentionRule(activity=page.section.activity, selector="minor", anchor="submitted", period="P7D",
                        action="delete")  # fmt: skip
    assert retention.effect_of(own, None, today=NOW.date()).forms == 0


class TestEnteredDates:
    """What has nothing to count from waits, whatever its age, until somebody enters a day."""

    @pytest.fixture
    def waiting(self, page: FormPage) -> UUID:
        """A record under a rule that waits for the end of a project."""
        RetentionRule.objects.filter(selector="record").update(anchor="project_end", falls_back=False)
        return store(FormPage.objects.get(pk=page.pk), name="Bo Ek", email="bo@example.org")

    def test_a_day_entered_for_a_form_gives_its_records_a_date(self, page: FormPage, waiting: UUID) -> None:
        assert (record_due(waiting), Submission.objects.get(pk=waiting).retention_state) == (None, "unscheduled")
        (found,) = entered_dates.waiting()
        assert (found.group, found.title, found.records) == (page.translation_key, page.title, 1)
        entered_dates.enter(subject=page.translation_key, on=date(2027, 6, 1), by=None, now=NOW)
        assert record_due(waiting) == date(2028, 6, 1)
        assert entered_dates.waiting() == []
        again = store(FormPage.objects.get(pk=page.pk), name="Cia Dahl", email="cia@example.org")
        assert record_due(again) == date(2028, 6, 1)

    def test_a_day_may_be_entered_for_one_record(self, page: FormPage, waiting: UUID) -> None:
        RetentionRule.objects.filter(selector="record").update(anchor="consent_withdrawn")
        other = store(FormPage.objects.get(pk=page.pk), name="Cia Dahl", email="cia@example.org")
        entered_dates.enter(subject=waiting, on=date(2027, 4, 1), by=None, now=NOW, anchor="consent_withdrawn")
        assert (record_due(waiting), record_due(other)) == (date(2028, 4, 1), None)
        stamps.restamp(page.get_submissions(), page.retention_anchors(), today=NOW.date())
        assert (record_due(waiting), record_due(other)) == (date(2028, 4, 1), None)

    def test_it_is_entered_by_case_officers_and_archivists(self, page: FormPage, waiting: UUID) -> None:
        address = reverse("privacy_rules:enter_date", args=[page.translation_key])
        reader = signed_in(Role.DATA_PROTECTION_OFFICER)
        listed = reader.get(reverse("privacy_rules:undated")).content.decode()
        assert page.title in listed
        assert address not in listed
        assert reader.post(address, {"on": "2027-06-01"}).status_code == 403
        assert signed_in(Role.EDITOR).get(reverse("privacy_rules:undated")).status_code == 403
        with pytest.raises(Refusal, match=r"enter dates|för in datum"):
            entered_dates.enter(subject=page.translation_key, on=CLOSES, by=an_officer(Role.EDITOR), now=NOW)
        client = signed_in(Role.ARCHIVIST)
        assert "waits for a date" in client.get(address).content.decode()
        assert client.post(address, {"on": "2027-06-01"}).status_code == 302
        assert record_due(waiting) == date(2028, 6, 1)
        assert "Nothing waits" in client.get(reverse("privacy_rules:undated")).content.decode()
        assert client.get(address).status_code == 404


def test_the_listing_counts_what_stands_under_each_rule(page: FormPage, record: UUID) -> None:
    other = store(page, name="Bo Ek", email="bo@example.org")
    retention.revise(rule=rule(page), by=None, period="P3Y")  # what stands under the first version counts for it
    holds.place(controller=page.section.controller, scope="record", holding="forms_app.submissions", record=record,
                reason="claim", by=None, now=NOW)  # fmt: skip
    in_force = list(page.section.activity.rules.in_force())
    by_selector = {each.selector: counts(in_force, today=date(2027, 4, 1))[each.pk] for each in in_force}
    assert (by_selector["record"].records, by_selector["record"].due, by_selector["record"].held) == (2, 0, 1)
    special = by_selector["privacy_class"]
    assert (special.records, special.fields, special.due, special.held) == (0, 1, 1, 1)
    assert record_due(other) is not None


class TestStandingApproval:
    """An archivist approves an armed rule once and for all."""

    def test_only_an_armed_rule_is_approved_and_the_approval_can_be_withdrawn(self, page: FormPage) -> None:
        client, own = signed_in(Role.ARCHIVIST), rule(page)
        address = reverse("privacy_rules:standing", args=[own.pk])
        assert "not armed yet" in client.get(address).content.decode()
        client.post(address)
        assert rule(page).standing_at is None
        arm(own, authority(page))
        assert "Approve once and for all" in client.get(address).content.decode()
        client.post(address)
        assert rule(page).standing_by is not None
        assert "approved once and for all" in client.get(reverse("privacy_rules:index")).content.decode()
        client.post(address, {"withdraw": "1"})
        assert (rule(page).standing_by, rule(page).standing_at) == (None, None)

    def test_a_new_version_has_no_approval(self, page: FormPage) -> None:
        arm(rule(page), authority(page))
        retention.stand(rule=rule(page), by=an_officer(Role.ARCHIVIST), now=NOW)
        assert rule(page).standing_at == NOW
        assert retention.revise(rule=rule(page), by=None, period="P3Y").standing_at is None

    def test_nobody_else_gives_or_withdraws_it(self, page: FormPage) -> None:
        arm(rule(page), authority(page))
        for role in (Role.CASE_OFFICER, Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR):
            with pytest.raises(Refusal, match=r"Only archivists|Bara arkivarier"):
                retention.stand(rule=rule(page), by=an_officer(role), now=NOW)
            with pytest.raises(Refusal, match=r"Only archivists|Bara arkivarier"):
                retention.withdraw(rule=rule(page), by=an_officer(role))
            assert signed_in(role).get(reverse("privacy_rules:standing", args=[rule(page).pk])).status_code == 403


class TestTemplates:
    """Sets of rules are added when they are needed, and are proposals."""

    def test_a_case_officer_adds_what_is_missing_and_nothing_twice(self, page: FormPage) -> None:
        client, activity = signed_in(Role.CASE_OFFICER), page.section.activity
        sent = {"template": "contact", "activity": activity.pk}
        had = activity.rules.count()
        assert client.post(reverse("privacy_rules:templates"), sent).status_code == 302
        assert client.post(reverse("privacy_rules:templates"), sent).status_code == 302
        added = activity.rules.filter(selector="question")
        assert sorted(added.values_list("question_kind", "period")) == [("email", "P30D"), ("telephone", "P30D")]
        assert activity.rules.count() == had + 2
        assert not any(each.is_armed for each in added)
        assert signed_in(Role.ARCHIVIST).get(reverse("privacy_rules:templates")).status_code == 403

    @pytest.mark.parametrize(("country", "due"), [("SE", date(2034, 12, 31)), ("FI", date(2033, 12, 31))])
    def test_invoice_details_follow_the_law_on_accounts_of_the_country(
        self, db: None, country: str, due: date
    ) -> None:
        body = a_body(jurisdiction=country)
        page = a_form_page(question("email", required=True), question("invoice"), parent=body, closes_on=CLOSES)
        (template,) = (each for each in rule_templates.TEMPLATES if each.name == "invoice")
        rule_templates.add(activity=page.section.activity, template=template, by=None)
        record = store(FormPage.objects.get(pk=page.pk), invoice="Ref 77")
        rows = {row.key: row.due_on for row in FieldExpiry.objects.filter(record=record)}
        assert rows[key_of(page, "invoice")] == due
        assert rows[key_of(page, "email")] == date(2028, 2, 21)
        assert record_due(record) == due

    def test_money_from_the_union_keeps_everything_until_the_last_payment_is_known(self, page: FormPage) -> None:
        (template,) = (each for each in rule_templates.TEMPLATES if each.name == "funding")
        rule_templates.add(activity=page.section.activity, template=template, by=None)
        record = store(FormPage.objects.get(pk=page.pk))
        assert Submission.objects.get(pk=record).retention_state == "unscheduled"
        paid = {**page.retention_anchors(), "final_payment_year_end": date(2028, 12, 31)}
        stamps.restamp(page.get_submissions(), paid, today=NOW.date())
        assert record_due(record) == date(2033, 12, 31)
