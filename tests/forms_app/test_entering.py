"""What staff enter in somebody's name: its origin, its times, and that the same entry sent twice is one."""
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from forms_app import submissions
from forms_app.admission import Refused
from forms_app.by_staff import ByStaff
from forms_app.models import FormPage, FormVersion, StaffEntry, Submission
from privacy.models import AuditEvent
from privacy.roles import Role
from tests.factories import a_form_page, an_officer, answers_to

pytestmark = pytest.mark.django_db

CAME = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def by(channel: str = "telephone", **facts: Any) -> ByStaff:
    usual: dict[str, Any] = {"came_at": CAME, "notice_given": "read", "by": an_officer(Role.CASE_OFFICER), "once": "a"}
    return ByStaff(channel, **{**usual, **facts})


def enter(page: FormPage, by_staff: ByStaff, **by_kind: Any) -> submissions.Recorded:
    version = FormVersion.objects.keep(page.form_content(page), page_id=page.pk)
    return submissions.record(
        page=page, served_page=page, version=version, answers=answers_to(page, **by_kind), now=timezone.now(),
        by_staff=by_staff,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("channel", "origin"),
    [("telephone", "drawn_up"), ("visit", "drawn_up"), ("letter", "received"), ("email", "received")],
)
def test_what_is_taken_down_is_drawn_up_and_a_letter_is_received(channel, origin):
    stored = Submission.objects.get(pk=enter(a_form_page(), by(channel)).submission)
    assert stored.origin == origin
    assert (stored.received_at, stored.submitted_on) == (CAME, date(2026, 11, 2))
    assert (stored.entry.channel, stored.entry.notice_given) == (channel, "read")
    event = AuditEvent.objects.get(action="submission.entered")
    assert event.facts == {"channel": channel, "after_closing": False}


def test_a_closed_form_takes_what_staff_enter_and_nothing_else():
    page = a_form_page(closes_on=timezone.localdate() - timedelta(days=2))
    version = FormVersion.objects.keep(page.form_content(page), page_id=page.pk)
    with pytest.raises(Refused):
        submissions.record(
            page=page, served_page=page, version=version, answers=answers_to(page), now=timezone.now()
        )
    record = enter(page, by(why_closed="Ringde i tid")).submission
    assert StaffEntry.objects.get(pk=record).why_closed == "Ringde i tid"


def test_two_people_with_the_same_answers_are_two_and_the_same_entry_twice_is_one():
    page = a_form_page()
    first, again, other = enter(page, by()), enter(page, by()), enter(page, by(once="b"))
    assert again == submissions.Recorded(first.submission, repeated=True)
    assert not other.repeated
    assert Submission.objects.count() == 2
