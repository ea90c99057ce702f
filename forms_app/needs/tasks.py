"""A task for each need: made and closed as the answers say, and worked off by whoever looks after access."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forms_app.access import may_arrange
from forms_app.models import AccessTask, FormPageMixin, NeedState, Submission
from forms_app.models.answered import Answered
from forms_app.models.needs import OPEN
from forms_app.organisers import alerts
from forms_app.organisers.kinds import ACCESS_NEED
from forms_app.questions import AskedOf, Question
from forms_app.restriction import NotYours
from privacy import audit
from privacy.contracts import Refusal

#: The ready-made question whose options are needs.
QUESTION = "access"
LONGEST_NOTE = 500
#: Whose need: the participant, or None for the one who registered; the question; the option.
Told = tuple[UUID | None, str, str]


def asks_of_needs(submission: Submission) -> bool:
    """Whether anybody was asked, as far as it can be told without a query; later questions may have been."""
    return bool(submission.later) or any(each.type == QUESTION for each in submission.version.content.questions)


def follow(
    submission: Submission, *, now: datetime, anew: tuple[Told, ...] = (), is_new: bool = False
) -> int:
    """Bring the tasks of a registration that stands in step with its answers; how many are new. Idempotent.

    Called by every path that stores or changes an answer, in its transaction. A need that is told again is new again;
    one that is not told any more is no longer needed.

    :param anew: needs of which something has changed, so that what was arranged may not do.
    :param is_new: the submission has just been stored, so that there is no task of it yet: nothing is read.
    """
    if not asks_of_needs(submission):
        return 0
    told = set(_told(submission))
    if is_new and not told:
        return 0
    known = {(each.person_id, each.key, each.option): each for each in submission.access_tasks.all()}
    made = [_task(submission, each, now) for each in sorted(told - known.keys(), key=str)]
    AccessTask.objects.bulk_create(made)
    again = [known[each] for each in told & known.keys() if _is_over(known[each]) or each in anew]
    for task in again:
        task.state, task.booked_at, task.changed_at = NeedState.NEW, None, now
    over = [task for each, task in known.items() if each not in told and not _is_over(task)]
    for task in over:
        task.state, task.changed_at = NeedState.NO_LONGER, now
    AccessTask.objects.bulk_update([*again, *over], ["state", "booked_at", "changed_at"])
    if made or again:
        _tell_at_once(submission, now)
    return len(made) + len(again)


def follow_change(record: Answered, question: Question, *, now: datetime) -> None:
    """The same after one answer of ``record`` has changed, where it tells of a need and its registration stands."""
    if question.kind.meaning != QUESTION:
        return
    submission: Any = record if isinstance(record, Submission) else getattr(record, "submission", None)
    if submission.quarantined_at or not _stands(submission):
        return
    person = None if record is submission else record.pk
    opened_by = question.kind.opened_by[1]
    condition = question.condition
    anew = ((person, condition.question, opened_by),) if opened_by and condition else ()
    follow(submission, now=now, anew=anew)


def close(submission: UUID, *, now: datetime) -> None:
    """Nobody comes: nothing is needed any more. What was booked is to be called off. One statement."""
    AccessTask.objects.filter(submission=submission, state__in=OPEN).update(state=NeedState.NO_LONGER, changed_at=now)


def set_state(*, task: AccessTask, page: FormPageMixin, to: str, by: Any, now: datetime) -> None:
    """Somebody has worked on a need.

    :raises NotYours: for anybody but whoever looks after access, and case officers.
    :raises Refusal: when it is over: what is not needed is not arranged.
    """
    _only_for_those_who_may(by, page)
    with transaction.atomic():
        found = _locked(task)
        if to not in OPEN or _is_over(found):
            raise Refusal([_("This is no longer needed, so nothing was changed.")])
        if found.state == to:
            return
        found.booked_at = now if to == NeedState.BOOKED else None
        _store(found, to, by, now)


def called_off(*, task: AccessTask, page: FormPageMixin, by: Any, now: datetime) -> None:
    """What was booked for a need that is over has been called off.

    :raises NotYours: for anybody but whoever looks after access, and case officers.
    """
    _only_for_those_who_may(by, page)
    with transaction.atomic():
        found = _locked(task)
        if _is_over(found) and found.booked_at:
            found.booked_at = None
            _store(found, found.state, by, now)


def write_note(*, task: AccessTask, page: FormPageMixin, text: str, by: Any, now: datetime) -> None:
    """Write, or empty, the note on a need. It is sealed like the need itself.

    :raises NotYours: for anybody but whoever looks after access, and case officers.
    :raises Refusal: when it is too long.
    """
    _only_for_those_who_may(by, page)
    words = " ".join(text.split())
    if len(words) > LONGEST_NOTE:
        raise Refusal([_("A note has at most %(longest)d characters.") % {"longest": LONGEST_NOTE}])
    with transaction.atomic():
        found = _locked(task)
        found.note = found.seal(words) if words else None
        found.by, found.changed_at = by, now
        found.save(update_fields=["note", "by", "changed_at"])
        _audit("need.noted", found, by)


def needs_of(record: Answered) -> Iterable[Told]:
    """What one record tells: of the registration, or of a participant."""
    person = None if record.asked_of is Submission.asked_of else record.pk
    for question in record.questions:
        if question.type == QUESTION and question.key not in record.erased:
            known = {option.key for option in question.options}
            for chosen in record.answer(question) or ():
                if chosen in known:
                    yield person, question.key, chosen


def _told(submission: Submission) -> Iterable[Told]:
    yield from needs_of(submission)
    asked = [each for each in submission.version.content.questions if each.kind.meaning == QUESTION]
    if not submission.later and all(each.asked_of is AskedOf.REGISTRATION for each in asked):
        return
    for person in submission.persons.coming().select_related("submission__version"):
        yield from needs_of(person)


def _tell_at_once(submission: Submission, now: datetime) -> None:
    """Tell whoever looks after access, by a mail that names no need; of one registration once a day."""
    page: Any = submission.page.specific
    if page.special_reader:
        day = timezone.localdate(now, page.zone()).isoformat()
        alerts.alert(ACCESS_NEED, page, now=now, record=submission.pk, mark=day, to=[page.special_reader])


def _stands(submission: Submission) -> bool:
    page: Any = submission.page.specific
    stands: bool = page.standing(page.get_submissions().filter(pk=submission.pk)).exists()
    return stands


def _task(submission: Submission, told: Told, now: datetime) -> AccessTask:
    person, key, option = told
    task = AccessTask(submission=submission, person_id=person, key=key, made_at=now, changed_at=now)
    task.need = task.seal(option)
    return task


def _is_over(task: AccessTask) -> bool:
    return task.state == NeedState.NO_LONGER


def _locked(task: AccessTask) -> AccessTask:
    found: AccessTask = AccessTask.objects.select_for_update().get(pk=task.pk)
    return found


def _store(task: AccessTask, to: str, by: Any, now: datetime) -> None:
    task.state, task.by, task.changed_at = to, by, now
    task.save(update_fields=["state", "by", "changed_at", "booked_at"])
    _audit("need.changed", task, by, state=str(to))


def _audit(action: str, task: AccessTask, by: Any, **facts: str) -> None:
    audit.record(action, actor=by, subject_type="submission", subject_id=task.submission_id, facts=facts)


def _only_for_those_who_may(by: Any, page: FormPageMixin) -> None:
    if not may_arrange(by, page):
        raise NotYours([_("Only whoever looks after diet and access on this page may do this.")])
