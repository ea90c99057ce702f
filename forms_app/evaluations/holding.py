"""Evaluations as records that are kept and let go: all answers to one are one record, since none has a time of its own.

Nobody is found here: an answer leads to no person, and a name in a text is found as in any text (privacy.traces).
"""
from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from forms_app.models import EvaluationAnswer, EvaluationRecord, EvaluationReview
from forms_app.record_views import anchors_of
from home.languages import language_of
from privacy.cascade import delete_with_followers
from privacy.contracts import Anchors, RecordView, Refusal
from privacy.models import guard


class Evaluations:
    """``privacy.contracts.Holding`` of ``EvaluationRecord``: with it go its answers and who looked through them."""

    name = "forms_app.evaluations"
    label = _("Answers to anonymous evaluations, those to one evaluation together")
    stamped = EvaluationRecord
    group_path = "page__translation_key"
    goes_with: tuple[str, str] | None = None
    beside: tuple[tuple[Any, str], ...] = (
        (EvaluationAnswer, "page__evaluation_record"),
        (EvaluationReview, "answer__page__evaluation_record"),
    )

    def views(self, records: Sequence[UUID], language: str, *, opened: bool) -> list[RecordView]:
        """The evaluations by their titles; no answer stands in them."""
        found = self._stored(records).select_related("page", "controller").order_by("submitted_on", "pk")
        return [
            RecordView(
                holding=self.name,
                record=each.pk,
                reference=str(each.pk),
                title=each.page.title,
                group=each.page.translation_key,
                language=language_of(each.page),
                received_at=datetime.combine(each.submitted_on, time(), ZoneInfo(each.controller.time_zone)),
                fields=(),
                logged_as=(("page", str(each.page_id)),),
            )
            for each in found
        ]

    def groups(self, records: Sequence[UUID]) -> dict[UUID, UUID]:
        """record -> translation key of its page."""
        return dict(self._stored(records).values_list("pk", self.group_path))

    def anchors(self, records: Sequence[UUID]) -> dict[UUID, Anchors]:
        """record -> the last day to answer, and the day on which the first answers were written."""
        return anchors_of(self._stored(records).values_list("pk", "page", "submitted_on"))

    def search(self, text: str) -> list[UUID]:
        """None: that a text names somebody does not make the evaluation hers."""
        return []

    def blank(self, records: Sequence[UUID], keys: Collection[str], *, cause: str) -> None:
        """Nothing: there is no value that is kept by itself."""

    def generalise(self, records: Sequence[UUID], key: str) -> dict[UUID, dict[str, int]]:
        """Nothing: the compiled result is downloaded and filed by the records plan."""
        return {}

    def delete(self, records: Sequence[UUID]) -> None:
        """Remove the evaluations' answers, in all languages, with what was noted at looking through them."""
        guard.insist()
        kept = self._stored(records)
        delete_with_followers(EvaluationAnswer._base_manager.filter(page__in=kept.values("page")))
        delete_with_followers(kept)

    def restrict(self, records: Sequence[UUID], at: datetime | None) -> None:
        """Nothing: nobody can ask for it, since nobody can tell which answer is hers (GDPR 11)."""

    def correct(self, record: UUID, key: str, value: Any, *, by: Any, why: str, now: datetime) -> None:
        """Nothing is corrected in an anonymous answer.

        :raises Refusal: always.
        """
        raise Refusal([_("An anonymous answer is kept as it was received.")])

    def _stored(self, records: Sequence[UUID]) -> Any:
        return self.stamped._base_manager.filter(pk__in=records)
