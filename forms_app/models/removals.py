"""What was decided about the answers to a question when it was taken out of its form."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Fate(models.TextChoices):
    """What shall happen to the answers."""

    KEPT = "kept", _("Kept and shown as removed")
    ERASED = "erased", _("Erased through disposal, as an authority allows")


class RemovalQuerySet(models.QuerySet["QuestionRemoval"]):
    """Choices of decisions."""

    def of_form(self, page: Any) -> RemovalQuerySet:
        """Those on the form of ``page``, whatever language it is in."""
        return self.filter(page__translation_key=page.translation_key)

    def forget(self, page: Any, keys: Iterable[str]) -> None:
        """A question that is asked again needs a new decision when it is removed the next time."""
        self.of_form(page).filter(key__in=keys).delete()


class QuestionRemoval(models.Model):
    """One decision on the answers to one question of a form. Nothing of the answers; the ledger tells of disposal."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="question_removals")
    key = models.CharField(_("key of the question"), max_length=16)
    fate = models.CharField(_("answers"), max_length=10, choices=Fate)
    answers = models.PositiveIntegerField(_("number of answers then"))
    special = models.PositiveIntegerField(_("of which special categories"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"))
    run = models.CharField(_("disposal run"), max_length=20, blank=True)

    objects = RemovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision on a removed question")
        verbose_name_plural = _("decisions on removed questions")
        ordering = ["-decided_at"]
        constraints = [
            models.UniqueConstraint(fields=["page", "key"], name="forms_app_removal_once_per_question"),
            models.CheckConstraint(condition=Q(fate__in=Fate.values), name="forms_app_removal_fate_known"),
            models.CheckConstraint(condition=Q(special__lte=models.F("answers")), name="forms_app_removal_numbers"),
        ]

    def __str__(self) -> str:
        return f"removal {self.pk}"
