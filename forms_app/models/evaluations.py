"""What an anonymous evaluation keeps: links, answers that wait, and answers. No row leads to a person.

Nothing here has a sequence, a moment or an order of its own: ``forms_app.evaluations.batches`` writes the
tables anew in random order (domain.md §8).
"""
from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forms_app import answers as answering
from forms_app.evaluations.hiding import shown
from forms_app.models.submissions import Submission
from forms_app.questions import Question, Words
from privacy.models import PrivacyStamp
from privacy.models.guard import Guarded, GuardedQuerySet
from privacy.rules import Selector


class EvaluationToken(models.Model):
    """A link to one evaluation, not used yet: a keyed digest of its code. For whom it is, nobody knows.

    It is of use until the evaluation is over, and then goes.
    """

    digest = models.CharField(primary_key=True, max_length=64)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    is_settled = models.BooleanField(_("stands in random order"), default=False)

    class Meta:
        verbose_name = _("link to an evaluation")
        verbose_name_plural = _("links to evaluations")

    def __str__(self) -> str:
        return "link"


class EvaluationWaiting(models.Model):
    """An answer that waits for others to be written with. Its key is the digest of the link: once, or not at all.

    Sealed, and padded so that its length says nothing. Gone with the table's file when the batch is written.
    """

    digest = models.CharField(primary_key=True, max_length=64)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("forms_app.FormVersion", on_delete=models.PROTECT, related_name="+")
    sealed = models.JSONField(_("sealed answers"))

    class Meta:
        verbose_name = _("answer that waits")
        verbose_name_plural = _("answers that wait")

    def __str__(self) -> str:
        return "waiting"


class EvaluationAnswerQuerySet(GuardedQuerySet):
    """Choices of answers."""

    def to(self, page: Any) -> EvaluationAnswerQuerySet:
        """Those to the evaluation ``page``, in whatever language, in the order of their random keys."""
        return self.filter(page__translation_key=page.translation_key).order_by("pk")

    def unread(self) -> EvaluationAnswerQuerySet:
        """Those whose texts nobody has looked through yet."""
        return self.filter(review=None)


class EvaluationAnswer(Guarded):
    """One anonymous answer: a public record without a person. Never made but by ``evaluation_batches``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("forms_app.FormVersion", on_delete=models.PROTECT, related_name="+")
    controller = models.ForeignKey("privacy.Controller", on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey("privacy.ProcessingActivity", on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(_("answers by question key"))
    day = models.DateField(_("day of the batch"))

    objects: ClassVar[Any] = EvaluationAnswerQuerySet.as_manager()

    class Meta(Guarded.Meta):
        verbose_name = _("answer to an evaluation")
        verbose_name_plural = _("answers to evaluations")

    def __str__(self) -> str:
        return f"answer {self.pk}"

    def received(self, question: Question) -> list[Words]:
        """What was answered, word by word: the public record."""
        return answering.in_words(self.answers.get(question.key), question)

    def text(self, question: Question) -> str | None:
        """A free text as others than its reviewer may read it; None before somebody has looked through it."""
        review = getattr(self, "review", None)
        written = str(self.answers.get(question.key) or "")
        return shown(written, review.hidden.get(question.key, [])) if review else None


class EvaluationRecord(PrivacyStamp):
    """That answers to an evaluation are kept: all of them are one record, which one rule lets go when it is due.

    It comes with the first answers that are written, and says nothing of a single one.
    """

    ruled_as = Selector.EVALUATION

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.OneToOneField("wagtailcore.Page", on_delete=models.PROTECT, related_name="evaluation_record")

    class Meta(PrivacyStamp.Meta):
        verbose_name = _("evaluation with answers")
        verbose_name_plural = _("evaluations with answers")

    def __str__(self) -> str:
        return f"evaluation {self.pk}"


class EvaluationReview(models.Model):
    """That somebody has looked through the texts of an answer, and which passages she has hidden.

    ``hidden``: question key -> [[first, end], …], places in the text, so that no name is copied.
    """

    answer = models.OneToOneField(
        EvaluationAnswer, primary_key=True, on_delete=models.CASCADE, related_name="review", verbose_name=_("answer")
    )
    hidden = models.JSONField(_("hidden passages"), default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    on = models.DateField(_("day"))

    class Meta:
        verbose_name = _("texts looked through")
        verbose_name_plural = _("texts looked through")

    def __str__(self) -> str:
        return f"review {self.pk}"


class EvaluationInvitation(models.Model):
    """That somebody who registered was sent a link. Which link, and whether it was used, is known nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("invitation to an evaluation")
        verbose_name_plural = _("invitations to evaluations")
        constraints = [
            models.UniqueConstraint(fields=["page", "submission"], name="forms_app_invited_once_to_an_evaluation"),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
