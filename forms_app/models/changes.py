"""What has been corrected in a record: the received value stays, the working value stands beside it."""
from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forms_app import answers as answering
from forms_app.models.persons import SubmittedPerson
from forms_app.models.submissions import Submission
from forms_app.questions import Question, Words


class AnswerChange(models.Model):
    """One correction of one answer. Values are stored as answers are, sealed where those are; erased together."""

    class Why(models.TextChoices):
        """Why the answer was corrected; a code, so that the log can name it."""

        ASKED = "asked", _("The person asked for it")
        SLIP = "slip", _("An evident slip of the pen")
        TAKEN_DOWN = "taken_down", _("We took it down wrongly")
        CASE = "case", _("Decided in a case about her data")  # GDPR 16
        HERSELF = "herself", _("Changed by the registrant herself")

    #: The name of the column that points to the corrected record.
    of: str

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
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
        abstract = True
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(why__in=["asked", "slip", "taken_down", "case", "herself"]),
                name="%(app_label)s_%(class)s_why_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"correction {self.pk}"

    @property
    def record(self) -> uuid.UUID:
        """Whose answer it was."""
        found: uuid.UUID = getattr(self, f"{self.of}_id")
        return found

    def words(self, which: str, question: Question) -> list[Words]:
        """The value before ("old") or after ("new") as a reader sees it; sealed ones are opened."""
        stored: dict[str, Any] = {question.key: getattr(self, which)}
        return answering.in_words(answering.read(stored, question, self.record), question)


class SubmissionChange(AnswerChange):
    """A correction of what was answered for the registration."""

    of = "submission"
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="changes", verbose_name=_("submission")
    )

    class Meta(AnswerChange.Meta):
        abstract = False
        verbose_name = _("correction of an answer")
        verbose_name_plural = _("corrections of answers")
        indexes = [models.Index(fields=["submission", "key"], name="forms_app_changes_of_answer")]


class PersonChange(AnswerChange):
    """A correction of what a participant answered, or what was answered for her."""

    of = "person"
    person = models.ForeignKey(
        SubmittedPerson, on_delete=models.CASCADE, related_name="changes", verbose_name=_("participant")
    )

    class Meta(AnswerChange.Meta):
        abstract = False
        verbose_name = _("correction of a participant's answer")
        verbose_name_plural = _("corrections of participants’ answers")
        indexes = [models.Index(fields=["person", "key"], name="forms_app_changes_of_person")]
