"""When one value of a record is due, apart from the record itself."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .retention import PrivacyClassChoice, RetentionRule
from .stamps import StateChoice


class FieldExpiry(models.Model):
    """The stamp of one field that a rule of its own lets go before its record; gone with the value.

    Fields without a row go with their record.
    """

    holding = models.CharField(max_length=50, verbose_name=_("holding"))
    record = models.UUIDField(verbose_name=_("record"))
    key = models.CharField(max_length=100, verbose_name=_("field"))
    privacy_class = models.CharField(max_length=20, choices=PrivacyClassChoice, verbose_name=_("privacy class"))
    question_kind = models.CharField(max_length=50, blank=True, verbose_name=_("ready-made question"))
    rule = models.ForeignKey(RetentionRule, on_delete=models.PROTECT, related_name="+", verbose_name=_("rule"))
    anchor_on = models.DateField(null=True, verbose_name=_("counted from"))
    due_on = models.DateField(null=True, verbose_name=_("kept until"))
    retention_state = models.CharField(max_length=20, choices=StateChoice, verbose_name=_("retention"))

    class Meta:
        verbose_name = _("expiry of a field")
        verbose_name_plural = _("expiries of fields")
        constraints = [
            models.UniqueConstraint(fields=["record", "key"], name="expiry_once_per_field"),
            models.CheckConstraint(
                condition=Q(retention_state="scheduled", anchor_on__isnull=False, due_on__isnull=False)
                | Q(retention_state__in=["unscheduled", "preserved"], anchor_on__isnull=True, due_on__isnull=True),
                name="expiry_whole",
            ),
        ]
        indexes = [models.Index(fields=["rule", "due_on"], name="expiry_due")]

    def __str__(self) -> str:
        return f"expiry {self.pk}"
