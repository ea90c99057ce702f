"""That something was destroyed, in a form from which nobody can tell what; insert-only."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LedgerStep(models.TextChoices):
    """Written before and after the act."""

    BEGUN = "begun", _("Begun")
    DONE = "done", _("Done")


class ErasureLedger(models.Model):
    """HMAC of a record's id under a numbered key, with what of it was destroyed, and why.

    The same lines are appended to a file outside the database dump; after a restore
    ``privacy.disposal.reapply`` destroys again what they name.
    """

    step = models.CharField(max_length=5, choices=LedgerStep, verbose_name=_("step"))
    key_number = models.PositiveIntegerField(verbose_name=_("key number"))
    digest = models.CharField(max_length=64, db_index=True, verbose_name=_("digest of the record"))
    holding = models.CharField(max_length=50, verbose_name=_("holding"))
    fields = models.JSONField(default=list, verbose_name=_("fields"))  # empty: the whole record
    cause = models.CharField(max_length=40, verbose_name=_("cause"))  # "run:2026-14", "case:2026-3"
    at = models.DateTimeField(verbose_name=_("at"))
    keep_until = models.DateField(db_index=True, verbose_name=_("kept until"))

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        constraints = [models.CheckConstraint(condition=Q(step__in=LedgerStep.values), name="ledger_step_known")]

    def __str__(self) -> str:
        return f"ledger entry {self.pk}"
