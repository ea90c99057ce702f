"""Whom to tell when data that were handed out have been erased, corrected or restricted (GDPR 19)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .disclosures import Disclosure
from .requests import RightsRequest


class RecipientTask(models.Model):
    """One list in which she may stand, and whether whoever got it has been told. Codes only: no text, no name."""

    class Answer(models.TextChoices):
        """Told or not; nothing else lets the duty go (GDPR 19)."""

        WAITING = "waiting", _("Not told yet")
        TOLD = "told", _("Told")
        IMPOSSIBLE = "impossible", _("Impossible to tell")

    class Why(models.TextChoices):
        """Why it is impossible, or would take an effort out of all proportion."""

        UNKNOWN = "unknown", _("Nobody knows who has it")
        GONE = "gone", _("The recipient is no more")
        DESTROYED = "destroyed", _("The file has been destroyed")
        EFFORT = "effort", _("It would take a disproportionate effort")

    request = models.ForeignKey(
        RightsRequest, on_delete=models.CASCADE, related_name="recipients", verbose_name=_("case")
    )
    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.CASCADE, related_name="+", verbose_name=_("disclosure")
    )
    answer = models.CharField(max_length=12, choices=Answer, default=Answer.WAITING, verbose_name=_("answer"))
    why = models.CharField(max_length=12, choices=Why, blank=True, verbose_name=_("why it is impossible"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(null=True, verbose_name=_("answered"))

    class Meta:
        verbose_name = _("recipient to tell")
        verbose_name_plural = _("recipients to tell")
        constraints = [
            models.UniqueConstraint(fields=["request", "disclosure"], name="recipient_once_per_case"),
            models.CheckConstraint(
                condition=(Q(answer="impossible") & ~Q(why="")) | Q(answer__in=["waiting", "told"], why=""),
                name="recipient_impossible_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"recipient {self.pk}"
