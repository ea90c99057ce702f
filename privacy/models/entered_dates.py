"""Days that only a person can tell."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy import rules

from .remembered import Remembered


class EnteredAnchor(models.TextChoices):
    """The anchors whose day stands on no page, or differs between the records of one."""

    MANUAL = rules.Anchor.MANUAL.value, _("A date entered by hand")
    LAST_FOLLOW_UP = rules.Anchor.LAST_FOLLOW_UP.value, _("Last follow-up; the last occasion where there is none")
    CONSENT_WITHDRAWN = rules.Anchor.CONSENT_WITHDRAWN.value, _("Withdrawal of consent")


class EnteredDate(Remembered):
    """The day from which a period runs, entered for a form (its translation key) or for one record."""

    subject = models.UUIDField(verbose_name=_("form or record"))
    anchor = models.CharField(max_length=30, choices=EnteredAnchor, verbose_name=_("counted from"))
    on = models.DateField(verbose_name=_("day"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(verbose_name=_("entered at"))

    class Meta:
        verbose_name = _("entered date")
        verbose_name_plural = _("entered dates")
        constraints = [
            models.UniqueConstraint(fields=["subject", "anchor"], name="entered_date_once"),
            models.CheckConstraint(
                condition=models.Q(anchor__in=EnteredAnchor.values), name="entered_date_anchor_known"
            ),
        ]

    def __str__(self) -> str:
        return f"entered date {self.pk}"
