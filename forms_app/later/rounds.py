"""Putting a question to those who are registered already: whom it reaches, asking, and reminding once."""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from forms_app import submissions
from forms_app.models import FormPageMixin, FormVersion, LaterAsk, LaterRound, Submission
from forms_app.questions import Question
from home.languages import text_language
from privacy import audit, outbox
from privacy.contracts import Refusal
from privacy.models import OutboundMessage
from privacy.models.outbox import MessageState

#: The kinds of outbound messages; their object is the submission, their version the round.
ASKED, REMINDED = "question_asked_later", "question_asked_again"
#: A reminder is sent no sooner than so long after the question.
WAIT = timedelta(days=3)


@dataclass(slots=True)
class Reach:
    """Whom a question would reach: submissions by version to be read, and how many it does not reach, and why."""

    asked: dict[UUID, FormVersion] = field(default_factory=dict)
    restricted: int = 0
    protected: int = 0
    repeated: int = 0
    without_address: int = 0

    @property
    def languages(self) -> dict[str, int]:
        """How many in each language, the most first."""
        return dict(Counter(version.language for version in self.asked.values()).most_common())

    @property
    def left_out(self) -> int:
        """How many it does not reach."""
        return self.restricted + self.protected + self.repeated + self.without_address


def askable(page: FormPageMixin) -> list[Question]:
    """The questions of the live form that submissions before were not asked, in the page's language."""
    asked = [each for each in page.questions(page) if each.kind.is_asked]
    return [each for each in asked if _not_asked(page, each.key).exists()]


def reach(page: FormPageMixin, question: Question) -> Reach:
    """Whom ``question`` would reach now."""
    found = Reach()
    waiting = _not_asked(page, question.key)
    found.protected = waiting.filter(protected=True).count()
    found.restricted = waiting.filter(protected=False).exclude(restricted_at=None).count()
    free = waiting.unrestricted()
    standing = page.standing(free)
    found.repeated = free.count() - standing.count()
    words = _wordings(page, question.key)
    usual = words.get(text_language(page))
    for each in standing.select_related("version").iterator(2000):
        version = words.get(each.version.language) or usual
        questions = each.questions
        answers = {one.key: each.answer(one) for one in questions if one.kind.widget == "email"}
        if version is None or not submissions.email_of(questions, answers):
            found.without_address += 1
        else:
            found.asked[each.pk] = version
    return found


def ask(*, page: FormPageMixin, question: Question, by: Any, now: datetime) -> LaterRound:
    """Put ``question`` to everybody it reaches, by mail.

    :raises Refusal: when it reaches nobody.
    """
    with transaction.atomic():
        whom = reach(page, question)
        if not whom.asked:
            raise Refusal([_("There is nobody to ask: everybody has been asked this question already.")])
        new = LaterRound.objects.create(page_id=page.pk, key=question.key, by=by, at=now)
        LaterAsk.objects.bulk_create(
            [
                LaterAsk(submission_id=pk, round=new, version=version, keys=[question.key], at=now)
                for pk, version in whom.asked.items()
            ],
            batch_size=1000,
        )
        _queue(ASKED, new, whom.asked)
        audit.record("question.asked_later", actor=by, subject_type="page", subject_id=page.pk,
                     facts={"question": question.key, "asked": len(whom.asked), "left_out": whom.left_out})  # fmt: skip
    return new


def remind(*, asked: LaterRound, by: Any, now: datetime) -> int:
    """Ask those once more who have not answered; how many. Once, three days after the question at the earliest.

    :raises Refusal: when it is too soon, or they were reminded already.
    """
    with transaction.atomic():
        locked = LaterRound.objects.select_for_update(of=("self",)).get(pk=asked.pk)
        if locked.reminded_at is not None:
            raise Refusal([_("They have been reminded already. One reminder is enough.")])
        if now < locked.at + WAIT:
            raise Refusal([_("Wait until three days have passed since the question was sent.")])
        silent = locked.asks.open().filter(submission__in=Submission.objects.unrestricted())
        versions = {each.submission_id: each.version for each in silent.select_related("version")}
        _queue(REMINDED, locked, versions)
        locked.reminded_at = now
        locked.save(update_fields=["reminded_at"])
        audit.record("question.reminded", actor=by, subject_type="page", subject_id=locked.page_id,
                     facts={"question": locked.key, "reminded": len(versions)})  # fmt: skip
    return len(versions)


def numbers(asked: LaterRound) -> dict[str, int]:
    """How many were asked, have answered, and were not reached by the mail."""
    lost = OutboundMessage.objects.filter(
        kind=ASKED, version=asked.pk, state__in=[MessageState.FAILED, MessageState.DROPPED]
    )
    return {
        "asked": asked.asks.count(),
        "answered": asked.asks.exclude(answered_at=None).count(),
        "not_reached": lost.count(),
    }


def may_remind(asked: LaterRound, now: datetime) -> bool:
    """Whether a reminder may be sent now."""
    return asked.reminded_at is None and now >= asked.at + WAIT and asked.asks.open().exists()


def _not_asked(page: FormPageMixin, key: str) -> Any:
    """Submissions to the form that were never asked this, with the form or later.

    Where their form asks it of those with a place, who has none is not asked.
    """
    versions = FormVersion.objects.filter(page=page.pk)
    with_it = [version.pk for version in versions if any(each.key == key for each in version.content.asked)]
    return page.get_submissions().exclude(version__in=with_it).exclude(later_asks__round__key=key)


def _wordings(page: FormPageMixin, key: str) -> dict[str, FormVersion]:
    """language -> the newest version in which the question is asked."""
    found: dict[str, FormVersion] = {}
    for version in FormVersion.objects.filter(page=page.pk).order_by("-made_at", "-pk"):
        if any(each.key == key for each in version.content.asked):
            found.setdefault(version.language, version)
    return found


def _queue(kind: str, asked: LaterRound, versions: dict[UUID, FormVersion]) -> None:
    for language in {version.language for version in versions.values()}:
        of_language = [pk for pk, version in versions.items() if version.language == language]
        outbox.queue_all(kind, of_language, version=asked.pk, language=language)
