"""What every stored personal record carries, copied at the moment of storing."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy import rules

from .activities import ProcessingActivity
from .controllers import Controller
from .guard import Guarded
from .retention import RetentionRule


class Origin(models.TextChoices):
    """How the record came to be."""

    RECEIVED = "received", _("Received")
    DRAWN_UP = "drawn_up", _("Drawn up by staff")


class StateChoice(models.TextChoices):
    """``rules.State`` with words."""

    SCHEDULED = rules.State.SCHEDULED.value, _("Has a date")
    UNSCHEDULED = rules.State.UNSCHEDULED.value, _("Has no date yet")
    PRESERVED = rules.State.PRESERVED.value, _("Preserved")


class PrivacyStamp(Guarded):
    """Columns of a personal record; ``privacy.stamps.stamp`` gives their values."""

    #: Which rules on whole records speak of such a one, unless it is of minor importance.
    ruled_as: ClassVar[rules.Selector] = rules.Selector.RECORD

    controller = models.ForeignKey(
        Controller,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("controller"),
    )
    activity = models.ForeignKey(
        ProcessingActivity,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("activity"),
    )
    rule = models.ForeignKey(
        RetentionRule,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("rule"),
    )
    stamp_language = models.CharField(max_length=10, verbose_name=_("language of the notice"))
    origin = models.CharField(max_length=10, choices=Origin, verbose_name=_("origin"))
    categories = models.JSONField(default=list, verbose_name=_("privacy classes"))
    submitted_on = models.DateField(verbose_name=_("arrived on"))
    anchor_on = models.DateField(null=True, verbose_name=_("counted from"))
    due_on = models.DateField(null=True, db_index=True, verbose_name=_("kept until"))
    retention_state = models.CharField(max_length=20, choices=StateChoice, verbose_name=_("retention"))
    protected = models.BooleanField(default=False, verbose_name=_("protected identity"))

    class Meta(Guarded.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    retention_state="scheduled",
                    rule__isnull=False,
                    anchor_on__isnull=False,
                    due_on__isnull=False,
                )
                | Q(
                    retention_state="unscheduled",
                    anchor_on__isnull=True,
                    due_on__isnull=True,
                )
                | Q(
                    retention_state="preserved",
                    rule__isnull=False,
                    anchor_on__isnull=True,
                    due_on__isnull=True,
                ),
                name="%(app_label)s_%(class)s_stamp_whole",
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["received", "drawn_up"]),
                name="%(app_label)s_%(class)s_origin_known",
            ),
        ]
