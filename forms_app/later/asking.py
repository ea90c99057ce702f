"""Asking later: the link to the questions that wait for an answer, and storing what is answered there.

A link is made when its mail is rendered, and only its hash is stored; it opens what waits for its submission,
closes with the event, the form or after thirty days, and dies with the record.
"""
from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from forms_app import answers as answering
from forms_app import conditions, participants
from forms_app.arrivals import subject_values
from forms_app.models import FormVersion, LaterAsk, LaterLink, Submission
from forms_app.models.answered import Answered
from forms_app.needs import tasks
from forms_app.questions import AskedWhen, Question
from privacy import audit, expiries, registry, subject_keys
from privacy.contracts import PrivacyClass
from privacy.rules import Selector


@dataclass(frozen=True, slots=True)
class Put:
    """What waits for an answer of one record. ``ordinal`` is 0 for the registration; ``versions`` by question key."""

    record: Answered
    ordinal: int
    questions: tuple[Question, ...]
    versions: dict[str, FormVersion]


def ask_with_place(submission: Submission, now: datetime) -> None:
    """Ask of a registration that has got a place what is asked only then; once, in the caller's transaction."""
    content = submission.version.content
    asked = [each.key for each in content.asked if each.asked_when is AskedWhen.WITH_PLACE]
    if asked:
        ask = LaterAsk(submission=submission, version=submission.version, keys=asked, at=now)
        LaterAsk.objects.bulk_create([ask], ignore_conflicts=True)


def waiting(submission: Submission, now: datetime) -> list[Put]:
    """What is asked of her and of her participants and waits for an answer at ``now``; nothing once it is closed."""
    page: Any = submission.page.specific
    asks = [
        ask
        for ask in LaterAsk.objects.open().filter(submission=submission).select_related("version")
        if now < page.later_closes_at(ask.at)
    ]
    if not asks:
        return []
    earlier = _chosen(submission, {})
    of_registration = _put(submission, 0, asks, {})
    named = (each for each in participants.shown(submission) if each.is_named)
    of_persons = (_put(each, each.ordinal, asks, earlier) for each in named)
    return [put for put in (of_registration, *of_persons) if put.questions]


def link_for(submission: Submission, now: datetime) -> str:
    """A new link to what waits, for a mail that is being made; "" when nothing waits. Earlier ones stay valid."""
    if not LaterAsk.objects.open().filter(submission=submission).exists() or not waiting(submission, now):
        return ""
    token = secrets.token_urlsafe(32)
    LaterLink.objects.create(submission=submission, digest=_digest(token), made_at=now)
    with translation.override(submission.version.language):
        return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('forms_app:later', args=[token])}"


def find(token: str) -> Submission | None:
    """The submission that a link opens; None when there is none, or it is set aside."""
    related = ("version", "page", "served_page", "controller", "rule")
    found = Submission.objects.unrestricted().select_related(*related)
    submission: Submission | None = found.filter(later_links__digest=_digest(token)).first()
    return submission


def answer(*, submission: UUID, given: dict[int, dict[str, Any]], now: datetime) -> bool:
    """Store what was answered, each answer with the version it was read in; whether anything still waited.

    :param given: valid answers by ordinal (0: the registration) and question key.

    Of two who send at once, one is stored.
    """
    with transaction.atomic():
        # of=self: the rows of form and controller are shared with everybody.
        locked = Submission.objects.unrestricted().select_for_update(of=("self",))
        record = locked.select_related("version", "page", "controller", "rule").filter(pk=submission).first()
        put = waiting(record, now) if record else []
        for each in put:
            _store(each, given.get(each.ordinal, {}), now)
        if record and put:
            for each in put:
                for question in each.questions:
                    tasks.follow_change(each.record, question, now=now)
            LaterAsk.objects.open().filter(submission=record).update(answered_at=now)
            audit.record(
                "submission.answered_later", subject_type="submission", subject_id=record.pk,
                facts={"questions": len({question.key for each in put for question in each.questions})},
            )  # fmt: skip
    return bool(put)


def _put(record: Answered, ordinal: int, asks: list[LaterAsk], earlier: dict[str, frozenset[str]]) -> Put:
    """What of ``asks`` is put to this record: asked of such as she is, not answered yet, and called for."""
    found: dict[str, Question] = {}
    versions: dict[str, FormVersion] = {}
    for ask in asks:
        for question in ask.version.content.asked:
            is_hers = question.key in ask.keys and question.asked_of is record.asked_of
            if is_hers and question.key not in record.answers and question.key not in found:
                found[question.key], versions[question.key] = question, ask.version
    return Put(record, ordinal, conditions.put(found.values(), {}, _chosen(record, earlier)), versions)


def _chosen(record: Answered, earlier: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """What was chosen before, for the conditions of what is asked now."""
    return {**earlier, **{each.key: conditions.chosen(each, record.answer(each)) for each in record.questions}}


def _store(put: Put, given: dict[str, Any], now: datetime) -> None:
    record = put.record
    asked = [question for question in put.questions if question.privacy_class is not PrivacyClass.NONE]
    record.answers |= answering.to_store({q.key: given.get(q.key) for q in put.questions}, put.questions, record.pk)
    record.later |= {question.key: put.versions[question.key].pk for question in put.questions}
    record.categories = sorted({*record.categories, *(str(question.privacy_class) for question in asked)})
    record.later_versions = None
    record.save(update_fields=["answers", "later", "categories"])
    subject_keys.remember_all(
        record.pk, subject_values(put.questions, given), region=record.controller.jurisdiction
    )
    _schedule(record, [question for question in asked if given.get(question.key) not in answering.EMPTY], now)


def _schedule(record: Any, questions: list[Question], now: datetime) -> None:
    """What is answered later has its own time, and the record is never due before it."""
    page = record.page.specific
    if page.section is None or not questions:
        return
    expiries.schedule_fields(
        holding=record.holding,
        record=record.pk,
        section=page.section,
        fields=[(question.key, question.privacy_class, question.meaning) for question in questions],
        anchors=page.retention_anchors(),
        submitted_on=record.submitted_on,
        minor=record.rule is not None and record.rule.selector == Selector.MINOR,
    )
    today = record.controller.local_date(now)
    # A participant first: her submission is never due before her.
    for holding, pk in {record.holding: record.pk, Submission.holding: record.submission_pk}.items():
        expiries.count_again(registry.holding_of(holding), [pk], today=today)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
