"""Questions that are taken out of a form in use: what shall happen to their answers is decided before publishing.

Kept answers stay where they are and are shown as removed. Erasing goes through a disposal run, when an armed rule
with a valid authority lets the answers go; nothing is destroyed here.
"""
from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms_app.models.live import Answered, answers_under, questions_ever_asked, records_of
from forms_app.models.removals import Fate, QuestionRemoval
from forms_app.questions import Question
from privacy import audit
from privacy.contracts import Refusal
from privacy.disposal import of_question
from privacy.models import DisposalRun


class AnswersToSettle(Refusal):
    """Answers lie under questions that the new version does not ask; nobody has said what shall happen to them."""

    title = gettext_lazy("First say what shall happen to the answers")
    comfort = gettext_lazy("Nothing has been published, and no answer has been touched.")

    def __init__(self, page: Any, removed: Collection[Removed]) -> None:
        self.page = page
        sentence = _(
            "The form does not ask “%(label)s” any more, and there are answers to it. Open the page and publish it "
            "there: you are then asked what shall happen to them."
        )
        super().__init__([sentence % {"label": each.question.label} for each in removed])


@dataclass(frozen=True, slots=True)
class Removed:
    """A question that is not asked any more, how many answers lie under it, and what may be erased of them."""

    question: Question
    answered: Answered
    outlook: of_question.Outlook

    @property
    def may_be_erased(self) -> bool:
        """Whether an authority lets any of the answers go, now or on a day that is known."""
        return bool(self.outlook.due or self.outlook.later)


def undecided(page: Any, asked: Collection[str], now: datetime) -> list[Removed]:
    """Questions of the canonical ``page`` with answers that are not among the keys ``asked``, and not decided on."""
    known = questions_ever_asked(page)
    decided = QuestionRemoval.objects.of_form(page).values_list("key", flat=True)
    gone = set(known) - set(asked) - set(decided)
    counted = answers_under(page, gone) if gone else {}
    return [_removed(page, known[key], counted[key], now) for key in known if key in gone and counted[key].given]


def keys_asked(page: Any) -> set[str]:
    """The keys of the questions of the page in hand."""
    return {*(row.clean_name for row in page.form_fields.all()), *page.own_question_keys()}


def _removed(page: Any, question: Question, answered: Answered, now: datetime) -> Removed:
    outlook = of_question.outlook(values_of(page, question.key), today=today_of(page, now))
    return Removed(question, answered, outlook)


def today_of(page: Any, now: datetime) -> date:
    """The day at the authority that answers for the form of ``page``."""
    return timezone.localdate(now, page.zone())


def values_of(page: Any, key: str) -> Q:
    """What privacy knows of the single answers under ``key`` in this form."""
    return of_question.values_under(records_of(page), key)


@transaction.atomic
def decide(page: Any, removed: Collection[Removed], fates: Mapping[str, str], *, by: Any, now: datetime) -> None:
    """Keep what ``by`` has decided about each question; whatever is not among ``fates`` is kept."""
    for each in removed:
        fate = Fate(fates.get(each.question.key, Fate.KEPT))
        if fate == Fate.ERASED and not each.may_be_erased:
            fate = Fate.KEPT
        numbers = {"answers": each.answered.given, "special": each.answered.special}
        QuestionRemoval.objects.update_or_create(
            page_id=page.pk, key=each.question.key,
            defaults={"fate": fate, "decided_by": by, "decided_at": now, "run": "", **numbers},
        )  # fmt: skip
        audit.record(
            "question.removed", actor=by, subject_type="page", subject_id=page.pk,
            facts={"question": each.question.key, "outcome": fate.value, **numbers},
        )  # fmt: skip


def propose(page: Any, removal: QuestionRemoval, *, by: Any, now: datetime) -> DisposalRun:
    """A list of the answers of a decision that are due today, for an archivist to approve.

    :raises privacy.disposal.runs.NotThisRun: when ``by`` may not propose one, or nothing is due.
    """
    values = values_of(page, removal.key)
    run = of_question.propose(controller=page.section.controller, values=values, by=by, now=now)
    removal.run = run.number
    removal.save(update_fields=["run"])
    return run
