"""The audit log says who did what to what, and nothing about anybody."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from privacy import audit
from privacy.models import AuditEvent, StaffReference


@time_machine.travel("2028-02-29 12:00+00:00")
def test_an_event_is_kept_for_five_years(db: None) -> None:
    assert audit.record("list.opened").keep_until == date(2033, 2, 28)


def test_the_period_is_a_setting(db: None, settings: Any) -> None:
    settings.KALLELSE_AUDIT_PERIOD = "P10Y"
    event = audit.record("list.opened")
    assert event.keep_until.year == event.at.year + 10


def test_staff_stand_under_a_random_reference_that_stays_the_same(officer: Any) -> None:
    first, second = (audit.record("list.opened", actor=officer) for _turn in range(2))
    assert first.actor == second.actor == StaffReference.objects.get(user=officer).ref


def test_after_a_colleague_has_left_her_events_stay_and_name_nobody(officer: Any) -> None:
    event = audit.record("list.opened", actor=officer)
    officer.delete()
    assert not StaffReference.objects.exists()
    event.refresh_from_db()
    assert event.actor is not None


def test_the_site_and_visitors_have_no_reference(db: None) -> None:
    assert audit.record("submission.received").actor is None
    assert audit.record("submission.received", actor=AnonymousUser()).actor is None


def test_an_event_names_the_thing_and_holds_facts(db: None) -> None:
    record = uuid4()
    facts = {"rows": 3, "language": "fi", "columns": ["name", "a1b2"], "filtered": False, "until": "2027-03-01"}
    audit.record("submissions.exported", subject_type="submission", subject_id=record, facts=facts)
    event = AuditEvent.objects.get()
    assert (event.subject_type, event.subject_id, event.facts) == ("submission", str(record), facts)
    assert str(record) not in str(event)


@pytest.mark.parametrize("fact", ["maja@granvik.example", "Maja Berg", {"name": "Maja"}, ["a", "b c"], 3.5])
def test_prose_and_addresses_are_no_facts(db: None, fact: Any) -> None:
    with pytest.raises(audit.NotAFact, match=r"^what$"):
        audit.record("list.opened", facts={"what": fact})
    assert not AuditEvent.objects.exists()
