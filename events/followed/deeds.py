"""Dealing with a follow-up: a mail, a note without one, or that it does not apply; once, and with a way back.

Each takes the event's lock, so that of two colleagues who press at once one is heard.
"""
from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events import door
from events.followed import due
from events.followed.draft import draft_for
from events.followed.due import Followed
from events.models import FollowedFrom, FollowUpDeed, Registration
from events.settling import UNDO_LASTS
from forms_app import submissions
from forms_app.models import SubmittedPerson
from privacy import audit, entered_dates, outbox
from privacy.contracts import Refusal
from privacy.rules import Anchor

#: The kind of outbound messages; their object is the registration, their version the number of the deed.
KIND = "programme_follow_up"
Outcome = FollowUpDeed.Outcome


def send(*, page: Any, record: UUID, key: UUID, subject: str, text: str, by: Any, now: datetime) -> FollowUpDeed:
    """Write to whoever registered; the mail waits until it can be undone no more.

    :raises NotYours: for those who do not look after the page.
    :raises Refusal: when it is dealt with already, or she has no address.
    """
    door.only_for_those_who_may(by, page)
    with transaction.atomic():
        found = _to_deal_with(page, record, key, now)
        submission = found[0].registration.submission
        if not submissions.address_of(submission):
            raise Refusal([_("No mail can be sent to her. Tell her in another way.")])
        deed = _keep("follow_up.sent", page, found, Outcome.SENT, by, now, subject=subject, text=text)
        outbox.queue_all(
            KIND, [record], version=deed.pk, language=submission.version.language, not_before=now + UNDO_LASTS
        )
    return deed


def close(*, page: Any, record: UUID, key: UUID, outcome: str, note: str, by: Any, now: datetime) -> FollowUpDeed:
    """Note that it was done without a mail, or does not apply to her.

    :raises NotYours: for those who do not look after the page.
    :raises Refusal: when it is dealt with already.
    """
    door.only_for_those_who_may(by, page)
    with transaction.atomic():
        found, how = _to_deal_with(page, record, key, now), Outcome(outcome)
        return _keep(
            "follow_up.done" if how == Outcome.DONE else "follow_up.not_needed", page, found, how, by, now, note=note
        )


def undo(*, page: Any, record: UUID, key: UUID, by: Any) -> None:
    """Take it back, so that it waits again; a mail only before it is sent.

    :raises NotYours: for those who do not look after the page.
    :raises Refusal: when there is nothing to take back, or the mail is on its way.
    """
    door.only_for_those_who_may(by, page)
    with transaction.atomic():
        page.take_lock()
        done = FollowUpDeed.objects.of_event(page.translation_key).filter(registration=record, follow_up_key=key)
        deed = done.first()
        if deed is None:
            raise Refusal([_("There is nothing to undo.")])
        if deed.outcome == Outcome.SENT and not outbox.withdraw(KIND, version=deed.pk, object_ids=[record]):
            raise Refusal([_("It is too late to undo: the mails are on their way.")])
        deed.delete()
        audit.record("follow_up.undone", actor=by, subject_type="submission", subject_id=record)


def set_day(*, page: Any, record: UUID, on: date | None, by: Any, now: datetime) -> None:
    """Set the day from which one registration is followed up, or take it away.

    Until the last follow-up the record is needed: its time is counted from that (domain.md §5).

    :raises NotYours: for those who do not look after the page.
    :raises Registration.DoesNotExist: when nobody with a place, whom a list may name, has that number.
    """
    door.only_for_those_who_may(by, page)
    with transaction.atomic():
        page.take_lock()
        registration = due.confirmed(page).get(pk=record)
        if on is None:
            FollowedFrom.objects.filter(registration=registration).delete()
        else:
            FollowedFrom.objects.update_or_create(registration=registration, defaults={"on": on, "by": by, "at": now})
        last = None if page.follow_ups_from else due.last_day(on, page.follow_ups.all())
        keep_until_after(page, registration, last, now)
        audit.record("registration.followed_from", actor=by, subject_type="submission", subject_id=record,
                     facts={"on": on.isoformat() if on else ""})  # fmt: skip


def keep_until_after(page: Any, registration: Registration, last: date | None, now: datetime) -> None:
    """Count the time of a registration and of everybody in it from ``last``, or as the page says."""
    persons = SubmittedPerson.objects.filter(submission=registration.pk).values_list("pk", flat=True)
    entered_dates.enter_for_records(
        [*persons, registration.pk], anchor=Anchor.LAST_FOLLOW_UP, on=last, today=timezone.localdate(now, page.zone())
    )


def _to_deal_with(page: Any, record: UUID, key: UUID, now: datetime) -> tuple[Followed, date]:
    """The open follow-up with the day it is due."""
    page.take_lock()
    found = [each for course in due.courses_of(page, now, only=record) for each in course.followed]
    for each in found:
        if each.row.translation_key == key and each.day and not each.deed:
            return each, each.day
    raise Refusal([_("This has been dealt with already. Nothing has changed.")])


def _keep(
    act: str, page: Any, found: tuple[Followed, date], outcome: Outcome, by: Any, now: datetime, **words: str
) -> FollowUpDeed:
    one, day = found
    title = draft_for(page, one.registration.submission, one.row).title
    deed = FollowUpDeed.objects.create(
        registration=one.registration, follow_up_key=one.row.translation_key, title=title, due_on=day,
        outcome=outcome, by=by, at=now, **words,
    )  # fmt: skip
    audit.record(act, actor=by, subject_type="submission", subject_id=one.registration.pk)
    return deed
