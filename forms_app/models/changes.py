"""What has been corrected in a submission: the received value stays, the working value stands beside it."""
from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forms_app import answers as answering
from forms_app.models.submissions import Submission
from forms_app.questions import Question, Words


class SubmissionChange(models.Model):
    """One correction of one answer. Values are stored as answers are, sealed where those are; erased together."""

    class Why(models.TextChoices):
        """Why the answer was corrected; a code, so that the log can name it."""

        ASKED = "asked", _("The person asked for it")
        SLIP = "slip", _("An evident slip of the pen")
        TAKEN_DOWN = "taken_down", _("We took it down wrongly")
        CASE = "case", _("Decided in a case about her data")  # GDPR 16

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="changes", verbose_name=_("submission")
    )
    key = models.CharField(_("question key"), max_length=16)
    old = models.JSONField(_("value before"), null=True)
    new = models.JSONField(_("value after"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))
    why = models.CharField(_("why"), max_length=12, choices=Why)
    note = models.CharField(
        _("note"),
        max_length=200,
        blank=True,
        help_text=_("For example: By telephone, 3 February. No more than needed."),
    )

    class Meta:
        verbose_name = _("correction of an answer")
        verbose_name_plural = _("corrections of answers")
        ordering = ["at"]
        indexes = [models.Index(fields=["submission", "key"], name="forms_app_changes_of_answer")]
        constraints = [
            models.CheckConstraint(
                condition=Q(why__in=["asked", "slip", "taken_down", "case"]), name="forms_app_change_why_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"correction {self.pk}"

    def words(self, which: str, question: Question) -> list[Words]:
        """The value before ("old") or after ("new") as a reader sees it; sealed ones are opened."""
        stored: dict[str, Any] = {question.key: getattr(self, which)}
        return answering.in_words(answering.read(stored, question, self.submission_id), question)
