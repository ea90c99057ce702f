"""The participants of a submission: each a record of her own, found, kept, corrected and erased by herself."""
from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from forms_app.models.answered import Answered
from forms_app.models.submissions import Submission
from forms_app.questions import AskedOf, Question
from privacy.models.guard import GuardedQuerySet

#: Under this name privacy knows participants.
HOLDING = "forms_app.persons"


class PersonQuerySet(GuardedQuerySet):
    """Choices of participants."""

    def of_form(self, page: Any) -> PersonQuerySet:
        """Those registered by the form of ``page``, whatever language it was sent in."""
        return self.filter(submission__page__translation_key=page.translation_key)

    def unrestricted(self) -> PersonQuerySet:
        """Those that may stand in lists, on badges and in mails.

        Neither her own record nor the one she came with is set aside: that one may tell of her. Whoever has been
        taken out of the party stands in none.
        """
        return self.coming().filter(
            restricted_at=None, protected=False, submission__restricted_at=None, submission__protected=False,
            submission__quarantined_at=None,
        )  # fmt: skip

    def coming(self) -> PersonQuerySet:
        """Those who have not been taken out of the party they were registered with."""
        return self.filter(left_at=None)

    def set_aside(self) -> PersonQuerySet:
        """Those that may not: officers open them one by one. Nobody looks for whoever has been taken out."""
        return self.coming().exclude(
            restricted_at=None, protected=False, submission__restricted_at=None, submission__protected=False
        )


class SubmittedPerson(Answered):
    """One participant, with her answers to the questions that are put to each.

    Never made but by ``forms_app.submissions.record`` and ``forms_app.party.add``; goes with the submission she
    came with. ``left_at``: when the one who registered her took her out; what was received is a public record, so it
    stays until it may be destroyed as a record of minor importance.
    """

    asked_of = AskedOf.PARTICIPANT
    holding = HOLDING
    to_submission = "submission__"

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="persons", verbose_name=_("submission")
    )
    ordinal = models.PositiveSmallIntegerField(_("number among the participants"))
    left_at = models.DateTimeField(_("taken out"), null=True, blank=True)

    objects: ClassVar[Any] = PersonQuerySet.as_manager()

    class Meta(Answered.Meta):
        abstract = False
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["submission", "ordinal"]
        constraints = [
            *Answered.Meta.constraints,
            models.UniqueConstraint(fields=["submission", "ordinal"], name="forms_app_person_once_per_number"),
            models.CheckConstraint(condition=models.Q(ordinal__gte=1), name="forms_app_person_counted_from_one"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_named(self) -> bool:
        """Whether anything has been said of her; otherwise she has only a place, and is named later."""
        return bool(self.answers or self.erased)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What she was asked; nothing until she is named."""
        return super().questions if self.is_named else ()

    @property
    def reference(self) -> str:
        """The reference of her submission, and which of its participants she is: ``KRTM-4827/2``."""
        return f"{self.submission.reference}/{self.ordinal}"

    @property
    def submission_pk(self) -> UUID:
        """The submission she came with."""
        return self.submission_id

    @property
    def number_as_fact(self) -> dict[str, int]:
        """Which of its participants she is."""
        return {"participant": self.ordinal}

    @property
    def version(self) -> Any:
        """What was seen by the one who registered her."""
        return self.submission.version

    @property
    def page(self) -> Any:
        """The canonical page of the form."""
        return self.submission.page

    @property
    def page_id(self) -> int:
        """The number of the canonical page."""
        return self.submission.page_id

    @property
    def served_page(self) -> Any:
        """The page, in whatever language, on which she was registered."""
        return self.submission.served_page

    @property
    def received_at(self) -> datetime:
        """When she was registered."""
        return self.submission.received_at
