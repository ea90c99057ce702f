"""Every record is stamped when it is stored, and stamped again when its anchor moves."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import QuerySet
from django.db.utils import IntegrityError

from privacy import stamps
from privacy.contracts import PrivacyClass
from privacy.first_run import Body
from privacy.models import PrivacyStamp, SectionDefaults
from tests.privacy.conftest import arm, reread, rule_on

ARRIVED = date(2027, 1, 5)
EVENT = {"last_occasion_end": date(2027, 3, 1)}


@pytest.fixture
def records(section: SectionDefaults) -> Iterator[QuerySet[Any]]:
    """A table of a floor above, as small as it can be; it goes with the test's transaction."""

    class StampedRecord(PrivacyStamp):
        class Meta(PrivacyStamp.Meta):
            app_label = "privacy"

    try:
        with connection.schema_editor() as editor:
            editor.create_model(StampedRecord)
        yield StampedRecord._default_manager.all()
    finally:
        apps.all_models["privacy"].pop("stampedrecord")
        apps.clear_cache()


def stamped(section: SectionDefaults, **changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "classes": [PrivacyClass.SPECIAL, PrivacyClass.PERSONAL, PrivacyClass.PERSONAL],
        "anchors": EVENT, "language": "fi", "submitted_on": ARRIVED,
    }  # fmt: skip
    return stamps.stamp(section, **{**given, **changes})


def test_a_stamp_holds_who_why_and_until_when(section: SectionDefaults, body: Body) -> None:
    values = stamped(section)
    assert (values["controller"], values["activity"]) == (body.controller, body.activity)
    assert values["rule"] == rule_on(body, "record")
    assert (values["anchor_on"], values["due_on"]) == (date(2027, 3, 1), date(2029, 3, 1))
    assert (values["stamp_language"], values["origin"], values["submitted_on"]) == ("fi", "received", ARRIVED)
    assert values["categories"] == ["personal", "special"]
    assert values["retention_state"] == "scheduled"


def test_a_stamp_can_be_stored(records: QuerySet[Any], section: SectionDefaults) -> None:
    row = records.create(**stamped(section))
    row.refresh_from_db()
    assert row.due_on == date(2029, 3, 1)
    assert not row.protected


def test_without_an_occasion_the_stamp_counts_from_closing_then_from_arrival(section: SectionDefaults) -> None:
    closed = {"last_occasion_end": None, "registration_closed": date(2027, 2, 1)}
    assert stamped(section, anchors=closed)["due_on"] == date(2029, 2, 1)
    assert stamped(section, anchors={})["due_on"] == date(2029, 1, 5)


def test_a_record_of_minor_importance_has_its_own_short_rule(section: SectionDefaults, body: Body) -> None:
    values = stamped(section, minor=True)
    assert values["rule"] == rule_on(body, "minor")
    assert values["due_on"] == ARRIVED + timedelta(days=7)


def test_minor_records_take_the_common_rule_where_they_have_none(body: Body, page: Any) -> None:
    rule_on(body, "minor").delete()
    assert stamped(reread(page), minor=True)["rule"] == rule_on(body, "record")


def test_a_record_that_arrives_where_no_rule_is_left_is_stored_without_a_date(
    records: QuerySet[Any], body: Body, page: Any
) -> None:
    rule_on(body, "record").delete()
    row = records.create(**stamped(reread(page)))
    assert (row.rule, row.due_on, row.retention_state) == (None, None, "unscheduled")


def test_a_stamp_with_half_a_schedule_is_refused_by_the_database(
    records: QuerySet[Any], section: SectionDefaults
) -> None:
    with pytest.raises(IntegrityError, match="stamp_whole"):
        records.create(**{**stamped(section), "due_on": None})


def test_the_receipt_promises_a_day_only_when_the_rule_is_armed(body: Body, page: Any) -> None:
    def promised(privacy_class: PrivacyClass) -> date | None:
        return stamps.kept_until(reread(page), privacy_class, EVENT, ARRIVED)

    assert promised(PrivacyClass.SPECIAL) is promised(PrivacyClass.PERSONAL) is None
    arm(rule_on(body, "privacy_class"))
    assert promised(PrivacyClass.SPECIAL) == date(2027, 3, 8)
    assert promised(PrivacyClass.PERSONAL) is None
    arm(rule_on(body, "record"), "KN 2026/18")
    assert promised(PrivacyClass.PERSONAL) == date(2029, 3, 1)


def test_moving_the_event_moves_the_dates(records: QuerySet[Any], section: SectionDefaults) -> None:
    records.create(**stamped(section))
    later = {"last_occasion_end": date(2027, 9, 30)}
    assert stamps.restamp(records, later, today=ARRIVED) == 1
    row = records.get()
    assert (row.anchor_on, row.due_on) == (date(2027, 9, 30), date(2029, 9, 30))
    assert stamps.restamp(records, later, today=ARRIVED) == 0


def test_a_date_that_moves_closer_leaves_seven_days(records: QuerySet[Any], section: SectionDefaults) -> None:
    records.create(**stamped(section))
    today = date(2029, 2, 20)
    stamps.restamp(records, {"last_occasion_end": date(2027, 1, 1)}, today=today)
    assert records.get().due_on == today + timedelta(days=7)


def test_each_record_falls_back_to_its_own_arrival(records: QuerySet[Any], section: SectionDefaults) -> None:
    for arrived in (ARRIVED, ARRIVED + timedelta(days=3)):
        records.create(**stamped(section, submitted_on=arrived))
    assert stamps.restamp(records, {"last_occasion_end": None}, today=ARRIVED) == 2
    assert set(records.values_list("due_on", flat=True)) == {date(2029, 1, 5), date(2029, 1, 8)}


def test_a_record_without_a_date_gets_one_when_the_day_is_known(
    records: QuerySet[Any], section: SectionDefaults, body: Body
) -> None:
    waiting = rule_on(body, "record")
    type(waiting).objects.filter(pk=waiting.pk).update(falls_back=False)
    row = records.create(**stamped(reread(section.page), anchors={}))
    assert row.retention_state == "unscheduled"
    assert stamps.restamp(records, EVENT, today=ARRIVED) == 1
    row.refresh_from_db()
    assert (row.retention_state, row.due_on) == ("scheduled", date(2029, 3, 1))


def test_a_record_without_a_rule_is_left_as_it_is(records: QuerySet[Any], section: SectionDefaults) -> None:
    records.create(**{**stamped(section), "rule": None, "anchor_on": None, "due_on": None,
                      "retention_state": "unscheduled"})  # fmt: skip
    assert stamps.restamp(records, EVENT, today=ARRIVED) == 0
