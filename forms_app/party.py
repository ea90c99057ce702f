"""A party that changes after it was registered: who joins is stored like those who came with it, who leaves is let go.

The registration itself stands (forms_app.submissions is the door by which it came in).
"""
from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from forms_app import conditions
from forms_app.arrivals import Arrival
from forms_app.by_staff import origin_of
from forms_app.models import FormPageMixin, PostOnce, Submission, SubmittedPerson
from forms_app.models.answered import Answered
from forms_app.questions import AskedOf, AskedWhen, Question
from forms_app.submissions import address_of, tell_participants
from privacy import expiries, registry


def asked_of_who_joins(submission: Submission, page: FormPageMixin) -> tuple[Question, ...]:
    """What somebody who joins is asked: what its own version asked each participant, as far as the form still does.

    A question or an option that has been taken out since is not collected any more (GDPR 5.1 c); one that is new is
    not put here, for the party has never seen it. Files come with the registration alone.
    """
    now = {each.key: each for each in page.questions(page) if each.asked_when is AskedWhen.AT_ONCE}
    asked = submission.version.content.put_to(AskedOf.PARTICIPANT)
    return tuple(
        replace(each, options=tuple(one for one in each.options if one.key in _options(now[each.key])))
        for each in asked
        if each.key in now and now[each.key].put_how == each.put_how and not each.kind.takes_files
    )


def own_answers(record: Answered) -> dict[str, Any]:
    """The working answers of one record to what is not sealed, by question key."""
    return {each.key: record.answer(each) for each in record.questions if not each.is_sealed}


def earlier_choices(submission: Submission) -> dict[str, frozenset[str]]:
    """What was chosen for the registration, for the conditions of what is asked of its participants."""
    return {each.key: conditions.chosen(each, submission.answer(each)) for each in submission.questions}


def next_number(submission: Submission) -> int:
    """The number of whoever joins next: none that somebody has, or has had as long as her record is there."""
    last: int | None = SubmittedPerson.objects.filter(submission=submission).aggregate(last=Max("ordinal"))["last"]
    return (last or 0) + 1


def add(
    submission: Submission, page: FormPageMixin, joining: Sequence[dict[str, Any]], now: datetime, *, channel: str = ""
) -> list[SubmittedPerson]:
    """Store who joins, with stamp, times and keys of her own, and tell whom somebody else has named (GDPR 14).

    :param joining: the valid answers of each by question key; none of whoever is named later.
    :param channel: by which way staff were asked for it; "" by the form itself.

    In the caller's transaction, under the page's lock.
    """
    if page.section is None or not joining:
        return []
    arrival = _arrival(submission, page, now, channel)
    given = {uuid.uuid4(): each for each in joining}
    first = next_number(submission)
    stored: list[SubmittedPerson] = SubmittedPerson.objects.bulk_create(
        SubmittedPerson(submission=submission, ordinal=ordinal, **arrival.columns(pk, AskedOf.PARTICIPANT, answers))
        for ordinal, (pk, answers) in enumerate(given.items(), start=first)
    )
    _store_beside(submission, arrival, given, now)
    return stored


def name(
    submission: Submission, page: FormPageMixin, named: Sequence[tuple[SubmittedPerson, dict[str, Any]]],
    now: datetime, *, channel: str = "",
) -> None:
    """Store what is said of participants who had only a place so far: their answers come in now, by ``channel``.

    In the caller's transaction, under the page's lock.
    """
    if page.section is None or not named:
        return
    arrival = _arrival(submission, page, now, channel)
    for person, answers in named:
        columns = arrival.columns(person.pk, AskedOf.PARTICIPANT, answers)
        SubmittedPerson.objects.filter(pk=person.pk).update(**{key: columns[key] for key in columns if key != "id"})
    _store_beside(submission, arrival, {person.pk: answers for person, answers in named}, now)


def let_go(submission: Submission, page: FormPageMixin, leaving: Iterable[SubmittedPerson], now: datetime) -> None:
    """Take these out of the party: from now on in no list, mail or number.

    What was received of them is a public record and is not destroyed by the way: from now on it is of minor
    importance, which one standing authority lets go after some days (domain.md §5).
    In the caller's transaction.
    """
    section = page.section
    gone = list(leaving)
    numbers = [each.pk for each in gone]
    if section is not None:
        arrival = Arrival(
            section=section, version=submission.version, anchors=page.retention_anchors(), minor=True,
            submitted_on=submission.submitted_on, origin=submission.origin,
        )  # fmt: skip
        for each in gone:
            columns = arrival.columns(each.pk, AskedOf.PARTICIPANT, {})
            stamp = {name: value for name, value in columns.items() if name not in _HERS}
            SubmittedPerson.objects.filter(pk=each.pk).update(**stamp)
        expiries.forget(numbers)
    SubmittedPerson.objects.filter(pk__in=numbers).update(left_at=now)
    PostOnce.objects.filter(record=submission.pk).delete()


#: What stays as it was with whoever leaves.
_HERS = ("id", "answers", "categories", "origin", "submitted_on")


def _options(question: Question) -> Collection[str]:
    return {each.key for each in question.options}


def _arrival(submission: Submission, page: FormPageMixin, now: datetime, channel: str) -> Arrival:
    """Answers that come in at ``now``; the caller has made sure that there is a section."""
    section: Any = page.section
    return Arrival(
        section=section, version=submission.version, anchors=page.retention_anchors(), minor=False,
        submitted_on=timezone.localdate(now, page.zone()), origin=origin_of(channel),
    )  # fmt: skip


def _store_beside(
    submission: Submission, arrival: Arrival, given: dict[uuid.UUID, dict[str, Any]], now: datetime
) -> None:
    """Times and keys of each; the submission, which is never due before them; and word to whom another has named."""
    arrival.follow((SubmittedPerson.holding, pk, AskedOf.PARTICIPANT, answers) for pk, answers in given.items())
    tell_participants(submission.version, given, address_of(submission))
    today = submission.controller.local_date(now)
    expiries.count_again(registry.holding_of(Submission.holding), [submission.pk], today=today)
